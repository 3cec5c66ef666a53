import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { after } from '../../../src/ambient/ambient.ts'
import type { Scope, Viewer } from '../../../src/graph/request/viewer.ts'
import { startGraph, type TestGraph } from '../../support/graph.ts'

/** A document is compiled from its fifth use on: whatever was done for speed, its answers stay those of the long way (test/properties/hot.test.ts draws many). */

type ClientRequest = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> }
type Case = ClientRequest & { readonly name: string; readonly scope: readonly Scope[]; readonly times: number }
const { documents } = JSON.parse(
  readFileSync(new URL('../../fixtures/hot-documents.json', import.meta.url), 'utf8'),
) as { documents: readonly Case[] }

const longWay = { DYPLS_JIT: 'off', DYPLS_FAST_PATH: 'off' }
/** Compiles as soon as it is asked to, so that eight uses in a row meet both a cold and a hot document. */
const atOnce = { after: (ms: number, act: () => void) => after(ms <= 20 ? 0 : ms, act) }

const rates = { DYPLS_RATES: '*=10000' }
const start = (viewer: Viewer, env: Record<string, string> = {}): Promise<TestGraph> =>
  startGraph({ ...rates, ...env }, { ...atOnce, viewer })

// Loaded by the server with the first document that it compiles; here before, so that compiling takes no more than a turn.
beforeAll(() => import('graphql-jit'))
const aFewTurns = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
}

const ask = async (server: TestGraph, request: ClientRequest) => {
  const { query, variables } = request
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const text = await response.text()
  await aFewTurns()
  return {
    status: response.status,
    // Two calls differ in their request ids and moments, and in nothing else.
    text: text.replace(/"requestId":"[^"]+"/g, '"requestId":"…"').replace(/"checkedAt":"[^"]+"/g, '"checkedAt":"…"'),
  }
}

describe('a hot document', () => {
  it.each(documents)('answers as a cold one does: $name', async ({ scope, times, ...request }) => {
    const viewer: Viewer = { id: 'limited', scopes: new Set(scope), pools: 'all' }
    const [short, long] = [await start(viewer), await start(viewer, longWay)]
    try {
      const right = await ask(long, request)
      for (let time = 1; time <= times; time++) expect(await ask(short, request)).toEqual(right)
      expect(short.sandbox.journal).toHaveLength(times * long.sandbox.journal.length)
    } finally {
      await Promise.all([short.close(), long.close()])
    }
  })
})
