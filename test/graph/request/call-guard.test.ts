import {
  type DocumentNode,
  type ExecutionArgs,
  execute as executeAll,
  type FieldNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  parse,
  visit,
} from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUpstream, type Upstream } from '../../../src/aliyun/call-path/upstream.ts'
import { never } from '../../../src/aliyun/cancellation.ts'
import { staticCredentials } from '../../../src/aliyun/signing/credentials.ts'
import { after, newId, now, soon } from '../../../src/ambient/ambient.ts'
import { readConfig } from '../../../src/config/config.ts'
import { product } from '../../../src/dypls/product.ts'
import { createFanOut } from '../../../src/graph/fields/fan-out.ts'
import { allowCalls, type Unjudged } from '../../../src/graph/request/call-guard.ts'
import type { Viewer } from '../../../src/graph/request/viewer.ts'
import { type Sandbox, seeded, startSandbox } from '../../../src/sandbox/sandbox.ts'
import { schema } from '../../../src/schema/schema.ts'
import { callScopesOf } from '../../../src/schema/support/call-scopes.ts'
import { createGraphqlServer } from '../../../src/server/graphql/yoga.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { viewerOf } from '../../support/viewers.ts'

/** The last check before a call leaves, tried with an executor that looks at no condition and at no limit. */

const { poolKey, normal } = seeded
let sandbox: Sandbox
let upstream: Upstream
beforeAll(async () => {
  sandbox = await startSandbox()
  upstream = createUpstream({
    endpoint: new URL(sandbox.url),
    version: product.version,
    signature: 'v3',
    credentials: staticCredentials(sandbox.accessKey),
    timeoutMs: 5_000,
    concurrency: 64,
    limitOf: () => 100_000,
    now,
    after,
    soon,
    random: () => 0.5,
    nonce: newId,
    observe: () => {},
    count: () => {},
  })
})
beforeEach(() => sandbox.reset())
afterAll(async () => {
  await upstream.close()
  await sandbox.close()
})

const bare = <Node extends FieldNode | FragmentSpreadNode | InlineFragmentNode>(node: Node): Node => ({
  ...node,
  directives: [],
})
const withoutConditions = (document: DocumentNode): DocumentNode =>
  visit(document, { Field: bare, FragmentSpread: bare, InlineFragment: bare })
/** Runs everything that a document mentions. */
const execute = (args: ExecutionArgs) => executeAll({ ...args, document: withoutConditions(args.document) })

const serverWith = () => {
  const breaches: Unjudged[] = []
  const told: Unjudged[] = []
  const server = createGraphqlServer({
    schema,
    client: upstream.client,
    callScopes: callScopesOf(schema),
    ownRef: () => 'own_made-up',
    stands: () => true,
    recordedCall: async () => null,
    numbers: { take: () => null, audit: () => {} },
    unjudged: (breach, first) => {
      breaches.push(breach)
      if (first) told.push(breach)
    },
    fanOut: createFanOut(8),
    timeoutMs: 5_000,
    bodyBytes: 102_400,
    limits: readConfig({}).limits,
    developing: true,
    ref: () => 'pn_made-up',
    auditLog: async () => ({ items: [], older: null }) as never,
    unmasking: { take: () => false, audit: () => {} },
    tallies: false,
    health: () => [],
    now,
    log: createLog('error', { write: () => {} }),
    newId,
    // Yoga's own way is driven by the same executor.
    plugins: [{ onExecute: ({ setExecuteFn }) => setExecuteFn(execute) }],
  })
  return { ...server, breaches, told }
}
type Served = ReturnType<typeof serverWith>

