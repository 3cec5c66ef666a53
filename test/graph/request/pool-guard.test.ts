import { execute, parse } from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { operations } from '../../../src/dypls/operations.ts'
import { numberX } from '../../../src/dypls/terms/phone.ts'
import { createFanOut } from '../../../src/graph/fields/fan-out.ts'
import { withinPools } from '../../../src/graph/request/pool-guard.ts'
import type { Viewer } from '../../../src/graph/request/viewer.ts'
import { seeded, seededLandlines, seededPools, seededWorkNumbers } from '../../../src/sandbox/sandbox.ts'
import { schema } from '../../../src/schema/schema.ts'
import { startGraph, type TestGraph } from '../../support/graph.ts'
import { changingViewer, viewerOf } from '../../support/viewers.ts'

const { poolKey: own, normal, otherPool } = seeded
const foreign = otherPool.poolKey
const limited = viewerOf({ pools: new Set([own]) })

describe('where every call comes by', () => {
  const outcome = { ok: true, value: {} }
  const call = vi.fn(async () => outcome as never)
  beforeEach(() => call.mockClear())

  it.each(Object.entries(operations))('%s is refused for another pool, and for none', async (_name, row) => {
    const bound = withinPools(limited, call)
    for (const input of [{ poolKey: foreign }, { poolKey: '' }, { poolKey: [own] }, { poolKey: undefined }, {}]) {
      const refused = await bound(row, input as never, 'interactive')
      expect(refused).toMatchObject({ ok: false, failure: { kind: 'withheld', code: 'POOL_FORBIDDEN' }, attempts: 0 })
    }
    expect(call).not.toHaveBeenCalled()
  })

  it('lets a viewer through to the own pools, and one without a list to all', async () => {
    const input = { poolKey: own } as never
    expect(await withinPools(limited, call)(operations.queryCallStatus, input, 'bulk')).toBe(outcome)
    expect(call).toHaveBeenCalledWith(operations.queryCallStatus, input, 'bulk')
    for (const free of [{ poolKey: foreign }, {}])
      expect(await withinPools(viewerOf(), call)(operations.queryCallStatus, free as never, 'bulk')).toBe(outcome)
  })

  it.each(Object.entries(operations))(
    '%s names its pool where it is looked for, and nowhere else',
    (_name, { params }) => {
      const spellings = /^(PoolKey|PartnerKey|CustomerPoolKey|AppId)$/i
      const named = Object.entries(params).filter(([, { at }]) => spellings.test(at))
      expect(named.map(([name]) => name).filter((name) => name !== 'poolKey')).toEqual([])
      expect(named.length).toBe('poolKey' in params ? 1 : 0)
    },
  )
})

