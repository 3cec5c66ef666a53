import { createServer as createNodeServer, type IncomingMessage } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { after } from '../../../src/ambient/ambient.ts'
import { type App, createApp } from '../../../src/app.ts'
import { createServer } from '../../../src/commands/serve.ts'
import { openViewer } from '../../../src/graph/request/viewer.ts'
import { startSandbox } from '../../../src/sandbox/sandbox.ts'
import { listen, testConfig } from '../../support/graph.ts'

/** In servers of others: by `fetch` and by `handle` alike. */

const lookUp =
  '{ callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { ... on CallStatus { calledNo } } }'
const found = { data: { callStatus: { calledNo: '17000000001' } } }
const page = 'https://page.example.com'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const embedded = async (env: Readonly<Record<string, string>> = {}): Promise<App> => {
  const sandbox = await startSandbox()
  const app = await createApp(testConfig(sandbox.url, { LOG_LEVEL: 'silent', ...env }), {
    auditOut: { write: () => {} },
  })
  closers.push(sandbox.close, app.close)
  return app
}

type Ask = (path: string, init?: RequestInit) => Promise<Response>
const byFetch =
  async (app: App): Promise<Ask> =>
  (path, init) =>
    app.fetch(new Request(`http://localhost${path}`, init))
const byHandle = async (app: App): Promise<Ask> => {
  const server = await listen((request, response) => void app.handle(request, response))
  closers.push(server.close)
  return (path, init) => fetch(`${server.url}${path}`, init)
}
const question = (query = lookUp, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ query }),
})

describe.each([
  ['fetch', byFetch],
  ['handle', byHandle],
])('by %s', (_way, by) => {
  it.each(['/graphql', '/', '/api/graphql', '/a/b?trace=1'])(
    'answers at %s, wherever the host has put it',
    async (path) => {
      const ask = await by(await embedded())
      expect(await (await ask(path, question())).json()).toEqual(found)
    },
  )

  it('answers what the short way does not take, wherever it is', async () => {
    const ask = await by(await embedded())
    const answer = await ask(
      '/api',
      question('mutation { lockNumber(input: {poolKey: "x", number: "1"}) { __typename } }'),
    )
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { data: { lockNumber: { __typename: 'InvalidInputError' } } },
    ])
  })

  it('tells a page of a listed origin by OPTIONS what it may send, and others nothing', async () => {
    const ask = await by(await embedded({ DYPLS_ORIGINS: page, DYPLS_CORS_HEADERS: 'x-mine' }))
    const asked = await ask('/api', { method: 'OPTIONS', headers: { origin: page } })
    expect(asked.status).toBe(204)
    expect(asked.headers.get('access-control-allow-origin')).toBe(page)
    const allowed = asked.headers.get('access-control-allow-headers')?.split(', ')
    expect(allowed).toEqual(
      expect.arrayContaining(['authorization', 'traceparent', 'tracestate', 'baggage', 'sentry-trace', 'x-mine']),
    )
    const other = await ask('/api', { method: 'OPTIONS', headers: { origin: 'https://other.example.com' } })
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([204, null])
  })

  it('lets a page of a listed origin read answers and refusals', async () => {
    const ask = await by(await embedded({ DYPLS_ORIGINS: page }))
    for (const [init, status] of [
      [question(lookUp, { origin: page }), 200],
      [{ method: 'POST', headers: { origin: page, 'content-type': 'text/plain' }, body: '{}' }, 415],
      [{ method: 'PUT', headers: { origin: page } }, 405],
      [question('x'.repeat(200_000), { origin: page }), 413],
    ] as const) {
      const answer = await ask('/api', init)
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, page])
    }
  })

  it('asks who it is by Authorization', async () => {
    const keys = JSON.stringify({ hmacKey: Buffer.alloc(32, 7).toString('base64url'), keys: [] })
    const ask = await by(await embedded({ DYPLS_AUTH: 'keys', DYPLS_API_KEYS: keys, DYPLS_ORIGINS: page }))
    const answer = await ask('/api', question(lookUp, { origin: page }))
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, page])
  })

  it('shows GraphiQL to browsers in development, at its own address, and not in production', async () => {
    const visit = { headers: { accept: 'text/html' } }
    const shown = await (await by(await embedded()))('/somewhere/else', visit)
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await shown.text()).toContain('"endpoint":"?graphiql"')
    const hidden = await (await by(await embedded({ NODE_ENV: 'production' })))('/somewhere/else', visit)
    expect([hidden.status, await hidden.text()]).toEqual([404, expect.stringContaining('questions come by POST')])
  })

  it('closes at any time: what is under way is answered, what comes later is refused, and again is fine', async () => {
    const app = await embedded()
    const ask = await by(app)
    const slow = ask('/graphql', question())
    if (by === byHandle) await expect.poll(() => app.health().length).toBe(1)
    const closed = Promise.all([app.close(), app.close()])
    const late = await ask('/graphql', question())
    expect([late.status, late.headers.get('retry-after')]).toEqual([503, '1'])
    expect(await (await slow).json()).toEqual(found)
    await closed
  })
})

it('leaves no timer behind when it has closed, so that the process may end', async () => {
  let pending = 0
  const app = await createApp(testConfig('http://127.0.0.1:9', { LOG_LEVEL: 'silent' }), {
    after: (ms, act) => {
      pending++
      let over = false
      const finish = (): void => {
        pending -= over ? 0 : 1
        over = true
      }
      const stop = after(ms, () => {
        finish()
        act()
      })
      return () => {
        finish()
        stop()
      }
    },
  })
  await app.fetch(new Request('http://localhost/graphql', question('{ __typename }')))
  await app.close()
  expect(pending).toBe(0)
})

