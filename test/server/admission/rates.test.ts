import { describe, expect, it } from 'vitest'
import type { Admission } from '../../../src/server/admission/admit.ts'
import { createMemoryRates } from '../../../src/server/admission/rates/rates.ts'
import { fakeClock } from '../../support/clock.ts'
import { aKey, limits, openDoor, outcomeOf, textOf } from './admissions.ts'

describe('the pace of a caller', () => {
  it('has a burst at once, then one operation every tenth of a second', async () => {
    const clock = fakeClock()
    const { take } = createMemoryRates(clock.now)
    const taken = (): number => {
      let count = 0
      while (take('a', { perMinute: 600, burst: 60 }) === 0) count++
      return count
    }
    expect(taken()).toBe(60)
    expect(take('a', { perMinute: 600, burst: 60 })).toBe(100)
    await clock.advance(1_000)
    expect(taken()).toBe(10)
    await clock.advance(3_600_000)
    expect(taken()).toBe(60)
  })

  it.each([
    [7, 3],
    [1, 1],
    [59, 17],
    [6_000, 100],
  ])('is kept to the operation: %i a minute, burst %i, for ten minutes', async (perMinute, burst) => {
    const clock = fakeClock()
    const { take } = createMemoryRates(clock.now)
    let count = 0
    for (let second = 0; second <= 600; second++) {
      while (take('a', { perMinute, burst }) === 0) count++
      await clock.advance(second < 600 ? 1_000 : 0)
    }
    expect(count).toBe(perMinute * 10 + burst)
  })

  it('is each caller’s own', () => {
    const { take } = createMemoryRates(fakeClock().now)
    const pace = { perMinute: 1, burst: 1 }
    expect([take('a', pace), take('a', pace), take('b', pace)]).toEqual([0, 60_000, 0])
  })

  it('makes nobody wait for a clock that was set back', () => {
    const clock = fakeClock()
    const { take } = createMemoryRates(clock.now)
    const pace = { perMinute: 60, burst: 2 }
    expect(take('a', pace)).toBe(0)
    clock.shift(-3_600_000)
    expect(take('a', pace)).toBe(0)
  })

  it('is remembered for so many callers and no more, those of late first', () => {
    const { take } = createMemoryRates(fakeClock().now, 3)
    const pace = { perMinute: 1, burst: 2 }
    for (const who of ['a', 'b', 'c', 'a', 'd']) expect(take(who, pace)).toBe(0)
    expect(take('a', pace)).toBeGreaterThan(0)
    expect([take('b', pace), take('b', pace)]).toEqual([0, 0])
  })
})

describe('an admitted caller', () => {
  it('is refused past the limit and told when to ask again; others are not', async () => {
    const [eager, calm] = [aKey(), aKey()]
    const { admit, clock } = await openDoor(
      { keys: textOf(eager, calm) },
      { limits: { ...limits, perMinute: 12, burst: 2 } },
    )
    const ask = ({ text }: { text: string }) => outcomeOf(admit(`Bearer ${text}`))
    expect(await ask(eager)).toMatchObject({ id: eager.stored.id })
    expect(await ask(eager)).toMatchObject({ id: eager.stored.id })
    expect(admit(`Bearer ${eager.text}`)).toEqual({
      status: 429,
      code: 'RATE_LIMITED',
      message: expect.any(String),
      retryAfterSeconds: 5,
    })
    expect(await ask(calm)).toMatchObject({ id: calm.stored.id })
    await clock.advance(5_000)
    expect(await ask(eager)).toMatchObject({ id: eager.stored.id })
  })

  it('has so many operations under way, and a place again when one is over', async () => {
    const key = aKey()
    const { admit } = await openDoor({ keys: textOf(key) }, { limits: { ...limits, inFlight: 2 } })
    const first = admit(`Bearer ${key.text}`) as Admission
    admit(`Bearer ${key.text}`)
    expect(admit(`Bearer ${key.text}`)).toMatchObject({ status: 429, code: 'RATE_LIMITED', retryAfterSeconds: 1 })
    first.leave()
    expect(admit(`Bearer ${key.text}`)).toMatchObject({ viewer: { id: key.stored.id } })
  })

  it('loses no place to being refused for its rate', async () => {
    const key = aKey()
    const { admit, clock } = await openDoor(
      { keys: textOf(key) },
      { limits: { ...limits, inFlight: 1, perMinute: 60, burst: 1 } },
    )
    expect(await outcomeOf(admit(`Bearer ${key.text}`))).toMatchObject({ id: key.stored.id })
    for (let i = 0; i < 5; i++) expect(await outcomeOf(admit(`Bearer ${key.text}`))).toBe('429 RATE_LIMITED')
    await clock.advance(1_000)
    expect(await outcomeOf(admit(`Bearer ${key.text}`))).toMatchObject({ id: key.stored.id })
  })

  it('can be counted elsewhere, by a store that takes its time or breaks', async () => {
    const key = aKey()
    const answers = [Promise.resolve(0), Promise.resolve(1_500), Promise.reject(new Error('the store is down'))]
    const { admit } = await openDoor(
      { keys: textOf(key) },
      { limits: { ...limits, inFlight: 1 }, rates: { take: () => answers.shift() ?? 0 } },
    )
    expect(await outcomeOf(admit(`Bearer ${key.text}`))).toMatchObject({ id: key.stored.id })
    expect(await admit(`Bearer ${key.text}`)).toMatchObject({ status: 429, retryAfterSeconds: 2 })
    await expect(admit(`Bearer ${key.text}`)).rejects.toThrow('the store is down')
    expect(await outcomeOf(admit(`Bearer ${key.text}`))).toMatchObject({ id: key.stored.id })
  })

  it('unmasks so many numbers a minute, apart from its operations', async () => {
    const { takeUnmask, clock } = await openDoor({ open: true }, { limits: { ...limits, unmaskPerMinute: 3 } })
    const taken = (who: string): number => [1, 2, 3, 4, 5].filter(() => takeUnmask(who)).length
    expect([taken('a'), taken('b')]).toEqual([3, 3])
    await clock.advance(20_000)
    expect(taken('a')).toBe(1)
  })
})
