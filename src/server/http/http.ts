import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openViewer } from '../../graph/request/viewer.ts'
import type { After, Soon } from '../../ground/time.ts'
import { type Admit, admitAs } from '../admission/admit.ts'
import type { LoopLoad } from '../overload/flow.ts'
import type { LoadShed } from '../overload/load-shed.ts'
import { createPacing } from '../overload/pacing.ts'
import type { Log } from '../telemetry/log.ts'
import { belowBase, withoutBase } from './base-path.ts'
import { closeGently } from './close-gently.ts'
import { watchConnections } from './connections.ts'
import { type Cors, createCors } from './cors.ts'
import { createGraphRoute, type Graph } from './graph-route.ts'
import { type HtmlPage, wantsPage } from './graphiql.ts'
import { graphqlPath } from './graphql-path.ts'
import { createGuard } from './guards.ts'
import { securityHeaders } from './headers.ts'
import { discard, type Fault, refuse, sendJson } from './http-fault.ts'
import { type MetricsRoute, showMetrics } from './metrics-route.ts'
import { orFail } from './or-fail.ts'
import { createReceiptsDoor, type Keep, receiptsPath } from './receipts-route.ts'
import { backlog, mostConnections, socketRules } from './socket-rules.ts'

export type HttpOptions = {
  readonly graphql: Graph
  /** GraphiQL; null where no page is shown. */
  readonly page: Pick<HtmlPage, 'serve'> | null
  readonly log: Log
  readonly shed: LoadShed
  /** Who is admitted to the graph; every caller as the open viewer when left out. */
  readonly admit?: Admit
  /** Listening on loopback: only local names and local pages may ask. */
  readonly loopbackOnly: boolean
  /** The only `Host` names that are answered; any well-formed one when empty. On loopback local names always are. */
  readonly hosts?: ReadonlySet<string>
  /** Web pages that may read answers: their origins, or all that is said of them. */
  readonly origins?: ReadonlySet<string>
  readonly cors?: Cors
  /** `/phones/graphql` is answered as `/graphql`. */
  readonly basePath?: string
  readonly limits?: { readonly bodyBytes: number; readonly acceptBytes: number }
  /** Who may push receipts, and where they are kept; null where nobody may. */
  readonly receipts?: { readonly secrets: readonly string[]; readonly keep: Keep | null } | null
  /** Told in the body of `/readyz`; never turns it red, since look-ups do without. */
  readonly store?: () => Readonly<Record<string, unknown>>
  /** Null hides `/metrics`. */
  readonly metrics: MetricsRoute | null
  /** Told in the body of `/readyz`; never turns it red. */
  readonly upstream: () => Readonly<Record<string, unknown>>
  readonly now: () => number
  readonly after: After
  readonly soon: Soon
  /** How many requests are begun at a time while the others need not wait long (pacing.ts). Any number when left out. */
  readonly mostBegun?: number
  /** How busy the event loop is; with time to spare when left out. */
  readonly load?: LoopLoad
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

/** What fails later than the call is told to `failed`. */
type Serve = (request: IncomingMessage, response: ServerResponse, failed: (error: unknown) => void) => unknown
type Route = { readonly methods: readonly string[]; readonly serve: Serve }

const nobody: ReadonlySet<string> = new Set()

/** Node's HTTP server before Yoga: health, GraphiQL, the guards that a bare Yoga lacks, and a graceful end. */
export const createHttpServer = (options: HttpOptions): HttpServer => {
  const { log, now, after, basePath = '', limits = { bodyBytes: 102_400, acceptBytes: 512 } } = options
  let [leaving, draining, sweeping] = [false, false, false]
  const cors = options.cors ?? createCors(options.origins ?? nobody)
  const asked = { ...limits, loopbackOnly: options.loopbackOnly, hosts: options.hosts ?? nobody, cors }
  const guard = createGuard(asked)
  // Not what graphs are asked by: only the route itself says what is too long for it.
  const pushGuard = createGuard({ ...asked, bodyBytes: Number.POSITIVE_INFINITY, acceptBytes: 8_192 })
  const receipts = options.receipts && createReceiptsDoor({ ...options.receipts, draining: () => draining, after, log })
  const pacing = createPacing({
    ...options,
    mostBegun: options.mostBegun ?? Number.POSITIVE_INFINITY,
    load: options.load ?? (() => 0),
  })
  const graph = createGraphRoute({
    ...options,
    admit: options.admit ?? admitAs(openViewer),
    cors,
    pacing,
    draining: () => draining,
  })

  const routes: Readonly<Record<string, Route>> = {
    '/': redirecting(graphqlPath.slice(1)),
    ...(basePath === '' ? {} : { [basePath]: redirecting(belowBase(basePath, graphqlPath)) }),
    '/livez': reading((_request, response) => sendJson(response, 200, { status: 'alive' })),
    '/readyz': reading((_request, response) =>
      sendJson(response, leaving ? 503 : 200, {
        status: leaving ? 'draining' : 'ready',
        upstream: options.upstream(),
        ...(options.store ? { store: options.store() } : {}),
      }),
    ),
    [graphqlPath]: { methods: ['GET', 'POST', 'OPTIONS'], serve: graph },
    ...(options.metrics ? { '/metrics': reading(showMetrics(options.metrics)) } : {}),
  }

  const isPush = (path: string): boolean => receipts !== null && receipts !== undefined && path.startsWith(receiptsPath)

  /** For the log: a path that leads nowhere is a caller's text, and one that leads to the receipts holds a secret. */
  const knownPath = (request: IncomingMessage): string => {
    const path = pathOf(request)
    if (isPush(path)) return receiptsPath
    return Object.hasOwn(routes, path) ? path : '(none)'
  }

  const answer: Serve = (request, response, failed) => {
    // First of all, so that a listed page can read why it is refused.
    request.url = withoutBase(request.url ?? '', basePath)
    if (pathOf(request) === graphqlPath && !wantsPage(request)) cors.mark(request, response)
    const isReceipt = isPush(pathOf(request))
    const fault = (isReceipt ? pushGuard : guard)(request)
    if (fault) return refuse(request, response, fault, after)
    if (isReceipt) return receipts?.(request, response, notFound)
    const route = routes[pathOf(request)]
    if (!route) return refuse(request, response, notFound, after)
    if (!route.methods.includes(request.method ?? '')) return refuse(request, response, wrongMethod(route), after)
    return route.serve(request, response, failed)
  }

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const startedAt = now()
    const paid = connections.owe(response)
    response.once('close', () => {
      paid()
      // The connection of an answer that was under way when stopping began is idle now.
      if (sweeping) server.closeIdleConnections()
      // Answered before it was read to its end: the rest is of no use, and an endless one would keep the connection.
      if (!request.complete && !request.destroyed)
        discard(request, after, () => void (request.complete || request.destroy()))
      if (log.isLevelEnabled('debug'))
        log.debug(
          { method: request.method, path: knownPath(request), status: response.statusCode, ms: now() - startedAt },
          'request',
        )
    })
    if (leaving) response.setHeader('connection', 'close')
    const failed = (error: unknown): void => {
      if (response.destroyed) {
        log.debug({ path: knownPath(request) }, 'the caller left before the answer')
        return
      }
      log.error({ err: error }, 'a request could not be served')
      if (response.headersSent) response.destroy()
      else refuse(request, response, ourFault, after)
    }
    orFail(() => answer(request, response, failed), failed)
  }

  const server = createServer(socketRules, listener)
  server.maxConnections = mostConnections
  server.on('connection', pacing.arrived)
  const connections = watchConnections(server)
  // A client that waits for `100 Continue` is asked for the body only once admitted (graph-route.ts), or told why not.
  server.on('checkContinue', listener)
  server.on('checkExpectation', (request, response) => {
    cors.mark(request, response)
    refuse(request, response, strangeExpectation, after)
  })

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen({ port, host, backlog }, () => resolve(urlOf(server)))
      }),
    close: async ({ leadMs = 0, graceMs = 15_000 } = {}) => {
      leaving = true
      if (leadMs > 0) await new Promise<void>((resolve) => after(leadMs, resolve))
      draining = true
      await closeGently(server, {
        after,
        graceMs,
        sweep: () => {
          sweeping = true
        },
      })
    },
  }
}

/** Relative, so that it leads to the right place behind a proxy that takes a prefix away. */
const redirecting = (location: string): Route =>
  reading((_request, response) => response.writeHead(302, { ...securityHeaders, location, 'content-length': 0 }).end())

const reading = (serve: Serve): Route => ({ methods: ['GET', 'HEAD'], serve })

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?', 1)[0] ?? ''

const notFound: Fault = { status: 404, code: 'NOT_FOUND', message: `nothing here; the graph is at ${graphqlPath}` }
const ourFault: Fault = { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'internal error' }
const strangeExpectation: Fault = { status: 417, code: 'EXPECTATION_FAILED', message: 'nothing but 100-continue' }
const wrongMethod = ({ methods }: Route): Fault => ({
  status: 405,
  code: 'METHOD_NOT_ALLOWED',
  message: `here only ${methods.join(', ')}`,
  headers: { allow: methods.join(', ') },
})

const urlOf = (server: Server): string => {
  const { address, port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
