import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'

/** A database of its own for a test file, with its tables; or an empty one. */
export type Database = {
  readonly url: () => string
  readonly run: (sql: string, values?: unknown[]) => Promise<readonly Record<string, unknown>[]>
  /** Empties every table. */
  readonly clear: () => Promise<void>
}

let made = 0

const runOn = async (url: string, sql: string, values: unknown[] = []): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>({ text: sql, values })).rows
  } finally {
    await client.end()
  }
}

export const useDatabase = ({ empty = false } = {}): Database => {
  const { base } = inject('postgres')
  const name = `t${process.pid}_${made++}_${Math.random().toString(36).slice(2, 8)}`
  const admin = `${base}postgres`
  const url = `${base}${name}`
  beforeAll(() => runOn(admin, `create database ${name} template ${empty ? 'template0' : 'base'}`))
  afterAll(() => runOn(admin, `drop database if exists ${name} with (force)`))
  return {
    url: () => url,
    run: (sql, values) => runOn(url, sql, values),
    clear: async () => {
      await runOn(url, 'truncate receipt, receipt_variant, quarantine, call, number_state restart identity')
    },
  }
}
