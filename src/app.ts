import type { IncomingMessage, ServerResponse } from 'node:http'
import { chainedCredentials, officialChain, staticCredentials } from './aliyun/credentials.ts'
import type { After } from './aliyun/transport.ts'
import { createUpstream, type OperationHealth } from './aliyun/upstream.ts'
import * as ambient from './ambient.ts'
import { type Config, ConfigError } from './config.ts'
import { product } from './dypls/product.ts'
import { rejections } from './dypls/rejections/catalogue.ts'
import { schema } from './schema/schema.ts'
import { type Audit, createAudit } from './server/audit/audit.ts'
import { createFileSink } from './server/audit/file.ts'
import { auditMutations } from './server/audit/mutations.ts'
import { createIdRef, createNumberRef } from './server/audit/ref.ts'
import { createStreamSink, type Out } from './server/audit/stream.ts'
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
  /** Where audit records go with DYPLS_AUDIT=stdout. */
  readonly auditOut: Out
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

/** For operations whose limit the vendor does not tell (PROMISES §1). */
const undocumentedPerSecond = 100

const knownCodes: ReadonlySet<string> = new Set(rejections.map(({ code }) => code))

/** The whole wiring. With `upstream: 'sandbox'` it brings up the embedded sandbox, which is loaded only then. */
export const createApp = async (config: Config, given: Partial<Ports> = {}): Promise<App> => {
  const { now, after, newId, random } = { ...ambient, ...given }
  const metrics = createMetrics({ health: () => upstream.health(), knownCodes })
  const log = given.log ?? createLog(config.logLevel, process.stdout, metrics.redacted)
  const audit = openAudit(config, { now, newId, log, failed: metrics.auditFailed }, given.auditOut ?? process.stdout)
  const sandbox = config.upstream === 'sandbox' ? await embeddedSandbox(config, now) : null
  const accessKey = sandbox ? () => sandbox.accessKey : config.accessKey
  const endpoint = sandbox ? new URL(sandbox.url) : config.endpoint

  const upstream = createUpstream({
    endpoint,
    version: product.version,
    signature: config.signature,
    credentials: accessKey ? staticCredentials(accessKey()) : chainedCredentials(officialChain, now),
    timeoutMs: config.timeoutMs,
    concurrency: config.concurrency,
    limitOf: (row) => config.rates.get(row.action) ?? row.perSecond ?? config.rates.get('*') ?? undocumentedPerSecond,
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
    schema: auditMutations(schema, audit),
    log,
    newId,
    client: upstream.client,
    now,
    parallelism: config.concurrency,
    timeoutMs: config.timeoutMs,
    tallies: !config.production,
    health: upstream.health,
    auditLog: audit.read,
  })

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
      audit.close()
    },
  }
}

type AuditPorts = Omit<Parameters<typeof createAudit>[0], 'sink' | 'refs'>

/** A file that cannot be written to is better known before the first mutation than at it. */
const openAudit = (config: Config, ports: AuditPorts, out: Out): Audit => {
  const key = config.refKey?.() ?? ports.newId()
  const refs = { number: createNumberRef(key), id: createIdRef(key) }
  if (config.audit === 'stdout') return createAudit({ ...ports, refs, sink: createStreamSink(out) })
  const exposed = (): void => ports.log.warn('the audit log may be read by others than its owner: chmod 600')
  try {
    const sink = createFileSink({ path: config.audit, now: ports.now, exposed })
    return createAudit({ ...ports, refs, sink })
  } catch (error) {
    throw new ConfigError(`DYPLS_AUDIT must be a file that can be written to: ${(error as Error).message}`)
  }
}

/** The one line that would break if `src/sandbox` were deleted. */
const embeddedSandbox = async ({ mischief }: Config, clock: () => number) => {
  const { startSandbox } = await import('./sandbox/sandbox.ts')
  const sandbox = await startSandbox({ clock })
  try {
    // A script that is none is refused by the sandbox itself, with a sentence that says what is wrong.
    for (const script of mischief === null ? [] : [mischief].flat()) sandbox.mischief(script as never)
    return sandbox
  } catch (error) {
    await sandbox.close()
    throw new ConfigError(`DYPLS_SANDBOX_MISCHIEF: ${(error as Error).message}`)
  }
}
