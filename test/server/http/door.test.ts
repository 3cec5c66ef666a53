import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { after, now, soon } from '../../../src/ambient/ambient.ts'
import { sandboxViewer, type Viewer } from '../../../src/graph/request/viewer.ts'
import type { Admit, Refusal } from '../../../src/server/admission/admit.ts'
import type { HtmlPage } from '../../../src/server/http/graphiql.ts'
import { securityHeaders } from '../../../src/server/http/headers.ts'
import { createHttpServer, type HttpOptions, type HttpServer } from '../../../src/server/http/http.ts'
import { createLoadShed, type LoadShed } from '../../../src/server/overload/load-shed.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { bytesOf, type Heard, type RequestParts, send } from './wire.ts'

let server: HttpServer | null = null
let shed: LoadShed = createLoadShed({ delayMs: () => 0 })
afterEach(async () => {
  await server?.close({ graceMs: 0 })
  server = null
})

const page: HtmlPage = { serve: async (_request, response) => void response.end('page') }

const start = async (options: Partial<HttpOptions> = {}): Promise<string> => {
  shed = createLoadShed({ mostInFlight: 50, delayMs: () => 0 })
  server = createHttpServer({
    graphql: (_request, response) => void response.setHeader('content-length', 5).end('graph'),
    page,
    log: createLog('silent', { write: () => {} }),
    upstream: () => ({}),
    loopbackOnly: false,
    shed,
    metrics: { source: { text: async () => 'figures', contentType: 'text/plain' }, token: 'made-up-metrics-token' },
    now,
    after,
    soon,
    ...options,
  })
  return server.listen(0, '127.0.0.1')
}

const question = '{"query":"{ __typename }"}'
const ask = (url: string, parts: RequestParts = { body: question }): Promise<Heard> => send(url, bytesOf(parts))
const headerOf = ({ head }: Heard, name: string): string | undefined =>
  new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1]?.trim()

