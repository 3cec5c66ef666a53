import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Json, parseJson } from '../../src/aliyun/contract/json.ts'
import { after, entropy } from '../../src/ambient/ambient.ts'
import { phoneNumber } from '../../src/dypls/terms/phone.ts'
import type { Kept } from '../../src/receipts/commit.ts'
import type { Item } from '../../src/receipts/entry.ts'
import type { Ledger } from '../../src/receipts/ledger.ts'
import { createVault } from '../../src/receipts/vault.ts'
import { createPools } from '../../src/store/postgres/pools.ts'
import type { Store } from '../../src/store/store.ts'
import { useDatabase } from '../postgres/database.ts'
import { sampleOf, samples, testLedger, testRef, testVault } from './samples.ts'

const ofCall = [
  'SecretStartReport',
  'SecretRingReport',
  'SecretPickUpReport',
  'SecretReport',
  'SecretAsrReport',
] as const

/** All receipts of one call, as documents show them. */
const wholeCall = (callId = 'abcdef1234'): Item[] => [
  ...ofCall.map((type) => ({
    type,
    body: { ...sampleOf(type), [type === 'SecretAsrReport' ? 'callId' : 'call_id']: callId } as Json,
  })),
  { type: 'SecretRecording', body: { ...sampleOf('SecretRecording'), pool_key: 'FC1234567', call_id: callId } },
]
const ended = (more: Readonly<Record<string, Json>>): Item => ({
  type: 'SecretReport',
  body: { ...sampleOf('SecretReport'), ...more },
})

