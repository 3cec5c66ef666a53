/** The share of time for which the event loop has worked since it was last asked: 0 to 1. */
export type LoopLoad = () => number

/** How many requests are over in a time, and whether those under way are being worked on or wait for the upstream. */
export type Flow = {
  readonly count: () => void
  /**
   * Once in a turn of the event loop, always at the same point of it: in a crowd a turn may take longer than a window, and in
   * half a turn nothing may be over, however well things go.
   */
  readonly turn: (windowEnds: (isFull: boolean) => void) => void
  readonly perMs: () => number
  /** How many are over in all. */
  readonly over: () => number
  /** Whether none is over since then, although the event loop had time. */
  readonly stoodStill: (since: number) => boolean
  /** Whether so many under way take far too long, and not because the CPU has too much to do. */
  readonly hangs: (underWay: number) => boolean
}

const windowMs = 100
/** A loop that waits for nothing is at 1; a little is left for the grain of the measurement. */
const fullLoad = 0.97
/**
 * Whatever takes longer inside waits for an upstream that hangs. With a full loop it may be CPU time (a list of a hundred
 * look-ups takes 2.5 ms of it), so four times as much is allowed.
 */
const longestMs = 500
const longestOnFullLoopMs = 4 * longestMs

/** Counts over the last whole window, so that an old burst says nothing. */
export const createFlow = (now: () => number, load: LoopLoad): Flow => {
  let [since, counted, over, perMs, isFull] = [now(), 0, 0, 0, false]
  return {
    count: () => {
      counted++
      over++
    },
    turn: (windowEnds) => {
      const gone = now() - since
      if (gone >= 0 && gone < windowMs) return
      perMs = gone < 0 ? 0 : counted / gone
      isFull = load() >= fullLoad
      windowEnds(isFull)
      counted = 0
      since = now()
    },
    perMs: () => perMs,
    stoodStill: (since) => !isFull && over === since,
    over: () => over,
    hangs: (underWay) => perMs * (isFull ? longestOnFullLoopMs : longestMs) < underWay,
  }
}