describe('by fetch', () => {
  it('takes a viewer that the host knows, without Authorization', async () => {
    const keys = JSON.stringify({ hmacKey: Buffer.alloc(32, 7).toString('base64url'), keys: [] })
    const app = await embedded({ DYPLS_AUTH: 'keys', DYPLS_API_KEYS: keys })
    const request = new Request('http://localhost/graphql', question())
    expect(await (await app.fetch(request, { viewer: openViewer })).json()).toEqual(found)
  })

  it('refuses a body of unknown length that is too large', async () => {
    const app = await embedded()
    const body = new Blob(['x'.repeat(200_000)]).stream()
    const init = { ...question(), body, duplex: 'half' } as RequestInit
    expect((await app.fetch(new Request('http://localhost/graphql', init))).status).toBe(413)
  })

  it('says what to do where the body was read before', async () => {
    const app = await embedded()
    const request = new Request('http://localhost/graphql', question())
    await request.text()
    const answer = await app.fetch(request)
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('before body parsers')])
  })
})

describe('by handle, behind a body parser', () => {
  const parsing = async (leave: (request: IncomingMessage, text: string) => void): Promise<Ask> => {
    const app = await embedded()
    const server = await listen(async (request, response) => {
      let text = ''
      for await (const chunk of request) text += chunk
      leave(request, text)
      // Express names the way that it came by so.
      Object.assign(request, { url: '/', originalUrl: '/api/graphql' })
      app.handle(request, response)
    })
    closers.push(server.close)
    return (path, init) => fetch(`${server.url}${path}`, init)
  }

  it.each([
    ['an object', (text: string): unknown => JSON.parse(text)],
    ['a text', (text: string): unknown => text],
    ['bytes', (text: string): unknown => Buffer.from(text)],
  ])('takes %s that it left in request.body', async (_what, parse) => {
    const ask = await parsing((request, text) => Object.assign(request, { body: parse(text) }))
    expect(await (await ask('/api/graphql', question())).json()).toEqual(found)
  })

  it('says what to do where it left nothing', async () => {
    const ask = await parsing(() => {})
    const answer = await ask('/api/graphql', question())
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('request.body')])
  })

  it('refuses what is too large', async () => {
    const ask = await parsing((request) => Object.assign(request, { body: { query: 'x'.repeat(200_000) } }))
    expect((await ask('/api/graphql', question())).status).toBe(413)
  })
})

describe('the whole server', () => {
  it('listens when told to and closes at any time, before it listened too', async () => {
    const never = await createServer(testConfig('http://127.0.0.1:9', { LOG_LEVEL: 'silent' }))
    await Promise.all([never.close(), never.close()])
    const server = await createServer(testConfig('http://127.0.0.1:9', { LOG_LEVEL: 'silent' }))
    const url = await server.listen()
    expect((await fetch(`${url}/livez`)).status).toBe(200)
    await server.close()
    await expect(fetch(`${url}/livez`)).rejects.toThrow()
  })
})

describe('behind a reverse proxy', () => {
  const served = async (env: Readonly<Record<string, string>>): Promise<string> => {
    const sandbox = await startSandbox()
    const server = await createServer(testConfig(sandbox.url, { LOG_LEVEL: 'silent', ...env }))
    closers.push(sandbox.close, server.close)
    return server.listen()
  }
  /** Forwards, with the prefix or without it. */
  const proxy = async (upstream: string, prefix: string, strips: boolean): Promise<string> => {
    const server = createNodeServer((request, response) => {
      const url = request.url ?? ''
      void fetch(`${upstream}${strips ? url.slice(prefix.length) || '/' : url}`, {
        method: request.method ?? 'GET',
        headers: { accept: request.headers.accept ?? '*/*', 'content-type': request.headers['content-type'] ?? '' },
        redirect: 'manual',
        ...(request.method === 'POST' ? { body: request as never, duplex: 'half' } : {}),
      } as RequestInit).then(async (answer) => {
        const location = answer.headers.get('location')
        response.writeHead(answer.status, location ? { location } : {}).end(Buffer.from(await answer.arrayBuffer()))
      })
    })
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    closers.push(() => new Promise((resolve) => void server.close(resolve)))
    return `http://127.0.0.1:${(server.address() as { port: number }).port}`
  }

  it.each([
    ['that takes the prefix away', true, {}],
    ['that takes the prefix away, though it is set', true, { DYPLS_PATH: '/my/phones' }],
    ['that leaves it there', false, { DYPLS_PATH: '/my/phones' }],
  ])('%s: the graph, GraphiQL, health and redirects are where they belong', async (_how, strips, env) => {
    const url = await proxy(await served(env), '/my/phones', strips)
    expect((await fetch(`${url}/my/phones/livez`)).status).toBe(200)
    expect((await fetch(`${url}/my/phones/readyz`)).status).toBe(200)
    expect(await (await fetch(`${url}/my/phones/graphql`, question())).json()).toEqual(found)
    const landed = await fetch(`${url}/my/phones/`, { headers: { accept: 'text/html' } })
    expect([landed.url, landed.status]).toEqual([`${url}/my/phones/graphql`, 200])
    expect(await landed.text()).toContain('"endpoint":"?graphiql"')
  })

  it('is led on from the prefix without a slash at its end', async () => {
    const url = await served({ DYPLS_PATH: '/my/phones' })
    expect((await fetch(`${url}/my/phones`, { headers: { accept: 'text/html' } })).url).toBe(`${url}/my/phones/graphql`)
    expect((await fetch(`${url}/my/phonesgraphql`)).status).toBe(404)
  })
})
