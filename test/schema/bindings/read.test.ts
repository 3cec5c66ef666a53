import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seeded, seededPools } from '../../../src/sandbox/sandbox.ts'
import { startGraph, type TestGraph } from '../../support/graph.ts'
import { asking, type Key, pathsOf } from './asking.ts'

let server: TestGraph
beforeAll(async () => {
  server = await startGraph({ DYPLS_TIMEOUT_MS: '2000' })
})
beforeEach(() => server.sandbox.reset())
afterAll(() => server.close())

const { details, idsOn, calls } = asking(() => server)
const { poolKey } = seeded
const keyFrom = ({ subsId, numberX }: { subsId: string; numberX: string }): Key => ({ poolKey, subsId, numberX })

describe('the details of a binding', () => {
  it('tell its parties, masked, its time and its terms', async () => {
    expect(await details(keyFrom(seeded.normal))).toEqual({
      __typename: 'BindingDetails',
      binding: keyFrom(seeded.normal),
      status: 'IN_FORCE',
      rawStatus: 1,
      numberX: seeded.normal.numberX,
      extension: null,
      numberA: '139****0001',
      numberB: '139****0101',
      groupId: null,
      createdAt: expect.stringMatching(/\+08:00$/),
      expiresAt: expect.stringMatching(/\+08:00$/),
      restriction: 'NONE',
      rawRestriction: null,
      recordingEnabled: false,
      transcriptEnabled: false,
      transcriptModel: null,
      rawTranscriptModel: null,
      checkedAt: expect.stringMatching(/\+08:00$/),
      requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
    })
  })

  it('keep a 64-bit id whole', async () => {
    expect(await details(keyFrom(seeded.bigId))).toMatchObject({ binding: { subsId: seeded.bigId.subsId } })
  })

  it('tell an expired binding from one in force', async () => {
    expect(await details(keyFrom(seeded.expired))).toMatchObject({ status: 'EXPIRED', rawStatus: 0 })
  })

  it('give the extension', async () => {
    expect(await details(keyFrom(seeded.extension))).toMatchObject({ extension: '123', numberB: null })
  })

  it('keep words that this server does not know', async () => {
    server.sandbox.world.changeBinding(seeded.normal.subsId, {
      callRestrict: 'CONTROL_ALL_DISABLE',
      transcriptModelId: 'brand-new',
    })
    expect(await details(keyFrom(seeded.normal))).toMatchObject({
      restriction: 'UNKNOWN',
      rawRestriction: 'CONTROL_ALL_DISABLE',
      transcriptModel: 'UNKNOWN',
      rawTranscriptModel: 'brand-new',
    })
  })

  it('need the X number, and say where to pass it', async () => {
    const refused = await details({ poolKey, subsId: seeded.normal.subsId })
    expect(refused).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT' })
    expect(refused.issues).toEqual([{ path: ['numberX'], message: expect.stringContaining('pass numberX') }])
    expect(calls()).toBe(0)
  })

  it('are not asked for with a bad key', async () => {
    const refused = await details({ poolKey: ' ', subsId: '', numberX: 'x' })
    expect(pathsOf(refused)).toEqual(['poolKey', 'subsId', 'numberX'])
    expect(calls()).toBe(0)
  })

  it('are not found where pool, X and id do not belong together', async () => {
    const { subsId, numberX } = seeded.normal
    for (const wrong of [{ subsId: '404' }, { numberX: seeded.spares[0] }, { poolKey: 'FC404' }])
      expect(await details({ poolKey, subsId, numberX, ...wrong })).toMatchObject({
        __typename: 'NotFoundError',
        code: 'isv.SUBS_NOT_EXIST',
      })
  })

  it.each([
    ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
    ['isv.SUBS_NOT_EXIST', 'NotFoundError'],
    ['isv.SUBS_NOT_BELONG', 'PermissionDeniedError'],
    ['isv.BRAND_NEW', 'UnknownError'],
  ])('that the upstream refuses with %s are %s', async (code, type) => {
    server.sandbox.mischief({ kind: 'answer', code })
    expect(await details(keyFrom(seeded.normal))).toMatchObject({ __typename: type, code })
  })

  it('are asked again after a lost answer, since reading does no harm', async () => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer', times: 1 })
    expect(await details(keyFrom(seeded.normal))).toMatchObject({ __typename: 'BindingDetails' })
    expect(calls()).toBe(2)
  })

  it('are asked once, however often one request wants them', async () => {
    const { subsId, numberX } = seeded.normal
    const { data } = await server.ask<Record<string, unknown>>(
      `query ($poolKey: ID!, $subsId: ID!, $numberX: NumberX!) {
        pool(key: $poolKey) {
          a: binding(subsId: $subsId, numberX: $numberX) { details { __typename } }
          b: binding(subsId: $subsId, numberX: $numberX) { details { ... on BindingDetails { binding { details { __typename } } } } }
          other: binding(subsId: "404", numberX: $numberX) { details { __typename } }
        }
      }`,
      { poolKey, subsId, numberX },
    )
    expect(data.pool).toMatchObject({ a: { details: { __typename: 'BindingDetails' } } })
    expect(calls()).toBe(2)
  })
})

