import { describe, expect, it } from 'vitest'
import { createRestarts } from '../../src/cluster/restarts.ts'
import { fakeClock } from '../support/clock.ts'

describe('a worker that died', () => {
  it('is replaced at once when it had served for a while, however often', () => {
    const deaths = createRestarts(fakeClock().now)
    for (let n = 0; n < 100; n++) expect(deaths.note(1_000, [])).toBe(0)
  })

  it('is replaced after longer and longer pauses when it died young', () => {
    const deaths = createRestarts(fakeClock().now)
    expect([1, 2, 3, 4].map(() => deaths.note(null, []))).toEqual([100, 200, 400, 800])
  })

  it('is not replaced when it is the fifth in half a minute to die young, and nobody serves', () => {
    const deaths = createRestarts(fakeClock().now)
    for (const servedMs of [null, 999, null, 0]) expect(deaths.note(servedMs, [])).not.toBeNull()
    expect(deaths.note(999, [500])).toBeNull()
  })

  it('is always replaced while another serves, at last every 5 s', () => {
    const deaths = createRestarts(fakeClock().now)
    for (let n = 0; n < 20; n++) deaths.note(null, [1_000])
    expect(deaths.note(null, [0, 1_000])).toBe(5_000)
  })

  it('young is not held against those that come half a minute later', async () => {
    const clock = fakeClock()
    const deaths = createRestarts(clock.now)
    for (let n = 0; n < 4; n++) deaths.note(null, [])
    await clock.advance(30_000)
    expect(deaths.note(null, [])).toBe(100)
  })
})
