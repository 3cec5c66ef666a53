import { buildSchema, isInterfaceType, isObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schema } from '../../src/schema/schema.ts'
import { cacheHints } from '../../src/schema/support/cache.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

const pool = 'FC100000000000001'

/** Every handle there is, each made anew. */
const handles = `
  { pool(key: "${pool}") { nodeId
    binding(subsId: "1000000000000001", numberX: "17000000001") { nodeId subsId numberX }
    bare: binding(subsId: "1000000000000001") { nodeId subsId numberX }
    group(id: "9007199254740993") { nodeId id }
    call(callId: "c1", callTime: "2026-01-10T08:00:00+08:00") { nodeId callId callTime }
    landlineBinding(kind: AXB, subsId: "s1") { nodeId kind subsId }
    privateNumber(number: "17000000001") { nodeId number }
    workNumber(number: "17000000001") { nodeId number }
  } }`

const again = `query ($id: ID!) { node(id: $id) { __typename nodeId
  ... on Pool { key } ... on Binding { subsId numberX } ... on Group { id } ... on Call { callId callTime }
  ... on LandlineBinding { kind subsId } ... on PrivateNumber { number } ... on WorkNumber { number } } }`

describe('a global id', () => {
  let driven: TestGraph
  beforeAll(async () => {
    driven = await startGraph()
  })
  afterAll(() => driven.close())

  type Handle = { readonly nodeId: string }
  const all = async (): Promise<readonly Handle[]> => {
    const { pool: found } = (await driven.ask<{ pool: Handle & Record<string, Handle> }>(handles)).data
    const { nodeId, ...rest } = found
    return [{ nodeId, key: pool } as Handle, ...Object.values(rest as Record<string, Handle>)]
  }

  it('is one per thing, whoever made the handle', async () => {
    const [first, second] = [await all(), await all()]
    expect(first).toEqual(second)
    expect(new Set(first.map(({ nodeId }) => nodeId)).size).toBe(8)
    const node = schema.getType('Node')
    expect(isInterfaceType(node) && schema.getPossibleTypes(node)).toHaveLength(7)
  })

  it('leads back to the same handle, and no call is made for it', async () => {
    for (const handle of await all()) {
      const { data } = await driven.ask<{ node: object }>(again, { id: handle.nodeId })
      expect(data.node).toMatchObject(handle)
    }
    expect(driven.sandbox.journal).toEqual([])
  })

  const encoded = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString('base64url')
  it.each([
    ['nothing', ''],
    ['a text', 'hello'],
    ['no base64', '§§'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['no list', encoded({ a: 1 })],
    ['a type that is no node', encoded(['CallStatus', pool, '1'])],
    ['a prototype name', encoded(['__proto__', pool])],
    ['too few keys', encoded(['Binding', pool])],
    ['too many keys', encoded(['Pool', pool, 'x'])],
    ['a number where a text belongs', encoded(['Pool', 1])],
    ['another kind', encoded(['LandlineBinding', pool, 'XYZ', '1'])],
    ['no time', encoded(['Call', pool, 'c1', 'yesterday'])],
    ['a very long one', encoded(['Pool', 'x'.repeat(2_000)])],
    ['the same, written otherwise', `${encoded(['Pool', pool])}=`],
  ])('that is %s is nothing’s', async (_what, id) => {
    const answer = await driven.ask(again, { id })
    expect([answer.data, answer.errors]).toEqual([{ node: null }, undefined])
  })

  it('of a foreign pool is refused', async () => {
    const viewer = { id: 'b', scopes: new Set([]), pools: new Set(['FC2']) }
    const limited = await startGraph({}, { viewer: viewer as never })
    const { errors } = await limited.ask(again, { id: encoded(['Binding', pool, '1', null]) })
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN')
    await limited.close()
  })
})

describe('what caches are told', () => {
  const hints = cacheHints(schema)

  it('speaks of every object, either as a node or as a value', () => {
    const objects = Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && !type.name.startsWith('__'),
    )
    expect([...hints.nodes, ...hints.values, 'Mutation', 'Query'].sort()).toEqual(
      objects.map(({ name }) => name).sort(),
    )
    expect(hints.nodes).toEqual(['Binding', 'Call', 'Group', 'LandlineBinding', 'Pool', 'PrivateNumber', 'WorkNumber'])
  })

  it('knows every scalar and every member of unions and interfaces', () => {
    expect(hints.scalars).toEqual({ DateTime: 'string', NumberX: 'string', PhoneNumber: 'string' })
    expect(hints.possibleTypes.CallStatusResult).toContain('CallStatus')
    expect(hints.possibleTypes.Error).toContain('NotFoundError')
  })

  it('follows from the schema', () => {
    const graph = buildSchema(
      'interface Node { nodeId: ID! } type A implements Node { nodeId: ID! } type B { id: ID } scalar S type Query { a: A b: B s: S }',
    )
    expect(cacheHints(graph)).toEqual({
      possibleTypes: { Node: ['A'] },
      nodes: ['A'],
      values: ['B'],
      scalars: { S: 'string' },
    })
  })

  it('says by a specification what each scalar is', () => {
    for (const name of Object.keys(hints.scalars))
      expect(schema.getType(name)).toHaveProperty(
        'specifiedByURL',
        expect.stringMatching(/^https:\/\/www\.rfc-editor\.org\/rfc\//),
      )
  })
})
