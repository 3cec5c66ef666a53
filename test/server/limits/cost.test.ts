import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaults, type Served, served } from './graph.ts'

let server = undefined as unknown as Served
beforeAll(async () => {
  server = await served('long', { limits: { ...defaults, upstreamCalls: 1_000 } })
})
afterAll(() => server.close())

const everything = 'calls:read,numbers:read,bindings:write'
const asked = (query: string, variables: object = {}) =>
  server.ask(query, { variables }, { 'x-scopes': everything, 'x-dypls-tally': '1' })

describe('the cost of an operation', () => {
  it.each<[what: string, cost: number, query: string, variables?: object]>([
    ['is nothing where nothing is asked upstream', 0, '{ free book(id: 1) { id title } }'],
    ['is what its fields declare', 1, '{ call { __typename } }'],
    [
      'counts aliases of the same question',
      3,
      '{ call { __typename } a: call { __typename } b: call(id: 1) { __typename } }',
    ],
    [
      'counts every root field of a mutation',
      2,
      'mutation { a: write(text: "a") { __typename } b: write { __typename } }',
    ],
    ['multiplies by the default size of a list', 4, '{ shelf { books { price } } }'],
    ['multiplies by the size that was asked for', 8, '{ shelf(size: 7) { books { price } } }'],
    ['multiplies by a size in a variable', 8, 'query ($n: Int!) { shelf(size: $n) { books { price } } }', { n: 7 }],
    ['multiplies by the default of a variable', 6, 'query ($n: Int! = 5) { shelf(size: $n) { books { price } } }'],
    [
      'multiplies lists in lists',
      1 + 3 * (2 + 4 * (1 + 2 * 1)),
      '{ shelf { books { more(size: 4) { shelf { books { price } } } } } }',
    ],
    ['counts what a list of keys asks for', 6, '{ calls(ids: [1, 2, 3]) { ... on Book { price } } }'],
    [
      'counts keys in a variable',
      4,
      'query ($ids: [ID!]!) { calls(ids: $ids) { ... on Book { price } } }',
      { ids: [1, 2] },
    ],
    [
      'counts a single key where a list is meant',
      1,
      'query ($ids: [ID!]!) { calls(ids: $ids) { __typename } }',
      { ids: '1' },
    ],
    ['counts variables in a literal list', 3, 'query ($a: ID!) { calls(ids: [$a, $a, 1]) { __typename } }', { a: 1 }],
    [
      'counts every spread of a fragment',
      2,
      '{ a: book(id: 1) { ...F } b: book(id: 1) { ...F } } fragment F on Book { price }',
    ],
    ['takes the dearest of what an interface can be', 3, '{ thing(id: 0) { price } }'],
    ['knows what a fragment narrows to', 1, '{ thing(id: 1) { ... on Book { price } } }'],
    ['leaves out what is skipped', 0, '{ free call @skip(if: true) { __typename } }'],
    [
      'leaves out what a variable skips',
      0,
      'query ($on: Boolean!) { free ...F @include(if: $on) } fragment F on Query { call { __typename } }',
      { on: false },
    ],
    [
      'counts what a variable lets in',
      1,
      'query ($on: Boolean!) { free ...F @include(if: $on) } fragment F on Query { call { __typename } }',
      { on: true },
    ],
    ['does not fall below nothing for a negative size', 1, '{ shelf(size: -5) { books { price } } }'],
    ['needs no measure of a list where nothing costs', 0, '{ unsized { id } }'],
  ])('%s', async (_what, cost, query, variables) => {
    const { status, body } = await asked(query, variables)
    expect([status, body.errors, body.extensions?.dypls?.cost]).toEqual([200, undefined, cost])
    expect(server.calls()).toBeLessThanOrEqual(cost)
  })

  it('is told only to whoever asks', async () => {
    expect((await server.ask('{ call { __typename } }')).body.extensions).toBeUndefined()
    server.calls()
  })

  it.each([
    ['a list that nobody measured', '{ unsized { price } }', undefined],
    ['a measure that breaks', '{ broken { price } }', undefined],
    [
      'a size beyond all measure',
      '{ shelf(size: 2147483647) { books { more(size: 2147483647) { price } } } }',
      undefined,
    ],
    ['a page too large', '{ shelf(size: 1000) { books { price } } }', 1_001],
  ])('is refused for %s, without a call', async (_what, query, found) => {
    const { status, body } = await asked(query)
    expect(status).toBe(400)
    expect(body.errors?.[0]?.extensions).toEqual({
      code: 'LIMIT_EXCEEDED',
      limit: 'upstreamCalls',
      most: 1_000,
      ...(found ? { found } : {}),
    })
    expect(server.calls()).toBe(0)
  })

  it('lets through exactly the limit', async () => {
    expect((await asked('{ shelf(size: 999) { size books { price } } }')).status).toBe(200)
    server.calls()
  })
})

describe('hostile variables', () => {
  const page = 'query ($n: Int!) { shelf(size: $n) { books { price } } }'
  const keys = 'query ($ids: [ID!]!) { calls(ids: $ids) { __typename } }'
  const filter = 'query ($f: Filter) { book(id: 1, filter: $f) { id } }'

  it.each<[what: string, query: string, variables: string, code: string]>([
    ['a size that is a text', page, '{"n":"7"}', 'BAD_USER_INPUT'],
    ['a size beyond numbers', page, '{"n":1e400}', 'BAD_USER_INPUT'],
    ['a size that is a list', page, '{"n":[1]}', 'BAD_USER_INPUT'],
    ['no size', page, '{}', 'BAD_USER_INPUT'],
    ['a size from a prototype', page, '{"__proto__":{"n":1}}', 'BAD_USER_INPUT'],
    ['keys with a length of their own', keys, '{"ids":{"length":0}}', 'BAD_USER_INPUT'],
    ['keys that are too many', keys, JSON.stringify({ ids: Array(1_001).fill(1) }), 'LIMIT_EXCEEDED'],
    [
      'a list within',
      filter,
      JSON.stringify({ f: { zone: 'z', nested: { zone: 'z', tags: Array(1_001).fill('t') } } }),
      'LIMIT_EXCEEDED',
    ],
    ['a list that is not even declared', '{ free }', JSON.stringify({ x: Array(1_001).fill(1) }), 'LIMIT_EXCEEDED'],
    ['endless nesting', filter, `{"f":${'['.repeat(2_000)}${']'.repeat(2_000)}}`, 'BAD_USER_INPUT'],
    [
      'a name that is a prototype',
      'query ($__proto__: Int! = 1) { shelf(size: $__proto__) { books { price } } }',
      '{"__proto__":3}',
      'LIMIT_EXCEEDED',
    ],
    [
      'null where a default was meant',
      'query ($n: Int) { shelf(size: $n) { books { price } } }',
      '{"n":null}',
      'BAD_USER_INPUT',
    ],
  ])('%s: refused, without a call', async (_what, query, variables, code) => {
    const { status, body } = await server.ask(
      query,
      { variables: JSON.parse(variables) },
      {
        accept: 'application/graphql-response+json',
        'x-scopes': everything,
      },
    )
    expect([status, body.errors?.[0]?.extensions?.code, body.data, server.calls()]).toEqual([400, code, undefined, 0])
  })

  it('names of prototypes are names like any other', async () => {
    const query =
      'query ($constructor: Int!, $toString: Boolean = true) { shelf(size: $constructor) { books @include(if: $toString) { price } } }'
    const { body } = await asked(query, { constructor: 3 })
    expect(body.extensions?.dypls?.cost).toBe(4)
    server.calls()
  })
})
