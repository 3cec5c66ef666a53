import fc from 'fast-check'
import {
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  getOperationAST,
  isAbstractType,
  isIntrospectionType,
  isListType,
  isObjectType,
  parse,
} from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../../src/app.ts'
import { settings } from '../../../src/config/settings.ts'
import type { Declared } from '../../../src/graph/fields/declared.ts'
import { openViewer, sandboxViewer, type Viewer } from '../../../src/graph/request/viewer.ts'
import { type Sandbox, seeded, startSandbox } from '../../../src/sandbox/sandbox.ts'
import { examples } from '../../../src/schema/examples.ts'
import { schema } from '../../../src/schema/schema.ts'
import { breachOf } from '../../../src/server/limits/document-size.ts'
import { ruleOn } from '../../../src/server/limits/ruling.ts'
import { demandsOf } from '../../../src/server/limits/scopes-and-cost.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { listen, testConfig } from '../../support/graph.ts'

const read = settings.limits.read('')
const limits = 'value' in read ? read.value : expect.unreachable()

type Reply = {
  readonly status: number
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[]
  readonly extensions?: { readonly dypls?: { readonly cost: number; readonly upstreamCalls: number } }
}

let [sandbox, app] = [] as unknown as [Sandbox, App]
let ask = undefined as unknown as (query: string, variables?: object, asker?: Viewer) => Promise<Reply>
let close = async (): Promise<void> => {}

beforeAll(async () => {
  sandbox = await startSandbox()
  // Production: nobody may introspect but by scope. The tally needs development, so costs are read in another app below.
  const config = testConfig(sandbox.url, { DYPLS_RATES: '*=10000', NODE_ENV: 'production' })
  const development = testConfig(sandbox.url, { DYPLS_RATES: '*=10000' })
  const log = createLog('silent', { write: () => {} })
  const tallying = await createApp(development, { log })
  app = await createApp(config, { log })
  let viewer: Viewer = openViewer
  const server = await listen((request, response) => {
    const chosen = request.headers['x-dypls-tally'] === undefined ? app : tallying
    void chosen.handle(request, response, viewer)
  })
  ask = async (query, variables = {}, asker = openViewer) => {
    viewer = asker
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(asker === sandboxViewer ? { 'x-dypls-tally': '1' } : {}) },
      body: JSON.stringify({ query, variables }),
    })
    return { status: response.status, ...((await response.json()) as object) }
  }
  close = async () => {
    await server.close()
    await tallying.close()
    await app.close()
    await sandbox.close()
  }
})
beforeEach(() => sandbox.reset())
afterAll(() => close())

const { poolKey, normal } = seeded
const subsId = normal.subsId
const page = (first: number): string =>
  `{ pool(key: "${poolKey}") { privateNumber(number: "${normal.numberX}") { bindings { ... on NumberBindings { bindings(first: ${first}) { details { __typename } } } } } } }`

