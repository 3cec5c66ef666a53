import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seeded } from '../../../src/sandbox/sandbox.ts'
import { schema } from '../../../src/schema/schema.ts'
import { planOf, scan } from '../../../src/server/fast-path/shape.ts'
import { startGraph, type TestGraph } from '../../support/graph.ts'

const { poolKey, normal, expired } = seeded
const literal = (subsId: string): string =>
  `{ callStatus(poolKey: "${poolKey}", subsId: ${subsId}) { __typename ... on CallStatus { status calledNo } ... on InvalidInputError { issues { path message } } ... on Error { code } } }`

describe('the shape of a document', () => {
  it('is the same for other ids, numbers and comments', () => {
    const one = scan('{ a(x: "1", y: 2) { b1 } } # one')
    const two = scan('{ a(x: "two", y: -30) { b1 } } # "two" 3')
    expect(one?.shape).toBe(two?.shape)
    expect(one?.shape).not.toBe(scan('{ a(x: "1", y: 2.5) { b1 } } # one')?.shape)
    expect([one?.literals, two?.literals]).toEqual([
      ['"1"', '2'],
      ['"two"', '-30'],
    ])
  })

  it('is left alone where reading it would need more than a glance', () => {
    for (const query of ['{ a(x: "\\n") }', '{ a(x: """b""") }', '{ _literal0: a }']) expect(scan(query)).toBeNull()
  })

  const plan = (query: string) => planOf(schema, query, scan(query)?.literals ?? [])

  it('gives every literal the type of the place where it stands', () => {
    const query = `{ callStatuses(keys: [{ poolKey: "FC1", subsId: 42, callNo: "13900000001" }]) { __typename } }`
    expect(plan(query)?.variables(['"FC2"', '43', '"13900000002"'])).toEqual({
      _literal0: 'FC2',
      _literal1: '43',
      _literal2: '13900000002',
    })
  })

  it('keeps a 64-bit id written as a number whole', () => {
    const query = `{ callStatus(poolKey: "FC1", subsId: 9007199254740993123) { __typename } }`
    expect(plan(query)?.variables(['"FC1"', '9007199254740993123'])).toMatchObject({ _literal1: '9007199254740993123' })
  })

  it('fits only equal literals where a variable may not stand', () => {
    const query = `query ($id: ID = "7") { callStatus(poolKey: "FC1", subsId: $id) { __typename } }`
    expect(plan(query)?.variables(['"7"', '"FC2"'])).toEqual({ _literal1: 'FC2' })
    expect(plan(query)?.variables(['"8"', '"FC2"'])).toBeNull()
  })
})

/** Everything a client can see of an answer. */
const asked = async (server: TestGraph, body: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  const text = await response.text()
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    // Two calls differ in their request ids and moments, and in nothing else.
    text: text.replace(/"requestId":"[^"]+"/g, '"requestId":"…"').replace(/"checkedAt":"[^"]+"/g, '"checkedAt":"…"'),
  }
}

