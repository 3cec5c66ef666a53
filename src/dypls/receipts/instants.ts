import type { Json } from '../../aliyun/contract/json.ts'
import { beijingTime } from '../../aliyun/contract/local-time.ts'
import { kind, type ValueKind } from './kinds.ts'

const epochDigits = /^\d{11,16}$/

const epoch = (wire: Json): Date | null => {
  const instant =
    typeof wire === 'number' || typeof wire === 'bigint' || (typeof wire === 'string' && epochDigits.test(wire))
      ? new Date(Number(wire))
      : null
  return instant && !Number.isNaN(instant.getTime()) ? instant : null
}

/** Beijing time as text, or ms since 1970: documents show the same field either way. */
const readInstant = (wire: Json): Date =>
  (typeof wire === 'string' ? usual(wire) : null) ??
  epoch(wire) ??
  beijingTime.decode(typeof wire === 'string' ? wire.trim().replace(/\.\d+$/, '') : wire)

const beijingOffsetMs = 8 * 3_600_000
const usualTime = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/

/**
 * What nearly all of them are: a true day and time of day, read without printing it again to see whether it is one. A
 * receipt holds six times, and thousands of receipts come a second (a third of their cost; measured on Node 20, 2026-11-28).
 */
const usual = (text: string): Date | null => {
  if (!usualTime.test(text)) return null
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))]
  const [hour, minute, second] = [Number(text.slice(11, 13)), Number(text.slice(14, 16)), Number(text.slice(17))]
  // Every month has 28 days; what lies beyond is rare enough for the careful way.
  const isPlain = year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= 28
  if (!isPlain || hour > 23 || minute > 59 || second > 59) return null
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second) - beijingOffsetMs)
}

/** Beijing time to the second. */
export const instant: ValueKind<Date> = kind({
  name: 'instant',
  wants: beijingTime.wants,
  read: readInstant,
  write: (value) => beijingTime.json(value),
  key: (value) => value.toISOString(),
})

/** Beijing time in older documents, ms since 1970 in newer ones. */
export const instantOrEpoch: ValueKind<Date> = {
  ...instant,
  write: (value, shape) => (shape === 'sample' ? beijingTime.json(value) : value.getTime()),
}

export const epochMs: ValueKind<Date> = kind({
  name: 'epoch ms',
  wants: 'milliseconds since 1970',
  read: readInstant,
  write: (value, shape) => (shape === 'sample' ? value.getTime() : String(value.getTime())),
  key: (value) => value.toISOString(),
})