/** As the short way runs a function: judged by the document, then executed by whatever was found for it. */
const shortly = async (server: Served, query: string, variableValues: Record<string, unknown>, viewer: Viewer) => {
  const args = { schema, document: parse(query), variableValues }
  const cost = server.costOf({ ...args, contextValue: { viewer } })
  if (cost === null) return expect.unreachable()
  const source = { request: { headers: { get: () => null } }, cancellation: never, viewer }
  const contextValue = server.contextOf(source)
  allowCalls(contextValue, cost)
  return execute({ ...args, contextValue })
}
const byYoga = async (server: Served, query: string, variables: Record<string, unknown>, viewer: Viewer) => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } }
  const body = JSON.stringify({ query, variables })
  return (await server.yoga.fetch('http://localhost/graphql', { ...init, body }, { viewer })).json()
}
const actions = (): string[] => sandbox.journal.map(({ action }) => action)

const lookUps = Array.from(
  { length: 6 },
  (_, index) => `b${index}: binding(subsId: "100000000000000${index + 1}") { callStatus { ...S } }`,
)
const unwanted = `query ($want: Boolean!) {
  pool(key: "${poolKey}") @include(if: $want) { ${lookUps.join(' ')} }
  pool(key: "${poolKey}") @skip(if: $want) { key }
} fragment S on CallStatusResult { __typename ... on Error { code retryable } }`
const foreign = `query ($more: Boolean!) { pool(key: "${poolKey}") {
  binding(subsId: "${normal.subsId}") { callStatus { __typename } }
  privateNumber(number: "${normal.numberX}") @include(if: $more) { bindings { __typename ... on Error { code } } }
} }`

describe.each([
  ['a function found for a document', shortly],
  ['Yoga', byYoga],
])('a call that %s makes and nothing judged', (_what, ask) => {
  it('is refused when it is one more than was counted, with a failure that the field can answer with', async () => {
    const server = serverWith()
    const { data } = await ask(server, unwanted, { want: false }, viewerOf({ scopes: ['calls:read'] }))
    const refused = { __typename: 'PermissionDeniedError', code: 'CALL_NOT_JUDGED', retryable: false }
    expect(JSON.parse(JSON.stringify(data.pool.b5))).toEqual({ callStatus: refused })
    expect(actions()).toEqual([])
    expect(server.breaches).toEqual(Array(6).fill({ action: 'QueryCallStatus', why: 'bound' }))
  })

  it('is refused when its operation needs a scope that the viewer lacks, beside what was judged', async () => {
    const server = serverWith()
    const { data } = await ask(server, foreign, { more: false }, viewerOf({ scopes: ['calls:read'] }))
    expect(data.pool.binding.callStatus).toEqual({ __typename: 'CallStatus' })
    expect(data.pool.privateNumber.bindings).toEqual({ __typename: 'PermissionDeniedError', code: 'CALL_NOT_JUDGED' })
    expect(actions()).toEqual(['QueryCallStatus'])
    expect(server.breaches).toEqual([{ action: 'QuerySubsId', why: 'scope' }])
  })

  it('is told of as the first of its request once, and says nothing of who asked or what', async () => {
    const server = serverWith()
    await ask(server, unwanted, { want: false }, viewerOf({ id: 'key-of-somebody', scopes: ['calls:read'] }))
    expect(server.told).toEqual([{ action: 'QueryCallStatus', why: 'bound' }])
  })

  it('is made when it was judged', async () => {
    const server = serverWith()
    await ask(server, unwanted, { want: true }, viewerOf({ scopes: ['calls:read'] }))
    expect(actions()).toEqual(Array(6).fill('QueryCallStatus'))
    expect(server.breaches).toEqual([])
  })
})

describe('a context that was never judged', () => {
  it('lets nothing through', async () => {
    const server = serverWith()
    const source = { request: { headers: { get: () => null } }, cancellation: never, viewer: viewerOf() }
    const args = { schema, document: parse(foreign), variableValues: { more: true } }
    const { data } = await execute({ ...args, contextValue: server.contextOf(source) })
    expect(JSON.stringify(data)).toContain('CALL_NOT_JUDGED')
    expect(actions()).toEqual([])
  })
})
