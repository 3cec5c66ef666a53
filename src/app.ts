import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RateLimit } from './aliyun/call-path/rate-limit.ts'
import { createUpstream, type OperationHealth } from './aliyun/call-path/upstream.ts'
import type { After, Soon } from './aliyun/exchange/transport.ts'
import { chainedCredentials, officialChain, staticCredentials } from './aliyun/signing/credentials.ts'
import * as ambient from './ambient/ambient.ts'
import { accountLimitOf } from './config/account-limit.ts'
import { type Config, ConfigError } from './config/config.ts'
import { product } from './dypls/product.ts'
import { rejections } from './dypls/rejections/catalogue.ts'
import { type EmbeddedSandbox, embedSandbox } from './embedded-sandbox.ts'
import { createFanOut } from './graph/fields/fan-out.ts'
import { createRefs } from './graph/numbers/refs.ts'
import { recordedCalls } from './graph/request/recorded.ts'
import { openViewer, sandboxViewer, type Viewer } from './graph/request/viewer.ts'
import { createKeeping, type Keeping, keysOf } from './keeping/keeping.ts'
import type { OpenQueues } from './receipts/open-queues.ts'
import { queuesOf } from './receipts/queue-names.ts'
import { schema } from './schema/schema.ts'
import { createAdmission } from './server/admission/admission.ts'
import type { Admit } from './server/admission/admit.ts'
import type { RateStore } from './server/admission/rates/rates.ts'
import type { AuditedUnmasking } from './server/audit/audit.ts'
import { createAuditLog } from './server/audit/create-audit.ts'
import { auditMutations } from './server/audit/mutations.ts'
import { standardOut } from './server/audit/stdout.ts'
import type { Out } from './server/audit/stream.ts'
import { createCompiler, noCompiler } from './server/fast-path/compiler.ts'
import { createFastPath } from './server/fast-path/fast-path.ts'
import { readTrusted } from './server/graphql/trusted-documents.ts'
import { createGraphqlServer } from './server/graphql/yoga.ts'
import { httpFaultOf, responseTo } from './server/http/http-fault.ts'
import { receiptsPath } from './server/http/receipts-route.ts'
import { createLog, type Log, reportAttempt, reportQueue } from './server/telemetry/log.ts'
import { createMetrics, type Metrics } from './server/telemetry/metrics.ts'
import { traceAttempt } from './server/telemetry/trace.ts'

/** The ambient things. Tests hand in their own. */
export type Ports = {
  readonly now: () => number
  readonly after: After
  readonly soon: Soon
  readonly newId: () => string
  /** Never the same twice: the upstream refuses a request whose nonce it has seen. */
  readonly newNonce: () => string
  readonly random: () => number
  /** For secrets: as many random bytes as asked for. */
  readonly entropy: (bytes: number) => Uint8Array
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
  /** Answers a GraphQL request of the viewer that its `Authorization` admits; for embedding in any fetch-style server. */
  readonly fetch: (request: Request) => Promise<Response>
  /** Who asks, by `Authorization`. */
  readonly admit: Admit
  /** Answers a request of `node:http` for a viewer who was admitted. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, viewer: Viewer) => unknown
  /** Where calls go: the configured endpoint, or the embedded sandbox's own address. */
  readonly endpoint: URL
  readonly log: Log
  readonly metrics: Metrics
  /** How each operation called so far fares. */
  readonly health: () => readonly OperationHealth[]
  /** What is kept of receipts; null where nothing is. */
  readonly keeping: Keeping | null
  /** Who may push receipts. */
  readonly receiptsSecrets: readonly string[]
  /** Has the embedded sandbox push its receipts to the server at this address; does nothing where there is none, or nothing is kept. */
  readonly pushedTo: (url: string) => void
  /** Reads the queues that the settings name, from now on. */
  readonly readQueues: () => Promise<void>
  /** Ends upstream connections and the embedded sandbox. Call it when no request is under way. */
  readonly close: () => Promise<void>
}

