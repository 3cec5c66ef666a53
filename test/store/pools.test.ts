import { afterAll, describe, expect, it } from 'vitest'
import { after } from '../../src/ambient/ambient.ts'
import { createPools } from '../../src/store/postgres/pools.ts'
import type { Store } from '../../src/store/store.ts'
import { useDatabase } from '../postgres/database.ts'

describe('the store', () => {
  const database = useDatabase()
  let made: Store | null = null
  const store = (): Store => {
    made ??= createPools({ address: { connectionString: database.url() }, after })
    return made
  }
  afterAll(async () => {
    await made?.close()
  })
  const settings = async (): Promise<readonly unknown[]> =>
    (await store().query('select name from setting order by name')).map(({ name }) => name)

  it('is PostgreSQL 15 or newer, and flushes what it commits', async () => {
    const [{ version, fsync } = {}] = await store().query(
      "select current_setting('server_version_num')::int as version, current_setting('fsync') as fsync",
    )
    expect(version).toBeGreaterThanOrEqual(150_000)
    expect(fsync).toBe('on')
  })

  it('writes all of a transaction or nothing', async () => {
    await store().transaction((query) => query("insert into setting values ('kept', '1')"))
    const failed = store().transaction(async (query) => {
      await query("insert into setting values ('lost', '1')")
      throw new TypeError('changed my mind')
    })
    await expect(failed).rejects.toThrow(TypeError)
    expect(await settings()).toEqual(['kept'])
  })

  it('reads only where it reads', async () => {
    await expect(store().query("insert into setting values ('written', '1')")).rejects.toMatchObject({
      sqlState: '25006',
    })
    expect(await settings()).not.toContain('written')
  })

  it('rounds no big integer', async () => {
    expect(await store().query('select 9007199254740993::bigint as id')).toEqual([{ id: '9007199254740993' }])
  })

  it('gives a write up that takes too long, and serves the next', async () => {
    await expect(store().transaction((query) => query('select pg_sleep(30)'))).rejects.toMatchObject({
      fault: 'unavailable',
      message: 'the database took too long (57014)',
    })
    await expect(store().transaction((query) => query('select 1 as one'))).resolves.toEqual([{ one: 1 }])
  })

  it('acknowledges while everything that reads is busy', async () => {
    const readers = Array.from({ length: 8 }, () =>
      store()
        .query('select pg_sleep(1)')
        .catch(() => 'gave up'),
    )
    await expect(store().transaction((query) => query('select 1 as one'))).resolves.toEqual([{ one: 1 }])
    await Promise.all(readers)
  })

  it('keeps no writer waiting for long: with four at work the fifth is told so', async () => {
    let release = (): void => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const four = Array.from({ length: 4 }, () => store().transaction(() => released))
    await expect(store().transaction((query) => query('select 1'))).rejects.toMatchObject({ fault: 'unavailable' })
    release()
    await Promise.all(four)
  })

  it('tells what went wrong without the values that were in it', async () => {
    const secret = 'not-for-the-log'
    const failed = store().transaction((query) => query('select $1::int', [secret]))
    const error = await failed.catch((each: unknown) => each)
    expect(error).toMatchObject({ fault: 'refused', sqlState: '22P02' })
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain(secret)
  })

  it('hears what is notified, and that it may have missed something when the connection broke', async () => {
    const heard: (string | null)[] = []
    let tell = (): void => {}
    const next = () =>
      new Promise<void>((resolve) => {
        tell = resolve
      })
    const stop = await store().listen('doorbell "1"', (payload) => {
      heard.push(payload)
      tell()
    })
    let rung = next()
    await database.run(`notify "doorbell ""1""", 'first'`)
    await rung
    rung = next()
    await database.run(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dypls-graphql listening'",
    )
    await rung
    rung = next()
    await database.run(`notify "doorbell ""1""", 'second'`)
    await rung
    expect(heard).toEqual(['first', null, 'second'])
    stop()
  })

  it('says that nobody answers where there is no database', async () => {
    const nowhere = createPools({ address: { connectionString: 'postgres://user@127.0.0.1:1/name' }, after })
    await expect(nowhere.query('select 1')).rejects.toMatchObject({ message: 'no database answers there' })
    await expect(nowhere.transaction(async () => {})).rejects.toMatchObject({ fault: 'unavailable' })
    await nowhere.close()
  })
})
