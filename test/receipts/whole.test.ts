import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Running, serve } from '../../src/commands/serve.ts'
import { readConfig } from '../../src/config/config.ts'
import { type Cluster, createCluster } from '../postgres/cluster.ts'
import { sampleOf } from './samples.ts'

const secret = 'a-secret-of-32-characters-or-more'

/** The server as it is started, with a database of its own that can be taken from it. */
describe('a server that keeps receipts', () => {
  let cluster: Cluster
  let server: Running
  beforeAll(async () => {
    cluster = await createCluster()
    await cluster.run('create database kept')
    const config = readConfig({
      PORT: '0',
      LOG_LEVEL: 'silent',
      DYPLS_STORE: cluster.url('kept'),
      DYPLS_STORE_KEY: 'a key of the store of at least 32 characters',
      DYPLS_RECEIPTS_SECRET: secret,
      DYPLS_SANDBOX_TRAFFIC: '0',
    })
    server = await serve(config, 'test')
    expect(await server.ends).toBeNull()
  }, 60_000)
  beforeEach(async () => {
    await cluster.run('truncate receipt, receipt_variant, quarantine, call', 'kept')
  })
  afterAll(async () => {
    await server.close()
    await cluster.remove()
  }, 60_000)

  const push = async (type: string, items: unknown): Promise<number> => {
    const response = await fetch(`${server.url}/receipts/${secret}/${type}`, {
      method: 'POST',
      body: typeof items === 'string' ? items : JSON.stringify(items),
    })
    await response.text()
    return response.status
  }
  const ask = async (query: string, variables: object = {}): Promise<Record<string, never>> => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = (await response.json()) as { data: Record<string, never>; errors?: unknown }
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }
  const recorded = async (poolKey: string, callId: string): Promise<Record<string, unknown>> => {
    const query = `query ($poolKey: ID!, $callId: ID!) { pool(key: $poolKey) { recordedCall(callId: $callId) {
      __typename ... on Call { poolKey callId callTime } ... on Error { code message retryable }
      ... on InvalidInputError { issues { path } }
    } } }`
    const { pool } = (await ask(query, { poolKey, callId })) as unknown as {
      pool: { recordedCall: Record<string, unknown> }
    }
    return pool.recordedCall
  }
  const lookUp = async (): Promise<unknown> =>
    (
      await ask(
        '{ callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { ... on CallStatus { status } } }',
      )
    ).callStatus
  const readiness = async () => {
    const response = await fetch(`${server.url}/readyz`)
    const { status, store } = (await response.json()) as {
      status: string
      store: { state: string; reason: string | null }
    }
    return { http: response.status, status, ...store }
  }
  const report = (callId: string, more: object = {}) => ({
    ...(JSON.parse(
      JSON.stringify(sampleOf('SecretReport'), (_name, value) => (typeof value === 'bigint' ? String(value) : value)),
    ) as object),
    call_id: callId,
    ...more,
  })
  const count = async (table: string): Promise<number> =>
    Number((await cluster.run(`select count(*)::int as count from ${table}`, 'kept'))[0]?.count)

  it('finds a call in the graph as soon as its first receipt is acknowledged', async () => {
    expect(await recorded('FC1234567', 'c-1')).toMatchObject({ __typename: 'NotFoundError', code: 'CALL_NOT_RECORDED' })
    expect(await push('SecretReport', [report('c-1')])).toBe(200)
    expect(await recorded('FC1234567', 'c-1')).toEqual({
      __typename: 'Call',
      poolKey: 'FC1234567',
      callId: 'c-1',
      callTime: '2026-09-01T12:00:00+08:00',
    })
    expect(await recorded('FC1234567', 'c 1')).toMatchObject({ __typename: 'InvalidInputError' })
  })

  it('finds the calls that its sandbox dials, by the receipts that the sandbox pushes', async () => {
    const { upstream } = (await (await fetch(`${server.url}/readyz`)).json()) as { upstream: { endpoint: string } }
    const dialled = await fetch(`${upstream.endpoint}/_sandbox/calls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: '13900000001', to: '17000000001' }),
    })
    const { callId } = (await dialled.json()) as { callId: string }
    expect(callId).toMatch(/./)
    await expect
      .poll(() => recorded('FC100000000000001', callId), { timeout: 15_000 })
      .toMatchObject({ __typename: 'Call', callId })
  }, 30_000)

  it('knows how the store is, and stays ready', async () => {
    await expect.poll(readiness).toEqual({ http: 200, status: 'ready', state: 'ready', reason: null })
  })

  it('acknowledges nothing while the database is gone, goes on with look-ups, and takes all of it when it is back', async () => {
    await cluster.stop()
    for (const items of [[report('d-1')], 'junk']) expect(await push('SecretReport', items)).toBe(503)
    expect(await readiness()).toMatchObject({ http: 200, status: 'ready', state: 'failing' })
    expect(await lookUp()).toEqual({ status: 'NORMAL' })
    expect(await recorded('FC1234567', 'd-1')).toMatchObject({
      __typename: 'StoreUnavailableError',
      code: 'STORE_UNAVAILABLE',
      retryable: true,
    })
    await cluster.start()
    await expect.poll(() => push('SecretReport', [report('d-1')]), { timeout: 10_000 }).toBe(200)
    expect(await readiness()).toMatchObject({ state: 'ready' })
    expect(await count('receipt')).toBe(1)
  }, 60_000)

  it('loses nothing that it acknowledged when the database is killed', async () => {
    const acknowledged: string[] = []
    let going = true
    const pushing = (async () => {
      for (let n = 0; going; n++) {
        const ids = [`k-${n}-a`, `k-${n}-b`]
        if (
          (await push(
            'SecretReport',
            ids.map((id) => report(id)),
          )) === 200
        )
          acknowledged.push(...ids)
      }
    })()
    await expect.poll(() => acknowledged.length).toBeGreaterThan(20)
    cluster.signal('SIGKILL')
    await cluster.start()
    const before = acknowledged.length
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(before + 20)
    going = false
    await pushing
    const rows = await cluster.run('select call_id from receipt', 'kept')
    const found = new Set(rows.map(({ call_id }) => String(call_id)))
    expect(found.size).toBe(rows.length)
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([])
  }, 60_000)

  it.each([
    ['is read only', '25006'],
    ['is full', '53100'],
  ])('answers 503 while the database %s, and says so', async (_what, code) => {
    await cluster.run(
      `create function trouble() returns trigger language plpgsql as $$ begin raise exception using errcode = '${code}'; end $$;
       create trigger trouble before insert on receipt execute function trouble()`,
      'kept',
    )
    expect(await push('SecretReport', [report('t-1')])).toBe(503)
    expect(await readiness()).toMatchObject({ http: 200, state: 'failing', reason: expect.stringContaining(code) })
    expect(await lookUp()).toEqual({ status: 'NORMAL' })
    await cluster.run('drop trigger trouble on receipt; drop function trouble', 'kept')
    expect(await push('SecretReport', [report('t-1')])).toBe(200)
    expect(await count('quarantine')).toBe(0)
  })

  it('answers 503 where the database is too slow, and keeps the receipt once when it is pushed again', async () => {
    await cluster.run(
      `create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(30); return null; end $$;
       create trigger slow before insert on receipt execute function slow()`,
      'kept',
    )
    expect(await push('SecretReport', [report('s-1')])).toBe(503)
    await cluster.run('drop trigger slow on receipt; drop function slow', 'kept')
    expect(await push('SecretReport', [report('s-1')])).toBe(200)
    expect(await count('receipt')).toBe(1)
  })

  it('answers 503 where the database hangs, without a word', async () => {
    expect(await push('SecretReport', [report('h-0')])).toBe(200)
    cluster.signal('SIGSTOP')
    const children = pidsOf(cluster)
    for (const pid of children) process.kill(pid, 'SIGSTOP')
    try {
      expect(await push('SecretReport', [report('h-1')])).toBe(503)
      expect(await lookUp()).toEqual({ status: 'NORMAL' })
    } finally {
      for (const pid of children) process.kill(pid, 'SIGCONT')
      cluster.signal('SIGCONT')
    }
    await expect.poll(() => push('SecretReport', [report('h-1')]), { timeout: 10_000 }).toBe(200)
    const rows = await cluster.run("select call_id from receipt where call_id like 'h-%' order by 1", 'kept')
    expect(rows).toEqual([{ call_id: 'h-0' }, { call_id: 'h-1' }])
  }, 30_000)

  it('keeps, answers and forgets nothing of hostile arrays', async () => {
    const hostile = [
      report('2099', { call_time: '2099-01-01 00:00:00' }),
      report('long', { out_id: 'x'.repeat(20_000) }),
      report('text', { sub_id: '1000000768798832' }),
      null,
      [],
      { call_id: {} },
    ]
    // As the platform does: what is answered 503 (a busy machine, the tests before) comes again.
    await expect.poll(() => push('SecretReport', hostile), { timeout: 10_000 }).toBe(200)
    expect(await push('SecretReport', '[{"__proto__":{"call_id":"p"},"constructor":1,"call_id":"p"}]')).toBe(200)
    expect([await count('receipt'), await count('quarantine')]).toEqual([4, 3])
  })
})

/** Processes of the cluster beside the first; on a hanging machine all of them hang. */
const pidsOf = (cluster: Cluster): readonly number[] => {
  const postmaster = cluster.pid()
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')
  return children
    .trim()
    .split(/\s+/)
    .map(Number)
    .filter((pid) => pid > 0)
}
