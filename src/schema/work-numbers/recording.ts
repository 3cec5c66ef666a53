import { querySoundRecord } from '../../dypls/work-numbers/read.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues } from '../../graph/fields/issues.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import type { Context } from '../../graph/request/context.ts'
import { Pool } from '../pools.ts'
import { newMessageId } from './handle.ts'

type Recording = {
  readonly callId: string
  readonly url: string
  readonly expiresAt: Date
  readonly requestId: string | undefined
}

/** Shorter than the links to other recordings. */
const linkLifetimeMs = 3_600_000

const WorkCallRecording = builder.objectRef<Recording>('WorkCallRecording').implement({
  access: ['recordings:read'],
  description: 'Where the recording of a call with a work number can be fetched for the next hour.',
  fields: (t) => ({
    callId: t.exposeID('callId', { description: 'The call that was recorded, as its receipt names it.' }),
    url: t.exposeString('url', {
      description: 'A signed link; whoever has it can listen. Personal data: hand it on with care, never log it.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'When the link stops working, reckoned by this server: one hour after it asked.',
    }),
    requestId: requestIdField(t),
  }),
})

const WorkCallRecordingResult = resultUnion('WorkCallRecordingResult', {
  success: WorkCallRecording,
  failures: ['NotFound'],
  description: 'A link to the recording, or why there is none.',
})

type Question = { readonly poolKey: string; readonly callId: string }

const recordingLoader = perRequest(
  ({ poolKey, callId }: Question, context: Context) => {
    const expiresAt = new Date(context.now() + linkLifetimeMs)
    const params = { poolKey, callId, idempotencyKey: newMessageId(context) }
    return WorkCallRecordingResult.ask(querySoundRecord, params, context, ({ recordingUrl, requestId }) => ({
      callId,
      url: recordingUrl,
      expiresAt,
      requestId,
    }))
  },
  ({ poolKey, callId }) => JSON.stringify([poolKey, callId]),
)

builder.objectField(Pool, 'workCallRecording', (t) =>
  t.field({
    type: WorkCallRecordingResult.type,
    access: ['recordings:read'],
    upstreamCalls: 1,
    description:
      'A link to the recording of one call with a work number of this pool. Wait for the receipt of the recording before asking: what comes too early is not documented. Costs one upstream call.',
    args: { callId: t.arg.id({ required: true, description: 'The call’s id, as its receipt names it.' }) },
    resolve: ({ key: poolKey }, { callId }, context) => {
      const issues = [...keyIssues(poolKey, ['poolKey']), ...keyIssues(callId, ['callId'])]
      return issues.length > 0 ? invalidInput(issues) : recordingLoader(context).load({ poolKey, callId })
    },
  }),
)