describe('admission', () => {
  const counted = (decide: (authorization: string | undefined) => Viewer | Refusal, later = false) => {
    const seen = { asked: [] as (string | undefined)[], left: 0 }
    const admit: Admit = (authorization) => {
      seen.asked.push(authorization)
      const decided = decide(authorization)
      const outcome = 'status' in decided ? decided : { viewer: decided, leave: () => void seen.left++ }
      return later ? Promise.resolve(outcome) : outcome
    }
    return { admit, seen }
  }

  it.each([
    ['at once', false],
    ['after a look at the keys', true],
  ])('hands the viewer on, %s, and gives the place back once', async (_when, later) => {
    const viewers: Viewer[] = []
    const { admit, seen } = counted(() => sandboxViewer, later)
    const url = await start({
      admit,
      graphql: (_request, response, viewer) => {
        viewers.push(viewer)
        response.setHeader('content-length', 2).end('ok')
      },
    })
    await ask(url, { body: question, headers: [['authorization', 'Bearer made-up']] })
    await expect.poll(() => seen.left).toBe(1)
    expect([viewers, seen.asked]).toEqual([[sandboxViewer], ['Bearer made-up']])
    expect(shed.inFlight()).toBe(0)
  })

  it('lets a plain admission through without waiting for a turn', async () => {
    const order: string[] = []
    const url = await start({
      admit: () => {
        queueMicrotask(() => order.push('a turn later'))
        return { viewer: sandboxViewer, leave: () => {} }
      },
      graphql: (_request, response) => {
        order.push('graph')
        response.setHeader('content-length', 0).end()
      },
    })
    await ask(url)
    expect(order).toEqual(['graph', 'a turn later'])
  })

  it.each([
    [{ status: 401, code: 'UNAUTHENTICATED', message: 'no' }, { 'www-authenticate': 'Bearer realm="dypls-graphql"' }],
    [{ status: 403, code: 'FORBIDDEN', message: 'no' }, {}],
    [{ status: 429, code: 'RATE_LIMITED', message: 'no', retryAfterSeconds: 7 }, { 'retry-after': '7' }],
    [{ status: 503, code: 'KEYS_UNREACHABLE', message: 'no', retryAfterSeconds: 2 }, { 'retry-after': '2' }],
  ] as const)('refuses with %o before the body is read', async (refusal, headers) => {
    const url = await start({ admit: () => refusal, graphql: () => expect.unreachable() })
    const heard = await ask(url)
    expect(heard.status).toBe(refusal.status)
    expect(JSON.parse(heard.body)).toEqual({ errors: [{ message: 'no', extensions: { code: refusal.code } }] })
    expect(headerOf(heard, 'content-type')).toMatch(/^application\/json/)
    for (const [name, value] of Object.entries(headers)) expect(headerOf(heard, name)).toBe(value)
    expect(headerOf(heard, 'connection')).toBe('keep-alive')
    expect(shed.inFlight()).toBe(0)
  })

  it('ends the connection over a body too large to be read for nothing, and the answer arrives', async () => {
    const url = await start({ admit: () => ({ status: 401, code: 'UNAUTHENTICATED', message: 'no' }) })
    const heard = await ask(url, { body: Buffer.alloc(100_000, 'x') })
    expect([heard.status, headerOf(heard, 'connection')]).toEqual([401, 'close'])
  })

  it('asks whoever waits for 100-continue for the body only once admitted', async () => {
    const expecting: RequestParts = { body: question, headers: [['expect', '100-continue']] }
    const let_in = await ask(await start(), expecting)
    expect(let_in.text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/)
    await server?.close({ graceMs: 0 })
    const refused = await ask(await start({ admit: () => ({ status: 401, code: 'A', message: 'no' }) }), expecting)
    expect([refused.status, refused.text.includes('100 Continue')]).toEqual([401, false])
  })

  it('gives back the place of whoever left while it was being decided', async () => {
    let decide = (): void => {}
    let left = 0
    const url = await start({
      admit: () =>
        new Promise((resolve) => {
          decide = () => resolve({ viewer: sandboxViewer, leave: () => void left++ })
        }),
      graphql: () => expect.unreachable(),
    })
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => void socket.write(bytesOf({ body: question })))
    await expect.poll(() => shed.inFlight()).toBe(1)
    socket.destroy()
    await expect.poll(() => shed.inFlight()).toBe(0)
    decide()
    await expect.poll(() => left).toBe(1)
  })

  it('gives back the places of questions that waited behind another when their connection went', async () => {
    const { admit, seen } = counted(() => sandboxViewer)
    const url = await start({ admit, graphql: () => {} })
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.write(Buffer.concat(Array.from({ length: 5 }, () => bytesOf({ body: question }))))
    })
    await expect.poll(() => shed.inFlight()).toBe(5)
    socket.destroy()
    await expect.poll(() => [shed.inFlight(), seen.left]).toEqual([0, 5])
  })

  it('is asked of the graph alone, after everything cheaper', async () => {
    const { admit, seen } = counted(() => ({ status: 401, code: 'A', message: 'no' }))
    const url = await start({ admit })
    const plain = { method: 'GET' } as const
    const statuses = [
      await ask(url, { ...plain, target: '/livez' }),
      await ask(url, { ...plain, headers: [['accept', 'text/html']] }),
      await ask(url, { method: 'OPTIONS' }),
      await ask(url, { method: 'PUT', body: question }),
      await ask(url, { body: question, headers: [['content-type', 'text/plain']] }),
      await ask(url, { body: question, host: 'a b' }),
    ].map(({ status }) => status)
    expect([statuses, seen.asked]).toEqual([[200, 200, 204, 405, 415, 400], []])
  })
})

describe('the names that are answered', () => {
  const statusAt = async (options: Partial<HttpOptions>, host: string): Promise<number | null> =>
    (await ask(await start(options), { body: question, host })).status
  const hosts = new Set(['graph.example.com', 'other.example:8443'])

  it.each([
    ['any well-formed one where none is named', {}, 'anything.example:8080', 200],
    ['a named one', { hosts }, 'graph.example.com', 200],
    ['a named one in capitals, with a port', { hosts }, 'Graph.Example.com:443', 200],
    ['one named with its port', { hosts }, 'other.example:8443', 200],
    ['not one named with another port', { hosts }, 'other.example', 400],
    ['not one that is not named', { hosts }, 'evil.example', 400],
    ['not one that ends like a named one', { hosts }, 'evil.graph.example.com', 400],
    ['not localhost where others are named', { hosts }, 'localhost', 400],
    ['on loopback a named one, for a proxy on this machine', { hosts, loopbackOnly: true }, 'graph.example.com', 200],
    ['on loopback local ones too', { hosts, loopbackOnly: true }, '127.0.0.1:4000', 200],
    ['on loopback no other', { hosts, loopbackOnly: true }, 'evil.example', 400],
  ] as const)('are %s', async (_what, options, host, status) => {
    expect(await statusAt(options, host)).toBe(status)
  })
})

