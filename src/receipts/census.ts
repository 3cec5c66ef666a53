import type { Query } from '../store/store.ts'

/** What is in the store, for the operator. */
export type Census = {
  readonly server: string
  readonly migrations: number
  readonly receipts: readonly { readonly type: string; readonly count: number; readonly latest: Date }[]
  readonly calls: number
  readonly variants: number
  readonly quarantined: readonly { readonly reason: string; readonly count: number }[]
  readonly oldest: Date | null
  readonly bytes: number
}

export const takeCensus = async (query: Query): Promise<Census> => {
  const [about] = await query(`select current_setting('server_version') as server,
    (select max(id) from migration) as migrations, (select count(*) from call) as calls,
    (select count(*) from receipt_variant) as variants, (select min(received_at) from receipt) as oldest,
    pg_database_size(current_database()) as bytes`)
  const receipts = await query(
    'select type, count(*) as count, max(received_at) as latest from receipt group by type order by type',
  )
  const bad = await query(
    'select reason, sum(seen) as count from quarantine group by reason order by count desc, reason limit 20',
  )
  return {
    server: String(about?.server),
    migrations: Number(about?.migrations),
    receipts: receipts.map((row) => ({ type: String(row.type), count: Number(row.count), latest: row.latest as Date })),
    calls: Number(about?.calls),
    variants: Number(about?.variants),
    quarantined: bad.map((row) => ({ reason: String(row.reason), count: Number(row.count) })),
    oldest: about?.oldest as Date | null,
    bytes: Number(about?.bytes),
  }
}
