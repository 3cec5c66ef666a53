import { context, trace } from '@opentelemetry/api'
import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { readConfig } from '../../../src/config/config.ts'
import { sandboxViewer } from '../../../src/graph/request/viewer.ts'
import { seeded, startSandbox } from '../../../src/sandbox/sandbox.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { traceAttempt } from '../../../src/server/telemetry/trace.ts'
import { startGraph, type TestGraph, testConfig } from '../../support/graph.ts'

const { poolKey, normal } = seeded
const one = `query ($subsId: ID!, $callNo: PhoneNumber) { callStatus(poolKey: "${poolKey}", subsId: $subsId, callNo: $callNo) { __typename ... on Error { code } } }`
const silent = createLog('silent', { write: () => {} })

let open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const each of open) await each.close()
  open = []
})
const driven = async (env = {}): Promise<TestGraph> => {
  const server = await startGraph(env, { viewer: sandboxViewer })
  open.push(server)
  return server
}

describe('what a request cost', () => {
  const tally = { 'x-dypls-tally': '1' }

  it('is told to whoever asks', async () => {
    const server = await driven()
    const reply = await server.ask<object>(
      `{ a: callStatus(poolKey: "${poolKey}", subsId: "${normal.subsId}") { __typename } b: callStatus(poolKey: "${poolKey}", subsId: "404") { __typename } }`,
      {},
      tally,
    )
    expect((reply as { extensions?: object }).extensions).toEqual({
      dypls: { upstreamCalls: 2, merged: 0, attempts: 2, waitedMs: expect.any(Number), cost: 2 },
    })
  })

  it('counts a repeat as an attempt, not as a call', async () => {
    const server = await driven()
    server.sandbox.mischief({ kind: 'answer', code: 'ServiceUnavailable', status: 503, times: 1 })
    const reply = await server.ask<object>(one, { subsId: normal.subsId }, tally)
    expect(reply).toMatchObject({
      data: { callStatus: { __typename: 'CallStatus' } },
      extensions: { dypls: { upstreamCalls: 1, attempts: 2 } },
    })
  })

  it('stays hidden when nobody asks, and in production', async () => {
    const server = await driven()
    expect(await server.ask(one, { subsId: normal.subsId })).not.toHaveProperty('extensions')
    const production = await driven({ NODE_ENV: 'production' })
    expect(await production.ask(one, { subsId: normal.subsId }, tally)).not.toHaveProperty('extensions')
  })

  it('is told in production too, where DYPLS_TALLY says so', async () => {
    const production = await driven({ NODE_ENV: 'production', DYPLS_TALLY: 'on' })
    const told = { extensions: { dypls: { upstreamCalls: 1 } } }
    expect(await production.ask(one, { subsId: normal.subsId }, tally)).toMatchObject(told)
    const development = await driven({ DYPLS_TALLY: 'off' })
    expect(await development.ask(one, { subsId: normal.subsId }, tally)).not.toHaveProperty('extensions')
  })
})

describe('a caller’s own deadline', () => {
  it('is kept, within bounds', async () => {
    const server = await driven({ DYPLS_TIMEOUT_MS: '8000' })
    server.sandbox.mischief({ kind: 'delay', ms: 30_000 })
    const reply = await server.ask<object>(one, { subsId: normal.subsId }, { 'x-dypls-timeout-ms': '1' })
    expect(reply).toMatchObject({ data: { callStatus: { code: 'TIMEOUT' } } })
  })
})

