import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seededPools } from '../../../src/sandbox/sandbox.ts'
import { listen, startGraph, type TestGraph } from '../../support/graph.ts'
import { asking, bindCodes, keyOf, pathsOf, type Result } from './asking.ts'

let server: TestGraph
beforeAll(async () => {
  server = await startGraph({ DYPLS_TIMEOUT_MS: '2000' })
})
beforeEach(() => server.sandbox.reset())
afterAll(() => server.close())

const { batch, details, inHours, calls } = asking(() => server)
const { poolKey, groupId, numbers } = seededPools.axg
const A = (index: number): string => String(13_900_004_000 + index)
const item = (index: number, more: object = {}) => ({ numberA: A(index), groupId, expiresAt: inHours(2), ...more })
const resultsOf = (result: Result): Result[] => result.results as Result[]

describe('bindAxgBatch', () => {
  it('makes several bindings with one upstream call, one result per entry, in order', async () => {
    const bound = await batch({ poolKey, bindings: [item(1), item(2, { numberX: numbers[2] }), item(3)] })
    expect(bound).toMatchObject({ __typename: 'AxgBatch', requestId: expect.stringMatching(/^[\dA-F-]{36}$/) })
    expect(calls()).toBe(1)
    const results = resultsOf(bound)
    expect(results.map(({ numberX }) => numberX)).toEqual([numbers[0], numbers[2], numbers[1]])
    for (const [index, result] of results.entries())
      expect(await details(keyOf(result))).toMatchObject({ numberA: `139****400${index + 1}`, groupId })
  })

  it('lets one entry fail alone, with an error of its own', async () => {
    const { results } = await batch({
      poolKey,
      bindings: [
        item(1, { numberX: numbers[0] }),
        item(2, { numberX: numbers[0] }),
        item(3, { groupId: '404' }),
        item(4, { numberX: '17000009999' }),
        item(5),
        item(6),
        item(7),
      ],
    })
    expect(results).toMatchObject([
      { __typename: 'NewBinding' },
      { __typename: 'ConflictError', code: 'isv.BIND_CONFLICT', requestId: expect.any(String) },
      { __typename: 'InvalidInputError', code: 'isv.ILLEGAL_ARGUMENT', issues: [] },
      { __typename: 'PermissionDeniedError', code: 'isv.FORBIDDEN_ACTION' },
      { __typename: 'NewBinding' },
      { __typename: 'NewBinding' },
      { __typename: 'NumbersExhaustedError', code: 'isv.NO_AVAILABLE_NUMBER' },
    ])
  })

  it('is refused as a whole where the pool will not do', async () => {
    expect(await batch({ poolKey: 'FC404', bindings: [item(1)] })).toMatchObject({ code: 'isv.PARTNER_NOT_EXIST' })
    expect(await batch({ poolKey: seededPools.axb.poolKey, bindings: [item(1)] })).toMatchObject({
      __typename: 'PermissionDeniedError',
    })
  })

  it.each(bindCodes)('types the refusal %s of the whole as %s', async (code, type) => {
    server.sandbox.mischief({ kind: 'answer', code })
    expect(await batch({ poolKey, bindings: [item(1)] })).toMatchObject({ __typename: type, code })
    expect(calls()).toBe(1)
  })

  it('says so when the flow limit does not end', async () => {
    server.sandbox.mischief({ kind: 'answer', code: 'isv.FLOW_LIMIT' })
    expect(await batch({ poolKey, bindings: [item(1)] })).toMatchObject({ __typename: 'ThrottledError' })
  })

  it('is sent once when its answer is lost', async () => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer', times: 1 })
    expect(await batch({ poolKey, bindings: [item(1), item(2)] })).toMatchObject({
      __typename: 'OutcomeUnknownError',
      action: 'BindBatchAxg',
      hint: expect.stringContaining('privateNumber.bindings'),
    })
    expect(calls()).toBe(1)
  })

  it.each([
    ['no entry', () => [], ['bindings']],
    ['more than 100 entries', () => Array.from({ length: 101 }, (_, index) => item(index)), ['bindings']],
    ['an entry twice', () => [item(1), item(2), item(1, { numberX: numbers[0] })], ['bindings.2']],
    [
      'faulty entries, all at once',
      () => [item(1, { numberA: 'x' }), item(2), item(3, { groupId: '', expiresAt: '2020-01-01T00:00:00Z' })],
      ['bindings.0.numberA', 'bindings.2.expiresAt', 'bindings.2.groupId'],
    ],
    ['an entry whose tones name none', () => [item(1, { ringingTones: {} })], ['bindings.0.ringingTones']],
  ])('refuses %s before any upstream call', async (_what, bindings, paths) => {
    const refused = await batch({ poolKey, bindings: bindings() })
    expect(refused.__typename).toBe('InvalidInputError')
    expect(pathsOf(refused)).toEqual(paths.map((path) => `input.${path}`))
    expect(calls()).toBe(0)
  })

  it('matches entries by A and group, and does not take an absent one for done', async () => {
    const entry = (index: number, more: object = {}) => ({
      Code: 'OK',
      PhoneNoA: A(index),
      GroupId: groupId,
      SubsId: `100000000000000${index}`,
      SecretNo: numbers[0],
      ...more,
    })
    const SecretBind = [entry(4, { SubsId: undefined }), entry(3, { Code: 'isv.BIND_CONFLICT' }), entry(1)]
    const upstream = await listen((request, response) => {
      request.resume()
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ Code: 'OK', Message: 'OK', RequestId: 'R-1', SecretBindList: { SecretBind } }))
    })
    const other = await startGraph({ DYPLS_ENDPOINT: upstream.url })
    try {
      const asked = asking(() => other)
      const { results } = await asked.batch({ poolKey, bindings: [item(1), item(2), item(3), item(4)] })
      expect(results).toMatchObject([
        { __typename: 'NewBinding', binding: { subsId: '1000000000000001' } },
        { __typename: 'OutcomeUnknownError', requestId: 'R-1', hint: expect.stringContaining('bindings') },
        { __typename: 'ConflictError' },
        { __typename: 'OutcomeUnknownError' },
      ])
    } finally {
      await other.close()
      await upstream.close()
    }
  })
})
