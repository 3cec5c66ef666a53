import fc from 'fast-check'
import { type DocumentNode, execute, type GraphQLError, parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUpstream, type Upstream } from '../../../src/aliyun/call-path/upstream.ts'
import { unreachable } from '../../../src/aliyun/failure.ts'
import { staticCredentials } from '../../../src/aliyun/signing/credentials.ts'
import { after, newId, now, soon } from '../../../src/ambient/ambient.ts'
import { product } from '../../../src/dypls/product.ts'
import { createFanOut } from '../../../src/graph/fields/fan-out.ts'
import type { Call, Context } from '../../../src/graph/request/context.ts'
import { sandboxViewer } from '../../../src/graph/request/viewer.ts'
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts'
import { schema } from '../../../src/schema/schema.ts'
import { createCompiler } from '../../../src/server/fast-path/compiler.ts'
import { planOf, scan } from '../../../src/server/fast-path/shape.ts'
import { sizeOf } from '../../../src/server/limits/document-size.ts'
import { fakeClock, settled } from '../../support/clock.ts'
import { queriesOver } from './documents.ts'

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
afterAll(async () => {
  await upstream.close()
  await sandbox.close()
})

/** Equal questions get the very same answer, so that two executions differ in nothing but how they execute. */
const rememberingCall = (): Call => {
  const told = new Map<string, unknown>()
  return (row, input) => {
    const key = JSON.stringify([row.action, input, Object.values(input).map((each) => `${each}`)])
    const known = told.get(key) ?? upstream.client.call(row, input)
    told.set(key, known)
    return known as never
  }
}

const contextWith = (call: Call): Context =>
  ({
    call,
    viewer: sandboxViewer,
    reveal: null,
    locale: 'en',
    now: () => 1_785_000_000_000,
    newId: () => 'an-id',
    fanOut: createFanOut(8),
    upstreamHealth: () => [],
    ref: () => 'pn_made-up',
    auditLog: async () => [],
  }) as unknown as Context

/** Compiles as the server does: in the background, after some uses. */
const compiler = () => {
  const clock = fakeClock()
  const complaints: unknown[] = []
  const made = createCompiler({ schema, after: clock.after, complain: (error) => complaints.push(error) })
  const compile = async (document: DocumentNode): Promise<void> => {
    for (let use = 0; use < 4; use++) made.used(document)
    await clock.advance(20)
    await expect.poll(() => made.find(document, null) !== null || complaints.length > 0).toBe(true)
    await settled()
    await clock.advance(20)
  }
  const run = async (document: DocumentNode, variableValues: Record<string, unknown>, contextValue: Context) => {
    const chosen: ((args: object) => unknown)[] = []
    made.plugin.onExecute({ args: { document }, setExecuteFn: (fn: never) => chosen.push(fn) } as never)
    return chosen[0]?.({ schema, document, variableValues, contextValue }) as ReturnType<typeof execute>
  }
  return { ...made, clock, complaints, compile, run }
}

/** What a caller is told of an error; positions are left to Yoga, which tells all errors before execution. */
const toldErrors = (errors: readonly GraphQLError[] | undefined) =>
  (errors ?? []).map(({ message, path }) => JSON.stringify({ message, path })).sort()

