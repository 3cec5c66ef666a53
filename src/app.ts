import type { IncomingMessage, ServerResponse } from 'node:http'
import { chainedCredentials, officialChain, staticCredentials } from './aliyun/credentials.ts'
import type { After } from './aliyun/transport.ts'
import { createUpstream, type OperationHealth } from './aliyun/upstream.ts'
import * as ambient from './ambient.ts'
import type { Config } from './config.ts'
import { product } from './dypls/product.ts'
import { rejections } from './dypls/rejections/catalogue.ts'
import { type EmbeddedSandbox, embedSandbox } from './embedded.ts'
import { quotaOf } from './quota.ts'
import { schema } from './schema/schema.ts'
import { createFront } from './server/front.ts'
import { createLog, type Log, reportAttempt } from './server/log.ts'
import { createMetrics, type Metrics } from './server/metrics.ts'
import { traceAttempt } from './server/trace.ts'
import { createGraphqlServer } from './server/yoga.ts'

/** The ambient things. Tests hand in their own. */
export type Ports = {
  readonly now: () => number
  readonly after: After
  readonly newId: () => string
  readonly random: () => number
  readonly log: Log
  /** Where calls go with `upstream: 'sandbox'`; one of its own when left out. */
  readonly sandbox: EmbeddedSandbox
}

export type App = {
  /** Answers a GraphQL request; for embedding in any fetch-style server and for tests. */
  readonly fetch: (request: Request) => Promise<Response>
  /** The same as a listener of `node:http`. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => unknown
  /** Where calls go: the configured endpoint, or the embedded sandbox's own address. */
  readonly endpoint: URL
  readonly log: Log
  readonly metrics: Metrics
  /** How each operation called so far fares. */
  readonly health: () => readonly OperationHealth[]
  /** Ends upstream connections and the embedded sandbox. Call it when no request is under way. */
  readonly close: () => Promise<void>
}

const knownCodes: ReadonlySet<string> = new Set(rejections.map(({ code }) => code))

/** The whole wiring. With `upstream: 'sandbox'` it brings up the embedded sandbox, which is loaded only then. */
export const createApp = async (config: Config, given: Partial<Ports> = {}): Promise<App> => {
  const { now, after, newId, random } = { ...ambient, ...given }
  const log = given.log ?? createLog(config.logLevel, process.stdout)
  const sandbox = config.upstream === 'sandbox' ? (given.sandbox ?? (await embedSandbox(config, now))) : null
  const accessKey = sandbox ? () => sandbox.accessKey : config.accessKey
  const endpoint = sandbox ? new URL(sandbox.url) : config.endpoint

  const upstream = createUpstream({
    endpoint,
    version: product.version,
    signature: config.signature,
    credentials: accessKey ? staticCredentials(accessKey()) : chainedCredentials(officialChain, now),
    timeoutMs: config.timeoutMs,
    concurrency: config.concurrency,
    limitOf: (row) => quotaOf(config, row),
    now,
    after,
    random,
    nonce: newId,
    observe: (attempt) => {
      reportAttempt(log, attempt)
      traceAttempt(attempt)
      metrics.attempt(attempt)
    },
    count: (call) => metrics.call(call),
  })
  const yoga = createGraphqlServer({
    schema,
    log,
    newId,
    client: upstream.client,
    now,
    parallelism: config.concurrency,
    timeoutMs: config.timeoutMs,
    tallies: !config.production,
    health: upstream.health,
  })
  const metrics = createMetrics({ health: upstream.health, knownCodes })

  return {
    fetch: async (request) => yoga.fetch(request),
    handle: config.fastPath ? createFront({ yoga, otherwise: yoga }) : yoga,
    endpoint,
    log,
    metrics,
    health: upstream.health,
    close: async () => {
      await upstream.close()
      await sandbox?.close()
    },
  }
}
