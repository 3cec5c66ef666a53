import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RateLimit } from './aliyun/call-path/rate-limit.ts'
import { createUpstream, type OperationHealth } from './aliyun/call-path/upstream.ts'
import type { After, Soon } from './aliyun/exchange/transport.ts'
import { chainedCredentials, officialChain, staticCredentials } from './aliyun/signing/credentials.ts'
import * as ambient from './ambient/ambient.ts'
import { accountLimitOf } from './config/account-limit.ts'
import { type Config, ConfigError, showsPage } from './config/config.ts'
import { product } from './dypls/product.ts'
import { rejections } from './dypls/rejections/catalogue.ts'
import { type EmbeddedSandbox, embedSandbox } from './embedded-sandbox.ts'
import { createFanOut } from './graph/fields/fan-out.ts'
import { createRefs } from './graph/numbers/refs.ts'
import { openViewer, sandboxViewer, type Viewer } from './graph/request/viewer.ts'
import { examples } from './schema/examples.ts'
import { schema } from './schema/schema.ts'
import { createAdmission } from './server/admission/admission.ts'
import type { Admit } from './server/admission/admit.ts'
import type { RateStore } from './server/admission/rates/rates.ts'
import type { AuditedUnmasking } from './server/audit/audit.ts'
import { createAuditLog } from './server/audit/create-audit.ts'
import { auditMutations } from './server/audit/mutations.ts'
import { standardOut } from './server/audit/stdout.ts'
import type { Out } from './server/audit/stream.ts'
import { createWaysIn } from './server/embedding/ways-in.ts'
import { createCompiler, noCompiler } from './server/fast-path/compiler.ts'
import { createFastPath } from './server/fast-path/fast-path.ts'
import { readTrusted } from './server/graphql/trusted-documents.ts'
import { createGraphqlServer } from './server/graphql/yoga.ts'
import type { Cors } from './server/http/cors.ts'
import type { Graph } from './server/http/graph-route.ts'
import type { HtmlPage } from './server/http/graphiql.ts'
import { createLog, type Log, reportAttempt } from './server/telemetry/log.ts'
import { createMetrics, type Metrics } from './server/telemetry/metrics.ts'
import { openTracing } from './server/telemetry/trace.ts'

/** The ambient things. Tests hand in their own. */
export type Ports = {
  readonly now: () => number
  readonly after: After
  readonly soon: Soon
  readonly newId: () => string
  /** Never the same twice: the upstream refuses a request whose nonce it has seen. */
  readonly newNonce: () => string
  readonly random: () => number
  readonly log: Log
  /** Where audit records go with DYPLS_AUDIT=stdout. */
  readonly auditOut: Out
  /** Where calls go with `upstream: 'sandbox'`; one of its own when left out. */
  readonly sandbox: EmbeddedSandbox
  /** The viewer of every caller where DYPLS_AUTH is open. */
  readonly viewer: Viewer
  readonly unmasking: AuditedUnmasking
  /** The account's quota, where instances share it; this process's own when left out. */
  readonly budget: RateLimit
  /** Where callers' rates are counted, where instances share them; in this process when left out. */
  readonly rates: RateStore
}

export type App = {
  /**
   * Answers a request, at whatever path, in any server of the fetch kind (Hono, Next, Deno …): questions, preflights,
   * GraphiQL. Who asks is `viewer`, or whoever `Authorization` admits.
   */
  readonly fetch: (request: Request, known?: { readonly viewer?: Viewer | undefined }) => Promise<Response>
  /** The same for `node:http` and what is built on it (Express, Fastify …). Takes a `request.body` that was parsed before. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, viewer?: Viewer) => unknown
  /** Who asks, by `Authorization`. Give the place back by `leave` when the answer has gone out. */
  readonly admit: Admit
  /** The graph alone, behind the guards of `createServer`. */
  readonly graphql: Graph
  /** GraphiQL; null where it is not shown. */
  readonly page: HtmlPage | null
  readonly cors: Cors
  /** Where calls go: as configured, or the embedded sandbox's own address. */
  readonly endpoint: URL
  readonly log: Log
  readonly metrics: Metrics
  /** How each operation called so far fares. */
  readonly health: () => readonly OperationHealth[]
  /** Refuses new requests, lets those under way finish (15 seconds at most), then ends all else. At any time, and again. */
  readonly close: () => Promise<void>
}

const knownCodes: ReadonlySet<string> = new Set(rejections.map(({ code }) => code))

