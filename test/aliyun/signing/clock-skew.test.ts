import { expect, it } from 'vitest'
import { createClockSkew } from '../../../src/aliyun/signing/clock-skew.ts'

const now = Date.parse('2026-07-25T10:00:00Z')

it('corrects nothing until it has learnt', () => {
  const skew = createClockSkew()
  expect([skew.correct(now), skew.offsetMs()]).toEqual([now, 0])
})

it.each([
  ['an hour ahead', 'Sat, 25 Jul 2026 09:00:00 GMT', -3_600_000],
  ['two days behind', 'Mon, 27 Jul 2026 10:00:00 GMT', 172_800_000],
])('signs with the upstream’s time when ours is %s', (_what, date, offset) => {
  const skew = createClockSkew()
  skew.learn(date, now)
  expect(skew.offsetMs()).toBe(offset)
  expect(skew.correct(now + 5_000)).toBe(now + 5_000 + offset)
})

it('goes by what it learnt last: a clock that was put right needs no correction', () => {
  const skew = createClockSkew()
  skew.learn('Sat, 25 Jul 2026 09:00:00 GMT', now)
  skew.learn('Sat, 25 Jul 2026 10:00:00 GMT', now)
  expect(skew.offsetMs()).toBe(0)
})

it.each([
  undefined,
  '',
  'soon',
  'Sat, 99 Jul 2026 09:00:00 GMT',
  'Sun, 25 Jul 2128 10:00:00 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
])('learns nothing from the date %j', (date) => {
  const skew = createClockSkew()
  skew.learn('Sat, 25 Jul 2026 09:00:00 GMT', now)
  skew.learn(date, now)
  expect(skew.offsetMs()).toBe(-3_600_000)
})