describe('pages of other origins', () => {
  const origins = new Set(['https://dashboard.example.com'])
  const from = (origin: string, more: RequestParts = { body: question }): RequestParts => ({
    ...more,
    headers: [['origin', origin], ...(more.headers ?? [])],
  })

  it('may read answers when they are listed, without credentials', async () => {
    const heard = await ask(await start({ origins }), from('https://dashboard.example.com'))
    expect(heard.status).toBe(200)
    expect(headerOf(heard, 'access-control-allow-origin')).toBe('https://dashboard.example.com')
    expect(headerOf(heard, 'access-control-allow-credentials')).toBeUndefined()
    expect(headerOf(heard, 'vary')).toBe('Origin')
  })

  it('may read refusals too, and when to come back', async () => {
    const url = await start({ origins, admit: () => ({ status: 429, code: 'A', message: 'no', retryAfterSeconds: 1 }) })
    const heard = await ask(url, from('https://dashboard.example.com'))
    expect(headerOf(heard, 'access-control-allow-origin')).toBe('https://dashboard.example.com')
    expect(headerOf(heard, 'access-control-expose-headers')).toContain('retry-after')
  })

  it.each([
    'https://evil.example',
    'https://dashboard.example.com.evil.example',
    'http://dashboard.example.com',
    'null',
    '*',
  ])('get no CORS header when they are %s', async (origin) => {
    const heard = await ask(await start({ origins }), from(origin))
    expect([heard.status, headerOf(heard, 'vary')]).toEqual([200, 'Origin'])
    expect(heard.head).not.toMatch(/access-control/i)
  })

  it('get none at all where none is listed', async () => {
    const heard = await ask(await start(), from('https://dashboard.example.com'))
    expect(heard.head).not.toMatch(/access-control|vary/i)
  })

  const preflight: RequestParts = { method: 'OPTIONS', headers: [['access-control-request-method', 'POST']] }

  it('are told before they ask what they may send', async () => {
    const heard = await ask(await start({ origins }), from('https://dashboard.example.com', preflight))
    expect([heard.status, headerOf(heard, 'access-control-max-age')]).toEqual([204, '600'])
    expect(headerOf(heard, 'access-control-allow-headers')?.split(', ')).toEqual(
      expect.arrayContaining(['authorization', 'content-type', 'x-dypls-unmask-reason', 'x-dypls-timeout-ms']),
    )
    const foreign = await ask(await start({ origins }), from('https://evil.example', preflight))
    expect([foreign.status, /access-control/i.test(foreign.head)]).toEqual([204, false])
  })

  it('may ask a loopback server when they are listed, and are refused when not', async () => {
    const url = await start({ origins, loopbackOnly: true })
    const [listed, foreign] = [from('https://dashboard.example.com'), from('https://evil.example')]
    expect((await ask(url, { ...listed, host: 'localhost' })).status).toBe(200)
    expect((await ask(url, { ...foreign, host: 'localhost' })).status).toBe(400)
  })

  it('cannot ask by an image or a script, unless listed', async () => {
    const url = await start({ origins })
    const crossSite: RequestParts = {
      method: 'GET',
      target: '/graphql?query=%7B__typename%7D',
      headers: [['sec-fetch-site', 'cross-site']],
    }
    expect((await ask(url, crossSite)).status).toBe(403)
    expect((await ask(url, from('https://dashboard.example.com', crossSite))).status).toBe(200)
    const link: RequestParts = {
      method: 'GET',
      headers: [
        ['sec-fetch-site', 'cross-site'],
        ['accept', 'text/html'],
      ],
    }
    expect((await ask(url, link)).body).toBe('page')
  })
})

