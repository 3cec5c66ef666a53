import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Page, wantsPage } from './graphiql.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Shed } from './shed.ts'
import { graphqlPath } from './yoga.ts'

export type HttpOptions = {
  readonly graphql: (request: IncomingMessage, response: ServerResponse) => unknown
  readonly page: Page
  readonly log: Log
  readonly shed: Shed
  /** Listening on loopback: only local names and local pages may ask. */
  readonly loopbackOnly: boolean
  /** Null hides `/metrics`; else the token that opens it, or '' where anybody may read it. */
  readonly metrics: { readonly source: Pick<Metrics, 'text' | 'contentType'>; readonly token: string } | null
  /** Told in the body of `/readyz`; never turns it red. */
  readonly upstream: () => Readonly<Record<string, unknown>>
  readonly now: () => number
  readonly after: (ms: number, act: () => void) => () => void
}

export type HttpServer = {
  /** Listens and gives the address as a URL. Rejects with node's own error (`EADDRINUSE` …). */
  readonly listen: (port: number, host: string) => Promise<string>
  /**
   * Turns readiness red and goes on serving for `leadMs`, so that a load balancer looks elsewhere first; then refuses new
   * requests, lets those in flight finish for at most `graceMs`, and closes.
   */
  readonly close: (times?: { readonly leadMs?: number; readonly graceMs?: number }) => Promise<void>
}

/** Node's HTTP server before Yoga: health, GraphiQL, the guards that a bare Yoga lacks, and a graceful end. */
export const createHttpServer = (options: HttpOptions): HttpServer => {
  const { graphql, page, log, now, shed, after } = options
  let [leaving, draining] = [false, false]

  const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>> = {
    '/': (_request, response) => response.writeHead(302, { location: graphqlPath }).end(),
    '/livez': (_request, response) => sendJson(response, 200, { status: 'alive' }),
    '/readyz': (_request, response) =>
      sendJson(response, leaving ? 503 : 200, {
        status: leaving ? 'draining' : 'ready',
        upstream: options.upstream(),
      }),
    [graphqlPath]: (request, response) => {
      if (request.method === 'POST' && !jsonBody.test(request.headers['content-type'] ?? ''))
        return sendJson(response, 415, { error: 'a question is sent as application/json' }, { connection: 'close' })
      if (draining) return refuse(response, 'the server is stopping')
      if (wantsPage(request)) return page.serve(request, response)
      if (shed.overloaded()) return refuse(response, 'the server has more to do than it can')
      shed.enter()
      response.once('close', shed.leave)
      return graphql(request, response)
    },
    ...(options.metrics ? { '/metrics': showMetrics(options.metrics) } : {}),
  }

  /** For the log: a path that leads nowhere is a caller's text. */
  const knownPath = (request: IncomingMessage): string =>
    Object.hasOwn(routes, pathOf(request)) ? pathOf(request) : '(none)'

  const server = createServer(
    { maxHeaderSize: 16_384, headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    (request, response) => {
      const startedAt = now()
      response.once('close', () => {
        // The connection of an answer that was under way when stopping began is idle now.
        if (leaving) server.closeIdleConnections()
        log.debug(
          { method: request.method, path: knownPath(request), status: response.statusCode, ms: now() - startedAt },
          'request',
        )
      })
      if (leaving) response.setHeader('connection', 'close')
      const route =
        isPlain(request) && (!options.loopbackOnly || isLocal(request))
          ? (routes[pathOf(request)] ?? notFound)
          : badRequest
      Promise.resolve(route(request, response)).catch((error: unknown) => {
        if (response.destroyed) return log.debug({ path: knownPath(request) }, 'the caller left before the answer')
        log.error({ err: error }, 'a request could not be served')
        if (!response.headersSent) sendJson(response, 500, { error: 'internal error' })
        else response.destroy()
      })
    },
  )

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => resolve(urlOf(server)))
      }),
    close: async ({ leadMs = 0, graceMs = 15_000 } = {}) => {
      leaving = true
      if (leadMs > 0) await new Promise<void>((resolve) => after(leadMs, resolve))
      draining = true
      await new Promise<void>((resolve) => {
        const stopWaiting = after(graceMs, () => server.closeAllConnections())
        server.close(() => {
          stopWaiting()
          resolve()
        })
        server.closeIdleConnections()
      })
    },
  }
}

/** A bare Yoga answers an absolute-form target, `*` or a malformed Host with 500 and a stack trace. */
const isPlain = ({ url = '', headers }: IncomingMessage): boolean =>
  url.startsWith('/') &&
  !url.startsWith('//') &&
  /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i.test(headers.host ?? '')

/** A form of any web page can be posted anywhere without asking; JSON cannot. */
const jsonBody = /^application\/(?:graphql(?:-response)?\+)?json\b/i

/**
 * On loopback whoever runs a browser here could be made to ask: by a page of another origin, or by a name that resolves to
 * this machine (DNS rebinding).
 */
const isLocal = ({ headers }: IncomingMessage): boolean =>
  localHost.test(headers.host ?? '') && (headers.origin === undefined || localOrigin.test(headers.origin))
const localHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i
const localOrigin = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?', 1)[0] ?? ''

const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void => {
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    })
    .end(`${JSON.stringify(body)}\n`)
}

const notFound = (_request: IncomingMessage, response: ServerResponse): void =>
  sendJson(response, 404, { error: `nothing here; the graph is at ${graphqlPath}` })

const badRequest = (_request: IncomingMessage, response: ServerResponse): void =>
  sendJson(
    response,
    400,
    { error: 'the request target, Host or Origin is not acceptable here' },
    { connection: 'close' },
  )

/**
 * Before anything of the request is parsed. The connection is closed: whoever asks again at once must connect first, which
 * keeps refusals rarer than answers (kept open, 5,000 refusals a second left 30 % of the throughput; measured 2026-11-24).
 */
const refuse = (response: ServerResponse, error: string): void =>
  sendJson(response, 503, { error }, { connection: 'close', 'retry-after': '1' })

const showMetrics =
  ({ source, token }: NonNullable<HttpOptions['metrics']>) =>
  async ({ headers }: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (token !== '' && !sameSecret(headers.authorization ?? '', `Bearer ${token}`))
      return sendJson(response, 401, { error: 'metrics need a bearer token' }, { 'www-authenticate': 'Bearer' })
    response
      .writeHead(200, { 'content-type': source.contentType, 'cache-control': 'no-store' })
      .end(await source.text())
  }

/** Compares digests, so that time tells neither content nor length. */
const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const urlOf = (server: Server): string => {
  const { address, port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
