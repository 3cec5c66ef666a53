import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, served } from './graph.ts'

let [server, developing] = [] as unknown as [Served, Served]
beforeAll(async () => {
  server = await served('long')
  developing = await served('long', { developing: true })
})
afterAll(async () => {
  await server.close()
  await developing.close()
})

const message = async (of: Served, query: string, variables = {}): Promise<string | undefined> =>
  (await of.ask(query, { variables })).body.errors?.[0]?.message

describe('what an error tells of the schema', () => {
  const filter = 'query ($f: Filter) { book(id: 1, filter: $f) { id } }'
  const cases: [what: string, all: string, hidden: string, query: string, variables?: object][] = [
    [
      'a field that is not there',
      'Cannot query field "fre" on type "Query". Did you mean "free"?',
      'Cannot query field "fre" on type "Query".',
      '{ fre }',
    ],
    [
      'a field of a type that the document does not name',
      'Cannot query field "prize" on type "Book". Did you mean "price"?',
      'Cannot query field "prize" on type "…".',
      '{ book(id: 1) { prize } }',
    ],
    [
      'an argument that is missing',
      'Field "book" argument "id" of type "ID!" is required, but it was not provided.',
      'Field "book" argument "…" of type "ID!" is required, but it was not provided.',
      '{ book { title } } # id',
    ],
    [
      'a type that is not there',
      'Unknown type "Bok". Did you mean "Book"?',
      'Unknown type "Bok".',
      '{ thing(id: 1) { ... on Bok { id } } }',
    ],
    [
      'a hint that names only what the caller named',
      'Field "book" of type "Book!" must have a selection of subfields. Did you mean "book { ... }"?',
      'Field "book" of type "…" must have a selection of subfields. Did you mean "book { ... }"?',
      '{ book(id: 1) }',
    ],
    [
      'a value of an enum',
      'The value does not exist in "Kind" enum. Did you mean the enum value "QUICK"?',
      'The value does not exist in "…" enum.',
      '{ book(id: 1) { title(kind: QUIK) } }',
    ],
    [
      'a field of an input that is missing',
      'Variable "$f" got an invalid value at "f.nested"; Field "zone" of required type "String!" was not provided.',
      'Variable "$f" got an invalid value at "f.nested"; Field "…" of required type "String!" was not provided.',
      filter,
      { f: { zone: 'z', nested: {} } },
    ],
    [
      'a field of an input that is not there',
      'Variable "$f" got an invalid value; Field "zon" is not defined by type "Filter". Did you mean "zone"?',
      'Variable "$f" got an invalid value; Field "zon" is not defined by type "Filter".',
      filter,
      { f: { zone: 'z', zon: 1 } },
    ],
  ]

  it.each(cases)('of %s: all in development, else only names of the document', async (_what, all, hidden, query, v) => {
    expect([await message(developing, query, v), await message(server, query, v)]).toEqual([all, hidden])
  })

  it('is all for a viewer who may introspect', async () => {
    const { body } = await server.ask('{ fre }', {}, { 'x-scopes': 'introspect' })
    expect(body.errors?.[0]?.message).toContain('"free"')
  })
})

describe('what an error tells of values', () => {
  const secret = 'hush; hush "139-0000" 13900000001'
  const places: [what: string, query: string, variables?: object][] = [
    ['a literal text where a list of objects belongs', `{ book(id: 1, filter: ${JSON.stringify(secret)}) { id } }`],
    ['a literal object where text belongs', `{ book(id: { hush: ${JSON.stringify(secret)} }) { id } }`],
    ['a literal where an enum belongs', `{ book(id: 1) { title(kind: ${JSON.stringify(secret)}) } }`],
    ['a literal where nothing belongs', `{ book(id: 1) { id ${JSON.stringify(secret)} } }`],
    ['an object where text belongs', 'query ($v: ID!) { book(id: $v) { id } }', { v: { a: secret } }],
    ['text where an object belongs', 'query ($v: Filter) { book(id: 1, filter: $v) { id } }', { v: secret }],
    ['text in an object', 'query ($v: Filter) { book(id: 1, filter: $v) { id } }', { v: { zone: [secret] } }],
    [
      'an unknown field',
      'query ($v: Filter) { book(id: 1, filter: $v) { id } }',
      { v: { zone: secret, more: secret } },
    ],
    ['text where an enum belongs', 'query ($v: Kind) { book(id: 1) { title(kind: $v) } }', { v: secret }],
    ['text where a number belongs', 'query ($v: Int!) { shelf(size: $v) { size } }', { v: secret }],
    ['text where a deciding number belongs', 'query ($v: Int!) { shelf(size: $v) { books { price } } }', { v: secret }],
  ]

  it.each(places)('is nothing for %s', async (_what, query, variables = {}) => {
    for (const each of [server, developing]) {
      const { text, body } = await each.ask(query, { variables })
      expect(body.errors?.length).toBeGreaterThan(0)
      expect(text).not.toMatch(/hush|139/)
    }
  })

  it('is nothing for a body that is no JSON', async () => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const { status, text } = await server.raw('{"query": 13900000001 hush', { accept })
      expect([status, text.includes('139'), text.includes('hush')]).toEqual([400, false, false])
    }
  })
})
