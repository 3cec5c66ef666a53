import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { ConfigError, type Env } from '../../../src/config/config.ts'
import { phoneNumber } from '../../../src/dypls/terms/phone.ts'
import { createRefs } from '../../../src/graph/numbers/refs.ts'
import { sandboxViewer } from '../../../src/graph/request/viewer.ts'
import { seeded, seededPools } from '../../../src/sandbox/sandbox.ts'
import { createIdRef } from '../../../src/server/audit/ref.ts'
import { fakeClock, settled } from '../../support/clock.ts'
import { startGraph, type TestGraph, testConfig } from '../../support/graph.ts'

const refKey = 'a key of this deployment, 32 letters long'
const refs = { number: (digits: string) => createRefs(refKey)(phoneNumber(digits)), id: createIdRef(refKey) }
/** Numbers of this file are mobiles; nothing else has eleven digits. */
const ref = (value: string): string => (/^1\d{10}$/.test(value) ? refs.number(value) : refs.id(value))
let servers: TestGraph[] = []
let folder: string | null = null
afterEach(async () => {
  for (const server of servers) await server.close()
  servers = []
  if (folder) rmSync(folder, { recursive: true, force: true })
  folder = null
})

const driven = async (env: Env = {}, ports = {}): Promise<TestGraph> => {
  const server = await startGraph({ DYPLS_REF_KEY: refKey, ...env }, ports)
  servers.push(server)
  return server
}
const freshFolder = (): string => {
  folder = mkdtempSync(join(tmpdir(), 'dypls-audit-'))
  return folder
}
const records = ({ audited }: TestGraph) => audited.map((line) => JSON.parse(line))

const poolKey = seededPools.axb.poolKey
const bind = 'mutation Bind($input: BindAxbInput!) { bindAxb(input: $input) { ... on Error { code } } }'
const pair = (numberA = '13900000311', numberB = '13900000312') => ({
  input: { poolKey, numberA, numberB, expiresAt: new Date(Date.now() + 3_600_000).toISOString() },
})
const lock = 'mutation { lockNumber(input: { poolKey: "FC100000000000001", number: "17000000001" }) { __typename } }'

