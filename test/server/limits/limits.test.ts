import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { defaults, type Served, served } from './graph.ts'

let [short, long] = [] as unknown as [Served, Served]
beforeAll(async () => {
  short = await served('short')
  long = await served('long')
})
afterAll(async () => {
  await short.close()
  await long.close()
})

const times = (many: number, text: (index: number) => string): string =>
  Array.from({ length: many }, (_, i) => text(i)).join(' ')
const nested = (depth: number): string =>
  `{ book(id: 1) ${'{ more(size: 1) '.repeat(depth - 2)} { id } ${'}'.repeat(depth - 2)} }`
/** Each fragment spreads the next one twice. */
const doubling = (many: number): string =>
  `{ ...F0 } ${times(many, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F${many} on Query { free }`

const over: readonly (readonly [limit: string, most: number, found: number | undefined, query: string])[] = [
  ['tokens', 1_000, undefined, `{ ${times(1_001, () => 'free')} }`],
  ['definitions', 30, 31, `{ free } ${times(30, (i) => `fragment F${i} on Query { free }`)}`],
  ['depth', 8, 9, nested(9)],
  [
    'depth',
    8,
    9,
    `{ ...F } fragment F on Query { book(id: 1) { ${'more(size: 1) { '.repeat(7)} ...G ${'}'.repeat(7)} } } fragment G on Book { id }`,
  ],
  ['rootFields', 20, 21, `{ ${times(21, () => 'free')} }`],
  ['rootFields', 20, 22, `{ ...F ...F } fragment F on Query { ${times(11, () => 'free')} }`],
  ['rootFields', 20, 21, `mutation { ${times(21, () => 'write { __typename }')} }`],
  ['aliases', 30, 31, `{ book(id: 1) { ${times(31, (i) => `a${i}: id`)} } }`],
  ['fields', 250, 251, `{ book(id: 1) { ${times(250, () => 'id')} } }`],
  [
    'fields',
    250,
    1_048_577,
    doubling(20)
      .replace('{ ...F0 }', 'query { book(id: 1) { ...B } }')
      .replaceAll('on Query', 'on Book')
      .replace('{ ...B }', '{ ...F0 }')
      .replace('{ free }', '{ id }'),
  ],
  [
    'fields',
    250,
    undefined,
    `{ book(id: 1) { ...F0 } } ${doubling(28).slice('{ ...F0 }'.length).replaceAll('on Query', 'on Book').replace('{ free }', '{ id id id id }')}`,
  ],
  ['directives', 20, 21, `{ free ${times(21, () => '@skip(if: false)')} }`],
  ['nameLength', 128, 129, `{ ${'a'.repeat(129)}: free }`],
  ['introspectionDepth', 20, 21, `{ __schema { types { ${'ofType { '.repeat(18)} name ${'}'.repeat(18)} } } }`],
  ['introspectionFields', 400, 402, `{ __type(name: "A") { ${times(400, () => 'name')} name } }`],
  ['introspectionLists', 20, 21, `{ __type(name: "A") { ${times(21, (i) => `a${i}: fields { name }`)} } }`],
]

describe('a document over a limit', () => {
  const accepts = [
    'application/json',
    'application/graphql-response+json',
    '*/*',
    'text/event-stream',
    'multipart/mixed',
  ]

  it.each(over)('of %s (%d) is refused with %s', async (limit, most, found, query) => {
    for (const accept of accepts) {
      const { status, text } = await long.ask(query, {}, { accept })
      const error = { code: 'LIMIT_EXCEEDED', limit, most, ...(found ? { found } : {}) }
      expect([accept, status, text.includes('"data":')]).toEqual([accept, 400, false])
      expect(text).toContain(JSON.stringify(error).slice(1, -1))
    }
    expect(long.calls()).toBe(0)
  })

  it('is refused before any rule looks at it', async () => {
    const { body } = await long.ask(`{ ${times(21, () => 'nope')} ...Missing }`)
    expect(body.errors?.map(({ extensions }) => extensions?.code)).toEqual(['LIMIT_EXCEEDED'])
  })

  it('is refused for what an operation that is not asked for holds, too', async () => {
    const query = `query A { free } query B { ${times(21, () => 'free')} }`
    expect((await long.ask(query, { operationName: 'A' })).status).toBe(400)
  })
})

