import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, served } from './graph.ts'

let server = undefined as unknown as Served
beforeAll(async () => {
  server = await served('long')
})
afterAll(() => server.close())

const asked = async (query: string, scopes: string, variables: object = {}) => {
  const { status, body } = await server.ask(query, { variables }, { 'x-scopes': scopes })
  const [error] = body.errors ?? []
  return { status, data: body.data, ...error?.extensions, calls: server.calls() }
}

describe('before anything runs, a viewer', () => {
  it('without the scope is told which field needs which', async () => {
    expect(await asked('{ free calls(ids: [1]) { __typename } }', 'numbers:read')).toEqual({
      status: 403,
      data: undefined,
      code: 'FORBIDDEN',
      coordinate: 'Query.calls',
      scopes: ['calls:read', 'operator'],
      calls: 0,
    })
  })

  it('needs but one of the scopes of a field', async () => {
    for (const scope of ['calls:read', 'operator'])
      expect(await asked('{ calls(ids: [1]) { __typename } }', scope)).toMatchObject({ status: 200, calls: 1 })
  })

  it.each([
    ['its own scope over its type’s', '{ secret }', 'bindings:write', 'Query.secret'],
    ['the scope of its type', 'mutation { write { __typename } }', 'calls:read', 'Mutation.write'],
    ['what nobody may', '{ unsaid }', 'operator,audit:read,introspect', 'Query.unsaid'],
    ['a field in a fragment', '{ ...F } fragment F on Query { ... { secret } }', 'calls:read', 'Query.secret'],
    ['an alias', '{ free: secret }', 'calls:read', 'Query.secret'],
    ['what an interface could turn out to be', '{ thing(id: 1) { price } }', 'calls:read', 'Pen.price'],
    ['what a fragment narrows to', '{ thing(id: 1) { ... on Pen { ink } } }', 'calls:read', 'Pen.ink'],
    ['an interface in an interface', '{ thing(id: 1) { ... on Thing { id } } }', 'calls:read', 'Pen.id'],
  ])('is held to %s', async (_what, query, scopes, coordinate) => {
    expect(await asked(query, scopes)).toMatchObject({ status: 403, coordinate, calls: 0 })
  })

  it.each([
    ['types that cannot come there', '{ thing(id: 1) { ... on Book { id ... on Thing { id } } } }'],
    ['`__typename`', '{ __typename thing(id: 1) { __typename } }'],
    ['what is skipped', '{ free secret @skip(if: true) ... @include(if: false) { secret } }'],
    ['an operation of the document that is not asked for', 'query A { free } query B { secret }'],
  ])('needs no scope for %s', async (_what, query) => {
    const { status } = await server.ask(query, query.includes('query A') ? { operationName: 'A' } : {}, {
      'x-scopes': 'calls:read',
    })
    expect(status).toBe(200)
  })

  it.each([
    ['@include(if: $on)', { on: true }, 403],
    ['@include(if: $on)', { on: false }, 200],
    ['@skip(if: $on)', { on: true }, 200],
    ['@skip(if: $on)', { on: false }, 403],
    ['@skip(if: $on)', {}, 403],
    ['@skip(if: $on)', { on: 'true' }, 400],
    ['@skip(if: $on) @include(if: $on)', { on: true }, 200],
  ])('is asked for what %s lets in with %j', async (directive, variables, status) => {
    for (const query of [`{ free secret ${directive} }`, `{ free ...F ${directive} } fragment F on Query { secret }`]) {
      const found = await asked(`query ($on: Boolean = false) ${query}`, 'calls:read', variables)
      expect([found.status, JSON.stringify(found.data ?? null).includes('secret')]).toEqual([status, false])
    }
  })

  it('is decided upon every time, whoever asked the same before', async () => {
    const query = '{ secret free }'
    for (const [scope, status] of [
      ['audit:read', 200],
      ['calls:read', 403],
      ['audit:read', 200],
    ] as const)
      expect((await asked(query, scope)).status).toBe(status)
  })

  it('cannot get around it by a subscription', async () => {
    expect(await asked('subscription { ticks }', 'calls:read')).toMatchObject({ status: 403, code: 'FORBIDDEN' })
  })
})

describe('introspection', () => {
  const queries = [
    '{ __schema { queryType { name } } }',
    '{ ...F } fragment F on Query { __type(name: "Book") { name } }',
  ]

  it('needs its scope', async () => {
    for (const query of queries) {
      expect(await asked(query, 'operator')).toMatchObject({ status: 403, code: 'INTROSPECTION_OFF', data: undefined })
      expect(await asked(query, 'introspect')).toMatchObject({ status: 200 })
    }
  })

  it('is open to everybody in development', async () => {
    const developing = await served('long', { developing: true })
    for (const query of queries) expect((await developing.ask(query)).status).toBe(200)
    await developing.close()
  })

  it('counts only where it is executed', async () => {
    const query = 'query ($on: Boolean!) { free __schema @include(if: $on) { queryType { name } } }'
    expect((await asked(query, 'calls:read', { on: false })).status).toBe(200)
    expect((await asked(query, 'calls:read', { on: true })).status).toBe(403)
  })
})
