import { after, now, soon } from '../ambient/ambient.ts'
import { type App, createApp, type Ports } from '../app.ts'
import { type Config, showsPage } from '../config/config.ts'
import type { Keeping } from '../keeping/keeping.ts'
import { graphqlPath } from '../server/http/graphql-path.ts'
import { createHttpServer } from '../server/http/http.ts'
import type { Keep } from '../server/http/receipts-route.ts'
import { createLoadShed } from '../server/overload/load-shed.ts'
import { watchLoopLoad } from '../server/overload/loop-load.ts'
import type { Metrics } from '../server/telemetry/metrics.ts'

/** A server that listens; `close` lets requests in flight finish. */
export type Running = {
  readonly url: string
  readonly banner: string
  /** Reads keys again and opens the audit log anew. */
  readonly reload: () => Promise<void>
  /** Resolves with a sentence when it cannot go on, or with null when it can. */
  readonly ends: Promise<string | null>
  readonly close: () => Promise<void>
}

/** What a worker is given by its primary; nothing when one process does all. */
export type Given = Pick<Partial<Ports>, 'sandbox' | 'unmaskings'> & {
  /** What `/metrics` shows instead of the process's own. */
  readonly metrics?: (own: Metrics) => Pick<Metrics, 'text' | 'contentType'>
}

/** The whole HTTP server: GraphiQL, health, metrics, guards and a graceful end around the graph. */
export type Server = {
  readonly app: App
  /** Listens, by default where the configuration says, and gives the address. Rejects with node's own error (`EADDRINUSE` …). */
  readonly listen: (port?: number, host?: string) => Promise<string>
  /** Lets requests in flight finish, for at most 15 seconds. May be called at any time, and again. */
  readonly close: () => Promise<void>
}

/** Made ready, but not listening yet. Rejects with ConfigError where a file that a setting names is no good. */
export const createServer = async (config: Config, given: Given = {}): Promise<Server> => {
  const app = await createApp(config, {
    ...(given.sandbox ? { sandbox: given.sandbox } : {}),
    ...(given.unmaskings ? { unmaskings: given.unmaskings } : {}),
  })
  const shed = createLoadShed()
  app.metrics.watch(shed)
  const http = createHttpServer({
    admit: app.admit,
    graphql: app.graphql,
    page: app.page,
    log: app.log,
    shed,
    receipts:
      app.receiptsSecrets.length > 0
        ? { secrets: app.receiptsSecrets, keep: app.keeping ? keepPushes(app.keeping) : null }
        : null,
    store: () => app.keeping?.state() ?? { state: 'none' },
    loopbackOnly: config.loopback,
    hosts: config.hosts,
    cors: app.cors,
    basePath: config.path,
    limits: config.limits,
    metrics: metricsDoor(config, given.metrics?.(app.metrics) ?? app.metrics),
    upstream: () => ({ mode: config.upstream, endpoint: app.endpoint.origin, troubled: troubled(app) }),
    now,
    after,
    soon,
    load: watchLoopLoad(),
    mostBegun: Math.ceil(config.concurrency * begunShare),
  })
  let [listening, closed] = [false, null as Promise<void> | null]
  return {
    app,
    listen: async (port = config.port, host = config.host) => {
      const url = await http.listen(port, host)
      listening = true
      app.pushedTo(url)
      await app.readQueues()
      return url
    },
    close: () => {
      closed ??= (async () => {
        // A load balancer needs a moment to see that readiness is red; a person at a terminal does not.
        if (listening) await http.close({ leadMs: config.production ? leadMs : 0 })
        await app.close()
      })()
      return closed
    },
  }
}

/** The default command: the whole server, listening, and what the terminal is told. */
export const serve = async (config: Config, version: string, given: Given = {}): Promise<Running> => {
  const { app, listen, close } = await createServer(config, given)
  try {
    const url = await listen()
    return {
      url,
      banner: banner(config, version, url, app.endpoint),
      reload: app.reload,
      ends: openStore(config, app),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * A database that the operator named is opened now, after the answers can begin; a folder's when it is first needed. One
 * that is not this program's to use ends it, soon after the start.
 */
const openStore = async ({ store }: Config, { keeping, log }: App): Promise<string | null> => {
  if (!keeping || store.source?.kind !== 'url') return null
  const fault = await keeping.open()
  if (fault) log.fatal({ fault }, 'the store is not for this program')
  return fault
}

const keepPushes = ({ store, quarantine }: Keeping): Keep => ({
  store: (items) => store(items, 'push'),
  quarantine: (items) => quarantine(items, 'push'),
})

const leadMs = 2_000

/** More than the upstream has places for, so that one that becomes free is taken at once. */
const begunShare = 1.5

/** Open on a sandbox, which listens on loopback only; behind its token elsewhere; not there without one. */
const metricsDoor = ({ upstream, metricsToken }: Config, source: Pick<Metrics, 'text' | 'contentType'>) => {
  if (metricsToken) return { source, token: metricsToken() }
  return upstream === 'sandbox' ? { source, token: '' } : null
}

const troubled = (app: App): readonly string[] =>
  app
    .health()
    .filter(({ breaker, notServed }) => breaker !== 'closed' || notServed)
    .map(({ action }) => action)

const openWarning = [
  '  WARNING    DYPLS_AUTH=open: whoever reaches this port may look up, bind and buy on your account.',
  '             Set DYPLS_AUTH=keys (`dypls-graphql key create`) or jwt, or keep the port private. See docs/access.md',
]

const banner = (config: Config, version: string, url: string, endpoint: URL): string => {
  const reachable = url.replace('//0.0.0.0:', '//127.0.0.1:')
  const upstream =
    config.upstream === 'sandbox'
      ? `embedded sandbox at ${endpoint.origin} (made-up numbers, real signatures, no account needed)`
      : `${endpoint.origin} (real service: calls may cost money)`
  const query =
    '{ callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { __typename ... on CallStatus { status calledNo advice } ... on Error { code message hint } } }'
  return [
    `dypls-graphql ${version}`,
    showsPage(config)
      ? `  GraphiQL   ${reachable}${graphqlPath}`
      : `  GraphiQL   off in production; the graph is at ${reachable}${graphqlPath}`,
    `  listening  ${url}`,
    ...(config.path === ''
      ? []
      : [`  prefix     ${config.path} is answered too: ${reachable}${config.path}${graphqlPath}`]),
    `  upstream   ${upstream}`,
    `  signature  ${config.signature}, credentials from ${config.upstream === 'sandbox' ? 'the sandbox' : config.accessKey ? 'the environment' : 'the credential chain'}`,
    ...(config.workers > 1 ? [`  workers    ${config.workers}, each with its share of the quota`] : []),
    ...config.warnings.map((warning) => `  WARNING    ${warning}`),
    ...(config.auth.open && config.upstream === 'aliyun' ? openWarning : []),
    `  mode       ${config.production ? 'production' : 'development'}`,
    `  try        curl -s ${reachable}${graphqlPath} -H 'content-type: application/json' -d '${JSON.stringify({ query })}'`,
    '',
  ].join('\n')
}
