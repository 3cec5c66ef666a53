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
const lines = ({ audited }: TestGraph) => audited.map((line) => JSON.parse(line))
/** Of two lines of a mutation, the one about its end. */
const records = (server: TestGraph) => lines(server).filter(({ kind }) => kind !== 'intent')

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

describe('a mutation that is cut off', () => {
  it('has its record before the upstream hears of it', async () => {
    const server = await driven({}, { viewer: sandboxViewer })
    server.sandbox.mischief({ kind: 'delay', ms: 300, times: 1 })
    const asked = server.ask(lock)
    await expect.poll(() => server.sandbox.peakInFlight()).toBe(1)
    // What a process that is killed now would leave.
    expect(lines(server)).toMatchObject([{ kind: 'intent', field: 'Mutation.lockNumber', results: [] }])
    const question = '{ auditLog(first: 9) { items { kind field outcome results } } }'
    const record = { kind: 'MUTATION', field: 'Mutation.lockNumber' }
    expect(await server.ask(question)).toMatchObject({
      data: { auditLog: { items: [{ ...record, outcome: 'UNKNOWN', results: ['OUTCOME_UNKNOWN'] }] } },
    })
    await asked
    expect(await server.ask(question)).toMatchObject({
      data: { auditLog: { items: [{ ...record, outcome: 'COMPLETE', results: ['NumberLock'] }] } },
    })
    expect(lines(server)[1].deed).toBe(lines(server)[0].deed)
  })
})

describe('a mutation that is refused', () => {
  const reader = { ...sandboxViewer, id: 'reader', scopes: new Set(['calls:read'] as const) }
  const many = (count: number): string =>
    `mutation { ${Array.from({ length: count }, (_, n) => `a${n}: ${lock.slice(11, -2)}`).join(' ')} }`

  it.each(['on', 'off'])('by a scope is recorded once, short way %s', async (fastPath) => {
    const server = await driven({ DYPLS_FAST_PATH: fastPath }, { viewer: reader })
    const { status } = await server.ask(bind, pair())
    expect(status).toBe(403)
    expect(lines(server)).toMatchObject([
      {
        kind: 'mutation',
        refused: true,
        viewer: 'reader',
        scope: null,
        operation: 'Bind',
        document: createHash('sha256').update(bind).digest('hex').slice(0, 16),
        field: 'Mutation.bindAxb',
        objects: [],
        results: ['FORBIDDEN'],
      },
    ])
    expect(server.audited.join('')).not.toMatch(/1390000|FC10000/)
    expect(server.sandbox.journal).toEqual([])
  })

  it.each([
    ['cost', 'upstreamCalls=2', many(3), ['Mutation.lockNumber']],
    ['aliases', 'aliases=2', many(3), ['Mutation.lockNumber']],
    ['root fields', 'rootFields=2', many(3), ['Mutation.lockNumber']],
    [
      'depth',
      'depth=1',
      `mutation { ...F } fragment F on Mutation { ${lock.slice(11, -2)} u: unlockNumber(input: { poolKey: "1", number: "2" }) { ... on Error { code } } }`,
      ['Mutation.lockNumber', 'Mutation.unlockNumber'],
    ],
    ['tokens', 'tokens=20', `# so many\n ${many(30)}`, ['Mutation']],
  ])('by the limit of %s is recorded', async (_what, limits, query, fields) => {
    const server = await driven({ DYPLS_LIMITS: limits }, { viewer: sandboxViewer })
    const { status, errors } = await server.ask(query)
    expect([status, errors?.[0]?.extensions?.code]).toEqual([400, 'LIMIT_EXCEEDED'])
    expect(lines(server).map(({ field, refused, results }) => [field, refused, results])).toEqual(
      fields.map((field) => [field, true, ['LIMIT_EXCEEDED']]),
    )
    expect(server.sandbox.journal).toEqual([])
    const { data } = await server.ask<{ auditLog: object }>('{ auditLog { items { outcome results } } }')
    if (limits !== 'tokens=20' && limits !== 'depth=1')
      expect(data.auditLog).toEqual({ items: [{ outcome: 'REFUSED', results: ['LIMIT_EXCEEDED'] }] })
  })

  it('by the list of pools, or for its wish to unmask, is recorded too', async () => {
    const server = await driven({}, { viewer: { ...sandboxViewer, pools: new Set(['FC1']) } })
    await server.ask(bind, pair())
    expect(lines(server).map(({ kind, results }) => [kind, results])).toEqual([
      ['intent', []],
      ['mutation', ['PermissionDeniedError']],
    ])
    expect(server.sandbox.journal).toEqual([])
    const masked = await driven({}, { viewer: { ...sandboxViewer, scopes: new Set(['numbers:write'] as const) } })
    const { status } = await masked.ask(lock, {}, { 'x-dypls-unmask-reason': 'a complaint of the driver' })
    expect(status).toBe(403)
    expect(lines(masked)).toMatchObject([{ refused: true, field: 'Mutation.lockNumber', results: ['FORBIDDEN'] }])
  })

  it('leaves no text of its caller, and not one line for each of a thousand names', async () => {
    const server = await driven({}, { viewer: sandboxViewer })
    await server.ask(
      `mutation N13900000001 { ${Array.from({ length: 40 }, (_, n) => `f13900000${100 + n}`).join(' ')} }`,
    )
    expect(lines(server)).toMatchObject([{ field: 'Mutation', results: ['LIMIT_EXCEEDED'] }])
    expect(server.audited.join('')).not.toMatch(/139000/)
    await server.ask(`query { ${Array.from({ length: 40 }, (_, n) => `f${n}: __typename`).join(' ')} }`)
    expect(lines(server)).toHaveLength(1)
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
    const calls = server.sandbox.journal.length
    for (let time = 1; time <= 2; time++) {
      const refused = await server.ask(lock)
      expect(refused.status).toBe(503)
      expect(refused.errors).toMatchObject([{ extensions: { code: 'AUDIT_UNAVAILABLE' } }])
    }
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
    expect(kinds).toEqual(['gap', 'intent', 'mutation'])
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
