import {
  buildSchema,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
} from 'graphql'
import { createYoga } from 'graphql-yoga'
import { after, soon } from '../../../src/ambient/ambient.ts'
import type { Declared } from '../../../src/graph/fields/declared.ts'
import { type Scope, scopes, type Viewer } from '../../../src/graph/request/viewer.ts'
import { createCompiler } from '../../../src/server/fast-path/compiler.ts'
import { createFastPath } from '../../../src/server/fast-path/fast-path.ts'
import { boundedCaches } from '../../../src/server/graphql/document-caches.ts'
import type { Asker, GraphqlServer, Yoga } from '../../../src/server/graphql/yoga.ts'
import type { DocumentLimits } from '../../../src/server/limits/limit-errors.ts'
import { createLimits } from '../../../src/server/limits/limits.ts'
import { listen } from '../../support/graph.ts'

/** A small graph that declares what it costs and who may see it, and counts the calls that it makes. */
export const sdl = /* GraphQL */ `
  type Query {
    free: String
    call(id: ID = "1"): Result
    calls(ids: [ID!]!, kind: Kind): [Result!]!
    shelf(size: Int! = 3): Shelf!
    book(id: ID!, filter: Filter): Book!
    thing(id: ID!): Thing!
    secret: String
    unsaid: String
    unsized: [Book!]!
    broken(size: Int): [Book!]!
  }
  type Mutation {
    write(text: String): Result
  }
  type Subscription {
    ticks: Int
  }
  enum Kind {
    QUICK
    THOROUGH
  }
  input Filter {
    zone: String!
    tags: [String!]
    nested: Filter
  }
  union Result = Book | Failure
  interface Thing {
    id: ID!
    price: Int
  }
  type Book implements Thing {
    id: ID!
    price: Int
    title(kind: Kind): String
    more(size: Int! = 2): [Book!]!
    shelf(size: Int! = 2): Shelf!
  }
  type Pen implements Thing {
    id: ID!
    price: Int
    ink: String
  }
  type Failure {
    message: String
  }
  type Shelf {
    size: Int
    books: [Book!]!
  }
`

type Counted = { readonly count: { calls: number } }
const size = (args: Readonly<Record<string, unknown>>): number => args.size as number
const declared: Readonly<Record<string, Declared>> = {
  Query: { access: 'anyone' },
  Mutation: { access: ['bindings:write'] },
  Subscription: { access: ['operator'] },
  Book: { access: 'anyone' },
  Pen: { access: ['numbers:read'] },
  Failure: { access: 'anyone' },
  Shelf: { access: 'anyone' },
  'Query.call': { access: ['calls:read'], upstreamCalls: 1 },
  'Query.calls': {
    access: ['calls:read', 'operator'],
    upstreamCalls: ({ ids }) => (ids as unknown[]).length,
    listSize: ({ ids }) => (ids as unknown[]).length,
  },
  'Query.shelf': { upstreamCalls: 1, listSize: size },
  'Query.secret': { access: ['audit:read'] },
  'Query.unsaid': { access: [] },
  'Query.broken': { listSize: ({ size }) => (size as never as { length: number }).length },
  'Mutation.write': { upstreamCalls: 1 },
  'Book.price': { upstreamCalls: 1 },
  'Pen.price': { upstreamCalls: 3 },
  'Book.more': { upstreamCalls: 2, listSize: size },
  'Book.shelf': { upstreamCalls: 1, listSize: size },
}

const book = (id: string) => ({ __typename: 'Book', id })
const books = (many: number) => Array.from({ length: Math.min(Math.max(many, 0), 50) }, (_, index) => book(`${index}`))

/** Makes as many calls as are said, and answers. */
const costs =
  <Args, Answer>(many: number | ((args: Args) => number), answer: (args: Args) => Answer) =>
  (_parent: unknown, args: Args, context: Counted): Answer => {
    context.count.calls += typeof many === 'number' ? many : many(args)
    return answer(args)
  }

type Sized = { readonly size: number }
const resolvers: Readonly<Record<string, (parent: never, args: never, context: Counted) => unknown>> = {
  'Query.free': () => 'free',
  'Query.secret': () => 'secret',
  'Query.call': costs(1, ({ id }: { id: string }) => (id === '0' ? { __typename: 'Failure' } : book(id))),
  'Query.calls': costs(
    ({ ids }: { ids: string[] }) => ids.length,
    ({ ids }) => ids.map(book),
  ),
  'Query.shelf': costs(1, ({ size }: Sized) => ({ size, books: books(size) })),
  'Query.book': (_parent, { id }: { id: string }) => book(id),
  'Query.thing': (_parent, { id }: { id: string }) => (id === '0' ? { __typename: 'Pen', id } : book(id)),
  'Query.unsized': () => books(2),
  'Query.broken': () => books(2),
  'Mutation.write': costs(1, () => book('1')),
  'Book.price': costs(1, () => 1),
  'Pen.price': costs(3, () => 3),
  'Book.more': costs(2, ({ size }: Sized) => books(size)),
  'Book.shelf': costs(1, ({ size }: Sized) => ({ size, books: books(size) })),
}

