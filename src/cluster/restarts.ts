/**
 * Whether and when a worker that died is replaced. One that served for a while is replaced at once. One that died young
 * is replaced after a pause that doubles; when too many did so of late and none serves, whatever ends them will end the
 * next one too. While others serve there is no giving up: a service that limps is better than none.
 */
export type Restarts = {
  /** Milliseconds to wait before replacing it; null to give up. Times are how long each has listened, null for never. */
  readonly note: (servedMs: number | null, othersMs: readonly number[]) => number | null
}

const youngMs = 1_000
const windowMs = 30_000
const mostInWindow = 5
const firstPauseMs = 100
const longestPauseMs = 5_000

export const createRestarts = (now: () => number): Restarts => {
  let young: number[] = []
  return {
    note: (servedMs, othersMs) => {
      if (servedMs !== null && servedMs >= youngMs) return 0
      young = [...young.filter((at) => now() - at < windowMs), now()]
      if (young.length >= mostInWindow && !othersMs.some((ms) => ms >= youngMs)) return null
      return Math.min(longestPauseMs, firstPauseMs * 2 ** (young.length - 1))
    },
  }
}
