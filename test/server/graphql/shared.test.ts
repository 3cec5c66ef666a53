import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLanes } from '../../../src/aliyun/call-path/lanes.ts'
import type { RateLimit } from '../../../src/aliyun/call-path/rate-limit.ts'
import { withheld } from '../../../src/aliyun/failure.ts'
import * as ambient from '../../../src/ambient/ambient.ts'
import { createApp } from '../../../src/app.ts'
import { seeded } from '../../../src/sandbox/sandbox.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { listen, startGraph, type TestGraph, testConfig } from '../../support/graph.ts'
import { aKey, fileOf } from '../admission/admissions.ts'

const { poolKey, normal } = seeded
const one = `{ callStatus(poolKey: "${poolKey}", subsId: "${normal.subsId}") { __typename } }`

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})
const driven = async (...about: Parameters<typeof startGraph>): Promise<TestGraph> => {
  const server = await startGraph(...about)
  open.push(server)
  return server
}

/** A budget whose turns the test gives out, one by one. */
const turns = () => {
  const lanes = createLanes(ambient.now, ambient.after)
  const late = withheld('LOCAL_BUDGET', 'no turn came')
  const budget: RateLimit = {
    take: (_operation, _limit, lane, until, cancellation) => lanes.join(lane, until, cancellation, late),
    throttled: () => {},
    rates: () => new Map(),
  }
  return { budget, lanes }
}

describe('an account’s quota that many share', () => {
  it('is the one that was handed in', async () => {
    const { budget, lanes } = turns()
    const server = await driven({}, { budget })
    const reply = server.ask(one)
    await vi.waitFor(() => expect(lanes.size()).toBe(1))
    expect(server.sandbox.journal).toHaveLength(0)
    lanes.next()
    expect(await reply).toMatchObject({ data: { callStatus: { __typename: 'CallStatus' } } })
  })

  it('is not used up by one request that asks thirty things: who asks one thing comes soon', async () => {
    const { budget, lanes } = turns()
    const server = await driven({ DYPLS_TIMEOUT_MS: '8000' }, { budget })
    const aliases = Array.from(
      { length: 30 },
      (_, i) => `b${i}: binding(subsId: "40${i}") { callStatus { __typename } }`,
    )
    const greedy = server.ask(`{ pool(key: "${poolKey}") { ${aliases.join(' ')} } }`)
    await vi.waitFor(() => expect(lanes.size()).toBe(30))
    const modest = server.ask(one)
    await vi.waitFor(() => expect(lanes.size()).toBe(31))
    // Five of the thirty go first, the single look-up after them.
    for (let turn = 0; turn < 6; turn++) lanes.next()
    expect(await modest).toMatchObject({ data: { callStatus: { __typename: 'CallStatus' } } })
    expect(lanes.size()).toBe(25)
    while (lanes.next());
    expect((await greedy).status).toBe(200)
    expect(server.sandbox.journal).toHaveLength(31)
  })
})

describe('rates of callers that many share', () => {
  it('are counted by the store that was handed in', async () => {
    const key = aKey()
    const env = { DYPLS_AUTH: 'keys', DYPLS_API_KEYS: JSON.stringify(fileOf(key)) }
    const take = vi.fn(() => 3_000)
    const log = createLog('silent', { write: () => {} })
    const app = await createApp(testConfig('http://127.0.0.1:9', env), { log, rates: { take } })
    open.push(app)
    expect(await app.admit(`Bearer ${key.text}`)).toMatchObject({ status: 429, retryAfterSeconds: 3 })
    expect(take).toHaveBeenCalledWith(key.stored.id, expect.objectContaining({ perMinute: expect.any(Number) }))
  })
})

describe('a page of an overloaded proxy', () => {
  it('is told as throttling by the upstream, with the time to wait', async () => {
    let attempts = 0
    const proxy = await listen((_request, response) => {
      attempts++
      response.writeHead(429, { 'content-type': 'text/html', 'retry-after': '1' }).end('<h1>429 Too Many Requests</h1>')
    })
    open.push(proxy)
    const log = createLog('silent', { write: () => {} })
    const app = await createApp(testConfig(proxy.url, { DYPLS_TIMEOUT_MS: '2500' }), { log })
    open.unshift(app)
    const query = `{ callStatus(poolKey: "${poolKey}", subsId: "1") {
      __typename ... on Error { code retryable } ... on ThrottledError { origin retryAfterMs }
    } }`
    const body = JSON.stringify({ query })
    const headers = { 'content-type': 'application/json' }
    const response = await app.fetch(new Request('http://127.0.0.1/graphql', { method: 'POST', headers, body }))
    expect(await response.json()).toEqual({
      data: {
        callStatus: {
          __typename: 'ThrottledError',
          code: expect.any(String),
          retryable: true,
          origin: 'UPSTREAM',
          retryAfterMs: 1_000,
        },
      },
    })
    expect(attempts).toBeGreaterThan(1)
  })
})
