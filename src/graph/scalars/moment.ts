const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(\.\d+)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/

/**
 * The moment that a text of ISO 8601 with an offset names; an invalid date where no calendar or clock has it. `Date` alone
 * would roll over: 30 February becomes 2 March, and 24:00 the next day.
 */
export const momentOf = (text: string): Date => {
  const [, day = '', time = '', seconds = ':00', fraction = '', sign, hours = '0', minutes = '0'] =
    parts.exec(text) ?? []
  const local = Date.parse(`${day}T${time}${seconds}${fraction}Z`)
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(`${day}T${time}${seconds}`)) return noMoment()
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000
  const moment = new Date(sign === '-' ? local + offsetMs : local - offsetMs)
  return inBeijing(moment) === null ? noMoment() : moment
}

const noMoment = (): Date => new Date(Number.NaN)

export const exists = (moment: Date): boolean => !Number.isNaN(moment.getTime())

const offsetOfBeijingMs = 8 * 3_600_000

/** To the second, in Beijing time; null for what has no year of four digits there, which nothing could write. */
export const inBeijing = (moment: Date): string | null => {
  const at = moment.getTime() + offsetOfBeijingMs
  const iso = Number.isNaN(new Date(at).getTime()) ? '' : new Date(at).toISOString()
  return /^\d{4}-/.test(iso) ? `${iso.slice(0, 19)}+08:00` : null
}
