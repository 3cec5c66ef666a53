import { queryRecordFileDownloadUrl, recordingLinkMs } from '../../dypls/recordings.ts'
import { builder } from '../../graph/fields/builder.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import type { Context } from '../../graph/request/context.ts'
import { Call, type CallHandle, callIssues, callKey } from './call.ts'

type Recorded = { readonly url: string; readonly expiresAt: Date; readonly requestId: string | undefined }

const Recording = builder.objectRef<Recorded>('Recording').implement({
  access: ['recordings:read'],
  description: 'A signed link to what was said in a call. Personal data, like the voices it leads to.',
  fields: (t) => ({
    url: t.exposeString('url', {
      description: 'Download or play it from here. Whoever has the link may listen, so keep it out of logs and pages.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description:
        'When the link ends: two hours after it was asked for, as documented. Asking again makes another one.',
    }),
    requestId: requestIdField(t),
  }),
})

const RecordingResult = resultUnion('RecordingResult', {
  success: Recording,
  failures: ['NotFound'],
  description: 'Where the recording of a call can be had, or why it cannot.',
})

/** The upstream has no code for "not there (yet)": it calls such a call an illegal argument (inferred). */
const notThere = {
  en: 'Check callId and callTime against the receipt. If they match, the recording is not ready (wait for the receipt SecretRecording), was never made (the binding had it off) or is older than 30 days.',
  zh: '对照回执核对 callId 和 callTime。若一致，则录音尚未生成（请等待 SecretRecording 回执）、未开启录音，或已超过 30 天保留期。',
}

const recordingLoader = perRequest(async ({ poolKey, callId, callTime }: CallHandle, context: Context) => {
  const expiresAt = new Date(context.now() + recordingLinkMs)
  const told = await RecordingResult.ask(
    queryRecordFileDownloadUrl,
    { poolKey, callId, callTime },
    context,
    ({ recordingUrl, requestId }) => ({ url: recordingUrl, expiresAt, requestId }),
  )
  return 'failed' in told && told.code === 'isv.ILLEGAL_ARGUMENT' ? { ...told, hint: notThere } : told
}, callKey)

builder.objectField(Call, 'recording', (t) =>
  t.field({
    type: RecordingResult.type,
    access: ['recordings:read'],
    upstreamCalls: 1,
    description:
      'A link of two hours to the recording. Ask after the receipt SecretRecording has come, 15 to 20 minutes after the call at the latest. Costs one upstream call.',
    resolve: (call, _args, context) => {
      const issues = callIssues(call)
      return issues.length > 0 ? invalidInput(issues) : recordingLoader(context).load(call)
    },
  }),
)
