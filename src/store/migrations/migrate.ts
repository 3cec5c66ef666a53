import { createHash } from 'node:crypto'
import { type Query, type Store, StoreError } from '../store.ts'
import type { Migration } from './migrations.ts'

/** What stands in the table `migration`. */
type Applied = { readonly id: number; readonly sha256: string }

/** Any number will do, as long as it stays: who holds this lock may change the tables. */
const lock = 7_220_190_001

const sha256 = (sql: string): string => createHash('sha256').update(sql).digest('hex')

const unfit = (message: string): StoreError => new StoreError('unfit', message)

/** Throws where the database is newer than the program, or was made from other files than the program holds. */
export const check = (applied: readonly Applied[], known: readonly Migration[]): void => {
  for (const { id, sha256: digest } of applied) {
    const file = known.find((each) => each.id === id)
    if (!file)
      throw unfit(
        `the database is newer than this program (it knows migrations up to ${known.at(-1)?.id ?? 0}, the database has ${id}): run the newer program`,
      )
    if (sha256(file.sql) !== digest)
      throw unfit(
        `migration ${id} of the database was made from another text than this program holds: they do not belong together`,
      )
  }
}

export const readApplied = async (query: Query): Promise<readonly Applied[]> => {
  const [found] = await query("select to_regclass('migration') is not null as there")
  if (found?.there !== true) return []
  const rows = await query('select id, sha256 from migration order by id')
  return rows.map((row) => ({ id: Number(row.id), sha256: String(row.sha256) }))
}

/**
 * Brings the tables up to date, forwards only, and gives the ids of what was run. Each file is one transaction under an
 * advisory lock, so that one that fails leaves what was before it, and of many instances one does the work. Only the
 * steps that are missing need the right to change tables.
 */
export const migrate = async (
  { query, transaction }: Pick<Store, 'query' | 'transaction'>,
  known: readonly Migration[],
): Promise<readonly number[]> => {
  const missing = (applied: readonly Applied[]): Migration | undefined =>
    known.find(({ id }) => !applied.some((each) => each.id === id))

  const before = await readApplied(query)
  check(before, known)
  const done: number[] = []
  while (missing([...before, ...done.map((id) => ({ id, sha256: '' }))])) {
    const ran = await transaction(async (run) => {
      // The lock may take its time: another instance migrates just now. So may a step over many rows.
      await run('set local statement_timeout = 0')
      await run('select pg_advisory_xact_lock($1)', [lock])
      // Before it is looked for: a connection may remember that there was none.
      await run(
        'create table if not exists migration (id integer primary key, sha256 text not null, at timestamptz not null default now())',
      )
      const applied = await readApplied(run)
      check(applied, known)
      const next = missing(applied)
      if (!next) return null
      await run(next.sql)
      await run('insert into migration (id, sha256) values ($1, $2)', [next.id, sha256(next.sql)])
      return next.id
    })
    if (ran === null) break
    done.push(ran)
  }
  return done
}