describe('the short way for plain queries', () => {
  let [short, long] = [] as unknown as [TestGraph, TestGraph]
  beforeAll(async () => {
    short = await startGraph({ DYPLS_FAST_PATH: 'on', DYPLS_RATES: '*=10000' })
    long = await startGraph({ DYPLS_FAST_PATH: 'off', DYPLS_RATES: '*=10000' })
  })
  beforeEach(() => {
    short.sandbox.reset()
    long.sandbox.reset()
  })
  afterAll(async () => {
    await short.close()
    await long.close()
  })

  const q = (query: string, more: object = {}): string => JSON.stringify({ query, ...more })
  const withVariables = 'query A($s: ID!) { callStatus(poolKey: "FC100000000000001", subsId: $s) { __typename } }'

  it.each([
    ['literal ids', q(literal(`"${normal.subsId}"`))],
    ['a literal id as a number', q(literal(expired.subsId))],
    ['a 64-bit literal', q(literal(seeded.bigId.subsId))],
    ['bad input', q(literal('""'))],
    ['variables', q(withVariables, { variables: { s: normal.subsId } })],
    ['variables of the wrong type', q(withVariables, { variables: { s: { a: 1 } } })],
    ['missing variables', q(withVariables)],
    ['a literal of the wrong type', q(literal('true'))],
    ['a literal float where an id belongs', q(literal('1.5'))],
    [
      'an operation by name',
      q(`${withVariables} query B { errorCatalog(code: "x") { code } }`, { operationName: 'B' }),
    ],
    ['an operation that is not there', q(withVariables, { operationName: 'Z', variables: { s: '1' } })],
    ['two operations and no name', q(`${withVariables} query B { __typename }`)],
    ['fragments', q('query { ...F } fragment F on Query { errorCatalog(code: "TIMEOUT") { code retry } }')],
    ['directives with literals', q('{ errorCatalog(code: "TIMEOUT") @include(if: true) { code @skip(if: false) } }')],
    ['a default value', q('query ($c: String = "TIMEOUT") { errorCatalog(code: $c) { code } }')],
    ['an unknown field', q('{ nope }')],
    ['a syntax error', q('{ callStatus( }')],
    ['an empty query', q('')],
    ['no query', '{}'],
    ['JSON that is none', '{"query":'],
    ['a list', '[{"query":"{__typename}"}]'],
    ['an unknown parameter', q('{ __typename }', { extra: 1 })],
    ['variables that are a list', q('{ __typename }', { variables: [1] })],
    ['null variables', q('{ __typename }', { variables: null, operationName: null })],
    [
      'a mutation',
      q('mutation { lockNumber(input: { poolKey: "FC100000000000001", number: "17000000001" }) { __typename } }'),
    ],
    ['introspection', q('{ __schema { queryType { name } } __type(name: "CallStatus") { name } }')],
    ['a block string', q('{ errorCatalog(code: """TIMEOUT""") { code } }')],
    ['an escape', q('{ errorCatalog(code: "TIME\\u004fUT") { code } }')],
    ['a number that is no GraphQL', q(literal('01000000000000001'))],
    ['a lone surrogate', q(literal('"\ud800"'))],
    [
      'a number in a variable of the wrong type',
      q('query ($c: PhoneNumber) { callStatus(poolKey: "FC1", subsId: "1", callNo: $c) { __typename } }', {
        variables: { c: { a: '13900000001' } },
      }),
    ],
    ['a comment', q('{ errorCatalog(code: "TIMEOUT") { code } } # "7"')],
    ['prototype names', '{"query":"{ __typename }","variables":{"__proto__":{"a":1}}}'],
  ])('answers %s as Yoga does, at first sight and later', async (_what, body) => {
    for (let time = 1; time <= 3; time++) expect(await asked(short, body)).toEqual(await asked(long, body))
    expect(short.sandbox.journal.length).toBe(long.sandbox.journal.length)
  })

  it.each([
    ['graphql-response+json', { accept: 'application/graphql-response+json' }],
    ['several types', { accept: 'application/graphql-response+json, application/json;q=0.9' }],
    ['an unknown type', { accept: 'text/plain' }],
    ['another charset', { 'content-type': 'application/json; charset=latin1' }],
    ['another content type', { 'content-type': 'text/plain' }],
  ])('leaves %s to Yoga', async (_what, headers) => {
    const body = q(literal(`"${normal.subsId}"`))
    for (let time = 1; time <= 3; time++)
      expect(await asked(short, body, headers as never)).toEqual(await asked(long, body, headers as never))
  })

  it('never answers about another binding where one name is asked twice', async () => {
    const twice = (one: string, other: string): string =>
      q(`{ callStatus(poolKey: "${poolKey}", subsId: "${one}") { __typename ... on CallStatus { status } }
           callStatus(poolKey: "${poolKey}", subsId: "${other}") { ... on CallStatus { advice } } }`)
    for (let time = 1; time <= 3; time++) await asked(short, twice(normal.subsId, normal.subsId))
    const differing = twice(normal.subsId, seeded.unavailable.subsId)
    expect((await asked(short, differing)).text).toContain('conflict')
    expect(await asked(short, differing)).toEqual(await asked(long, differing))
  })

  it('repeats no number that stood in the wrong place', async () => {
    const body = q('query ($c: PhoneNumber) { callStatus(poolKey: "FC1", subsId: "1", callNo: $c) { __typename } }', {
      variables: { c: { a: '13900000001' } },
    })
    const typed = q('{ callStatus(poolKey: "FC1", subsId: "1", callNo: 13900000001) { __typename } }')
    for (const each of [body, typed]) expect((await asked(long, each)).text).not.toContain('13900000001')
  })

  it('tells what a request cost, on both ways', async () => {
    const body = q(literal(`"${normal.subsId}"`))
    for (let time = 1; time <= 3; time++)
      expect((await asked(short, body, { 'x-dypls-tally': '1' })).text).toContain('"upstreamCalls":1')
  })
})