describe('the page', () => {
  const visit: RequestParts = { method: 'GET', headers: [['accept', 'text/html,*/*;q=0.8']] }

  it('is not there where it is turned off', async () => {
    const heard = await ask(await start({ page: null }), visit)
    expect([heard.status, JSON.parse(heard.body).errors[0].extensions.code]).toEqual([404, 'NOT_FOUND'])
  })
})

describe('security headers', () => {
  const answers: readonly (readonly [string, RequestParts | string])[] = [
    ['the way to the graph', { method: 'GET', target: '/' }],
    ['liveness', { method: 'GET', target: '/livez' }],
    ['readiness', { method: 'GET', target: '/readyz' }],
    ['metrics', { method: 'GET', target: '/metrics', headers: [['authorization', 'Bearer made-up-metrics-token']] }],
    ['hidden metrics', { method: 'GET', target: '/metrics' }],
    ['a preflight', { method: 'OPTIONS' }],
    ['nothing here', { method: 'GET', target: '/nowhere' }],
    ['a wrong method', { method: 'DELETE' }],
    ['a wrong Host', { method: 'GET', host: 'a b' }],
    ['a wrong content type', { headers: [['content-type', 'text/plain']], body: question }],
    ['a strange expectation', { headers: [['expect', 'a-miracle']], body: question }],
    ['another version', { method: 'GET', version: 'HTTP/2.0' }],
    ['a failure of ours', { body: question, headers: [['x-fail', '1']] }],
    ['what is no HTTP', '\x00\x01\x02\r\n\r\n'],
    ['headers too large', { method: 'GET', headers: [['x-a', 'x'.repeat(17_000)]] }],
    ['a tunnel', { method: 'CONNECT', target: 'evil.example:443' }],
    ['no Host', 'GET /livez HTTP/1.1\r\n\r\n'],
  ]

  it.each(answers)('are on %s', async (_what, parts) => {
    const url = await start({
      graphql: async () => {
        throw new Error('made up')
      },
    })
    const heard = typeof parts === 'string' ? await send(url, parts) : await ask(url, parts)
    for (const [name, value] of Object.entries(securityHeaders)) expect(headerOf(heard, name)).toBe(value)
    expect(heard.head).not.toMatch(/^(?:server|x-powered-by):/im)
  })
})

describe('what cannot be read', () => {
  it('is answered small and in JSON, and the connection ends', async () => {
    const url = await start()
    for (const [bytes, status, code] of [
      ['nonsense\r\n\r\n', 400, 'BAD_REQUEST'],
      [bytesOf({ headers: [['x-a', 'x'.repeat(17_000)]] }), 431, 'HEADERS_TOO_LARGE'],
    ] as const) {
      const heard = await send(url, bytes)
      expect([heard.status, JSON.parse(heard.body).errors[0].extensions.code]).toEqual([status, code])
      expect(headerOf(heard, 'connection')).toBe('close')
    }
  })

  it('does not spoil the answer to a whole question before it', async () => {
    let finish = (): void => {}
    const url = await start({
      graphql: (_request, response) => {
        finish = () => response.setHeader('content-length', 5).end('graph')
      },
    })
    const both = send(url, Buffer.concat([bytesOf({ body: question }), Buffer.from('nonsense\r\n\r\n')]), {
      answers: 2,
    })
    await expect.poll(() => shed.inFlight()).toBe(1)
    finish()
    expect((await both).text.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400'])
  })

  it('stops reading what comes after the answer', async () => {
    // Answers without reading a body that never ends.
    const url = await start({ graphql: (_request, response) => void response.setHeader('content-length', 2).end('ok') })
    const chunk = `4000\r\n${'x'.repeat(16_384)}\r\n`
    const heard = await send(url, bytesOf({ headers: [['transfer-encoding', 'chunked']], body: '' }), {
      more: Array.from({ length: 200 }, () => chunk),
      answers: 2,
    })
    // The server hung up by itself; otherwise only the patience of the test would have ended this.
    expect(heard.text.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 200'])
  })
})
