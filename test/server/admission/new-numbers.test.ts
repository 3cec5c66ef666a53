import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNewNumbers, type NumberLimits } from '../../../src/server/admission/rates/new-numbers.ts'
import { fakeClock } from '../../support/clock.ts'

const wide: NumberLimits = { numbersPerMinute: 5_000, numbersPerDay: 100_000, numbersPerMask: 20 }
const [minuteMs, dayMs] = [60_000, 86_400_000]
const counting = (limits: Partial<NumberLimits> = {}, more = {}) => {
  const clock = fakeClock()
  const options = { limits: { ...wide, ...limits }, secret: 'a secret', now: clock.now, ...more }
  return { clock, ...createNewNumbers(options) }
}
const padded = (count: number, digits: number): string => String(count).padStart(digits, '0')
/** Mobiles of one mask, and mobiles of as many masks. */
const alike = (count: number): string => `139${padded(count, 4)}0001`
const apart = (count: number): string => `1390000${padded(count, 4)}`
const each = (count: number, make: (index: number) => string): string[] => [...Array(count).keys()].map(make)

describe('the numbers that a caller names', () => {
  it('are counted once each, however they are spelled and however often they come', () => {
    const { take } = counting({ numbersPerDay: 2 })
    for (const spelled of ['13900000001', '+8613900000001', '139 0000 0001', '0086-139-0000-0001'])
      expect(take('a', [spelled, spelled])).toBeNull()
    expect(take('a', ['13900000002'])).toBeNull()
    expect(take('a', ['13900000003'])).toMatchObject({ limit: 'numbersPerDay' })
    expect(take('a', ['13900000001', '13900000002'])).toBeNull()
  })

  it('are counted for each caller alone', () => {
    const { take } = counting({ numbersPerDay: 1 })
    expect([take('a', [alike(1)]), take('b', [alike(2)])]).toEqual([null, null])
    expect(take('a', [alike(2)])).not.toBeNull()
  })

  it('may be so many in a day, which begins with the first of them', async () => {
    const { take, clock } = counting({ numbersPerDay: 3 })
    expect(take('a', each(3, apart))).toBeNull()
    await clock.advance(1_000)
    expect(take('a', [apart(3)])).toEqual({ limit: 'numbersPerDay', waitMs: dayMs - 1_000 })
    await clock.advance(dayMs - 1_001)
    expect(take('a', [apart(3)])).toEqual({ limit: 'numbersPerDay', waitMs: 1 })
    await clock.advance(1)
    expect(take('a', each(3, apart))).toBeNull()
  })

  it('may be so many of one mask, so that a search for the number behind it takes the most of a year', async () => {
    const { take, clock } = counting()
    let [found, days] = [0, 0]
    for (; days < 100; days++) {
      while (take('a', [alike(found)]) === null) found++
      expect(found).toBe((days + 1) * 20)
      await clock.advance(dayMs)
    }
  })

  it('may be more where a mask hides more digits', () => {
    const landline = (count: number): string => `010${padded(count, 6)}88`
    const { take } = counting()
    expect(take('a', each(2_000, landline))).toBeNull()
    expect(take('a', [landline(2_001)])).toMatchObject({ limit: 'numbersPerMask' })
  })

  it('may be so many at once and then at an even pace', async () => {
    const { take, clock } = counting({ numbersPerMinute: 60 })
    expect(take('a', each(60, apart))).toBeNull()
    expect(take('a', [apart(60)])).toEqual({ limit: 'numbersPerMinute', waitMs: 1_000 })
    await clock.advance(1_000)
    expect(take('a', [apart(60)])).toBeNull()
    expect(take('a', [apart(61)])).toEqual({ limit: 'numbersPerMinute', waitMs: 1_000 })
    // A list longer than a minute has room for waits until none is due, and is paid off afterwards.
    expect(
      take(
        'a',
        each(120, (index) => apart(index + 100)),
      ),
    ).toEqual({ limit: 'numbersPerMinute', waitMs: minuteMs })
    await clock.advance(minuteMs)
    expect(
      take(
        'a',
        each(120, (index) => apart(index + 100)),
      ),
    ).toBeNull()
    expect(take('a', [apart(61)])).toEqual({ limit: 'numbersPerMinute', waitMs: 61_000 })
  })

  it('are taken all or none, so that what was refused is not counted', () => {
    const { take } = counting({ numbersPerDay: 3 })
    expect(take('a', each(4, apart))).not.toBeNull()
    expect(take('a', each(3, apart))).toBeNull()
  })

  it('of a busy day meet no limit: 90,000 drawn by chance', async () => {
    const { take, clock } = counting()
    let state = 1
    const chance = (below: number): number => {
      state = (state * 48_271) % 2_147_483_647
      return state % below
    }
    for (let count = 0; count < 45_000; count++) {
      const pair = [0, 1].map(() => `1${3 + chance(7)}${chance(10)}${padded(chance(100_000_000), 8)}`)
      expect(take('a', pair)).toBeNull()
      if (count % 1_000 === 0) await clock.advance(minuteMs)
    }
  })

  it('are never more than the limits allow, whatever comes in whatever order', () => {
    const limits = { numbersPerMinute: 1_000, numbersPerDay: 12, numbersPerMask: 3 }
    const number = fc
      .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 3 }))
      .map(([a, b]) => `139000${a}000${b}`)
    fc.assert(
      fc.property(fc.array(fc.array(number, { minLength: 1, maxLength: 4 }), { maxLength: 60 }), (calls) => {
        const { take } = counting(limits)
        const passed = new Set(calls.filter((call) => take('a', call) === null).flat())
        expect(passed.size).toBeLessThanOrEqual(12)
        for (const last of '0123')
          expect([...passed].filter((each) => each.endsWith(last)).length).toBeLessThanOrEqual(3)
      }),
    )
  })

  it('do not wait for a clock that was set back', () => {
    const { take, clock } = counting({ numbersPerDay: 1 })
    expect(take('a', [alike(1)])).toBeNull()
    clock.shift(-dayMs)
    expect(take('a', [alike(2)])).toBeNull()
  })
})

describe('the memory of numbers', () => {
  it('is bounded: callers that named none for longest are forgotten, never the one who asks', () => {
    const { take } = counting({ numbersPerDay: 10 }, { mostNumbers: 25 })
    const many = each(10, apart)
    for (const who of ['a', 'b', 'c', 'd']) expect(take(who, many)).toBeNull()
    expect(take('d', [apart(11)])).not.toBeNull()
    expect(take('a', [apart(11)])).toBeNull()
  })

  it('holds so many callers', () => {
    const { take } = counting({ numbersPerDay: 1 }, { mostCallers: 2 })
    for (const who of ['a', 'b', 'c']) take(who, [apart(0)])
    expect(take('c', [apart(1)])).not.toBeNull()
    expect(take('a', [apart(1)])).toBeNull()
  })
})
