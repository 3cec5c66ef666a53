/**
 * How far this machine's clock is off, learnt from the `Date` header of an answer that refused our timestamp. Signatures
 * carry corrected time from then on.
 */
export type ClockSkew = {
  readonly correct: (now: number) => number
  /** Takes nothing from a missing, unreadable or absurd header. */
  readonly learn: (dateHeader: string | undefined, now: number) => void
  readonly offsetMs: () => number
}

/** A clock that is off by more is not off, it is another answer. */
const yearMs = 366 * 86_400_000

export const createClockSkew = (): ClockSkew => {
  let offsetMs = 0
  return {
    correct: (now) => now + offsetMs,
    learn: (dateHeader, now) => {
      const theirs = Date.parse(dateHeader ?? '')
      if (Math.abs(theirs - now) < yearMs) offsetMs = theirs - now
    },
    offsetMs: () => offsetMs,
  }
}