/** The whole wiring. With `upstream: 'sandbox'` it brings up the embedded sandbox, which is loaded only then. */
export const createApp = async (config: Config, given: Partial<Ports> = {}): Promise<App> => {
  const { now, after, soon, newId, newNonce, random } = { ...ambient, ...given }
  const trusted = readTrusted(config.persisted)
  if ('fault' in trusted) throw new ConfigError(`PERSISTED_MANIFEST: ${trusted.fault}`)
  const metrics = createMetrics({ health: () => upstream.health(), knownCodes })
  const log = given.log ?? createLog(config.logLevel, process.stdout, metrics.redacted)
  const refKey = config.refKey?.() ?? newId() + newId()
  const ref = createRefs(refKey)
  const audit = createAuditLog({
    where: config.audit,
    out: given.auditOut ?? standardOut,
    refKey,
    ref,
    now,
    newId,
    log,
    failed: metrics.auditFailed,
  })
  if ('fault' in audit) throw new ConfigError(audit.fault)
  const admissions = await createAdmission({
    auth: config.auth,
    everybody: given.viewer ?? (config.upstream === 'sandbox' ? sandboxViewer : openViewer),
    limits: config.limits,
    rates: given.rates,
    now,
    after,
    log,
  })
  if ('fault' in admissions) {
    audit.close()
    throw new ConfigError(admissions.fault)
  }
  const sandbox =
    config.upstream === 'sandbox'
      ? (given.sandbox ?? (await embedSandbox(config, now).catch(closing(admissions, audit))))
      : null
  const traceAttempt = await openTracing()
  const accessKey = sandbox ? () => sandbox.accessKey : config.accessKey
  const endpoint = sandbox ? new URL(sandbox.url) : config.endpoint

  const upstream = createUpstream({
    endpoint,
    version: product.version,
    signature: config.signature,
    credentials: accessKey ? staticCredentials(accessKey()) : chainedCredentials(officialChain, now),
    timeoutMs: config.timeoutMs,
    concurrency: config.concurrency,
    limitOf: (row) => accountLimitOf(config, row),
    budget: given.budget,
    now,
    after,
    soon,
    random,
    nonce: newNonce,
    observe: (attempt) => {
      reportAttempt(log, attempt)
      traceAttempt(attempt)
      metrics.attempt(attempt)
    },
    count: (call) => metrics.call(call),
  })
  const audited = auditMutations(schema, audit)
  const compiler = createCompiler({
    schema: audited,
    after,
    complain: (error) => log.warn({ err: error }, 'a document is not compiled, only executed'),
  })
  const server = createGraphqlServer({
    schema: audited,
    log,
    newId,
    client: upstream.client,
    now,
    fanOut: createFanOut(config.concurrency),
    timeoutMs: config.timeoutMs,
    bodyBytes: config.limits.bodyBytes,
    limits: config.limits,
    developing: config.loopback && !config.production,
    tallies: config.tally,
    health: upstream.health,
    auditLog: audit.read,
    plugins: [...trusted.value.plugins, compiler.plugin],
    ref,
    unmasking: given.unmasking ?? { take: admissions.takeUnmask, audit: audit.unmask },
  })

  const graphql: Graph =
    config.fastPath && trusted.value.takesText
      ? createFastPath({
          server,
          bodyBytes: config.limits.bodyBytes,
          compiler: config.jit ? compiler : noCompiler,
          soon,
        })
      : (request, response, viewer) => server.yoga(request, response, { viewer })
  const { cors, page, embedding } = createWaysIn({
    ...{ yoga: server.yoga, graphql, admit: admissions.admit, bodyBytes: config.limits.bodyBytes, after, log },
    origins: config.origins,
    corsHeaders: config.corsHeaders,
    local: config.loopback && !config.production,
    examples: showsPage(config) ? examples : null,
    asksForKey: !config.auth.open,
  })
  const end = once(async () => {
    await embedding.drain()
    admissions.close()
    await upstream.close()
    await sandbox?.close()
    audit.close()
  })

  return {
    fetch: embedding.fetch,
    handle: embedding.handle,
    admit: admissions.admit,
    graphql,
    page,
    cors,
    endpoint,
    log,
    metrics,
    health: upstream.health,
    close: end,
  }
}

const once = (act: () => Promise<void>): (() => Promise<void>) => {
  let done: Promise<void> | null = null
  return () => (done ??= act())
}

/** What was opened before a start that failed is closed. */
const closing =
  (...opened: readonly { readonly close: () => void }[]) =>
  (error: unknown): never => {
    for (const each of opened) each.close()
    throw error
  }
