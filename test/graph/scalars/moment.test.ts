import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beijingTime, compactTime, compactTimeMs } from '../../../src/aliyun/contract/local-time.ts'
import { WireMismatch } from '../../../src/aliyun/contract/wire.ts'
import { exists, inBeijing, momentOf } from '../../../src/graph/scalars/moment.ts'

const two = (part: number): string => String(part).padStart(2, '0')

/** Days of a month, by the rule that children learn and not by `Date`. */
const daysIn = (year: number, month: number): number => {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

/** Most parts are fine, so that what is wrong is wrong alone. */
const part = (least: number, most: number, beyond: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 5, arbitrary: fc.integer({ min: least, max: most }) }, fc.integer({ min: 0, max: beyond }))

const clocks = fc.record({
  year: fc.oneof(fc.integer({ min: 1900, max: 2400 }), fc.integer({ min: 1, max: 9998 })),
  month: part(1, 12, 20),
  day: fc.oneof(part(1, 28, 40), fc.integer({ min: 28, max: 32 })),
  hour: part(0, 23, 30),
  minute: part(0, 59, 70),
  second: part(0, 59, 70),
})

const isThere = ({ year, month, day, hour, minute, second }: typeof clocks extends fc.Arbitrary<infer T> ? T : never) =>
  day >= 1 && day <= daysIn(year, month) && hour < 24 && minute < 60 && second < 60

describe('a moment', () => {
  it('is one exactly where calendar and clock have it, and then the right one', () => {
    let [there, not] = [0, 0]
    fc.assert(
      fc.property(
        clocks,
        part(0, 23, 40),
        part(0, 59, 70),
        fc.constantFrom('+', '-'),
        (clock, hours, minutes, sign) => {
          const { year, month, day, hour, minute, second } = clock
          const local = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`
          const moment = momentOf(`${local}${sign}${two(hours)}:${two(minutes)}`)
          const expected = isThere(clock) && hours < 24 && minutes < 60
          expect(exists(moment)).toBe(expected)
          expect(exists(momentOf(`${local}Z`))).toBe(isThere(clock))
          if (expected) there++
          else not++
          if (!expected) return
          const offset = (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000
          expect(new Date(moment.getTime() + offset).toISOString().slice(0, 19)).toBe(local)
        },
      ),
      { numRuns: 3_000, seed: 20_261_128 },
    )
    expect(Math.min(there, not)).toBeGreaterThan(500)
  })

  it.each([
    ['2028-02-29T12:00:00+08:00', '2028-02-29T12:00:00+08:00'],
    ['2027-12-31T23:59:59.999Z', '2028-01-01T07:59:59+08:00'],
    ['2027-03-01T00:00+08:00', '2027-03-01T00:00:00+08:00'],
    ['2000-02-29T00:00:00-12:00', '2000-02-29T20:00:00+08:00'],
    ['0001-01-01T00:00:00+08:00', '0001-01-01T00:00:00+08:00'],
    ['9999-12-31T23:59:59+08:00', '9999-12-31T23:59:59+08:00'],
  ])('is told in Beijing time: %s', (text, told) => {
    expect(inBeijing(momentOf(text))).toBe(told)
  })

  it.each([
    '2027-02-29T12:00:00+08:00',
    '2100-02-29T12:00:00+08:00',
    '2027-06-30T24:00:00+08:00',
    '2027-01-01T00:00:60Z',
    '2027-01-01T00:00:00+24:00',
    '2027-01-01T00:00:00+08:60',
    '9999-12-31T23:59:59Z',
    '',
    'now',
  ])('is none: %s', (text) => {
    expect(exists(momentOf(text))).toBe(false)
    expect(inBeijing(momentOf(text))).toBeNull()
  })
})

describe('a moment that the upstream tells', () => {
  it('is taken exactly where calendar and clock have it, in each of its forms', () => {
    fc.assert(
      fc.property(
        clocks.filter(({ year }) => year >= 100),
        (clock) => {
          const { year, month, day, hour, minute, second } = clock
          const date = [String(year).padStart(4, '0'), two(month), two(day)]
          const time = [two(hour), two(minute), two(second)]
          for (const [codec, wire] of [
            [beijingTime, `${date.join('-')} ${time.join(':')}`],
            [compactTime, [...date, ...time].join('')],
            [compactTimeMs, [...date, ...time, '000'].join('')],
          ] as const) {
            if (isThere(clock)) expect(codec.text(codec.decode(wire))).toBe(wire)
            else expect(() => codec.decode(wire)).toThrow(WireMismatch)
          }
        },
      ),
      { numRuns: 1_000, seed: 20_261_128 },
    )
  })
})
