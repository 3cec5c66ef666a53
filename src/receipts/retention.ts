import type { Query } from '../store/store.ts'

/** What was deleted, by table. */
export type Pruned = { readonly receipts: number; readonly calls: number; readonly quarantined: number }

const slice = 5_000

/** The oldest rows by their ids, which is the order in which they came. */
const oldReceipts = `delete from receipt where id in (select id from receipt order by id limit ${slice}) and received_at < $1`
const oldQuarantine = `delete from quarantine where id in (select id from quarantine order by id limit ${slice}) and received_at < $1`
const oldCalls = `delete from call where call_id in (select call_id from call where last_received_at < $1 limit ${slice})`

const lock = 7_220_190_002

const counted = async (query: Query, statement: string, before: Date): Promise<number> => {
  const [row] = await query(`with gone as (${statement} returning 1) select count(*)::int as count from gone`, [before])
  return Number(row?.count ?? 0)
}

/**
 * Deletes what came before a moment, in slices, each a statement of its own, so that nothing is locked for long; `pause`
 * is waited for in between. Does nothing while another instance is at it.
 */
export const prune = async (query: Query, before: Date, pause: () => Promise<void>): Promise<Pruned> => {
  const [taken] = await query('select pg_try_advisory_lock($1) as taken', [lock])
  if (taken?.taken !== true) return { receipts: 0, calls: 0, quarantined: 0 }
  const all = async (statement: string): Promise<number> => {
    let sum = 0
    for (;;) {
      const count = await counted(query, statement, before)
      sum += count
      if (count < slice) return sum
      await pause()
    }
  }
  try {
    return {
      receipts: await all(oldReceipts),
      calls: await all(oldCalls),
      quarantined: await all(oldQuarantine),
    }
  } finally {
    await query('select pg_advisory_unlock($1)', [lock])
  }
}
