import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
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
import { declarations, declaredOf } from '../src/graph/declarations.ts'
import type { Access, Declared } from '../src/graph/fields/declared.ts'
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

/** Fields with what they declare. Every union is a result: a field that answers with one asks the upstream. */
const declaringOf = (graph: GraphQLSchema) => {
  const declared = new Map(declarations(graph).map(({ coordinate, ...rest }) => [coordinate, rest]))
  return fieldsOf(graph).map((field) => {
    const { access = null, upstreamCalls = null, listSize = null } = declared.get(field.at) ?? {}
    return { ...field, access, upstreamCalls, listSize, asks: isUnionType(getNamedType(field.type)) }
  })
}

const freeOfCharge = /\bcosts no upstream call\b/i

/** Whether whoever may select something with `outer` may also select something with `inner`. */
const opens = (outer: Access, inner: Access): boolean =>
  inner === 'anyone' || (outer !== 'anyone' && outer.every((scope) => inner.includes(scope)))

/** Whether a field that asks the upstream can be selected somewhere below a type. */
const leadsToCalls = (graph: GraphQLSchema) => {
  const fields = declaringOf(graph)
  const below = (name: string, seen: Set<string>): boolean => {
    if (seen.has(name)) return false
    seen.add(name)
    const type = graph.getType(name)
    if (isUnionType(type)) return type.getTypes().some((member) => below(member.name, seen))
    return fields
      .filter(({ owner }) => owner === name)
      .some(({ upstreamCalls, type: leads }) => (upstreamCalls ?? 0) !== 0 || below(getNamedType(leads).name, seen))
  }
  return (type: GraphQLOutputType): boolean => below(getNamedType(type).name, new Set())
}

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

  'declares who may select it': (graph) =>
    declaringOf(graph)
      .filter(({ access }) => access === null || access.length === 0)
      .map(({ at }) => `${at}: who may select it?`),

  'declares what it costs, and that alone': (graph) =>
    declaringOf(graph).flatMap(({ at, asks, upstreamCalls, description }) => {
      if (asks && upstreamCalls === null) return [`${at}: answers with a result, so what does it cost?`]
      if (!asks) return upstreamCalls ? [`${at}: costs a call, so it answers with a result`] : []
      const free = freeOfCharge.test(description ?? '')
      return free === (upstreamCalls === 0) ? [] : [`${at}: says another cost than it declares`]
    }),

  'asks the upstream for somebody with a scope only': (graph) =>
    declaringOf(graph)
      .filter(({ access, upstreamCalls }) => upstreamCalls && access === 'anyone')
      .map(({ at }) => `${at}: anyone may spend calls on it`),

  'writes for somebody who may write only': (graph) =>
    declaringOf(graph)
      .filter(({ owner, access }) => owner === 'Mutation' && access !== null)
      .filter(({ access }) => access === 'anyone' || !access?.every((scope) => scope.endsWith(':write')))
      .map(({ at }) => `${at}: whoever may only read may write`),

  'lets whoever may ask read the answer': (graph) =>
    declaringOf(graph).flatMap(({ at, type, access }) => {
      const union = getNamedType(type)
      if (!isUnionType(union) || !access) return []
      return union
        .getTypes()
        .filter((member) => !opens(access, declaredOf(member).access ?? []))
        .map(({ name }) => `${at}: asked for by some who may not read ${name}`)
    }),

  'knows how long its lists are where fields below cost calls': (graph) => {
    const leads = leadsToCalls(graph)
    return declaringOf(graph)
      .filter(({ type, listSize }) => isListType(getNullableType(type)) && listSize === null)
      .filter(({ type }) => leads(type))
      .map(({ at }) => `${at}: how many items at most?`)
  },

  'stands by a ref where it tells a real number': (graph) =>
    fieldsOf(graph)
      .filter(({ type }) => getNamedType(type).name === 'PhoneNumber')
      .flatMap(({ at, owner, name, type }) => {
        const ref = `${name}Ref${isListType(getNullableType(type)) ? 's' : ''}`
        const sibling = fieldsOf(graph).find((field) => field.owner === owner && field.name === ref)
        const wanted = String(type).replace('PhoneNumber', 'ID')
        return String(sibling?.type) === wanted ? [] : [`${at}: no ${ref}: ${wanted} beside it`]
      }),
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

