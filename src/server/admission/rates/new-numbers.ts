import { createHmac } from '../../../aliyun/signing/hmac.ts'
import { canonical, mask } from '../../../dypls/terms/phone.ts'
import { putBounded } from './bounded-map.ts'

export type NumberLimits = {
  readonly numbersPerMinute: number
  readonly numbersPerDay: number
  readonly numbersPerMask: number
}

/** Which limit was met, and how long until it no longer is. */
export type Met = { readonly limit: keyof NumberLimits; readonly waitMs: number }

export type NewNumbers = {
  /** Whether a caller may name these numbers; null where it may, which is remembered then. All of them or none. */
  readonly take: (who: string, numbers: readonly string[]) => Met | null
}

export type NewNumbersOptions = {
  readonly limits: NumberLimits
  /** Under which numbers are hashed; nothing else ever needs it. */
  readonly secret: string
  readonly now: () => number
  /** Of all callers together; past it those that named none for longest are forgotten. About 90 bytes each (measured 2026-11-28). */
  readonly mostNumbers?: number
  readonly mostCallers?: number
}

const [dayMs, minuteMs] = [86_400_000, 60_000]

/** What one caller named in the day that began with its first number. */
type Day = {
  readonly since: number
  /** Hashes, since a memory dump should not be a phone book. */
  readonly numbers: Set<number>
  readonly perMask: Map<string, number>
  /** When the next new number would be due at the even pace of a minute. */
  due: number
}

/**
 * Counts the different numbers that each caller names. The one limit that stops a search is that per mask: of the ten
 * thousand mobiles that one mask fits, a day shows a few, while numbers of honest callers spread over all masks. The other
 * two bound what can be tried at many masks at once, and the memory.
 */
export const createNewNumbers = ({
  limits,
  secret,
  now,
  mostNumbers = 500_000,
  mostCallers = 10_000,
}: NewNumbersOptions): NewNumbers => {
  const hmac = createHmac('sha256', secret, 'hex')
  /** In the order of last use. */
  const days = new Map<string, Day>()
  let held = 0

  const dayOf = (who: string): Day => {
    const known = days.get(who)
    const time = now()
    // One that lies ahead was begun before the clock was set back.
    if (known && time >= known.since && time < known.since + dayMs) return known
    held -= known?.numbers.size ?? 0
    return { since: time, numbers: new Set(), perMask: new Map(), due: time }
  }

  const forgetIdle = (): void => {
    for (const [who, { numbers }] of days) {
      if ((held <= mostNumbers && days.size <= mostCallers) || days.size === 1) return
      held -= numbers.size
      days.delete(who)
    }
  }

  return {
    take: (who, given) => {
      const day = dayOf(who)
      putBounded(days, who, day, Number.POSITIVE_INFINITY)
      forgetIdle()
      const fresh = new Map<number, string>()
      for (const each of given) {
        const number = canonical(each)
        // 48 bits: two of half a million share one once in two thousand deployments, which then count as one.
        const hashed = Number.parseInt(hmac(number).slice(0, 12), 16)
        if (!day.numbers.has(hashed)) fresh.set(hashed, number)
      }
      if (fresh.size === 0) return null
      const met = limitMet(day, fresh, limits, now())
      if (met) return met
      for (const [hashed, number] of fresh) {
        day.numbers.add(hashed)
        const fits = mask(number)
        day.perMask.set(fits, (day.perMask.get(fits) ?? 0) + 1)
      }
      day.due = Math.max(day.due, now()) + (fresh.size * minuteMs) / limits.numbersPerMinute
      held += fresh.size
      return null
    },
  }
}

const limitMet = (
  { since, numbers, perMask, due }: Day,
  fresh: ReadonlyMap<number, string>,
  limits: NumberLimits,
  time: number,
): Met | null => {
  const untilTomorrow = since + dayMs - time
  const more = new Map<string, number>()
  for (const number of fresh.values()) {
    const fits = mask(number)
    const count = (more.get(fits) ?? perMask.get(fits) ?? 0) + 1
    if (count > limits.numbersPerMask * spread(number, fits)) return { limit: 'numbersPerMask', waitMs: untilTomorrow }
    more.set(fits, count)
  }
  if (numbers.size + fresh.size > limits.numbersPerDay) return { limit: 'numbersPerDay', waitMs: untilTomorrow }
  // More at once than a minute has room for are let through by a caller that named none lately: they could never be.
  const ahead = Math.max(due - time, 0)
  const room = minuteMs - (fresh.size * minuteMs) / limits.numbersPerMinute
  const waitMs = ahead - Math.max(room, 0)
  return waitMs > 0.001 ? { limit: 'numbersPerMinute', waitMs } : null
}

/** A mask that hides more digits than a mobile's fits so many times as many numbers. */
const spread = (number: string, fits: string): number => {
  const hidden = number.replace(/\D/g, '').length - fits.replace(/\D/g, '').length
  return 10 ** Math.min(Math.max(hidden - 4, 0), 6)
}
