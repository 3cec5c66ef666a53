import { readFileSync } from 'node:fs'
import { CriticalityLevel, diff } from '@graphql-inspector/core'
import { buildSchema, parse, print, visit } from 'graphql'
import { describe, expect, it } from 'vitest'

/**
 * Nothing that clients were given is taken away from them. The baseline is the graph of the last release; after a
 * release it is moved by `cp schema.graphql test/fixtures/schema.released.graphql`, never to make this test pass.
 */
const released = readFileSync('test/fixtures/schema.released.graphql', 'utf8')
const current = readFileSync('schema.graphql', 'utf8')

/** What would break a client written for `before`, a line each. */
const breaches = async (before: string, after: string): Promise<string[]> => {
  const changes = await diff(buildSchema(before), buildSchema(after))
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message)
}

it('schema.graphql breaks nothing that was released', async () => {
  expect(released).toContain('callStatus(')
  expect(await breaches(released, current)).toEqual([])
})

describe('the comparison notices', () => {
  const graph = `
    "Where a call stands."
    enum Code { NORMAL EXPIRED }
    input Key { poolKey: ID! callNo: String }
    type Binding { poolKey: ID! numberX: String! }
    type Lost { action: String! }
    union Result = Binding | Lost
    type Query { binding(key: Key!, callNo: String): Result! code: Code! }`

  it.each([
    ['a removed field', 'type Binding { poolKey: ID! }', /type Binding {[^}]*}/],
    ['a field that may be null now', 'numberX: String }', /numberX: String! }/],
    ['a field of another type', 'numberX: Int! }', /numberX: String! }/],
    ['a removed type', 'union Result = Binding', /type Lost {[^}]*}\s*union Result = Binding \| Lost/],
    ['a removed member of a union', 'union Result = Binding', /union Result = Binding \| Lost/],
    ['a removed enum value', 'enum Code { NORMAL }', /enum Code {[^}]*}/],
    ['a removed argument', 'binding(key: Key!)', /binding\([^)]*\)/],
    ['an argument that must be given now', 'binding(key: Key!, callNo: String!)', /binding\([^)]*\)/],
    ['a new field of input that must be given', 'input Key { poolKey: ID! subsId: ID!', /input Key { poolKey: ID!/],
    ['a removed field of input', 'input Key { poolKey: ID! }', /input Key {[^}]*}/],
  ])('%s', async (_what, to, from) => {
    const after = graph.replace(from, to)
    expect(after).not.toBe(graph)
    expect(await breaches(graph, after)).not.toEqual([])
  })

  it('a field of the released graph that is gone, and tells its name', async () => {
    const without = visit(parse(released), {
      ObjectTypeDefinition: (type) => ({
        ...type,
        fields: type.fields?.filter(({ name }) => type.name.value !== 'CallStatus' || name.value !== 'rawStatus'),
      }),
    })
    expect(await breaches(released, print(without))).toEqual([
      "Field 'rawStatus' was removed from object type 'CallStatus'",
    ])
  })

  it.each([
    ['a new field', 'type Binding { poolKey: ID! numberX: String! extension: String }', /type Binding {[^}]*}/],
    ['a new type', 'type More { a: Int! } type Lost { action: String! }', /type Lost {[^}]*}/],
    ['a new argument that may be left out', 'binding(key: Key!, callNo: String, at: String)', /binding\([^)]*\)/],
    ['other words', '"Otherwise described." enum Code', /"Where a call stands."\s+enum Code/],
    ['a deprecation', 'numberX: String! @deprecated(reason: "calledNo, 2027-01-01") }', /numberX: String! }/],
  ])('nothing in %s', async (_what, to, from) => {
    const after = graph.replace(from, to)
    expect(after).not.toBe(graph)
    expect(await breaches(graph, after)).toEqual([])
  })
})