describe('a binding handle', () => {
  it('costs nothing and keeps the X number it was made with', async () => {
    const { data } = await server.ask<{ pool: object }>(
      `{ pool(key: "P") { with: binding(subsId: "1", numberX: "17000000001") { numberX } without: binding(subsId: "1") { numberX } } }`,
    )
    expect(data.pool).toEqual({ with: { numberX: '17000000001' }, without: { numberX: null } })
    expect(calls()).toBe(0)
  })

  it('leads from a call status to the details', async () => {
    const { data } = await server.ask<Record<string, { binding: object }>>(
      `query ($poolKey: ID!, $subsId: ID!) {
        callStatus(poolKey: $poolKey, subsId: $subsId) {
          ... on CallStatus { binding { numberX details { ... on BindingDetails { status } } } }
        }
      }`,
      { poolKey, subsId: seeded.normal.subsId },
    )
    expect(data.callStatus?.binding).toEqual({ numberX: seeded.normal.numberX, details: { status: 'IN_FORCE' } })
  })

  it('keeps its X number across its own call status', async () => {
    const { subsId, numberX } = seeded.reassigned
    const { data } = await server.ask<{ pool: { binding: { callStatus: object } } }>(
      `query ($poolKey: ID!, $subsId: ID!, $numberX: NumberX!) {
        pool(key: $poolKey) { binding(subsId: $subsId, numberX: $numberX) { callStatus {
          ... on CallStatus { status calledNo binding { numberX } }
        } } }
      }`,
      { poolKey, subsId, numberX },
    )
    expect(data.pool.binding.callStatus).toEqual({
      status: 'REASSIGNED',
      calledNo: seeded.spares[0],
      binding: { numberX },
    })
  })
})

describe('the bindings of an X number', () => {
  it('are found by the number alone', async () => {
    expect(await idsOn(poolKey, seeded.normal.numberX)).toEqual({
      __typename: 'NumberBindings',
      subsIds: [seeded.normal.subsId],
      bindings: [keyFrom(seeded.normal)],
      rawSubsId: seeded.normal.subsId,
      requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
    })
  })

  it('are none for a number that is free, not the pool’s, or bound no longer', async () => {
    for (const number of [seeded.spares[0], seeded.otherPool.normal.numberX, seeded.expired.numberX])
      expect(await idsOn(poolKey, number)).toMatchObject({ subsIds: [], bindings: [], rawSubsId: '' })
  })

  it.each([
    ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
    ['isv.POOLKEY_NOT_EXISTS', 'ConfigurationError'],
    ['POOLKEY_NOT_EXIST', 'ConfigurationError'],
  ])('that the upstream refuses with %s are %s', async (code, type) => {
    server.sandbox.mischief({ kind: 'answer', code })
    expect(await idsOn(poolKey, seeded.normal.numberX)).toMatchObject({ __typename: type, code })
  })

  it('are refused for a pool that nobody knows', async () => {
    expect(await idsOn('FC404', seeded.normal.numberX)).toMatchObject({ code: 'isv.POOLKEY_NOT_EXISTS' })
  })

  it('are not asked for with a bad number', async () => {
    expect(pathsOf(await idsOn(' ', '1'))).toEqual(['poolKey', 'number'])
    expect(calls()).toBe(0)
  })

  it('lead on to the details of each', async () => {
    const { poolKey, numbers } = seededPools.axb
    for (const [subsId, pair] of [
      ['31', '1'],
      ['32', '2'],
    ])
      server.sandbox.world.addBinding({
        subsId: String(subsId),
        poolKey,
        numberX: numbers[0],
        numberA: `1390000500${pair}`,
        numberB: `1390000510${pair}`,
        expiresAt: server.sandbox.clock.now() + 3_600_000,
      })
    const { data } = await server.ask<{ pool: { privateNumber: { bindings: { bindings: object[] } } } }>(
      `query ($poolKey: ID!, $number: NumberX!) {
        pool(key: $poolKey) { privateNumber(number: $number) { bindings {
          ... on NumberBindings { bindings(first: 2) { details { ... on BindingDetails { numberA createdAt } } } }
        } } }
      }`,
      { poolKey, number: numbers[0] },
    )
    expect(data.pool.privateNumber.bindings.bindings).toEqual([
      { details: { numberA: '139****5001', createdAt: null } },
      { details: { numberA: '139****5002', createdAt: null } },
    ])
    expect(calls()).toBe(3)
  })
})
