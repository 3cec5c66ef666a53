import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isNullableType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  printSchema,
} from 'graphql'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { printGraph } from '../src/schema/print.ts'
import { schema } from '../src/schema/schema.ts'

/** What holds for every type there is and every type to come. Each law is a function, tried on bad graphs too. */

/** Something with a description; `owner` and `name` are the words that a description must go beyond. */
type Element = {
  readonly at: string
  readonly owner: string
  readonly name: string
  readonly description: string | null | undefined
}

const typesOf = (graph: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(graph.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))

const fieldsOf = (graph: GraphQLSchema) =>
  typesOf(graph).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map((field) => ({
          at: `${type.name}.${field.name}`,
          owner: type.name,
          ...field,
        }))
      : [],
  )

const unionsOf = (graph: GraphQLSchema) => typesOf(graph).filter(isUnionType)

const elementsOf = (graph: GraphQLSchema): Element[] => [
  ...typesOf(graph).map(({ name, description }) => ({ at: name, owner: '', name, description })),
  ...fieldsOf(graph),
  ...fieldsOf(graph).flatMap(({ at, name: owner, args }) =>
    args.map(({ name, description }) => ({ at: `${at}(${name}:)`, owner, name, description })),
  ),
  ...typesOf(graph).flatMap((type) => {
    const members = isEnumType(type) ? type.getValues() : isInputObjectType(type) ? Object.values(type.getFields()) : []
    return members.map(({ name, description }) => ({ at: `${type.name}.${name}`, owner: type.name, name, description }))
  }),
]

const leastCharacters = 12
const fillers = new Set(
  'a an the of this that these its it is are be for in on to and or by with as at from which given value values field type object enum input argument list item one'.split(
    ' ',
  ),
)

/** `callStatusCode` and `CALL_STATUS_CODES` are the same words. */
const wordsOf = (text: string): string[] =>
  text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.replace(/(?<=..)s$/, ''))

const restates = ({ owner, name, description }: Element): boolean => {
  const known = new Set([...wordsOf(owner), ...wordsOf(name)])
  return wordsOf(description ?? '').every((word) => known.has(word) || fillers.has(word) || fillers.has(`${word}s`))
}

const laws = {
  'has a description': (graph) =>
    elementsOf(graph)
      .filter(({ description }) => (description ?? '').trim().length < leastCharacters)
      .map(({ at, description }) => `${at}: "${description ?? ''}" describes nothing`),

  'is told more about than its name says': (graph) =>
    elementsOf(graph)
      .filter((element) => restates(element))
      .map(({ at, description }) => `${at}: "${description}" restates the name`),

  'is never null without saying what null means': (graph) =>
    fieldsOf(graph).flatMap(({ at, type, description }) => {
      const inner = isNonNullType(type) ? type.ofType : type
      return [
        ...(isNullableType(type) && !/\bnull\b/i.test(description ?? '') ? [`${at}: what does null mean?`] : []),
        ...(isListType(inner) && isNullableType(inner.ofType) ? [`${at}: no nulls among the items`] : []),
      ]
    }),

  'answers with one success or an error': (graph) =>
    unionsOf(graph).flatMap((union) => {
      const members = union.getTypes().map(({ name }) => name)
      const failures = members.filter((name) => name.endsWith('Error'))
      const missing = ['InvalidInputError', 'UnknownError'].filter((name) => !failures.includes(name))
      return [
        ...(union.name.endsWith('Result') ? [] : [`${union.name}: is called …Result`]),
        ...(members.length - failures.length === 1 ? [] : [`${union.name}: has exactly one success`]),
        ...missing.map((name) => `${union.name}: lacks ${name}`),
      ]
    }),

  'lets `... on Error` keep working': (graph) =>
    typesOf(graph)
      .filter(isObjectType)
      .filter((type) => type.name.endsWith('Error') !== type.getInterfaces().some(({ name }) => name === 'Error'))
      .map(({ name }) => `${name}: is called …Error exactly when it implements Error`),

  'says what it costs': (graph) => {
    const results = new Set(unionsOf(graph).map(({ name }) => name))
    return fieldsOf(graph)
      .filter(({ type }) => results.has(String(type).replace(/[[\]!]/g, '')))
      .filter(({ description }) => !/\bcosts\b.*\bupstream calls?\b/i.test(description ?? ''))
      .map(({ at }) => `${at}: does not say that it costs an upstream call`)
  },
} satisfies Record<string, (graph: GraphQLSchema) => string[]>

