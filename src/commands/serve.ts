import { after, now, soon } from '../ambient/ambient.ts'
import { type App, createApp, type Ports } from '../app.ts'
import type { Config } from '../config/config.ts'
import type { Keeping } from '../keeping/keeping.ts'
import { examples } from '../schema/examples.ts'
import { graphqlPath } from '../server/graphql/yoga.ts'
import { createGraphiqlPage } from '../server/http/graphiql.ts'
import { createHttpServer } from '../server/http/http.ts'
import type { Keep } from '../server/http/receipts-route.ts'
import { createLoadShed } from '../server/overload/load-shed.ts'
import { watchLoopDelay } from '../server/telemetry/loop-delay.ts'
import type { Metrics } from '../server/telemetry/metrics.ts'

/** A server that listens; `close` lets requests in flight finish. */
export type Running = {
  readonly url: string
  readonly banner: string
  /** Resolves with a sentence when it cannot go on, or with null when it can. */
  readonly ends: Promise<string | null>
  readonly close: () => Promise<void>
}

/** What a worker is given by its primary; nothing when one process does all. */
export type Given = Pick<Partial<Ports>, 'sandbox'> & {
  /** What `/metrics` shows instead of the process's own. */
  readonly metrics?: (own: Metrics) => Pick<Metrics, 'text' | 'contentType'>
}

/** The default command: the graph over HTTP with GraphiQL, health and a graceful end. */
export const serve = async (config: Config, version: string, given: Given = {}): Promise<Running> => {
  const app = await createApp(config, given.sandbox ? { sandbox: given.sandbox } : {})
  const delay = watchLoopDelay(after)
  const shed = createLoadShed({ delayMs: delay.p99Ms })
  app.metrics.watch(shed)
  const http = createHttpServer({
    admit: app.admit,
    graphql: app.handle,
    page: showsPage(config) ? createGraphiqlPage('dypls-graphql', examples) : null,
    log: app.log,
    shed,
    receipts:
      app.receiptsSecrets.length > 0
        ? { secrets: app.receiptsSecrets, keep: app.keeping ? keepPushes(app.keeping) : null }
        : null,
    store: () => app.keeping?.state() ?? { state: 'none' },
    loopbackOnly: config.loopback,
    hosts: config.hosts,
    origins: config.origins,
    limits: config.limits,
    metrics: metricsDoor(config, given.metrics?.(app.metrics) ?? app.metrics),
    upstream: () => ({ mode: config.upstream, endpoint: app.endpoint.origin, troubled: troubled(app) }),
    now,
    after,
    soon,
    mostBegun: Math.ceil(config.concurrency * begunShare),
  })
  try {
    const url = await http.listen(config.port, config.host)
    app.pushedTo(url)
    await app.readQueues()
    return {
      url,
      ends: openStore(config, app),
      banner: banner(config, version, url, app.endpoint),
      close: async () => {
        // A load balancer needs a moment to see that readiness is red; a person at a terminal does not.
        await http.close({ leadMs: config.production ? leadMs : 0 })
        delay.stop()
        await app.close()
      },
    }
  } catch (error) {
    delay.stop()
    await app.close()
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

/** GraphiQL is for trying things out: with the sandbox always, with the real service only in development. */
const showsPage = ({ upstream, production }: Config): boolean => upstream === 'sandbox' || !production

/** Open on a sandbox, which listens on loopback only; behind its token elsewhere; not there without one. */
const metricsDoor = ({ upstream, metricsToken }: Config, source: Pick<Metrics, 'text' | 'contentType'>) => {
  if (metricsToken) return { source, token: metricsToken() }
  return upstream === 'sandbox' ? { source, token: '' } : null
}

const troubled = (app: App): readonly string[] =>
  app
    .health()
    .filter(({ breaker }) => breaker !== 'closed')
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
    `  upstream   ${upstream}`,
    `  signature  ${config.signature}, credentials from ${config.upstream === 'sandbox' ? 'the sandbox' : config.accessKey ? 'the environment' : 'the credential chain'}`,
    ...(config.workers > 1 ? [`  workers    ${config.workers}, each with its share of the quota`] : []),
    ...(config.auth.open && config.upstream === 'aliyun' ? openWarning : []),
    `  mode       ${config.production ? 'production' : 'development'}`,
    `  try        curl -s ${reachable}${graphqlPath} -H 'content-type: application/json' -d '${JSON.stringify({ query })}'`,
    '',
  ].join('\n')
}
