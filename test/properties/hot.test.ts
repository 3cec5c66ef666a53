import fc from 'fast-check'
import { parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { after } from '../../src/ambient/ambient.ts'
import { type Scope, scopes } from '../../src/graph/request/viewer.ts'
import { seeded } from '../../src/sandbox/sandbox.ts'
import { schema } from '../../src/schema/schema.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'
import { changingViewer, viewerOf } from '../support/viewers.ts'
import { type Printed, printedOver } from './clients.ts'

/**
 * "Answers are the same": what clients print, asked of a server that compiles what is hot and of one that only ever
 * executes, by the one executor and all of Yoga. Equal to the byte, with the same upstream calls in the same number.
 */

let [hot, plain] = [] as unknown as [TestGraph, TestGraph]
const { viewer, become } = changingViewer(viewerOf())
beforeAll(async () => {
  const limits = 'depth=20,aliases=200,rootFields=50,fields=2000,directives=300,definitions=60,upstreamCalls=100'
  const env = { DYPLS_RATES: '*=10000', DYPLS_LIMITS: limits }
  // The pause before compiling is for the sake of other requests, of which there are none.
  hot = await startGraph(env, { viewer, after: (ms, act) => after(ms === 20 ? 0 : ms, act) })
  plain = await startGraph({ ...env, DYPLS_JIT: 'off', DYPLS_FAST_PATH: 'off' }, { viewer })
})
afterAll(async () => {
  await hot.close()
  await plain.close()
})

const asked = async ({ url, sandbox }: TestGraph, body: Printed) => {
  sandbox.reset()
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    // Two exchanges differ in ids and moments, and in nothing else.
    text: text
      .replace(/"[\dA-Fa-f]{8}-[\dA-Fa-f-]{27}"/g, '"an id"')
      .replace(/"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+08:00)"/g, '"a moment"'),
    actions: sandbox.journal.map(({ action }) => action).sort(),
  }
}

const roots = [
  ...['callStatus', 'callStatuses', 'pool', 'pool', 'pool', 'errorCatalog', 'numbersForSale', 'workNumbers'],
  ...['pickupOptions', 'waybillHolders', 'numberAReport'],
]
const strange: ReadonlySet<Scope> = new Set(['audit:read', 'operator', 'introspect'])
const grants = fc.oneof(
  { weight: 6, arbitrary: fc.constant(scopes.filter((scope) => !strange.has(scope))) },
  { weight: 1, arbitrary: fc.constant<Scope[]>(['calls:read']) },
  { weight: 1, arbitrary: fc.subarray([...scopes].filter((scope) => !strange.has(scope))) },
)
const pools = fc.oneof(
  { weight: 5, arbitrary: fc.constant('all' as const) },
  { weight: 1, arbitrary: fc.constant(new Set([seeded.poolKey])) },
)

describe('what clients print', () => {
  it('is answered alike hot and cold, by the short way and the long', async () => {
    const seen = { data: 0, errors: 0, refused: 0, conditions: 0, several: 0, defaults: 0, repeated: 0 }
    await fc.assert(
      fc.asyncProperty(printedOver(schema, roots), grants, pools, async (body, granted, within) => {
        fc.pre(validate(schema, parse(body.query)).length === 0)
        become(viewerOf({ scopes: granted, pools: within }))
        const expected = await asked(plain, body)
        for (let time = 1; time <= 8; time++) expect(await asked(hot, body)).toEqual(expected)
        const { data, errors } = JSON.parse(expected.text)
        if (data && !errors) seen.data++
        if (errors?.[0].path) seen.errors++
        if (errors && !errors[0].path) seen.refused++
        if (/@(skip|include)/.test(body.query)) seen.conditions++
        if (body.operationName) seen.several++
        if (/\$\w+: [^,)]+ = /.test(body.query)) seen.defaults++
        if (/(\.\.\.F\d)\b[\s\S]*\1\b/.test(body.query)) seen.repeated++
      }),
      { numRuns: 110, seed: 20_261_127, endOnFailure: true },
    )
    const least = { data: 50, errors: 3, refused: 20, conditions: 50, several: 10, defaults: 20, repeated: 50 }
    expect(Object.entries(least).filter(([what, count]) => seen[what as keyof typeof seen] < count)).toEqual([])
  }, 240_000)
})
