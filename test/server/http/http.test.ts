import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { after, now, soon } from '../../../src/ambient/ambient.ts'
import { createGraphiqlPage } from '../../../src/server/http/graphiql.ts'
import { createHttpServer, type HttpServer } from '../../../src/server/http/http.ts'
import { createLoadShed } from '../../../src/server/overload/load-shed.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'

type Options = Parameters<typeof createHttpServer>[0]
type Listener = Options['graphql']

let server: HttpServer | null = null
afterEach(async () => {
  await server?.close({ graceMs: 0 })
  server = null
})

const start = async (
  graphql: Listener = (_request, response) => void response.end('graph'),
  more: Partial<Options> = {},
): Promise<string> => {
  server = createHttpServer({
    graphql,
    page: createGraphiqlPage('test', [{ query: '{ __typename }' }]),
    log: createLog('silent', { write: () => {} }),
    upstream: () => ({ mode: 'sandbox' }),
    loopbackOnly: true,
    shed: createLoadShed({ mostInFlight: 2, delayMs: () => 0 }),
    metrics: { source: { text: async () => 'figures', contentType: 'text/plain' }, token: 'made-up-metrics-token' },
    now,
    after,
    soon,
    ...more,
  })
  return server.listen(0, '127.0.0.1')
}

/** Sends bytes as they are and gives everything that comes back until the server hangs up. */
const raw = (url: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(url)
    const socket = connect(Number(port), '127.0.0.1', () => socket.end(text))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })

describe('the HTTP server', () => {
  it('leads from / to GraphiQL', async () => {
    const response = await fetch(`${await start()}/`, { redirect: 'manual' })
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe('/graphql')
  })

  it('is alive and ready, and tells where the upstream is', async () => {
    const url = await start()
    expect(await (await fetch(`${url}/livez`)).json()).toEqual({ status: 'alive' })
    const ready = await fetch(`${url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', upstream: { mode: 'sandbox' } }])
  })

  it('answers 404 elsewhere and says where the graph is', async () => {
    const response = await fetch(`${await start()}/nowhere`)
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('/graphql')])
  })

  it('serves GraphiQL whole, compressed, and only once to a browser that kept it', async () => {
    const url = `${await start()}/graphql`
    const first = await fetch(url, { headers: { accept: 'text/html' } })
    const html = await first.text()
    expect(first.headers.get('content-encoding')).toBe('gzip')
    expect(Number(first.headers.get('content-length'))).toBeLessThan(3_500_000)
    expect(html).toContain('YogaGraphiQL')
    expect(html).not.toMatch(/<(script|link)[^>]+(src|href)="https?:/)
    const etag = first.headers.get('etag') ?? ''
    const again = await fetch(url, { headers: { accept: 'text/html', 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const plain = await new Promise<number>((resolve) => {
      httpRequest(url, { headers: { accept: 'text/html' } }, (response) => {
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
        })
        response.on('end', () => resolve(bytes))
      }).end()
    })
    expect(plain).toBe(Buffer.byteLength(html))
  })

  it.each([
    ['an absolute target', 'GET http://evil.example/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    ['a target that is no path', 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    ['a malformed Host', 'GET /graphql HTTP/1.1\r\nHost: a b/\r\nConnection: close\r\n\r\n'],
    ['no Host', 'GET /graphql HTTP/1.0\r\n\r\n'],
  ])('refuses %s with 400 and no stack', async (_what, text) => {
    const answer = await raw(await start(), text)
    expect(answer).toMatch(/^HTTP\/1\.[01] 400/)
    expect(answer).not.toMatch(/\bat |node:|\.ts/)
  })

  it.each([
    ['a form of a web page', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', { 'content-type': 'text/plain' }, 415],
    ['no content type', {}, 415],
    ['a page of another origin', { 'content-type': 'application/json', origin: 'http://evil.example' }, 400],
    ['a page of this machine', { 'content-type': 'application/json', origin: 'http://localhost:5173' }, 200],
  ])('answers a POST by %s as it deserves', async (_what, headers, status) => {
    const { port } = new URL(await start())
    const got = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(
        { port, host: '127.0.0.1', path: '/graphql', method: 'POST', headers },
        (response) => {
          response.resume()
          resolve(response.statusCode)
        },
      )
      request.on('error', reject)
      request.end('x=1')
    })
    expect(got).toBe(status)
  })

  it('refuses a name that only resolves to this machine', async () => {
    const answer = await raw(await start(), 'GET /livez HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 400/)
  })

  it('answers 500 without a stack when a listener throws', async () => {
    const url = await start(async () => {
      throw new Error('secret detail')
    })
    const response = await fetch(`${url}/graphql`)
    expect([response.status, await response.text()]).toEqual([500, expect.not.stringContaining('secret')])
  })

  it('refuses at once, before reading, what is more than it can do', async () => {
    const waiting: (() => void)[] = []
    const url = await start((_request, response) => waiting.push(() => response.end('done')))
    const two = [fetch(`${url}/graphql`), fetch(`${url}/graphql`)]
    await expect.poll(() => waiting.length).toBe(2)
    const third = await fetch(`${url}/graphql`)
    expect([third.status, third.headers.get('retry-after')]).toEqual([503, '1'])
    expect((await fetch(`${url}/livez`)).status).toBe(200)
    for (const finish of waiting) finish()
    await Promise.all(two)
    const next = fetch(`${url}/graphql`)
    await expect.poll(() => waiting.length).toBe(3)
    waiting[2]?.()
    expect((await next).status).toBe(200)
  })

  it('shows its metrics to whoever has the token, and to nobody else', async () => {
    const url = `${await start()}/metrics`
    expect((await fetch(url)).status).toBe(401)
    expect((await fetch(url, { headers: { authorization: 'Bearer wrong' } })).status).toBe(401)
    const shown = await fetch(url, { headers: { authorization: 'Bearer made-up-metrics-token' } })
    expect([shown.status, await shown.text()]).toEqual([200, 'figures'])
  })

  it('turns readiness red before it stops taking requests', async () => {
    const url = await start()
    const stopping = server?.close({ leadMs: 300 })
    expect((await fetch(`${url}/readyz`)).status).toBe(503)
    expect(await (await fetch(`${url}/graphql`)).text()).toBe('graph')
    await stopping
    await expect(fetch(`${url}/readyz`)).rejects.toThrow()
  })

  it('lets a request in flight finish, and refuses new ones, when it stops', async () => {
    let finish = (): void => {}
    let arrived = (): void => {}
    const inFlight = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const url = await start((_request, response) => {
      arrived()
      finish = () => response.end('done')
    })
    const asked = fetch(`${url}/graphql`).then((response) => response.text())
    await inFlight
    let stopped = false
    const stopping = server?.close({ graceMs: 5_000 }).then(() => {
      stopped = true
    })
    await expect(fetch(`${url}/livez`)).rejects.toThrow()
    expect(stopped).toBe(false)
    finish()
    expect(await asked).toBe('done')
    await stopping
    expect(stopped).toBe(true)
  })
})