describe('schema.graphql', () => {
  it('is the graph as the code has it', () => {
    const written = readFileSync('schema.graphql', 'utf8')
    expect(
      written === printGraph(),
      'schema.graphql is out of date: run `npm run codegen` and commit what it writes',
    ).toBe(true)
  })

  it('can be read back by any GraphQL tool', () => {
    expect(`${printSchema(buildSchema(printGraph()))}\n`).toBe(printGraph())
  })
})

describe('possible-types.json', () => {
  it('lists the members of every union and interface', () => {
    const { possibleTypes } = JSON.parse(readFileSync('possible-types.json', 'utf8')) as {
      possibleTypes: Record<string, string[]>
    }
    const abstract = typesOf(schema).filter((type) => isUnionType(type) || isInterfaceType(type))
    const members = abstract.map((type) => [
      type.name,
      schema
        .getPossibleTypes(type)
        .map(({ name }) => name)
        .sort(),
    ])
    const same = isDeepStrictEqual(possibleTypes, Object.fromEntries(members))
    expect(same, 'possible-types.json is out of date: run `npm run codegen` and commit what it writes').toBe(true)
  })
})

describe('building the graph', () => {
  beforeEach(() => vi.resetModules())

  it('gives the same text each time, unsorted too', async () => {
    const build = async (): Promise<string> => {
      const { printSchema: print } = await import('graphql')
      return print((await import('../src/schema/schema.ts')).schema)
    }
    const once = await build()
    vi.resetModules()
    expect(await build()).toBe(once)
  })
})

describe('everything in the graph', () => {
  it.each(Object.entries(laws))('%s', (_name, law) => {
    expect(elementsOf(schema).length).toBeGreaterThan(80)
    expect(law(schema)).toEqual([])
  })
})

describe('the laws notice', () => {
  const bad: readonly (readonly [what: string, law: keyof typeof laws, sdl: string])[] = [
    ['a bare type', 'has a description', 'type Query { "Whether it works at all." ok: Boolean! }'],
    ['a bare field', 'has a description', '"Where questions begin." type Query { ok: Boolean! }'],
    [
      'a bare argument',
      'has a description',
      '"Where questions begin." type Query { "Whether it works at all." ok(a: Int): Boolean! }',
    ],
    ['a bare enum value', 'has a description', '"What there is to choose from." enum Choice { A }'],
    ['a bare input field', 'has a description', '"One question of many." input Key { id: ID! }'],
    ['a bare scalar', 'has a description', 'scalar DateTime'],
    ['an empty phrase', 'has a description', '"The key." scalar Key'],
    [
      'a type that restates its name',
      'is told more about than its name says',
      '"The call status code." enum CallStatusCode { "Upstream 1." A }',
    ],
    [
      'a field that restates its name and owner',
      'is told more about than its name says',
      '"Where questions begin." type Binding { "The pool key of this binding." poolKey: ID! }',
    ],
    [
      'an enum value that restates its name',
      'is told more about than its name says',
      '"What there is to choose from." enum Status { "Status value: bind again." BIND_AGAIN }',
    ],
    [
      'an unexplained null',
      'is never null without saying what null means',
      'type Query { "Digits to dial." extension: String }',
    ],
    [
      'nulls in a list',
      'is never null without saying what null means',
      'type Query { "Digits to dial." extensions: [String]! }',
    ],
    [
      'a union without UnknownError',
      'answers with one success or an error',
      'type A { a: Int! } type InvalidInputError { a: Int! } union AResult = A | InvalidInputError',
    ],
    [
      'a union of two successes',
      'answers with one success or an error',
      'type A { a: Int! } type B { a: Int! } type UnknownError { a: Int! } type InvalidInputError { a: Int! } union AResult = A | B | InvalidInputError | UnknownError',
    ],
    [
      'a failure that is no Error',
      'lets `... on Error` keep working',
      'interface Error { a: Int! } type A implements Error { a: Int! } type Query { a: Error! }',
    ],
    [
      'a hidden cost',
      'says what it costs',
      'type A { a: Int! } type UnknownError { a: Int! } union AResult = A | UnknownError type Query { "All there is about A." all: [AResult!]! }',
    ],
  ]

  it.each(bad)('%s', (_what, law, sdl) => {
    expect(laws[law](buildSchema(sdl))).toHaveLength(1)
  })
})