describe('operators see', () => {
  it('how each operation fares', async () => {
    const server = await driven()
    await server.ask(one, { subsId: normal.subsId })
    const { data } = await server.ask<{ upstream: object[] }>(
      '{ upstream { action breaker inFlight queued ratePerSecond waitingForBudget } }',
    )
    expect(data.upstream).toEqual([
      {
        action: 'QueryCallStatus',
        breaker: 'CLOSED',
        inFlight: 0,
        queued: 0,
        ratePerSecond: 80,
        waitingForBudget: 0,
      },
    ])
  })

  it('an operation that keeps failing, and that it is left alone', async () => {
    const server = await driven({ DYPLS_RATES: '*=10000' })
    server.sandbox.mischief({ kind: 'answer', code: 'isp.SYSTEM_ERROR' })
    const codes: unknown[] = []
    for (let index = 0; index < 40; index++) {
      const { data } = await server.ask<{ callStatus: { code: string } }>(one, { subsId: String(index + 1) })
      codes.push(data.callStatus.code)
    }
    expect(codes).toContain('isp.SYSTEM_ERROR')
    expect(codes.at(-1)).toBe('CIRCUIT_OPEN')
    const { data } = await server.ask<{ upstream: { breaker: string }[] }>('{ upstream { breaker } }')
    expect(data.upstream[0]?.breaker).toBe('OPEN')
    expect(server.sandbox.journal.length).toBeLessThan(40)
  })

  it('counters with bounded labels, and no number, key or unknown code in them', async () => {
    const sandbox = await startSandbox()
    const app = await createApp(testConfig(sandbox.url), { log: silent })
    open.push(app, sandbox)
    const ask = (subsId: string): Promise<Response> =>
      app.fetch(
        new Request('http://localhost/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: one, variables: { subsId, callNo: normal.numberB } }),
        }),
      )
    await ask(normal.subsId)
    sandbox.mischief({ kind: 'answer', code: 'isv.MADE_UP' })
    await ask(normal.subsId)
    const text = await app.metrics.text()
    expect(text).toContain('dypls_upstream_attempts_total{operation="QueryCallStatus",outcome="OK"} 1')
    expect(text).toContain('dypls_upstream_attempts_total{operation="QueryCallStatus",outcome="unknown"} 1')
    expect(text).toContain('dypls_calls_total{operation="QueryCallStatus",fate="sent"} 2')
    expect(text).toContain('dypls_breaker_state{operation="QueryCallStatus"} 0')
    for (const leak of ['MADE_UP', normal.numberB, normal.subsId, poolKey, sandbox.accessKey.accessKeyId])
      expect(text).not.toContain(leak)
  })

  it('a span per attempt, without personal data', () => {
    const spans: { name: string; attributes: object; ended?: unknown }[] = []
    trace.setGlobalTracerProvider({
      getTracer: () =>
        ({
          startSpan: (name: string, { attributes }: { attributes: object }) => {
            const span = { name, attributes }
            spans.push(span)
            return { setStatus: () => {}, end: (at: unknown) => Object.assign(span, { ended: at }) }
          },
          startActiveSpan: () => {},
        }) as never,
    })
    context.disable()
    traceAttempt({
      action: 'QueryCallStatus',
      outcome: 'OK',
      attempt: 2,
      httpStatus: 200,
      requestId: null,
      ms: 20,
      endedAt: 1_020,
    })
    trace.disable()
    expect(spans).toEqual([
      {
        name: 'Dyplsapi QueryCallStatus',
        attributes: {
          'rpc.system': 'aliyun-rpc',
          'rpc.method': 'QueryCallStatus',
          'dypls.attempt': 2,
          'dypls.outcome': 'OK',
          'http.response.status_code': 200,
        },
        ended: 1_020,
      },
    ])
  })
})

describe('trouble in the embedded sandbox', () => {
  const ask = async (mischief: string): Promise<string> => {
    const app = await createApp(readConfig({ DYPLS_SANDBOX_MISCHIEF: mischief }), { log: silent })
    open.push(app)
    const response = await app.fetch(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: one, variables: { subsId: normal.subsId } }),
      }),
    )
    return response.text()
  }

  it('can be had for a whole run', async () => {
    expect(await ask('{"kind":"answer","code":"isv.OUT_OF_SERVICE"}')).toContain('isv.OUT_OF_SERVICE')
    expect(await ask('[{"kind":"answer","code":"isv.OUT_OF_SERVICE","times":1}]')).toContain('isv.OUT_OF_SERVICE')
  })

  it('is refused at the start when it is none', async () => {
    expect(() => readConfig({ DYPLS_SANDBOX_MISCHIEF: '{' })).toThrow('DYPLS_SANDBOX_MISCHIEF must be JSON')
    await expect(ask('{"kind":"nope"}')).rejects.toThrow('DYPLS_SANDBOX_MISCHIEF: mischief needs a kind')
  })
})