describe('every mutation', () => {
  it.each(['on', 'off'])('is recorded after it ran, short way %s', async (fastPath) => {
    const server = await driven({ DYPLS_FAST_PATH: fastPath })
    await server.ask(bind, pair())
    const [record, ...others] = records(server)
    expect(others).toEqual([])
    expect(record).toMatchObject({
      kind: 'mutation',
      viewer: 'open',
      scope: 'bindings:write',
      operation: 'Bind',
      document: createHash('sha256').update(bind).digest('hex').slice(0, 16),
      field: 'Mutation.bindAxb',
      results: ['NewBinding'],
      upstreamRequest: server.sandbox.journal.at(-1)?.requestId,
    })
    const { subsId, numberX } = [...server.sandbox.world.bindings.values()].at(-1) ?? { subsId: '', numberX: '' }
    expect(record.objects).toHaveLength(5)
    expect(new Set(record.objects)).toEqual(
      new Set([
        { name: 'poolKey', ref: ref(poolKey) },
        { name: 'numberA', ref: ref('13900000311') },
        { name: 'numberB', ref: ref('13900000312') },
        { name: 'subsId', ref: ref(subsId) },
        { name: 'numberX', ref: ref(numberX) },
      ]),
    )
    for (const raw of ['13900000311', '13900000312', poolKey, subsId, numberX])
      expect(server.audited.join('')).not.toContain(raw)
  })

  it('is recorded when it was refused, by the upstream or before it', async () => {
    const server = await driven()
    server.sandbox.mischief({ kind: 'answer', code: 'isv.NO_AVAILABLE_NUMBER', times: 1 })
    await server.ask(bind, pair())
    await server.ask(bind, pair('12'))
    server.sandbox.mischief({ kind: 'reset', at: 'answer', times: 1 })
    await server.ask(bind, pair())
    expect(records(server).map(({ results }) => results)).toEqual([
      ['NumbersExhaustedError'],
      ['InvalidInputError'],
      ['OutcomeUnknownError'],
    ])
  })

  it('of several in one operation has a record of its own, under one request id', async () => {
    const server = await driven()
    await server.ask(`mutation { a: ${lock.slice(11, -2)} b: ${lock.slice(11, -2)} }`)
    const [a, b] = records(server)
    expect([a.field, b.field, a.operation]).toEqual(['Mutation.lockNumber', 'Mutation.lockNumber', null])
    expect(a.request).toBe(b.request)
    await server.ask(lock)
    expect(records(server)[2].request).not.toBe(a.request)
  })

  it('of a batch tells the kinds of the results inside it', async () => {
    const server = await driven()
    const { poolKey: axgPool, groupId } = seededPools.axg
    const bindings = ['13900000411', '13900000412'].map((numberA) => ({
      numberA,
      groupId,
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    }))
    await server.ask(
      'mutation ($input: BindAxgBatchInput!) { bindAxgBatch(input: $input) { __typename ... on Error { code } } }',
      { input: { poolKey: axgPool, bindings } },
    )
    const [record] = records(server)
    expect(record.results).toEqual(['AxgBatch', 'NewBinding'])
    const { subsId, numberX } = [...server.sandbox.world.bindings.values()].at(-1) ?? { subsId: '', numberX: '' }
    for (const raw of [groupId, '13900000411', '13900000412', axgPool, subsId, numberX])
      expect(record.objects.map((object: { ref: string }) => object.ref)).toContain(ref(raw))
  })

  it('leaves a record also when its caller has gone', async () => {
    const server = await driven()
    server.sandbox.mischief({ kind: 'delay', ms: 100, times: 1 })
    const leaving = new AbortController()
    const asked = fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: lock }),
      signal: leaving.signal,
    }).catch(() => 'gone')
    await expect.poll(() => server.sandbox.peakInFlight()).toBe(1)
    leaving.abort()
    expect(await asked).toBe('gone')
    await expect.poll(() => records(server)).toMatchObject([{ results: ['NumberLock'] }])
  })

  it('is no question, and no document that was refused', async () => {
    const server = await driven()
    for (let time = 1; time <= 3; time++)
      await server.ask(`{ callStatus(poolKey: "${seeded.poolKey}", subsId: "1000000000000001") { __typename } }`)
    await server.ask('mutation { nothing }')
    await server.ask(bind, { input: {} })
    expect(server.audited).toEqual([])
  })
})

describe('every number unmasked', () => {
  const { subsId, numberX, numberA, numberB } = seeded.normal
  const details = `query Look { pool(key: "${seeded.poolKey}") { binding(subsId: "${subsId}", numberX: "${numberX}") {
    details { ... on BindingDetails { numberA numberARef numberB } } } } }`
  type Look = { pool: { binding: { details: { numberA: string; numberARef: string; numberB: string } } } }
  const why = { 'x-dypls-unmask-reason': 'a complaint of the driver' }

  it('is recorded before it is shown, with the ref that the graph has for it and the reason', async () => {
    const server = await driven({}, { viewer: sandboxViewer })
    for (let time = 1; time <= 3; time++) {
      const { data } = await server.ask<Look>(details, {}, why)
      expect(data.pool.binding.details).toMatchObject({ numberA, numberB })
      const [a, b] = records(server).slice(-2)
      expect(a).toMatchObject({
        kind: 'unmask',
        viewer: 'sandbox',
        scope: 'calls:unmask',
        document: createHash('sha256').update(details).digest('hex').slice(0, 16),
        field: 'BindingDetails.numberA',
        objects: [{ name: 'number', ref: data.pool.binding.details.numberARef }],
        reason: 'a complaint of the driver',
      })
      expect(b).toMatchObject({ field: 'BindingDetails.numberB', request: a.request })
    }
    expect(records(server)).toHaveLength(6)
  })

  it('stays masked while that cannot be recorded', async () => {
    const auditOut = { write: () => true, writable: false }
    const server = await driven({}, { viewer: sandboxViewer, auditOut })
    const { data } = await server.ask<Look>(details, {}, why)
    expect(data.pool.binding.details).toMatchObject({ numberA: '139****0001', numberB: '139****0101' })
  })
})