export const declaredSchema = (text = sdl): GraphQLSchema => {
  const schema = buildSchema(text)
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))) continue
    type.extensions = { declared: declared[type.name] }
    for (const field of Object.values(type.getFields())) {
      field.extensions = { declared: declared[`${type.name}.${field.name}`] }
      field.resolve = resolvers[`${type.name}.${field.name}`] as typeof field.resolve
    }
  }
  return schema
}

export const defaults: DocumentLimits = {
  tokens: 1_000,
  depth: 8,
  aliases: 30,
  rootFields: 20,
  fields: 250,
  directives: 20,
  definitions: 30,
  upstreamCalls: 100,
}

export const viewer = (...given: Scope[]): Viewer => ({ id: 'test', scopes: new Set(given), pools: 'all' })
const ordinary = scopes.filter((scope) => !['introspect', 'audit:read', 'operator'].includes(scope))
const viewerOf = (header: string | string[] | null | undefined): Viewer =>
  viewer(...(typeof header === 'string' ? (header.split(',') as Scope[]) : ordinary))

type Source = { readonly request: Asker; readonly viewer?: Viewer }

type Answer = {
  readonly status: number
  readonly type: string | null
  readonly text: string
  readonly body: {
    readonly data?: unknown
    readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[]
    readonly extensions?: { readonly dypls?: { readonly cost: number } }
  }
}

export type Served = {
  readonly ask: (query: string, more?: object, headers?: Record<string, string>) => Promise<Answer>
  readonly raw: (body: string, headers?: Record<string, string>) => Promise<Answer>
  /** Upstream calls made since the last look. */
  readonly calls: () => number
  /** Whether the last plain query ran as compiled code. */
  readonly compiled: () => boolean
  readonly close: () => Promise<void>
}

/** The graph over HTTP, by the short way for plain queries or by Yoga alone. The scopes of the viewer come in a header. */
export const served = async (
  way: 'short' | 'long',
  { limits = defaults, developing = false }: { limits?: DocumentLimits; developing?: boolean } = {},
): Promise<Served> => {
  const count = { calls: 0 }
  const schema = declaredSchema()
  const compiler = createCompiler({
    schema,
    after,
    complain: (error) => {
      throw error
    },
  })
  let last: DocumentNode | undefined
  const plugin = createLimits({ limits, developing, tellsCost: (context) => (context as { tells: boolean }).tells })
  const mask = (error: unknown): Error => error as GraphQLError
  const yoga = createYoga({
    schema,
    context: ({ request, viewer = viewerOf(null) }: Source) => ({
      viewer,
      tells: request.headers.get('x-dypls-tally') !== null,
      count,
    }),
    plugins: [plugin, compiler.plugin],
    parserAndValidationCache: boundedCaches(),
    graphiql: false,
    landingPage: false,
    cors: false,
    batching: false,
    multipart: false,
    logging: false,
    maskedErrors: { maskError: mask },
  }) as unknown as Yoga
  const used = (document: DocumentNode): void => {
    last = document
    compiler.used(document)
  }
  const contextOf: GraphqlServer['contextOf'] = ({ viewer }) => ({ viewer, tells: false, count }) as never
  const front = createFastPath({
    soon,
    server: { yoga, schema, contextOf, mayRun: plugin.mayRun, mask },
    bodyBytes: 102_400,
    compiler: { used, find: compiler.find },
  })
  const server = await listen((request, response) => {
    const viewer = viewerOf(request.headers['x-scopes'])
    if (way === 'short') front(request, response, viewer)
    else yoga(request, response, { viewer })
  })
  const raw: Served['raw'] = async (body, headers = {}) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    const text = await response.text()
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text,
      body: text.startsWith('{') ? JSON.parse(text) : {},
    }
  }
  return {
    raw,
    ask: (query, more = {}, headers = {}) => raw(JSON.stringify({ query, ...more }), headers),
    calls: () => {
      const made = count.calls
      count.calls = 0
      return made
    },
    compiled: () => last !== undefined && compiler.find(last, null) !== null,
    close: server.close,
  }
}
