import { recognised } from '../../dypls/recordings.ts'

/** A finished call and what is kept of it. Moments are in ms since 1970; null where there is nothing to wait for. */
export type FinishedCall = {
  readonly callId: string
  readonly poolKey: string
  /** To the second, as receipts say it. */
  readonly callTime: number
  readonly recordingReadyAt: number | null
  readonly ringingReadyAt: number | null
  readonly transcriptReadyAt: number | null
  /** When everything kept of the call is deleted. */
  readonly keptUntil: number
  /** How recognition ended; anything but the code for success is a failure within an OK. */
  readonly recognitionCode: string
  /** What was said: A and B by turns, two seconds each. */
  readonly sentences: readonly string[]
}

/** What a test has to say of a call; the rest follows from when it ended. */
export type NewCall = Pick<FinishedCall, 'callId' | 'poolKey' | 'callTime'> &
  Partial<FinishedCall> & { readonly endedAt?: number }

export type FinishedCalls = {
  readonly find: (callId: string) => FinishedCall | undefined
  readonly add: (call: NewCall) => void
  readonly clear: () => void
}

const minuteMs = 60_000

/** The documents: "a few minutes" for the ringing phase, 15 to 20 at most for a recording, over ten for a transcript. */
export const readyAfterMs = { recording: 2 * minuteMs, ringing: 3 * minuteMs, transcript: 11 * minuteMs } as const
const keptMs = 30 * 86_400_000
/** With traffic on, calls come for as long as the sandbox runs: the oldest are forgotten, seeded ones excepted. */
const mostCalls = 5_000

export const createRecordedCalls = (): FinishedCalls => {
  const byId = new Map<string, FinishedCall>()
  const forgetOldest = (): void => {
    for (const { callId, keptUntil } of byId.values())
      if (keptUntil !== Number.POSITIVE_INFINITY) {
        byId.delete(callId)
        return
      }
  }
  return {
    find: (callId) => byId.get(callId),
    add: ({ endedAt, ...call }) => {
      const end = endedAt ?? call.callTime + minuteMs
      byId.set(call.callId, {
        recordingReadyAt: end + readyAfterMs.recording,
        ringingReadyAt: end + readyAfterMs.ringing,
        transcriptReadyAt: end + readyAfterMs.transcript,
        keptUntil: end + keptMs,
        recognitionCode: recognised,
        sentences: ['您好，您的快递到了。', '好的，请放在门口。'],
        ...call,
      })
      if (byId.size > mostCalls) forgetOldest()
    },
    clear: () => byId.clear(),
  }
}
