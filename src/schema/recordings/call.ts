import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { keyIssues } from '../../graph/fields/issues.ts'
import { Pool } from '../pools.ts'

export type CallHandle = { readonly poolKey: string; readonly callId: string; readonly callTime: Date }

export const Call = builder.objectRef<CallHandle>('Call').implement({
  access: 'anyone',
  description:
    'A handle on a finished call of a pool. Free; its fields say what they cost. What is kept of a call comes minutes after it and is deleted after 30 days.',
  fields: (t) => ({
    poolKey: t.exposeID('poolKey', { description: 'Key of the pool whose X number was called.' }),
    callId: t.exposeID('callId', { description: 'The id that the call’s receipts and the console show.' }),
    callTime: t.expose('callTime', {
      type: 'DateTime',
      description:
        'When the call was placed: as the handle was made with, or as its receipts tell (until one does, when the first of them came).',
    }),
  }),
})

builder.objectField(Pool, 'call', (t) =>
  t.field({
    type: Call,
    description:
      'A handle on one finished call of this pool, the way in to its recording and transcript. Free, also for a call that never was.',
    args: {
      callId: t.arg.id({ required: true, description: 'The call’s id, from its receipt (`call_id`) or the console.' }),
      callTime: t.arg({
        type: 'DateTime',
        required: true,
        description:
          'When it was placed, to the second: `call_time` of its receipt, which is Beijing time. Another moment finds nothing.',
      }),
    },
    resolve: ({ key }, { callId, callTime }) => ({ poolKey: key, callId, callTime }),
  }),
)

export const callKey = ({ poolKey, callId, callTime }: CallHandle): string =>
  JSON.stringify([poolKey, callId, callTime.getTime()])

export const callIssues = ({ poolKey, callId }: CallHandle): InputIssue[] => [
  ...keyIssues(poolKey, ['key']),
  ...keyIssues(callId, ['callId']),
]
