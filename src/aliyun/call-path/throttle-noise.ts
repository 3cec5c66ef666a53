/**
 * Tells a throttled account from a stray throttle answer. One in a hundred is the gateway's own noise; slowing down for
 * each would bring the rate to a crawl, since 2 % a second back never makes up for it. So it takes two, and more than one
 * call in twenty of late: the last second or two, or the last hundred or two where these reach further back.
 */
export type NoiseFilter = {
  readonly sent: () => void
  /** One was throttled: true when that is no stray. Starts afresh then, since what was sent at the old rate says nothing. */
  readonly throttled: () => boolean
}

const fewest = 2
const noticeableShare = 0.05
const generationCalls = 100
const generationMs = 1_000
/** A throttle answer of so long ago (twice) has nothing to do with one of today. */
const longestGenerationMs = 15_000

type Generation = { sent: number; throttled: number; readonly since: number }

export const createNoiseFilter = (now: () => number): NoiseFilter => {
  const begin = (): Generation => ({ sent: 0, throttled: 0, since: now() })
  let [before, current] = [begin(), begin()]

  const age = (): void => {
    const ms = Math.abs(now() - current.since)
    if (ms < generationMs || (current.sent < generationCalls && ms < longestGenerationMs)) return
    before = ms < 2 * longestGenerationMs ? current : begin()
    current = begin()
  }

  return {
    sent: () => {
      age()
      current.sent++
    },
    throttled: () => {
      age()
      current.throttled++
      const throttled = before.throttled + current.throttled
      if (throttled < Math.max(fewest, noticeableShare * (before.sent + current.sent))) return false
      before = begin()
      current = begin()
      return true
    },
  }
}
