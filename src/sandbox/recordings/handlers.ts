import type {
  getTotalPublicUrl as linksRow,
  queryRecordFileDownloadUrl as recordingRow,
  getSecretAsrDetail as transcriptRow,
} from '../../dypls/recordings.ts'
import type { Handler, HandlerPorts } from '../actions/handler.ts'
import { type BusinessRefusal, isRefusal, refusal } from '../actions/outcome.ts'
import type { FinishedCall } from './state.ts'

type Asked = {
  readonly poolKey?: string | undefined
  readonly callId: string
  readonly callTime: Date
  readonly checkBinding?: boolean
}

/**
 * The call that is asked about. Which codes the upstream has for a foreign, unknown or deleted call is not documented:
 * inferred from the two that fit these operations. Whether a call of another pool is told without the check is not documented
 * either; it is assumed to be.
 */
const callOf = (
  { poolKey, callId, callTime, checkBinding = true }: Asked,
  { world, now }: HandlerPorts,
): FinishedCall | BusinessRefusal => {
  if (poolKey !== undefined && !world.pools.has(poolKey)) return refusal('isv.PARTNER_NOT_EXIST')
  const call = world.recordedCalls.find(callId)
  if (!call || call.callTime !== callTime.getTime() || call.keptUntil <= now) return refusal('isv.ILLEGAL_ARGUMENT')
  return poolKey === undefined || !checkBinding || call.poolKey === poolKey ? call : refusal('isv.FORBIDDEN_ACTION')
}

const isThere = (readyAt: number | null, now: number): boolean => readyAt !== null && readyAt <= now

const link = (kind: string, { callId }: FinishedCall, now: number): string =>
  `https://recordings.sandbox.invalid/${kind}/${encodeURIComponent(callId)}.mp3?Signed=${now}`

export const queryRecordFileDownloadUrl: Handler<typeof recordingRow> = (input, ports) => {
  if (input.poolKey === undefined && input.productType === undefined) return refusal('isv.ILLEGAL_ARGUMENT')
  const call = callOf(input, ports)
  if (isRefusal(call)) return call
  if (!isThere(call.recordingReadyAt, ports.now)) return refusal('isv.ILLEGAL_ARGUMENT')
  return { recordingUrl: link('recording', call, ports.now) }
}

export const getTotalPublicUrl: Handler<typeof linksRow> = (input, ports) => {
  const call = callOf(input, ports)
  if (isRefusal(call)) return call
  const { now } = ports
  return {
    recordingUrl: isThere(call.recordingReadyAt, now) ? link('recording', call, now) : undefined,
    ringingUrl: isThere(call.ringingReadyAt, now) ? link('ringing', call, now) : undefined,
  }
}

/** Without a transcript, or before it is ready, the answer is OK and empty (inferred). */
export const getSecretAsrDetail: Handler<typeof transcriptRow> = (input, ports) => {
  const call = callOf(input, ports)
  if (isRefusal(call)) return call
  if (!isThere(call.transcriptReadyAt, ports.now)) return {}
  return {
    transcript: {
      recognitionCode: call.recognitionCode,
      recognitionRequestId: ports.ids(),
      jobId: `sandbox-job-${call.callId}`,
      type: 'asrResult',
      durationMs: call.sentences.length * turnMs,
      sentences: call.sentences.map((text, index) => ({
        channel: index % 2,
        beginMs: index * turnMs,
        endMs: (index + 1) * turnMs,
        silenceSeconds: 0,
        wordsPerMinute: 180,
        emotion: '5.7',
        text,
      })),
    },
  }
}

const turnMs = 2_000