describe('while it cannot be recorded', () => {
  it('no mutation is begun, questions go on, and all is well again by itself', async () => {
    const clock = fakeClock()
    const path = join(freshFolder(), 'audit', 'audit.jsonl')
    mkdirSync(join(path, '..'))
    const server = await driven({ DYPLS_AUDIT: path }, { now: () => Date.now() - 1_785_000_000_000 + clock.now() })
    renameSync(join(path, '..'), join(path, '../../away'))
    await clock.advance(1_000)
    // Nobody can know before the first record fails: this mutation runs, and its record waits.
    expect(await server.ask(lock)).toMatchObject({ status: 200, data: { lockNumber: { __typename: 'NumberLock' } } })
    const calls = server.sandbox.journal.length
    const refused = await server.ask(lock)
    expect(refused.status).toBe(503)
    expect(refused.errors).toMatchObject([{ extensions: { code: 'AUDIT_UNAVAILABLE' } }])
    expect(server.sandbox.journal).toHaveLength(calls)
    expect(await server.ask('{ errorCatalog(code: "TIMEOUT") { code } }')).toMatchObject({ status: 200 })
    expect(server.logged.join('')).toContain('the audit log cannot be written')

    renameSync(join(path, '../../away'), join(path, '..'))
    await clock.advance(1_000)
    expect((await server.ask(lock)).status).toBe(200)
    await settled()
    const kinds = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).kind)
    expect(kinds).toEqual(['mutation', 'gap', 'mutation'])
  })

  it('from the start, the server does not start', async () => {
    const config = testConfig('http://127.0.0.1:1', { DYPLS_AUDIT: join(freshFolder(), 'nowhere', 'audit.jsonl') })
    await expect(createApp(config)).rejects.toThrow(ConfigError)
  })
})

describe('the auditLog field', () => {
  const reading = (env: Env = {}): Promise<TestGraph> => driven(env, { viewer: sandboxViewer })
  const log = `query ($first: Int! = 20, $before: ID, $kind: AuditKind, $viewerId: String) {
    auditLog(first: $first, before: $before, kind: $kind, viewerId: $viewerId) {
      items { id at kind viewerId scope operationName documentHash field objects { name ref } objectsLeftOut reason results requestId upstreamRequestId }
      older
    }
  }`
  type Page = { auditLog: { items: { id: string; field: string }[]; older: string | null } }

  it.each(['stdout', 'file'])('reads what was recorded, from %s', async (where) => {
    const server = await reading(where === 'file' ? { DYPLS_AUDIT: join(freshFolder(), 'audit.jsonl') } : {})
    await server.ask(lock)
    await server.ask(lock.replace('lockNumber', 'unlockNumber'))
    const { data } = await server.ask<Page>(log)
    expect(data.auditLog).toMatchObject({
      older: null,
      items: [
        {
          kind: 'MUTATION',
          viewerId: 'sandbox',
          field: 'Mutation.unlockNumber',
          results: ['NumberLock'],
          reason: null,
        },
        { field: 'Mutation.lockNumber', at: expect.stringMatching(/\+08:00$/), objectsLeftOut: 0 },
      ],
    })
    const first = await server.ask<Page>(log, { first: 1 })
    const next = await server.ask<Page>(log, { before: first.data.auditLog.older })
    expect(next.data.auditLog.items.map(({ field }) => field)).toEqual(['Mutation.lockNumber'])
    expect((await server.ask<Page>(log, { kind: 'UNMASK' })).data.auditLog.items).toEqual([])
    expect((await server.ask<Page>(log, { viewerId: 'sandbox' })).data.auditLog.items).toHaveLength(2)
  })

  it.each([
    ['more than a hundred records', { first: 101 }],
    ['none', { first: 0 }],
    ['what stands before no place', { before: 'elsewhere' }],
  ])('refuses to read %s', async (_what, variables) => {
    const server = await reading()
    const { status, errors } = await server.ask(log, variables)
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    expect(status).toBe(400)
  })

  it('is not for whoever is limited to some pools', async () => {
    const server = await driven({}, { viewer: { ...sandboxViewer, pools: new Set(['FC100000000000001']) } })
    const { status, errors } = await server.ask(log, {})
    expect([status, errors?.[0]?.extensions?.code]).toEqual([403, 'FORBIDDEN'])
  })

  it('is for whoever has audit:read', async () => {
    const { schema } = await import('../../../src/schema/schema.ts')
    expect(schema.getQueryType()?.getFields().auditLog?.extensions).toMatchObject({
      declared: { access: ['audit:read'] },
    })
  })
})
