import { putBounded } from './bounded-map.ts'

/** An even pace with room for a burst on top of it. */
export type Pace = { readonly perMinute: number; readonly burst: number }

/**
 * Counts who asks how often. In memory here, each process for itself; one that all processes share may take its place, and
 * may answer with a promise.
 */
export type RateStore = {
  /** Milliseconds to wait; 0 where there was room, which is taken then. */
  readonly take: (who: string, pace: Pace) => number | Promise<number>
}

export type MemoryRates = { readonly take: (who: string, pace: Pace) => number }

/**
 * The generic cell rate algorithm: one moment per caller, when the next operation would be due at the even pace; one may be
 * early by the burst. Our own 20 lines, since `rate-limiter-flexible` only answers by promise, keeps one timer per caller
 * and counts in fixed windows, where twice the limit fits around a window's edge (11.4, 2026-11).
 */
export const createMemoryRates = (now: () => number, mostRemembered = 10_000): MemoryRates => {
  /** In the order of last use, so that the first is the one to forget; while there is much room, of first use. */
  const dueBy = new Map<string, number>()
  const keep = (who: string, due: number): void => {
    if (dueBy.size < mostRemembered / 2) dueBy.set(who, due)
    else putBounded(dueBy, who, due, mostRemembered)
  }
  return {
    take: (who, { perMinute, burst }) => {
      const time = now()
      const interval = 60_000 / perMinute
      const known = dueBy.get(who) ?? time
      // Further ahead than a burst can reach: the clock was set back, and no caller has to wait for it.
      const due = known > time + interval * (burst + 1) ? time : Math.max(known, time)
      const wait = due - time - interval * (burst - 1)
      // A thousandth for what rounding adds up to.
      if (wait > interval / 1_000) return wait
      keep(who, due + interval)
      return 0
    },
  }
}
