/** How long a request may wait to be begun before it is refused, and which ones are refused without waiting. */
export type Patience = {
  readonly ms: () => number
  /** Whether one more may be refused at once; counts it then. */
  readonly refuseAtOnce: () => boolean
  /** One has been refused after it had waited. */
  readonly refused: () => void
  readonly done: () => void
  /** A tenth of a second is over, in which the event loop may have had no time to spare. */
  readonly adapt: (isFull: boolean) => void
}

/** Whoever can be answered within 250 ms is, and the rest is refused within them (PROMISES §2). */
const usualMs = 200
/**
 * Hearing and refusing a request takes nearly as much CPU as answering it (82 and 90 µs; measured on Node 20, 2026-11-27).
 * With a full loop the answers pay for that, and callers who come back at once are refused the more often the sooner it is
 * done. There waits grow instead, as far as no answer takes a second.
 */
const longestMs = 600
const stepUp = 1.5
const stepDown = 1.03
const manyRefused = 1 / 6
const fewRefused = 1 / 32
/** What is kept of the counts each time: refusals of a crowd come in waves, one in as long as they have waited. */
const kept = 0.8
/** One full tenth of a second may be chance. */
const fullInARow = 2

/** Refused at once for each that is done: enough for three times as many as can be answered, when they do not come back. */
const mostQuick = 2.5
const quickStep = 0.05
const mostSaved = 100

export const createPatience = (): Patience => {
  let [ms, refused, done, full] = [usualMs, 0, 0, 0]
  let [quick, saved] = [mostQuick, 0]
  return {
    ms: () => ms,
    refuseAtOnce: () => {
      if (saved < 1) return false
      saved--
      return true
    },
    refused: () => {
      refused++
    },
    done: () => {
      done++
      saved = Math.min(mostSaved, saved + quick)
    },
    adapt: (isFull) => {
      full = isFull ? full + 1 : 0
      quick = isFull ? quick / 2 : Math.min(mostQuick, quick + quickStep)
      if (isFull) saved = 0
      if (full >= fullInARow && refused > manyRefused * done) ms = Math.min(longestMs, ms * stepUp)
      else if (!isFull || refused < fewRefused * done) ms = Math.max(usualMs, ms / stepDown)
      refused *= kept
      done *= kept
    },
  }
}