describe('a compiled document', () => {
  it('answers byte for byte what executing it answers, whatever is asked', async () => {
    const hot = compiler()
    let [answered, refused, planless] = [0, 0, 0]
    await fc.assert(
      fc.asyncProperty(queriesOver(schema), async ({ query, variables }) => {
        const document = parse(query, { noLocation: true })
        fc.pre(validate(schema, document).length === 0)
        // As the front does it: literals become variables, then the document becomes a function.
        const literals = scan(query)?.literals
        const plan = literals && planOf(schema, query, literals)
        if (!plan || sizeOf(plan.document).fields > 100) return void planless++
        await hot.compile(plan.document)
        expect(hot.complaints).toEqual([])
        const call = rememberingCall()
        const plain = await execute({ schema, document, variableValues: variables, contextValue: contextWith(call) })
        const given = { ...variables, ...plan.variables(literals) }
        const fast = await hot.run(plan.document, given, contextWith(call))
        // Without data nothing was executed: the request is told again by Yoga, errors and all.
        if (plain.data == null) refused++
        else answered++
        expect(JSON.stringify(fast.data ?? null)).toBe(JSON.stringify(plain.data ?? null))
        if (plain.data != null) expect(toldErrors(fast.errors)).toEqual(toldErrors(plain.errors))
      }),
      { numRuns: 250, seed: 20_261_124, endOnFailure: true },
    )
    expect(answered).toBeGreaterThan(100)
    expect(refused + planless).toBeLessThan(150)
  }, 120_000)

  it('tells a bug in a resolver as executing does', async () => {
    const hot = compiler()
    const document = parse(
      '{ a: callStatus(poolKey: "FC1", subsId: "1") { __typename } errorCatalog(code: "TIMEOUT") { code } }',
      { noLocation: true },
    )
    await hot.compile(document)
    const broken = contextWith(() => Promise.reject(new Error('a bug')))
    const plain = await execute({ schema, document, contextValue: broken })
    const fast = await hot.run(
      document,
      {},
      contextWith(() => Promise.reject(new Error('a bug'))),
    )
    expect(JSON.stringify(fast.data)).toBe(JSON.stringify(plain.data))
    expect(toldErrors(fast.errors)).toEqual(toldErrors(plain.errors))
    expect(fast.errors?.[0]?.originalError?.message).toBe('a bug')
  })

  it('lets a failed look-up be data, like any other', async () => {
    const hot = compiler()
    const document = parse('{ callStatus(poolKey: "FC1", subsId: "1") { ... on Error { code retryable } } }')
    await hot.compile(document)
    const lost = contextWith(
      () => Promise.resolve({ ok: false, failure: unreachable('TIMEOUT', 'no answer'), attempts: 1 }) as never,
    )
    expect((await hot.run(document, {}, lost)).data).toEqual({ callStatus: { code: 'TIMEOUT', retryable: true } })
  })
})

describe('compiling', () => {
  const document = (name: string) => parse(`query ${name} { __typename }`)

  it('waits until a document is hot, and then for a quiet moment', async () => {
    const hot = compiler()
    const wanted = document('A')
    for (let use = 0; use < 3; use++) hot.used(wanted)
    await hot.clock.advance(1_000)
    expect(hot.find(wanted, null) !== null).toBe(false)
    hot.used(wanted)
    expect(hot.find(wanted, null) !== null).toBe(false)
    await hot.clock.advance(20)
    await expect.poll(() => hot.find(wanted, null) !== null).toBe(true)
    for (let use = 0; use < 10; use++) hot.used(wanted)
    await settled()
    await hot.clock.advance(1_000)
    expect(hot.clock.timers()).toBe(0)
  })

  it('does one at a time, and lets no more than 32 wait', async () => {
    const hot = compiler()
    const documents = Array.from({ length: 40 }, (_, index) => document(`D${index}`))
    for (const each of documents) for (let use = 0; use < 4; use++) hot.used(each)
    const compiled = (): number => documents.filter((each) => hot.find(each, null)).length
    for (let expected = 1; expected <= 32; expected++) {
      await hot.clock.advance(20)
      await expect.poll(compiled).toBe(expected)
      await settled()
    }
    await hot.clock.advance(1_000)
    expect(compiled()).toBe(32)
    // One that found no room is taken when it comes again.
    const late = documents[39] as DocumentNode
    hot.used(late)
    await hot.clock.advance(20)
    await expect.poll(() => hot.find(late, null) !== null).toBe(true)
  })

  it('leaves large documents to be executed, and forgets the oldest when there are too many', async () => {
    const hot = compiler()
    const wide = (name: string, fields: number) =>
      parse(`query ${name} { ${Array.from({ length: fields }, (_, index) => `a${index}: __typename`).join(' ')} }`)
    const large = wide('Large', 101)
    for (let use = 0; use < 4; use++) hot.used(large)
    await hot.clock.advance(20)
    await settled()
    await hot.clock.advance(20)
    expect(hot.find(large, null)).toBeNull()
    // Each of 95 fields is charged 1.4 MB, so that some thirty fit.
    const many = Array.from({ length: 45 }, (_, index) => wide(`M${index}`, 95))
    for (const each of many) await hot.compile(each)
    const kept = many.filter((each) => hot.find(each, null))
    expect(kept.length).toBeGreaterThan(20)
    expect(kept.length).toBeLessThan(40)
    expect(hot.find(many[44] as DocumentNode, null)).not.toBeNull()
  })

  it('leaves what cannot be compiled to be executed, and says so once', async () => {
    const hot = compiler()
    const wrong = parse('fragment F on Query { __typename }')
    for (let use = 0; use < 20; use++) hot.used(wrong)
    await hot.clock.advance(20)
    await expect.poll(() => hot.complaints.length).toBe(1)
    expect(hot.find(wrong, null)).toBeNull()
  })
})
