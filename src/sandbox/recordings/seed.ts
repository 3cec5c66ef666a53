import type { World } from '../world/world.ts'

const poolKey = 'FC100000000000001'

/** Calls that a fresh sandbox knows. Their times never change, so that they can stand in examples and tests. */
export const seededCalls = {
  poolKey,
  /** Ended long ago; recording, ringing phase and transcript are there, and stay. */
  finished: { callId: '4166000000000bd01', callTime: '2026-03-05T12:00:00+08:00' },
  /** Ended as the sandbox started: what is kept of it appears minute by minute. */
  fresh: { callId: '4166000000000bd02', callTime: '2026-03-05T12:30:00+08:00' },
  /** Its binding recorded nothing and wanted no transcript. */
  unrecorded: { callId: '4166000000000bd03', callTime: '2026-03-05T13:00:00+08:00' },
} as const

export const seedRecordings = ({ recordedCalls }: World, now: number): void => {
  const { finished, fresh, unrecorded } = seededCalls
  const at = ({ callId, callTime }: { callId: string; callTime: string }) => ({
    poolKey,
    callId,
    callTime: Date.parse(callTime),
    keptUntil: Number.POSITIVE_INFINITY,
  })
  recordedCalls.add(at(finished))
  recordedCalls.add({ ...at(fresh), endedAt: now })
  recordedCalls.add({ ...at(unrecorded), recordingReadyAt: null, ringingReadyAt: null, transcriptReadyAt: null })
}