describe('a viewer with a list of pools', () => {
  let server: TestGraph
  const { viewer, become } = changingViewer(limited)
  beforeAll(async () => {
    server = await startGraph({}, { viewer })
  })
  beforeEach(() => {
    server.sandbox.reset()
    become(limited)
  })
  afterAll(() => server.close())
  const actions = (): string[] => server.sandbox.journal.map(({ action }) => action)

  const error = '__typename ... on Error { code retryable hint }'
  const inHours = (hours: number): string => new Date(server.sandbox.clock.now() + hours * 3_600_000).toISOString()
  const key = { poolKey: foreign, subsId: otherPool.normal.subsId, numberX: otherPool.normal.numberX }

  const nothing = (): object => ({})

  /** Each way to a foreign pool that ends in a result. */
  const ways: readonly (readonly [way: string, query: string, input: () => object])[] = [
    ['directly', `{ a: callStatus(poolKey: "${foreign}", subsId: "${key.subsId}") { ${error} } }`, nothing],
    ['in a list', `{ a: callStatuses(keys: [{ poolKey: "${foreign}", subsId: "1" }]) { ${error} } }`, nothing],
    ['without naming a pool', `{ a: workNumbers { ${error} } }`, nothing],
    ['for all pools by a waybill', `{ a: waybillHolders(waybillNo: "YT0000000000001") { ${error} } }`, nothing],
    ['for the stock of the account', `{ a: numbersForSale(numberClass: CARRIER) { ${error} } }`, nothing],
    ['for a grant of the account', `{ a: uploadGrant { ${error} } }`, nothing],
    ['by unbinding', `mutation ($input: UnbindInput!) { a: unbind(input: $input) { ${error} } }`, () => key],
    [
      'by extending',
      `mutation ($input: ExtendBindingInput!) { a: extendBinding(input: $input) { ${error} } }`,
      () => ({ ...key, expiresAt: inHours(2) }),
    ],
    [
      'by binding many',
      `mutation ($input: BindAxgBatchInput!) { a: bindAxgBatch(input: $input) { ${error} } }`,
      () => ({
        poolKey: seededPools.axg.poolKey,
        bindings: [{ numberA: '13900000901', groupId: seededPools.axg.groupId, expiresAt: inHours(2) }],
      }),
    ],
    [
      'by a landline',
      `mutation ($input: UnbindLandlineInput!) { a: unbindLandline(input: $input) { ${error} } }`,
      () => ({
        poolKey: seededLandlines.poolKey,
        idempotencyKey: 'k-1',
        kind: 'AXB',
        subsId: seededLandlines.axb.subsId,
      }),
    ],
    [
      'by a work number',
      `mutation ($input: UnassignWorkNumberInput!) { a: unassignWorkNumber(input: $input) { ${error} } }`,
      () => ({
        poolKey: seededWorkNumbers.poolKey,
        number: seededWorkNumbers.assigned.numberX,
        assignmentId: seededWorkNumbers.assigned.xbBindingId,
        idempotencyKey: 'k-2',
      }),
    ],
  ]

  it.each(ways)('does not reach a foreign pool %s', async (_way, query, input) => {
    const { data, errors } = await server.ask<{ a: object }>(query, { input: input() })
    expect(errors).toBeUndefined()
    expect([data.a].flat()).toEqual([
      {
        __typename: 'PermissionDeniedError',
        code: 'POOL_FORBIDDEN',
        retryable: false,
        hint: expect.stringContaining('a pool of yours'),
      },
    ])
    expect(actions()).toEqual([])
  })

  it.each([
    `{ pool(key: "${foreign}") { key } }`,
    `{ mine: pool(key: "${own}") { key } theirs: pool(key: "${foreign}") { binding(subsId: "1") { callStatus { __typename } } } }`,
    `{ pool(key: "FC-there-is-no-such-pool") { privateNumber(number: "17000000021") { bindings { __typename } } } }`,
  ])('gets no handle of a foreign pool, whether it exists or not: %s', async (query) => {
    const { status, data, errors } = await server.ask(query)
    expect(status).toBe(403)
    expect(data).toBeNull()
    expect(errors).toMatchObject([
      {
        message: 'The credential of this request does not include this pool.',
        extensions: { code: 'FORBIDDEN' },
      },
    ])
    expect(actions()).toEqual([])
  })

  it('asks on in the own pool, beside what is refused', async () => {
    const { data } = await server.ask(`{
      own: callStatus(poolKey: "${own}", subsId: "${normal.subsId}") { ... on CallStatus { calledNo } }
      foreign: callStatus(poolKey: "${foreign}", subsId: "${key.subsId}") { ${error} }
      pool(key: "${own}") { binding(subsId: "${normal.subsId}", numberX: "${normal.numberX}") { details { __typename } } }
    }`)
    expect(data).toMatchObject({
      own: { calledNo: normal.numberX },
      foreign: { code: 'POOL_FORBIDDEN' },
      pool: { binding: { details: { __typename: 'BindingDetails' } } },
    })
    expect(actions().sort()).toEqual(['QueryCallStatus', 'QuerySubscriptionDetail'])
  })

  it('tells wrong input from a foreign pool before asking anybody', async () => {
    const { data } = await server.ask(`{ callStatus(poolKey: "${foreign}", subsId: "") { __typename } }`)
    expect(data).toEqual({ callStatus: { __typename: 'InvalidInputError' } })
    expect(actions()).toEqual([])
  })

  it('cannot switch off the check that a call belongs to the pool beside it', async () => {
    const callTime = Math.floor(server.sandbox.clock.now() / 1_000) * 1_000 - 3_600_000
    server.sandbox.world.recordedCalls.add({ poolKey: foreign, callId: 'c-1', callTime })
    const links = async (): Promise<object> => {
      const query = `query ($at: DateTime!) { pool(key: "${own}") { call(callId: "c-1", callTime: $at) {
        links(checkBinding: false) { __typename ... on Error { code } }
      } } }`
      const { data } = await server.ask<{ pool: { call: { links: object } } }>(query, { at: new Date(callTime) })
      return data.pool.call.links
    }
    expect(await links()).toEqual({ __typename: 'PermissionDeniedError', code: 'isv.FORBIDDEN_ACTION' })
    become(viewerOf())
    expect(await links()).toEqual({ __typename: 'CallLinks' })
  })

  it('sees work numbers of the own pools only, should the upstream list others along', async () => {
    const listed = [own, foreign, undefined].map((poolKey, index) => ({
      poolKey,
      numberX: numberX(`1700000310${index}`),
    }))
    const numbers = async (asking: Viewer): Promise<string[]> => {
      const call = async () => ({ ok: true, value: { numbers: listed, total: 3 } }) as never
      const contextValue = {
        call,
        viewer: asking,
        newId: () => 'id',
        reveal: null,
        fanOut: createFanOut(1),
        now: () => 0,
      }
      const query = `{ pool(key: "${own}") { workNumbers { ... on WorkNumberPage { items { number } } } } }`
      const { data } = await execute({ schema, document: parse(query), contextValue })
      return (data as never as Listed).pool.workNumbers.items.map(({ number }) => number)
    }
    expect(await numbers(limited)).toEqual(['17000003100', '17000003102'])
    expect(await numbers(viewerOf())).toHaveLength(3)
  })
})

type Listed = { readonly pool: { readonly workNumbers: { readonly items: readonly { readonly number: string }[] } } }
