import { expect, it } from 'vitest'
import { seeded } from '../../src/sandbox/sandbox.ts'
import { startGraph } from '../support/graph.ts'

const { poolKey, normal } = seeded
const details = `pool(key: "${poolKey}") { binding(subsId: "${normal.subsId}", numberX: "${normal.numberX}") { details { ... on BindingDetails { expiresAt } } } }`

it('never tells of the time before a write, though somebody else’s question is still under way', async () => {
  const server = await startGraph()
  server.sandbox.mischief({ kind: 'delay', ms: 400, action: 'QuerySubscriptionDetail', times: 1 })
  const early = server.ask(`{ ${details} }`)
  await expect.poll(() => server.sandbox.peakInFlight()).toBe(1)
  const { data } = await server.ask<object>(
    `mutation ($input: ExtendBindingInput!) { extendBinding(input: $input) { ... on BindingChange { binding { details { ... on BindingDetails { expiresAt } } } } } }`,
    { input: { poolKey, subsId: normal.subsId, numberX: normal.numberX, expiresAt: '2035-01-01T00:00:00+08:00' } },
  )
  expect(data).toEqual({
    extendBinding: { binding: { details: { expiresAt: '2035-01-01T00:00:00+08:00' } } },
  })
  await early
  await server.close()
})
