import type { StoredKey } from './key-file.ts'

/** Keys as people write and read them on the command line. */
export const isLive = ({ expiresAt }: StoredKey, now: number): boolean =>
  expiresAt === null || Date.parse(expiresAt) > now

const unitMs = { h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** When a key ends: a time from now (`12h`, `90d`, `4w`) or a day of UTC, at its beginning; null for never. */
export const expiryFrom = (
  text: string | undefined,
  now: number,
): { readonly value: string | null } | { readonly fault: string } => {
  if (text === undefined) return { value: null }
  const [, count, unit] = /^(\d{1,4})([hdw])$/.exec(text) ?? []
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  const at = count ? now + Number(count) * unitMs[unit as keyof typeof unitMs] : day
  // Dates that no calendar has come out as others.
  if (Number.isNaN(at) || (!count && !new Date(at).toISOString().startsWith(text)))
    return { fault: 'must be a time from now such as 90d, 12h or 4w, or a day such as 2027-01-01' }
  return at > now ? { value: new Date(at).toISOString() } : { fault: 'must be in the future' }
}

/** One line per key under a heading, columns aligned. */
export const keyTable = (keys: readonly StoredKey[], now: number): readonly string[] => {
  const rows = [
    ['id', 'name', 'state', 'created', 'expires', 'pools', 'scopes'],
    ...keys.map((key) => [
      key.id,
      key.name,
      isLive(key, now) ? 'live' : 'expired',
      key.createdAt.slice(0, 10),
      key.expiresAt?.slice(0, 10) ?? 'never',
      key.pools === 'all' ? 'all' : key.pools.join(',') || 'none',
      key.scopes.join(',') || 'none',
    ]),
  ]
  const widths = rows[0]?.map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
