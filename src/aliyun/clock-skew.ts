/**
 * How far this machine's clock is off, learnt from the `Date` header of an answer that refused our timestamp. Signatures
 * carry corrected time from then on.
 */
export type ClockSkew = {
  readonly correct: (now: number) => number
  /** Takes nothing from a missing or unreadable header. */
  readonly learn: (dateHeader: string | undefined, now: number) => void
  readonly offsetMs: () => number
}

export const createClockSkew = (): ClockSkew => {
  let offsetMs = 0
  return {
    correct: (now) => now + offsetMs,
    learn: (dateHeader, now) => {
      const theirs = Date.parse(dateHeader ?? '')
      if (!Number.isNaN(theirs)) offsetMs = theirs - now
    },
    offsetMs: () => offsetMs,
  }
}
