import { type Codec, mismatch } from './wire.ts'

// China has had no daylight saving since 1991, so Beijing time is always UTC+8.
const beijingOffsetMs = 8 * 3_600_000

const beijing = (instant: Date): string => new Date(instant.getTime() + beijingOffsetMs).toISOString()

const parseBeijing = (parts: RegExpExecArray): Date => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = parts.slice(1).map(Number)
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second, ms) - beijingOffsetMs)
}

const localTime = (wants: string, pattern: RegExp, print: (iso: string) => string): Codec<Date> => ({
  wants,
  decode: (wire) => {
    const parts = typeof wire === 'string' ? pattern.exec(wire) : null
    const instant = parts && parseBeijing(parts)
    // Date.UTC rolls 31 February, month 13 and minute 60 over: what does not print the same is no time.
    return instant && print(beijing(instant)) === wire ? instant : mismatch(wants)
  },
  text: (instant) => print(beijing(instant)),
  json: (instant) => print(beijing(instant)),
})

/** `yyyy-MM-dd HH:mm:ss` in Beijing time, the form of bindings. */
export const beijingTime = localTime(
  'a time like 2026-01-10 08:00:00',
  /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/,
  (iso) => iso.slice(0, 19).replace('T', ' '),
)

/** `yyyyMMddHHmmss` in Beijing time, the form of fixed lines. */
export const compactTime = localTime('a time like 20260110080000', /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, (iso) =>
  iso.slice(0, 19).replace(/[-:T]/g, ''),
)

/** `yyyyMMddHHmmssSSS` in Beijing time. */
export const compactTimeMs = localTime(
  'a time like 20260110080000000',
  /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/,
  (iso) => iso.slice(0, 23).replace(/[-:T.]/g, ''),
)