/** A graph from its text, with what its types and fields declare. */
const declaring = (sdl: string, declared: Readonly<Record<string, Declared>>): GraphQLSchema => {
  const graph = buildSchema(sdl)
  for (const [coordinate, says] of Object.entries(declared)) {
    const [type = '', field] = coordinate.split('.')
    const named = graph.getType(type)
    const element = field && isObjectType(named) ? named.getFields()[field] : named
    if (element) element.extensions = { declared: says }
  }
  return graph
}

describe('the laws notice', () => {
  type Bad = readonly [what: string, law: keyof typeof laws, sdl: string, declared?: Readonly<Record<string, Declared>>]
  const results = 'type A { a: Int! } type UnknownError { a: Int! } union AResult = A | UnknownError '
  const bad: readonly Bad[] = [
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
    [
      'a field that nobody thought of',
      'declares who may select it',
      'type Query { a: Int! b: Int! }',
      { 'Query.a': { access: 'anyone' } },
    ],
    [
      'a field that nobody may select',
      'declares who may select it',
      'type Query { a: Int! }',
      { 'Query.a': { access: [] } },
    ],
    [
      'a field of a type that says nothing',
      'declares who may select it',
      'type A { a: Int! } type Query { a: A! }',
      { Query: { access: 'anyone' } },
    ],
    [
      'a result without a cost',
      'declares what it costs, and that alone',
      `${results} type Query { "Costs one upstream call." a: AResult! }`,
    ],
    [
      'a cost without a result',
      'declares what it costs, and that alone',
      'type Query { a: Int! }',
      { 'Query.a': { upstreamCalls: 1 } },
    ],
    [
      'a cost that is said to be none',
      'declares what it costs, and that alone',
      `${results} type Query { "Costs no upstream call." a: AResult! }`,
      { 'Query.a': { upstreamCalls: 1 } },
    ],
    [
      'a cost that is not declared as none',
      'declares what it costs, and that alone',
      `${results} type Query { "Costs one upstream call." a: AResult! }`,
      { 'Query.a': { upstreamCalls: 0 } },
    ],
    [
      'a handle whose field forgets its scope',
      'asks the upstream for somebody with a scope only',
      'type Query { handle: Handle! } type Handle { a: Int! }',
      { Handle: { access: 'anyone' }, 'Handle.a': { upstreamCalls: () => 2 } },
    ],
    [
      'a write for readers',
      'writes for somebody who may write only',
      'type Mutation { a: Int! }',
      { 'Mutation.a': { access: ['numbers:read', 'numbers:write'] } },
    ],
    [
      'an answer that its asker may not read',
      'lets whoever may ask read the answer',
      `${results} type Query { a: AResult! }`,
      {
        'Query.a': { access: ['calls:read', 'operator'] },
        A: { access: ['operator'] },
        UnknownError: { access: 'anyone' },
      },
    ],
    [
      'a list of handles without an end',
      'knows how long its lists are where fields below cost calls',
      `${results} type Handle { a: AResult! } type Query { all: [Handle!] }`,
      { 'Handle.a': { upstreamCalls: 1 } },
    ],
    [
      'a number without a ref',
      'stands by a ref where it tells a real number',
      'scalar PhoneNumber type Query { numberA: PhoneNumber! numberARef: ID numbers: [PhoneNumber!] numbersRefs: [ID!] }',
    ],
  ]

  it.each(bad.map(([what, law, sdl, declared = {}]) => ({ what, law, graph: declaring(sdl, declared) })))(
    '$what',
    ({ law, graph }) => {
      expect(laws[law](graph)).toHaveLength(1)
    },
  )
})
