import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { migrate } from '../../src/store/migrations/migrate.ts'
import { type Migration, migrations } from '../../src/store/migrations/migrations.ts'
import { openSession, type Session } from '../../src/store/postgres/session.ts'
import { useDatabase } from '../postgres/database.ts'

const one: Migration = { id: 1, sql: 'create table a (x int); insert into a values (1)' }
const two: Migration = { id: 2, sql: 'alter table a add column y int' }
const broken: Migration = { id: 3, sql: 'alter table a add column z int; select nothing from nowhere' }

describe('migrations', () => {
  const database = useDatabase({ empty: true })
  const sessions: Session[] = []
  const session = async (): Promise<Session> => {
    const made = await openSession({ connectionString: database.url() })
    sessions.push(made)
    return made
  }
  afterEach(async () => {
    await Promise.all(sessions.splice(0).map(({ close }) => close()))
    await database.run('drop table if exists a, migration')
  })

  it('run once, in their order, and say which ran', async () => {
    const store = await session()
    expect(await migrate(store, [one])).toEqual([1])
    expect(await migrate(store, [one, two])).toEqual([2])
    expect(await migrate(store, [one, two])).toEqual([])
    expect(await database.run('select x, y from a')).toEqual([{ x: 1, y: null }])
  })

  it('are run by one of many who begin at the same time', async () => {
    const stores = await Promise.all([session(), session(), session(), session()])
    const ran = await Promise.all(stores.map((store) => migrate(store, [one, two])))
    expect(ran.flat().sort()).toEqual([1, 2])
    expect(await database.run('select count(*)::int as count from a')).toEqual([{ count: 1 }])
  })

  it('leave the old state where one fails, and can go on from there', async () => {
    const store = await session()
    await expect(migrate(store, [one, two, broken])).rejects.toMatchObject({ name: 'StoreError' })
    expect(await database.run('select id from migration order by id')).toEqual([{ id: 1 }, { id: 2 }])
    expect(
      await database.run("select column_name from information_schema.columns where table_name = 'a'"),
    ).toHaveLength(2)
    expect(await migrate(store, [one, two, { ...broken, sql: 'select 1' }])).toEqual([3])
  })

  it('refuse a database that is newer than the program, in one sentence, and leave it alone', async () => {
    const store = await session()
    await migrate(store, [one, two])
    await expect(migrate(store, [one])).rejects.toMatchObject({
      fault: 'unfit',
      message: expect.stringMatching(/^the database is newer than this program .*: run the newer program$/),
    })
  })

  it('refuse a database that was made from another text', async () => {
    const store = await session()
    await migrate(store, [one])
    await expect(migrate(store, [{ ...one, sql: `${one.sql} ` }])).rejects.toMatchObject({
      fault: 'unfit',
      message: expect.stringContaining('migration 1'),
    })
  })

  it('need no right to change tables where nothing is missing', async () => {
    await migrate(await session(), [one])
    const name = `reader_${database.url().split('/').at(-1)}`
    await database.run(`create role ${name} login password 'x'; grant select on migration, a to ${name}`)
    const url = new URL(database.url())
    url.username = name
    const reader = await openSession({ connectionString: url.href })
    expect(await migrate(reader, [one])).toEqual([])
    await reader.close()
    await database.run(`drop owned by ${name}; drop role ${name}`)
  })
})

describe('the migrations of this program', () => {
  it('are numbered without a gap, and those that were released are as they were', () => {
    const digests = migrations.map(({ sql }) => createHash('sha256').update(sql).digest('hex').slice(0, 16))
    expect(migrations.map(({ id }) => id)).toEqual(migrations.map((_each, index) => index + 1))
    // Edited until the release that ships them; from then on only lines are added here.
    expect(digests).toEqual(['066c45729bc6138c'])
  })
})