const knownCodes: ReadonlySet<string> = new Set(rejections.map(({ code }) => code))

/** The whole wiring. With `upstream: 'sandbox'` it brings up the embedded sandbox, which is loaded only then. */
export const createApp = async (config: Config, given: Partial<Ports> = {}): Promise<App> => {
  const { now, after, soon, newId, newNonce, random, entropy } = { ...ambient, ...given }
  const trusted = readTrusted(config.persisted)
  if ('fault' in trusted) throw new ConfigError(`PERSISTED_MANIFEST: ${trusted.fault}`)
  const metrics = createMetrics({ health: () => upstream.health(), knownCodes })
  const log = given.log ?? createLog(config.logLevel, process.stdout, metrics.redacted)
  const keys = keysOf(config, () => newId() + newId())
  const refKey = keys.refs
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
  const accessKey = sandbox ? () => sandbox.accessKey : config.accessKey
  const endpoint = sandbox ? new URL(sandbox.url) : config.endpoint
  const credentials = accessKey ? staticCredentials(accessKey()) : chainedCredentials(officialChain, now)
  const receiptsSecrets = config.receiptsSecrets?.() ?? (sandbox ? [newId()] : [])
  const keeping = createKeeping(config, keys, ref, { now, after, soon, entropy, log, observe: metrics.receipts })
  if (keeping) metrics.watchStore(() => keeping.state().state === 'failing')
  let queues: OpenQueues | null = null

  const upstream = createUpstream({
    endpoint,
    version: product.version,
    signature: config.signature,
    credentials,
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
    recordedCall: recordedCalls(keeping),
    unmasking: given.unmasking ?? { take: admissions.takeUnmask, audit: audit.unmask },
  })

  return {
    fetch: async (request) => {
      const admitted = await admissions.admit(request.headers.get('authorization') ?? undefined)
      if ('status' in admitted) return responseTo(httpFaultOf(admitted))
      try {
        return await server.yoga.fetch(request, { viewer: admitted.viewer })
      } finally {
        admitted.leave()
      }
    },
    admit: admissions.admit,
    handle:
      config.fastPath && trusted.value.takesText
        ? createFastPath({
            server,
            bodyBytes: config.limits.bodyBytes,
            compiler: config.jit ? compiler : noCompiler,
            soon,
          })
        : (request, response, viewer) => server.yoga(request, response, { viewer }),
    endpoint,
    log,
    metrics,
    health: upstream.health,
    keeping,
    receiptsSecrets,
    pushedTo: (url) => {
      const [secret] = receiptsSecrets
      if (keeping && secret) sandbox?.receipts?.configure({ pushUrl: `${url}${receiptsPath}${secret}` })
    },
    readQueues: async () => {
      if (config.queues.length === 0) return
      if (!keeping) throw new ConfigError(queuesNeedStore)
      const { openQueues } = await import('./receipts/open-queues.ts')
      queues = openQueues({
        queues: queuesOf(config.queues, sandbox?.accountId ?? null),
        sandbox: sandbox ? endpoint : null,
        signature: config.signature,
        credentials,
        timeoutMs: config.timeoutMs,
        nonce: newNonce,
        store: (items) => keeping.store(items, 'mns'),
        quarantine: (items) => keeping.quarantine(items, 'mns'),
        observe: (told) => reportQueue(log, told),
        now,
        after,
        soon,
        random,
      })
    },
    close: async () => {
      admissions.close()
      await queues?.close()
      await keeping?.close()
      await upstream.close()
      await sandbox?.close()
      audit.close()
    },
  }
}

const queuesNeedStore =
  'DYPLS_RECEIPTS_QUEUES needs a store: set DYPLS_STORE, since a receipt is deleted from its queue only when it is kept'

/** What was opened before a start that failed is closed. */
const closing =
  (...opened: readonly { readonly close: () => void }[]) =>
  (error: unknown): never => {
    for (const each of opened) each.close()
    throw error
  }
