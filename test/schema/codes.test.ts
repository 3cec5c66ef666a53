import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rejections } from '../../src/dypls/rejections/catalogue.ts'
import { seeded } from '../../src/sandbox/sandbox.ts'
import { schema } from '../../src/schema/schema.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

/** Every code of the vendor's lists, as a caller meets it: sent by the sandbox, seen over HTTP. */
const vendorCodes = rejections.filter(({ origin, pattern }) => origin !== 'LAYER' && pattern === null)
const query = `{ callStatus(poolKey: "${seeded.poolKey}", subsId: "${seeded.normal.subsId}") {
  __typename ... on Error { code retryable requestId message hint }
} }`

const union = schema.getType('CallStatusResult')
const declared = new Set(union && 'getTypes' in union ? union.getTypes().map(({ name }) => name) : [])

describe('a caller meets', () => {
  let server: TestGraph
  beforeAll(async () => {
    server = await startGraph({ DYPLS_RATES: '*=10000' })
  })
  afterAll(() => server.close())
  beforeEach(() => server.sandbox.reset())

  it.each(vendorCodes.map((entry) => [entry.code, entry] as const))('%s', async (code, { kind, httpStatus, retry }) => {
    // Each code on a server of its own would be truer; the breaker and the hour of memory need a fresh one only for these.
    const fresh = kind === 'OperationUnavailable' || retry !== 'NEVER' ? await startGraph() : null
    const { ask, sandbox } = fresh ?? server
    sandbox.mischief({ kind: 'answer', code, status: httpStatus[0] ?? 200 })
    const { data } = await ask<{ callStatus: Record<string, unknown> }>(query)
    await fresh?.close()
    expect(data.callStatus).toEqual({
      __typename: declared.has(`${kind}Error`) ? `${kind}Error` : 'UnknownError',
      code,
      retryable: retry !== 'NEVER',
      requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
      message: expect.stringMatching(/\w{3}/),
      hint: expect.stringMatching(/\w{3}/),
    })
  })

  it('all of them', () => {
    expect(vendorCodes.length).toBeGreaterThan(75)
  })
})
