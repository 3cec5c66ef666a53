import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Page, wantsPage } from './graphiql.ts'
import type { Log } from './log.ts'
import { graphqlPath } from './yoga.ts'

export type HttpOptions = {
  readonly graphql: (request: IncomingMessage, response: ServerResponse) => unknown
  readonly page: Page
  readonly log: Log
  /** Told in the body of `/readyz`; never turns it red. */
  readonly upstream: () => Readonly<Record<string, unknown>>
  readonly now: () => number
  readonly after: (ms: number, act: () => void) => () => void
}

export type HttpServer = {
  /** Listens and gives the address as a URL. Rejects with node's own error (`EADDRINUSE` …). */
  readonly listen: (port: number, host: string) => Promise<string>
  /** Refuses new requests, lets those in flight finish for at most `graceMs`, then closes. */
  readonly close: (graceMs?: number) => Promise<void>
}

/** Node's HTTP server before Yoga: health, GraphiQL, the guards that a bare Yoga lacks, and a graceful end. */
export const createHttpServer = (options: HttpOptions): HttpServer => {
  const { graphql, page, log, now } = options
  let draining = false

  const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>> = {
    '/': (_request, response) => response.writeHead(302, { location: graphqlPath }).end(),
    '/livez': (_request, response) => sendJson(response, 200, { status: 'alive' }),
    '/readyz': (_request, response) =>
      sendJson(response, draining ? 503 : 200, {
        status: draining ? 'draining' : 'ready',
        upstream: options.upstream(),
      }),
    [graphqlPath]: (request, response) => {
      if (draining) return refuseWhileDraining(response)
      return wantsPage(request) ? page.serve(request, response) : graphql(request, response)
    },
  }

  const server = createServer(
    { maxHeaderSize: 16_384, headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    (request, response) => {
      const startedAt = now()
      response.once('close', () =>
        log.debug(
          { method: request.method, path: pathOf(request), status: response.statusCode, ms: now() - startedAt },
          'request',
        ),
      )
      const route = isPlain(request) ? (routes[pathOf(request)] ?? notFound) : badRequest
      Promise.resolve(route(request, response)).catch((error: unknown) => {
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
    close: (graceMs = 15_000) =>
      new Promise((resolve) => {
        draining = true
        const stopWaiting = options.after(graceMs, () => server.closeAllConnections())
        server.close(() => {
          stopWaiting()
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

/** A bare Yoga answers an absolute-form target, `*` or a malformed Host with 500 and a stack trace. */
const isPlain = ({ url = '', headers }: IncomingMessage): boolean =>
  url.startsWith('/') &&
  !url.startsWith('//') &&
  /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i.test(headers.host ?? '')

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
  sendJson(response, 400, { error: 'the request target or the Host header is malformed' }, { connection: 'close' })

const refuseWhileDraining = (response: ServerResponse): void =>
  sendJson(response, 503, { error: 'the server is stopping' }, { connection: 'close', 'retry-after': '1' })

const urlOf = (server: Server): string => {
  const { address, port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