describe('where limits were raised as far as they go', () => {
  it.each([
    ['selections', (levels: number) => `${'{ a '.repeat(levels)}${'}'.repeat(levels)}`],
    ['lists', (levels: number) => `{ book(id: ${'['.repeat(levels)}${']'.repeat(levels)}) { id } }`],
    ['types', (levels: number) => `query ($a: ${'['.repeat(levels)}Int${']'.repeat(levels)}) { free }`],
    ['fragments', (levels: number) => `{ ...F0 } ${times(levels, (i) => `fragment F${i} on Query { ...F${i + 1} }`)}`],
  ])('%s nested to exhaustion are an answer, not a crash', async (_what, query) => {
    const raised = { ...defaults, tokens: 20_000, depth: 50, definitions: 1_000, fields: 10_000 }
    const server = await served('long', { limits: raised })
    for (const levels of [900, 2_500, 4_000, 9_000]) {
      const { status, body } = await server.ask(
        query(levels).slice(0, 95_000),
        {},
        { accept: 'application/graphql-response+json' },
      )
      expect([levels, status, body.data]).toEqual([levels, 400, undefined])
    }
    await server.close()
  })
})

describe('a document within all limits', () => {
  it.each([
    ['the depth', nested(8)],
    ['the root fields', `{ ${times(20, () => 'free')} }`],
    ['the fields', `{ book(id: 1) { ${times(249, () => 'id')} } }`],
    ['the aliases', `{ book(id: 1) { ${times(30, (i) => `a${i}: id`)} } }`],
    [
      'the directives',
      `{ free ${times(10, () => '@skip(if: false) @include(if: true)')} }`.replace(
        /(@skip\(if: false\) @include\(if: true\) ){9}/,
        '',
      ),
    ],
  ])('that reaches %s is answered', async (_limit, query) => {
    expect(await long.ask(query)).toMatchObject({ status: 200, body: { data: {} } })
  })

  it.each([
    ['the standard introspection query', getIntrospectionQuery()],
    [
      'the one of GraphiQL',
      getIntrospectionQuery({
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    ],
  ])('lets through %s for whoever may introspect', async (_what, query) => {
    const { status, body } = await long.ask(query, {}, { 'x-scopes': 'introspect' })
    expect([status, body.errors]).toEqual([200, undefined])
  })
})

describe('a document that is not valid', () => {
  it('with a cycle is told so, in GraphQL’s own words', async () => {
    const { status, body } = await long.ask('{ ...A } fragment A on Query { ...B } fragment B on Query { free ...A }')
    expect([status, body.errors?.[0]?.message]).toEqual([200, 'Cannot spread fragment "A" within itself via "B".'])
  })

  it('with a syntax error stays a syntax error', async () => {
    const { status, body } = await long.ask('{ free ', {}, { accept: 'application/graphql-response+json' })
    expect([status, body.errors?.[0]?.extensions?.code]).toEqual([400, 'GRAPHQL_PARSE_FAILED'])
  })

  it('is told at most five errors', async () => {
    const { body } = await long.ask(`{ ${times(15, (i) => `nope${i}`)} }`)
    expect(body.errors?.map(({ message }) => message)).toEqual(
      [0, 1, 2, 3, 4].map((i) => `Cannot query field "nope${i}" on type "Query".`),
    )
  })

  it.each([
    ['many places of one error', `query (${times(150, () => '$same: Int')}) { free }`, {}],
    [
      'a long text in the wrong place',
      `{ book(id: ${'[1,'.repeat(300)}"${'x'.repeat(50_000)}"${']'.repeat(300)}) { id } }`,
      {},
    ],
    ['a long name that is no syntax', `{ free ${'a'.repeat(50_000)} } }`, {}],
    ['control characters', `{ book(id: "\\u0001") { id } } ${'\u0001'.repeat(5_000)}`, {}],
    [
      'many broken variables',
      'query ($f: [Filter]) { free book(id: 1, filter: $f) { id } }',
      { variables: { f: Array.from({ length: 900 }, () => ({ [`key${'y'.repeat(90)}`]: 1 })) } },
    ],
    [
      'many entries of a wrong kind',
      'query ($ids: [ID!]!) { calls(ids: $ids) { __typename } }',
      { variables: { ids: Array.from({ length: 900 }, () => ({ a: 'z'.repeat(90) })) } },
    ],
  ])('gets at most 16 KB for %s', async (_what, query, more) => {
    const { body, text } = await long.ask(query, more)
    expect(text.length).toBeLessThan(16_384)
    expect(body.data).toBeUndefined()
    expect(body.errors?.length).toBeLessThanOrEqual(5)
    expect(body.errors?.every(({ extensions }) => typeof extensions?.code === 'string')).toBe(true)
  })
})

describe('the short way answers as Yoga does', () => {
  it.each<[what: string, query: string, more: object, headers: Record<string, string>]>([
    ...over.map(([limit, , , query]): [string, string, object, Record<string, string>] => [
      `a document over ${limit}`,
      query,
      {},
      {},
    ]),
    ['a forbidden field', '{ free secret }', {}, {}],
    [
      'a field that a variable lets in',
      'query ($on: Boolean!) { free secret @include(if: $on) }',
      { variables: { on: true } },
      {},
    ],
    [
      'a field that a variable keeps out',
      'query ($on: Boolean!) { free secret @include(if: $on) }',
      { variables: { on: false } },
      {},
    ],
    ['introspection', '{ __schema { queryType { name } } }', {}, {}],
    ['a question that costs too much', '{ shelf(size: 200) { books { price } } }', {}, {}],
    [
      'a costly page by variable',
      'query ($n: Int!) { shelf(size: $n) { books { price } } }',
      { variables: { n: 100 } },
      {},
    ],
    [
      'a page size that is no number',
      'query ($n: Int!) { shelf(size: $n) { books { price } } }',
      { variables: { n: 'x' } },
      {},
    ],
    [
      'null where a default was meant',
      'query ($n: Int) { shelf(size: $n) { books { price } } }',
      { variables: { n: null } },
      {},
    ],
    ['a literal out of range', '{ shelf(size: 99999999999) { books { price } } }', {}, {}],
    [
      'a long list',
      'query ($ids: [ID!]!) { calls(ids: $ids) { __typename } }',
      { variables: { ids: Array(1_001).fill('1') } },
      {},
    ],
    [
      'a cost that is told',
      '{ shelf(size: 4) { books { price } } call(id: 7) { __typename } }',
      {},
      { 'x-dypls-tally': '1' },
    ],
    ['an affordable page', '{ shelf(size: 5) { books { price } } }', {}, {}],
  ])('%s, at first sight and later', async (_what, query, more, headers) => {
    for (const each of [short, long]) each.calls()
    for (let time = 1; time <= 3; time++)
      expect(await short.ask(query, more, headers)).toEqual(await long.ask(query, more, headers))
    expect(short.calls()).toBe(long.calls())
  })

  it('refuses a literal that makes an accepted shape too costly', async () => {
    for (const size of [1, 2, 3])
      expect((await short.ask(`{ shelf(size: ${size}) { books { price } } }`)).status).toBe(200)
    short.calls()
    const { status, body, text } = await short.ask('{ shelf(size: 100) { books { price } } }')
    expect([status, body.errors?.[0]?.extensions]).toEqual([
      400,
      { code: 'LIMIT_EXCEEDED', limit: 'upstreamCalls', most: 100, found: 101 },
    ])
    expect([text.includes('_literal'), short.calls()]).toEqual([false, 0])
  })

  it('refuses a viewer without the scope what another one was answered', async () => {
    for (let time = 1; time <= 3; time++)
      expect((await short.ask('{ secret }', {}, { 'x-scopes': 'audit:read' })).body.data).toEqual({ secret: 'secret' })
    expect((await short.ask('{ secret }')).status).toBe(403)
  })

  it('holds for compiled documents, too', async () => {
    const query = (size: number) => `{ secret shelf(size: ${size}) { books { price } } }`
    const ask = (size: number, scopes: string) => short.ask(query(size), {}, { 'x-scopes': scopes })
    await vi.waitFor(async () => {
      expect((await ask(2, 'audit:read')).status).toBe(200)
      expect(short.compiled()).toBe(true)
    })
    short.calls()
    expect([(await ask(2, 'calls:read')).status, (await ask(100, 'audit:read')).status]).toEqual([403, 400])
    expect(short.calls()).toBe(0)
  })
})
