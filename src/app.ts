import type { IncomingMessage, ServerResponse } from 'node:http'
import type { OperationHealth } from './aliyun/call-path/upstream.ts'
import * as ambient from './ambient/ambient.ts'
import type { Ports } from './ambient/ports.ts'
import { type Config, ConfigError, showsPage } from './config/config.ts'
import { rejections } from './dypls/rejections/catalogue.ts'
import { embedSandbox } from './embedded-sandbox.ts'
import { createFanOut } from './graph/fields/fan-out.ts'
import { createOwnRefs, createRefs } from './graph/numbers/refs.ts'
import { recordedCalls } from './graph/request/recorded.ts'
import { openViewer, sandboxViewer, type Viewer } from './graph/request/viewer.ts'
import { type Closers, createClosers } from './ground/closers.ts'
import { createKeeping, type Keeping, keysOf } from './keeping/keeping.ts'
import { createReceiving, type Receiving } from './keeping/receiving.ts'
import { examples } from './schema/examples.ts'
import { schema } from './schema/schema.ts'
import { callScopesOf } from './schema/support/call-scopes.ts'
import { createAdmission } from './server/admission/admission.ts'
import type { Admit } from './server/admission/admit.ts'
import { createNewNumbers } from './server/admission/rates/new-numbers.ts'
import { createAuditLog } from './server/audit/create-audit.ts'
import { auditMutations } from './server/audit/mutations.ts'
import { auditRefusals } from './server/audit/refusals.ts'
import { standardOut } from './server/audit/stdout.ts'
import { createWaysIn } from './server/embedding/ways-in.ts'
import { createCompiler, noCompiler } from './server/fast-path/compiler.ts'
import { createFastPath } from './server/fast-path/fast-path.ts'
import { readTrusted } from './server/graphql/trusted-documents.ts'
import { createGraphqlServer } from './server/graphql/yoga.ts'
import type { Cors } from './server/http/cors.ts'
import type { Graph } from './server/http/graph-route.ts'
import type { HtmlPage } from './server/http/graphiql.ts'
import { createLog, type Log, reportQueue } from './server/telemetry/log.ts'
import { createMetrics, type Metrics } from './server/telemetry/metrics.ts'
import { openTracing } from './server/telemetry/trace.ts'
import { credentialsOf, endpointOf, openUpstream } from './wiring/open-upstream.ts'

export type { Ports }

export type App = Receiving & {
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
  /** Reads the key file again and opens the audit file anew, while requests go on. */
  readonly reload: () => Promise<void>
  /** What is kept of receipts; null where nothing is. */
  readonly keeping: Keeping | null
  /** Refuses new requests, lets those under way finish (15 seconds at most), then ends all else. At any time, and again. */
  readonly close: () => Promise<void>
}

const knownCodes: ReadonlySet<string> = new Set(rejections.map(({ code }) => code))

/** The whole wiring. With `upstream: 'sandbox'` it brings up the embedded sandbox, which is loaded only then. */
export const createApp = async (config: Config, given: Partial<Ports> = {}): Promise<App> => {
  const opened = createClosers()
  try {
    return await assemble(config, given, opened)
  } catch (error) {
    await opened.closeAll()
    throw error
  }
}

const assemble = async (config: Config, given: Partial<Ports>, opened: Closers): Promise<App> => {
  const ports = { ...ambient, ...given }
  const { now, after, soon, newId } = ports
  const trusted = readTrusted(config.persisted)
  if ('fault' in trusted) throw new ConfigError(`PERSISTED_MANIFEST: ${trusted.fault}`)
  const metrics = createMetrics({ health: () => upstream.health(), knownCodes })
  const log = given.log ?? createLog(config.logLevel, process.stdout, metrics.redacted)
  const keys = keysOf(config, () => newId() + newId())
  const refKey = keys.refs
  const ref = createRefs(refKey)

  const audit = createAuditLog({
    ...{ where: config.audit, out: given.auditOut ?? standardOut, refKey, ref, now, newId, log },
    failed: metrics.auditFailed,
  })
  if ('fault' in audit) throw new ConfigError(audit.fault)
  opened.add(audit.close)
  const admissions = await createAdmission({
    ...{ auth: config.auth, limits: config.limits, now, after, log },
    everybody: given.viewer ?? (config.upstream === 'sandbox' ? sandboxViewer : openViewer),
    rates: given.rates,
    unmaskings: given.unmaskings,
  })
  if ('fault' in admissions) throw new ConfigError(admissions.fault)
  opened.add(admissions.close)
  const sandbox = config.upstream === 'sandbox' ? (given.sandbox ?? (await embedSandbox(config, now))) : null
  if (sandbox) opened.add(sandbox.close)
  const credentials = credentialsOf(config, sandbox, now)
  const upstream = openUpstream(config, { ...ports, log, credentials }, sandbox, metrics, await openTracing())
  opened.add(upstream.close)
  const { entropy, random, newNonce: nonce } = ports
  const keeping = createKeeping(config, keys, ref, { now, after, soon, entropy, log, observe: metrics.receipts })
  if (keeping) {
    metrics.watchStore(() => keeping.state().state === 'failing')
    opened.add(keeping.close)
  }
  const receiving = createReceiving(config, keeping, sandbox, {
    ...{ credentials, now, after, soon, random, nonce, newId, opened },
    observe: (told) => reportQueue(log, told),
  })

  const audited = auditMutations(schema, audit)
  const compiler = createCompiler({
    schema: audited,
    after,
    complain: (error) => log.warn({ err: error }, 'a document is not compiled, only executed'),
  })
  const server = createGraphqlServer({
    ...{ schema: audited, log, newId, now, client: upstream.client, ref, ownRef: createOwnRefs(refKey) },
    fanOut: createFanOut(config.concurrency),
    timeoutMs: config.timeoutMs,
    bodyBytes: config.limits.bodyBytes,
    limits: config.limits,
    developing: config.loopback && !config.production,
    tallies: config.tally,
    callScopes: callScopesOf(audited),
    unjudged: ({ action, why }, first) => {
      metrics.unjudged(action)
      if (first) log.error({ action, why }, 'a call that nothing judged before execution was refused: this is a bug')
    },
    health: upstream.health,
    auditLog: audit.read,
    plugins: [...trusted.value.plugins, compiler.plugin, auditRefusals(schema, audit, config.limits)],
    stands: admissions.stands,
    numbers: {
      take: createNewNumbers({ limits: config.limits, secret: newId() + newId(), now }).take,
      audit: audit.limited,
    },
    recordedCall: recordedCalls(keeping),
    unmasking: given.unmasking ?? { take: admissions.takeUnmask, audit: audit.unmask },
  })
  const graphql: Graph =
    config.fastPath && trusted.value.takesText
      ? createFastPath({
          ...{ server, soon, bodyBytes: config.limits.bodyBytes },
          compiler: config.jit ? compiler : noCompiler,
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
  opened.add(embedding.drain)

  return {
    ...{ fetch: embedding.fetch, handle: embedding.handle, admit: admissions.admit, graphql, page, cors, log, metrics },
    endpoint: endpointOf(config, sandbox),
    health: upstream.health,
    ...receiving,
    keeping,
    reload: async () => {
      audit.reopen()
      await admissions.reload()
      log.info('API keys were read again and the audit log was opened anew')
    },
    close: opened.closeAll,
  }
}
