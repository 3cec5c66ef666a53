import { execFile } from 'node:child_process'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { after } from '../../src/ambient/ambient.ts'
import { createPools } from '../../src/store/postgres/pools.ts'
import type { Store } from '../../src/store/store.ts'
import { useDatabase } from '../postgres/database.ts'
import { samples, testLedger } from '../receipts/samples.ts'
import { startProgram } from '../support/program.ts'

type Ran = { readonly code: number; readonly out: string; readonly err: string }

const dayMs = 86_400_000

/** The commands as an operator runs them. */
describe('dypls-graphql store', () => {
  const database = useDatabase()
  let made: Store | null = null
  const store = (): Store => {
    made ??= createPools({ address: { connectionString: database.url() }, after })
    return made
  }
  beforeEach(database.clear)
  afterAll(() => made?.close())

  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
    new Promise((resolve) => {
      const options = { env: { PATH: process.env.PATH ?? '', DYPLS_STORE: database.url(), ...env } }
      execFile(process.execPath, ['dist/main.js', 'store', ...args], options, (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), out, err }),
      )
    })

  it('counts what is kept, for people and for programs, and shows no password', async () => {
    await testLedger(store()).store([...samples, { type: 'SecretReport', body: 7 }], 'push')
    const { code, out } = await run(['status'])
    expect(code).toBe(0)
    expect(out).toMatch(/^calls +2$/m)
    expect(out).toMatch(/^receipts +11$/m)
    expect(out).toMatch(/^ {2}SecretReport +1, latest /m)
    expect(out).toMatch(/^ {2}the item is not an object +1$/m)
    expect(out).not.toContain(new URL(database.url()).password)
    expect(JSON.parse((await run(['status', '--json'])).out)).toMatchObject({ calls: 2, migrations: 1, variants: 0 })
  })

  it('brings the tables up to date, and says when they are', async () => {
    expect(await run(['migrate'])).toMatchObject({ code: 0, out: expect.stringMatching(/^migrations +up to date$/m) })
  })

  it('deletes what is older than is to be kept, and nothing else', async () => {
    const ledger = testLedger(store())
    await ledger.store(samples.slice(0, 6), 'push')
    await database.run("update receipt set received_at = now() - interval '91 days'")
    await database.run("update call set last_received_at = now() - interval '91 days'")
    await ledger.store(samples.slice(6), 'push')
    const { code, out } = await run(['prune', '--json'])
    expect([code, JSON.parse(out)]).toMatchObject([0, { receipts: 6, calls: 2, quarantined: 0 }])
    expect(await database.run('select count(*)::int as count from receipt')).toEqual([{ count: 5 }])
    const before = new Date(JSON.parse(out).before as string).getTime()
    expect(Math.abs(Date.now() - 90 * dayMs - before)).toBeLessThan(3_600_000)
    expect((await run(['prune'], { DYPLS_RETENTION_DAYS: '0' })).code).toBe(78)
  })

  it('deletes in slices', async () => {
    await database.run(`insert into receipt (type, dedup_key, source, digest, body, received_at)
      select 'A', n::text, 'push', '', '', now() - interval '1 year' from generate_series(1, 12000) n`)
    expect(JSON.parse((await run(['prune', '--json'])).out)).toMatchObject({ receipts: 12_000 })
  })

  it('says in one sentence why it cannot', async () => {
    expect(await run(['status'], { DYPLS_STORE: 'postgres://user:not-a-secret@127.0.0.1:1/name' })).toMatchObject({
      code: 1,
      err: 'no database answers there\n',
    })
    expect(await run(['status'], { DYPLS_STORE: 'off' })).toMatchObject({ code: 1 })
    expect(await run(['status'], { DYPLS_STORE: 'mysql://host/name' })).toMatchObject({
      code: 78,
      err: expect.stringContaining('DYPLS_STORE must be'),
    })
  })

  it('is looked at by doctor, which says what is wrong with it', async () => {
    const doctor = (env: Readonly<Record<string, string>>): Promise<Ran> =>
      new Promise((resolve) => {
        const options = { env: { PATH: process.env.PATH ?? '', ...env } }
        execFile(process.execPath, ['dist/main.js', 'doctor'], options, (error, out, err) =>
          resolve({ code: Number(error?.code ?? 0), out, err }),
        )
      })
    const well = await doctor({ DYPLS_STORE: database.url() })
    expect(well).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^ok {4}store +postgres:.* answers, PostgreSQL/m),
    })
    const gone = await doctor({ DYPLS_STORE: 'postgres://user:not-a-secret@127.0.0.1:1/name' })
    expect(gone).toMatchObject({ code: 1, out: expect.stringMatching(/^FAIL {2}store +.*no database answers there/m) })
    const none = await doctor({ DYPLS_STORE: 'off', DYPLS_RECEIPTS_SECRET: 'sixteen-characters' })
    expect(none.out).toMatch(/^FAIL {2}receipts +.*without DYPLS_STORE each is answered 503/m)
    expect(well.out + gone.out).not.toMatch(/not-a-secret/)
  })

  describe('where the database is newer than the program', () => {
    const newer = async (act: () => Promise<void>): Promise<void> => {
      await database.run("insert into migration values (99, 'from the future')")
      try {
        await act()
      } finally {
        await database.run('delete from migration where id = 99')
      }
    }
    const sentence = /the database is newer than this program \(it knows migrations up to 1, the database has 99\)/

    it('refuses, and so does the server, which ends as for a bad setting', () =>
      newer(async () => {
        expect(await run(['status'])).toMatchObject({ code: 78, err: expect.stringMatching(sentence) })
        const program = await startProgram([process.execPath, 'dist/main.js'], {
          env: { PORT: '0', DYPLS_STORE: database.url() },
        })
        await expect.poll(program.printed, { timeout: 10_000 }).toMatch(sentence)
        expect(await program.ended).toBe(78)
      }))
  })
})