describe('the real graph', () => {
  it('measures every list below which something costs', () => {
    const objects = Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && !isIntrospectionType(type),
    )
    const costly = new Set<string>()
    const isCostly = (name: string): boolean => {
      const type = schema.getType(name)
      return isAbstractType(type)
        ? schema.getPossibleTypes(type).some((each) => costly.has(each.name))
        : costly.has(name)
    }
    const declared = (extensions: Readonly<Record<string, unknown>>): Declared =>
      (extensions.declared as Declared) ?? {}
    // To the fixed point: a type costs when a field of it does, or what a field leads to.
    for (let before = -1; before < costly.size; ) {
      before = costly.size
      for (const type of objects)
        if (isObjectType(type))
          for (const field of Object.values(type.getFields()))
            if (declared(field.extensions).upstreamCalls || isCostly(getNamedType(field.type).name))
              costly.add(type.name)
    }
    const unmeasured = objects.flatMap((type) =>
      isObjectType(type)
        ? Object.values(type.getFields()).flatMap((field) =>
            isListType(getNullableType(field.type)) &&
            isCostly(getNamedType(field.type).name) &&
            declared(field.extensions).listSize === undefined
              ? [`${type.name}.${field.name}`]
              : [],
          )
        : [],
    )
    expect(costly.size).toBeGreaterThan(10)
    expect(unmeasured).toEqual([])
  })

  it.each(examples.map(({ query, variables = {} }, index) => [index, query, variables] as const))(
    'answers example %d within every limit',
    (_index, query, variables) => {
      const document = parse(query)
      const operation = getOperationAST(document)
      expect(breachOf(document, limits)).toBeNull()
      expect(
        operation &&
          ruleOn({
            schema,
            program: demandsOf(schema, document, operation),
            viewer: sandboxViewer,
            variables,
            mayIntrospect: false,
            limits,
          }),
      ).toEqual({ cost: expect.any(Number) })
    },
  )

  it.each<[what: string, status: number, found: object, query: string, variables?: object]>([
    [
      'a field without its scope',
      403,
      { code: 'FORBIDDEN', coordinate: 'Query.upstream', scopes: ['operator'] },
      '{ upstream { action } }',
    ],
    ['introspection', 403, { code: 'INTROSPECTION_OFF' }, '{ __schema { queryType { name } } }'],
    [
      'a page that costs too much',
      400,
      { code: 'LIMIT_EXCEEDED', limit: 'upstreamCalls', most: 100, found: 101 },
      page(100),
    ],
    [
      'too many questions in aliases',
      400,
      { code: 'LIMIT_EXCEEDED', limit: 'aliases', most: 30, found: 31 },
      `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: callStatus(poolKey: "${poolKey}", subsId: "${subsId}") { __typename }`).join(' ')} }`,
    ],
    [
      'too many questions in lists',
      400,
      { code: 'LIMIT_EXCEEDED', limit: 'upstreamCalls', most: 100, found: 120 },
      'query ($keys: [CallStatusKey!]!) { callStatuses(keys: $keys) { __typename } a: callStatuses(keys: $keys) { __typename } }',
      { keys: Array.from({ length: 60 }, (_, i) => ({ poolKey, subsId: `${i}` })) },
    ],
    [
      'a list beyond all measure',
      400,
      { code: 'LIMIT_EXCEEDED', limit: 'listItems', most: 1_000, found: 1_001 },
      'query ($keys: [CallStatusKey!]!) { callStatuses(keys: $keys) { __typename } }',
      { keys: Array.from({ length: 1_001 }, () => ({ poolKey, subsId })) },
    ],
  ])('refuses %s before any call, at first sight and later', async (_what, status, extensions, query, variables) => {
    for (let time = 1; time <= 3; time++) {
      const reply = await ask(query, variables)
      expect([reply.status, reply.errors?.[0]?.extensions, reply.data]).toEqual([
        status,
        expect.objectContaining(extensions),
        undefined,
      ])
    }
    expect(sandbox.journal).toHaveLength(0)
  })

  it('shows itself to whoever may introspect, as GraphiQL asks', async () => {
    const query = getIntrospectionQuery({ schemaDescription: true, inputValueDeprecation: true, specifiedByUrl: true })
    const may: Viewer = { ...openViewer, scopes: new Set(['introspect']) }
    expect(await ask(query, {}, may)).toMatchObject({ status: 200, data: { __schema: {} } })
    expect((await ask(query)).status).toBe(403)
  })

  it('suggests nothing to whoever may not', async () => {
    const { errors } = await ask('{ callStatu(poolKey: "1") { status } callStatus(poolKey: "1") { __typename } }')
    expect(errors?.map(({ message }) => message)).toEqual([
      'Cannot query field "callStatu" on type "Query".',
      'Field "callStatus" argument "…" of type "ID!" is required, but it was not provided.',
    ])
  })
})

const ids = fc.constantFrom(subsId, seeded.reassigned.subsId, seeded.unavailable.subsId, seeded.bigId.subsId, '404')
const some = (each: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(each, { minLength: 1, maxLength: 3 })
    .map((all) => `{ __typename ${all.map((one, i) => `f${i}: ${one}`).join(' ')} }`)

const { root } = fc.letrec<Record<'root' | 'pool' | 'binding', string>>((tie) => ({
  root: some(
    fc.oneof(
      ids.map(
        (id) =>
          `callStatus(poolKey: "${poolKey}", subsId: "${id}") { __typename ... on CallStatus { status binding { subsId } } }`,
      ),
      fc
        .tuple(fc.array(ids, { maxLength: 4 }), tie('binding'))
        .map(
          ([all, binding]) =>
            `callStatuses(keys: [${all.map((id) => `{ poolKey: "${poolKey}", subsId: "${id}" }`).join(' ')}]) { ... on CallStatus { status binding ${binding} } }`,
        ),
      tie('pool').map((pool) => `pool(key: "${poolKey}") ${pool}`),
    ),
  ),
  pool: some(
    fc.oneof(
      fc
        .tuple(ids, tie('binding'))
        .map(([id, binding]) => `binding(subsId: "${id}", numberX: "${normal.numberX}") ${binding}`),
      tie('binding').map(
        (binding) =>
          `privateNumber(number: "${normal.numberX}") { details { __typename } bindings { ... on NumberBindings { bindings(first: 3) ${binding} } } }`,
      ),
      fc
        .integer({ min: 1, max: 4 })
        .map((size) => `workNumbers(pageSize: ${size}) { ... on WorkNumberPage { items { number } } }`),
    ),
  ),
  binding: some(
    fc.oneof(
      { depthSize: 'small' },
      fc.constant('subsId'),
      fc.constant('callStatus { __typename }'),
      fc.constant('details { __typename }'),
    ),
  ),
}))

describe('what an operation of the real graph can cost', () => {
  it('is never less than what it does cost', async () => {
    const seen = { run: 0, calls: 0 }
    await fc.assert(
      fc.asyncProperty(root, async (query) => {
        const { status, errors, extensions } = await ask(query, {}, sandboxViewer)
        if (errors?.[0]?.extensions?.code === 'LIMIT_EXCEEDED') return
        expect([status, errors]).toEqual([200, undefined])
        const { cost = -1, upstreamCalls = Number.NaN } = extensions?.dypls ?? {}
        expect(cost).toBeGreaterThanOrEqual(upstreamCalls)
        seen.run++
        seen.calls += upstreamCalls
      }),
      { numRuns: 60, seed: 3 },
    )
    expect(seen.run).toBeGreaterThan(40)
    expect(seen.calls).toBeGreaterThan(seen.run)
  })
})
