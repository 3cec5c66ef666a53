import { getTotalPublicUrl, publicLinkMs } from '../../dypls/recordings.ts'
import { builder } from '../../graph/fields/builder.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import type { Context } from '../../graph/request/context.ts'
import { Call, type CallHandle, callIssues, callKey } from './call.ts'

type Links = {
  readonly recordingUrl: string | undefined
  readonly ringingUrl: string | undefined
  readonly expiresAt: Date
  readonly requestId: string | undefined
}

const CallLinks = builder.objectRef<Links>('CallLinks').implement({
  access: ['recordings:read'],
  description:
    'Signed links of 30 days to what is kept of a call. Personal data: whoever has a link may listen, for a month.',
  fields: (t) => ({
    recordingUrl: t.string({
      nullable: true,
      description:
        'What was said. Null while the recording is not ready, and where none was made. `Call.recording` lives shorter.',
      resolve: ({ recordingUrl }) => recordingUrl || null,
    }),
    ringingUrl: t.string({
      nullable: true,
      description:
        'What was heard before the answer. Null for some minutes after the call, and where nothing was recorded.',
      resolve: ({ ringingUrl }) => ringingUrl || null,
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'When the links end: 30 days after they were asked for, as documented.',
    }),
    requestId: requestIdField(t),
  }),
})

const CallLinksResult = resultUnion('CallLinksResult', {
  success: CallLinks,
  failures: ['NotFound'],
  description: 'Long-lived links of a call, or why there are none.',
})

type Question = { readonly call: CallHandle; readonly checkBinding: boolean }

const linksLoader = perRequest(
  ({ call: { poolKey, callId, callTime }, checkBinding }: Question, context: Context) => {
    const expiresAt = new Date(context.now() + publicLinkMs)
    return CallLinksResult.ask(
      getTotalPublicUrl,
      { poolKey, callId, callTime, checkBinding },
      context,
      ({ recordingUrl, ringingUrl, requestId }) => ({ recordingUrl, ringingUrl, expiresAt, requestId }),
    )
  },
  ({ call, checkBinding }) => `${checkBinding} ${callKey(call)}`,
)

builder.objectField(Call, 'links', (t) =>
  t.field({
    type: CallLinksResult.type,
    access: ['recordings:read'],
    upstreamCalls: 1,
    description:
      'Links of 30 days to the recording and to its ringing phase. Prefer `recording` where two hours will do. Costs one upstream call.',
    args: {
      checkBinding: t.arg.boolean({
        required: true,
        defaultValue: true,
        description:
          'Also have the platform verify that the call’s binding is yours. Turn it off only where it refuses calls that are; for a credential that is limited to some pools it stays on.',
      }),
    },
    resolve: (call, { checkBinding }, context) => {
      const issues = callIssues(call)
      if (issues.length > 0) return invalidInput(issues)
      // Without the check nothing ties the call to the pool beside it, which is all that the allow-list has looked at.
      const checked = checkBinding || context.viewer.pools !== 'all'
      return linksLoader(context).load({ call, checkBinding: checked })
    },
  }),
)