describe('the ledger', () => {
  const database = useDatabase()
  let store: Store
  let ledger: Ledger
  const told: Kept[] = []
  beforeAll(() => {
    store = createPools({ address: { connectionString: database.url() }, after })
    ledger = testLedger(store, { observe: (kept) => told.push(kept) })
  })
  beforeEach(async () => {
    await database.clear()
    told.length = 0
  })
  afterAll(() => store.close())

  const count = async (table: string): Promise<number> =>
    Number((await database.run(`select count(*)::int as count from ${table}`))[0]?.count)
  const callRow = async (callId: string): Promise<Record<string, unknown> | null> => {
    const [row] = await database.run('select * from call where call_id = $1', [callId])
    if (!row) return null
    const { facts, tx: _tx, first_received_at: _first, last_received_at: _last, ...columns } = row
    return { ...columns, facts: opened(facts as Record<string, Record<string, unknown>>) }
  }
  /** Sealed numbers differ each time; what is in them does not. */
  const opened = (facts: Record<string, Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(facts).map(([type, { sealed, ...rest }]) => [
        type,
        { ...rest, ...(sealed ? { sealed: testVault.open(Buffer.from(String(sealed), 'base64')) } : {}) },
      ]),
    )

  it('keeps the documented receipt of every type, by push or by queue, once', async () => {
    for (let again = 0; again < 3; again++) {
      await ledger.store(samples, 'push')
      for (const sample of samples) await ledger.store([sample], 'mns')
    }
    const rows = await database.run('select type from receipt order by type')
    expect(rows.map(({ type }) => type)).toEqual(samples.map(({ type }) => type).sort())
    expect([await count('receipt_variant'), await count('quarantine')]).toEqual([0, 0])
  })

  it('keeps what it was given, to the last digit of an id', async () => {
    const text = '{"call_id":"c1","odd":{"__proto__":1,"deep":[1.5]},"pool_key":"FC1","sub_id":9007199254740993123}'
    await ledger.store([{ type: 'SecretReport', body: parseJson(text) }], 'push')
    const [row] = await database.run('select sub_id, body from receipt')
    expect(row?.sub_id).toBe('9007199254740993123')
    expect(testVault.open(row?.body as Buffer)).toBe(text)
  })

  it('folds a call from its receipts in any order, in any parts, however often each comes: the row is the same', async () => {
    await ledger.store(wholeCall('reference'), 'push')
    const { call_id: _id, ...reference } = (await callRow('reference')) ?? {}
    let number = 0
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5], { minLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
        async (order, cuts) => {
          const callId = `permuted-${++number}`
          const receipts = wholeCall(callId)
          const edges = [0, ...cuts.sort((a, b) => a - b), 12]
          const parts = edges.slice(1).map((edge, index) => order.slice(edges[index], edge))
          for (const part of parts)
            await ledger.store(
              part.map((each) => receipts[each] as Item),
              'push',
            )
          const { call_id: _own, ...row } = (await callRow(callId)) ?? {}
          expect(row).toEqual(reference)
        },
      ),
      { numRuns: 40 },
    )
  }, 60_000)

  it('folds the same from receipts that come at the same time', async () => {
    await ledger.store(wholeCall('reference'), 'push')
    const { call_id: _id, ...reference } = (await callRow('reference')) ?? {}
    const others = [testLedger(store), testLedger(store)]
    await Promise.all(
      [...wholeCall('busy'), ...wholeCall('busy')].map((item, index) =>
        (others[index % 2] as Ledger).store([item], 'push'),
      ),
    )
    const { call_id: _own, ...row } = (await callRow('busy')) ?? {}
    expect(row).toEqual(reference)
  })

  it('never knows less of a call than before', async () => {
    let known: Record<string, unknown> = {}
    for (const receipt of wholeCall().reverse()) {
      await ledger.store([receipt], 'push')
      const now = (await callRow('abcdef1234')) as Record<string, unknown>
      for (const [name, value] of Object.entries(known)) if (value !== null) expect(now[name], name).not.toBeNull()
      known = now
    }
    expect(known).toMatchObject({ pool_key: 'FC1234567', sub_id: '1000000768798832', out_id: 'order-20260101-7' })
    expect(known.started_at).toEqual(new Date('2026-09-01T12:00:00+08:00'))
    expect(known.ended_at).toEqual(new Date('2026-09-01T12:02:00+08:00'))
  })

  it('keeps a corrected receipt beside the first, and counts it once', async () => {
    const [first, corrected] = [ended({}), ended({ release_cause: 17 })]
    await ledger.store([first, corrected], 'push')
    await ledger.store([corrected, first], 'push')
    expect([await count('receipt'), await count('receipt_variant')]).toEqual([1, 1])
    expect(told.map(({ stored, variants, duplicates }) => [stored, variants, duplicates])).toEqual([
      [1, 1, 0],
      [0, 0, 2],
    ])
    expect(await callRow('abcdef1234')).toMatchObject({ facts: { SecretReport: { releaseCause: 16 } } })
  })

  it('puts what is no receipt aside with a reason, once, and keeps its neighbours', async () => {
    const batch: Item[] = [
      ended({ call_id: 'before' }),
      { type: 'SecretReport', body: 'not an object' },
      { type: 'SecretReport', body: { pool_key: 'FC1' } },
      ended({ call_id: 'after' }),
    ]
    await ledger.store(batch, 'push')
    await ledger.store(batch, 'push')
    expect(await database.run('select call_id from receipt order by call_id')).toEqual([
      { call_id: 'after' },
      { call_id: 'before' },
    ])
    expect(await database.run('select reason, seen from quarantine order by reason')).toEqual([
      { reason: 'call_id is not there', seen: 2 },
      { reason: 'the item is not an object', seen: 2 },
    ])
  })

  it('puts aside what the database will not take, and keeps its neighbours', async () => {
    await database.run(`create function refuse() returns trigger language plpgsql as $$
      begin if new.call_id = 'poison' then raise exception using errcode = '22000'; end if; return new; end $$;
      create trigger refuse before insert on receipt for each row execute function refuse()`)
    const names = ['a', 'b', 'poison', 'c', 'd']
    await Promise.all(names.map((name) => ledger.store([ended({ call_id: name })], 'push')))
    await database.run('drop trigger refuse on receipt')
    expect((await database.run('select call_id from receipt order by 1')).map(({ call_id }) => call_id)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ])
    expect(await database.run('select reason from quarantine')).toEqual([{ reason: 'the database refuses it (22000)' }])
  })

  it('rejects, and keeps nothing of a batch, where the database does not take writes', async () => {
    await database.run(`create function is_full() returns trigger language plpgsql as $$
      begin if new.call_id = 'last' then raise exception using errcode = '53100'; end if; return new; end $$;
      create trigger is_full before insert on receipt for each row execute function is_full()`)
    const stored = ledger.store([ended({ call_id: 'first' }), ended({ call_id: 'last' })], 'push')
    await expect(stored).rejects.toMatchObject({
      fault: 'unavailable',
      message: 'the disk of the database is full (53100)',
    })
    await database.run('drop trigger is_full on receipt')
    expect([await count('receipt'), await count('call'), await count('quarantine')]).toEqual([0, 0, 0])
  })

  it('takes old messages that come as ended calls for messages', async () => {
    await ledger.store([ended({ call_id: 'sms', call_type: 2 })], 'push')
    expect([await count('receipt'), await count('call')]).toEqual([1, 0])
  })

  it('knows which number is in trouble by the latest report, in whatever order they come', async () => {
    const report = (noStatus: number, timestamp: number): Item => ({
      type: 'SecretExceptionPhoneReport',
      body: { ...sampleOf('SecretExceptionPhoneReport'), noStatus, timestamp },
    })
    for (const item of [report(1, 1_767_225_600_000), report(0, 1_767_225_700_000), report(1, 1_767_225_650_000)])
      await ledger.store([item], 'mns')
    expect(await database.run('select secret_no, no_status from number_state')).toEqual([
      { secret_no: '17000000000', no_status: 0 },
    ])
  })

  describe('with hostile items', () => {
    it('keeps a receipt from the year 2099', async () => {
      await ledger.store([ended({ call_time: '2099-12-31 23:59:59', release_time: '2099-12-31 23:59:59' })], 'push')
      expect(await callRow('abcdef1234')).toMatchObject({ started_at: new Date('2099-12-31T23:59:59+08:00') })
    })

    it('keeps ten thousand receipts of one array', async () => {
      const many = Array.from({ length: 10_000 }, (_each, index) => ({
        type: 'SecretReport',
        body: { call_id: `many-${index}`, pool_key: 'FC1' } as Json,
      }))
      await ledger.store(many, 'push')
      expect([await count('receipt'), await count('call'), await count('quarantine')]).toEqual([10_000, 10_000, 0])
    })

    it('keeps twenty thousand characters in a field', async () => {
      const long = '很'.repeat(20_000)
      await ledger.store([ended({ out_id: long, city: long })], 'push')
      const [row] = await database.run('select body from receipt')
      expect(testVault.open(row?.body as Buffer)).toContain(long)
      expect(await count('call')).toBe(1)
    })

    it('keeps or puts aside whatever an item may be, and never throws', async () => {
      const odd: readonly Json[] = [
        null,
        true,
        0,
        12345678901234567890n,
        '',
        'text',
        [],
        [[]],
        {},
        parseJson('{"__proto__":{"polluted":1},"constructor":"x","hasOwnProperty":1,"toString":null,"call_id":"p"}'),
        { call_id: '\0\ud800x' },
        { call_id: 'x'.repeat(5_000) },
        { call_id: { nested: 1 } },
        { call_id: 'dated', call_time: '0000-00-00 00:00:00', release_time: 8.64e15 },
        { call_id: 'numbers', sub_id: '1000000768798832', phone_no: 'x'.repeat(500), call_type: 'four' },
      ]
      for (const type of [
        'SecretReport',
        'SecretAsrReport',
        'SecretSmsIntercept',
        'SomethingNew',
        '',
        '__proto__',
        'x'.repeat(300),
      ])
        await ledger.store(
          odd.map((body) => ({ type, body })),
          'push',
        )
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
      expect((await count('receipt')) + (await count('quarantine'))).toBeGreaterThan(20)
    })

    it('reads an id that comes as text as the same id', async () => {
      await ledger.store([ended({ sub_id: '1000000768798832' })], 'push')
      expect(await callRow('abcdef1234')).toMatchObject({ sub_id: '1000000768798832' })
    })
  })

  describe('at rest', () => {
    const real = ['15000000000', '15800000000', '18000000000', '13000001234']

    it('holds no real number, message or transcript in clear, anywhere', async () => {
      await ledger.store(samples, 'push')
      await ledger.store(
        [
          { type: 'SecretReport', body: [real[0] as string] },
          { type: 'Brand_New', body: { n: real[1] as string } },
        ],
        'push',
      )
      await ledger.quarantine(
        [{ type: 'SecretReport', body: `junk ${real[0]}`, reason: 'the body is not JSON' }],
        'push',
      )
      await ledger.store([ended({ release_cause: 17 })], 'push')
      const tables = ['receipt', 'receipt_variant', 'quarantine', 'call', 'number_state']
      for (const table of tables) {
        const rows = await database.run(`select t::text as line from ${table} t`)
        expect(rows.length, table).toBeGreaterThan(0)
        const hex = real.map((number) => Buffer.from(number).toString('hex'))
        for (const { line } of rows)
          for (const found of [...real, ...hex, 'hello', '您好', '某某公司'])
            expect(String(line), table).not.toContain(found)
      }
    })

    it('finds a call by the ref of either of its numbers', async () => {
      await ledger.store(wholeCall(), 'push')
      const [a, b] = [testRef(phoneNumber('15000000000')), testRef(phoneNumber('+86 158 0000 0000'))]
      expect(await database.run('select call_id from call where ref_a = $1 and ref_b = $2', [a, b])).toEqual([
        { call_id: 'abcdef1234' },
      ])
    })

    it('opens what the old key sealed, and seals with the new one', async () => {
      const [older, newer] = ['an old key of at least 32 characters', 'a new key of at least 32 characters']
      await testLedger(store, { vault: createVault([older], entropy) }).store([ended({ call_id: 'old' })], 'push')
      const both = createVault([newer, older], entropy)
      await testLedger(store, { vault: both }).store([ended({ call_id: 'new' })], 'push')
      const bodies = await database.run('select call_id, body from receipt order by call_id')
      expect(bodies.map(({ body }) => both.open(body as Buffer)?.slice(0, 1))).toEqual(['{', '{'])
      const alone = createVault([newer], entropy)
      expect(bodies.map(({ call_id, body }) => [call_id, alone.open(body as Buffer) !== null])).toEqual([
        ['new', true],
        ['old', false],
      ])
    })
  })

  it('marks each row with its transaction, so that a reader can stop before those still under way', async () => {
    await ledger.store([ended({})], 'push')
    expect(await database.run('select tx < pg_current_xact_id() as before from receipt')).toEqual([{ before: true }])
  })

  it('tells of a call in its pool alone', async () => {
    await ledger.store(wholeCall(), 'push')
    expect(await ledger.call('FC1234567', 'abcdef1234')).toMatchObject({
      callTime: new Date('2026-09-01T12:00:00+08:00'),
    })
    expect(await ledger.call('FC7654321', 'abcdef1234')).toBeNull()
    expect(await ledger.call('FC1234567', 'another')).toBeNull()
  })
})
