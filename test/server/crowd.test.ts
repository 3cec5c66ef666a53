import { describe, expect, it } from 'vitest'
import { type Costs, longest, play } from './crowd.ts'

/** Measured by issue 12 on the code of before: an answer 90 µs, a refusal 82. */
const measured: Costs = { hear: 0.04, refuse: 0.042, begin: 0.025, finish: 0.025 }
/** A machine that has less time for us, where not all can be answered in time. */
const slow: Costs = { hear: 0.08, refuse: 0.05, begin: 0.1, finish: 0.1 }

describe('a crowd in which everybody asks', () => {
  it.each([1_000, 2_000])('of %i callers is answered, all of it, where 250 ms are enough for that', async (callers) => {
    const best = await play({ callers: 64, seconds: 2, costs: measured })
    const seen = await play({ callers, seconds: 4, costs: measured })
    expect(seen.perSecond).toBeGreaterThan(0.8 * best.perSecond)
    expect(seen.refused).toEqual([])
    expect(longest(seen.answered)).toBeLessThan(1_000)
  })

  it.each([1_000, 2_000])(
    'of %i callers costs no more than a fifth of the answers where it is not',
    async (callers) => {
      const best = await play({ callers: 64, seconds: 2, costs: slow })
      const seen = await play({ callers, seconds: 4, costs: slow })
      expect(seen.perSecond).toBeGreaterThan(0.8 * best.perSecond)
      expect(longest([...seen.answered, ...seen.refused])).toBeLessThan(1_000)
    },
  )
})
