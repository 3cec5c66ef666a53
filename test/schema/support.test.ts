import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { operations } from '../../src/dypls/operations.ts'
import { schema } from '../../src/schema/schema.ts'
import { type Support, support } from '../../src/schema/support/support.ts'

/** The support table is what the README promises. Each law is a function, tried on bad lines too. */
type Line = Support
type Law = (line: Line, graph: GraphQLSchema) => string[]

const fieldsOf = ({ field }: Line): string[] => field.split(', ').filter((name) => name !== '')

const exists = (name: string, graph: GraphQLSchema): boolean => {
  const [owner = '', field = '', ...more] = name.split('.')
  const type = graph.getType(owner)
  return more.length === 0 && (isObjectType(type) || isInterfaceType(type)) && Object.hasOwn(type.getFields(), field)
}

const laws = {
  'is served by a field': ({ field }) => (field ? [] : ['no field serves it']),
  'names fields that exist': (line, graph) =>
    fieldsOf(line).flatMap((name) => (exists(name, graph) ? [] : [`there is no field ${name}`])),
  'names no field twice': (line) => fieldsOf(line).filter((name, index, all) => all.indexOf(name) !== index),
  'says how the sandbox plays it': ({ sandbox }) => (sandbox.trim() ? [] : ['nothing is said about the sandbox']),
} satisfies Record<string, Law>

const names = Object.keys(operations) as (keyof typeof operations)[]
const lines = names.map((name) => [name, support[name]] as const)

it.each(Object.entries(laws))('every operation %s', (_name, law: Law) => {
  expect(lines.flatMap(([name, line]) => law(line, schema).map((fault) => `${name}: ${fault}`))).toEqual([])
})

it('no line is about an operation that does not exist', () => {
  expect(Object.keys(support).sort()).toEqual([...names].sort())
})

describe('the laws notice', () => {
  const good: Line = { field: 'Query.callStatus, Binding.callStatus', sandbox: 'full' }

  it('nothing in a good line', () => {
    expect(Object.values(laws).flatMap((law: Law) => law(good, schema))).toEqual([])
  })

  it.each([
    ['an operation without a field', 'is served by a field', { field: '' }],
    ['a type that does not exist', 'names fields that exist', { field: 'Nobody.callStatus' }],
    ['a field that does not exist', 'names fields that exist', { field: 'Query.callStatus, Query.nothing' }],
    ['a field of all objects', 'names fields that exist', { field: 'Query.toString' }],
    ['a path', 'names fields that exist', { field: 'Query.callStatus.status' }],
    ['an enum value', 'names fields that exist', { field: 'CallStatusCode.NORMAL' }],
    ['a comma without a blank', 'names fields that exist', { field: 'Query.callStatus,Binding.callStatus' }],
    ['the same field twice', 'names no field twice', { field: 'Query.callStatus, Query.callStatus' }],
    ['silence about the sandbox', 'says how the sandbox plays it', { sandbox: ' ' }],
  ] as const)('%s', (_what, law, change) => {
    expect(laws[law]({ ...good, ...change }, schema)).toHaveLength(1)
  })
})
