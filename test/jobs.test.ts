import { afterAll, beforeAll, expect, it } from 'vitest'
import { bindForOrder } from '../examples/bind-for-an-order.ts'
import { ask, decide } from '../examples/can-be-called.ts'
import { end } from '../examples/end.ts'
import { extend } from '../examples/extend.ts'
import { recordingOf } from '../examples/play-the-recording.ts'
import { examples } from '../src/schema/examples.ts'
import { startGraph, type TestGraph } from './support/graph.ts'

/** The five jobs of `examples/`, as an application would do them one after the other. */
let server: TestGraph
let endpoint: string
beforeAll(async () => {
  server = await startGraph()
  endpoint = `${server.url}/graphql`
})
afterAll(() => server.close())

const pool = 'FC100000000000011'
const inAnHour = (): Date => new Date(Date.now() + 3_600_000)
const order = { id: 'order-1', rider: '13900000311', driver: '13900000312', endsAt: inAnHour() }

it('binds for an order, asks, extends, asks again, ends, and is refused afterwards', async () => {
  const kept = await bindForOrder(endpoint, pool, order)
  const { poolKey, subsId, numberX } = kept
  expect(decide(await ask(endpoint, { poolKey, subsId }))).toBe(`dial ${numberX}`)
  expect(await extend(endpoint, kept, new Date(Date.now() + 7_200_000))).toBe(true)
  expect(decide(await ask(endpoint, { poolKey, subsId }))).toBe(`dial ${numberX}`)
  await end(endpoint, kept)
  await end(endpoint, kept)
  expect(await extend(endpoint, kept, inAnHour())).toBe(false)
  expect(decide(await ask(endpoint, { poolKey, subsId }))).toContain('isv.SUBS_NOT_EXIST')
})

it('says which part of an order is wrong', async () => {
  await expect(bindForOrder(endpoint, pool, { ...order, rider: '12' })).rejects.toThrow('input.numberA')
})

it('does not bind twice when the answer was lost', async () => {
  server.sandbox.mischief({ kind: 'reset', at: 'answer', times: 1 })
  await expect(bindForOrder(endpoint, pool, { ...order, rider: '13900000313' })).rejects.toThrow('answer lost')
})

it('plays the recording that is there, and knows of one that is not', async () => {
  const call = { poolKey: 'FC100000000000001', callId: '4166000000000bd01', callTime: '2026-03-05T12:00:00+08:00' }
  expect(await recordingOf(endpoint, call)).toMatch(/^https?:/)
  expect(await recordingOf(endpoint, { ...call, callId: 'never' })).toBeNull()
})

it('opens GraphiQL with queries that all have true answers', async () => {
  server.sandbox.reset()
  for (const { query, variables } of examples) {
    const reply = await server.ask(query, variables)
    expect(reply.errors).toBeUndefined()
    expect(JSON.stringify(reply.data)).not.toContain('InvalidInputError')
  }
})
