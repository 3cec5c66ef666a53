import { GraphQLError, type GraphQLSchema } from 'graphql'
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga'
import type { Client, Tally } from '../../aliyun/call-path/client.ts'
import { type Cancellation, cancellationOf, never } from '../../aliyun/cancellation.ts'
import type { FanOut } from '../../graph/fields/fan-out.ts'
import { createRevealer, type Revealer, type Unmasking, unmaskHeader } from '../../graph/numbers/reveal.ts'
import type { Context } from '../../graph/request/context.ts'
import { withinPools } from '../../graph/request/pool-guard.ts'
import type { Viewer } from '../../graph/request/viewer.ts'
import type { AuditedUnmasking } from '../audit/audit.ts'
import { withSecurityHeaders } from '../http/headers.ts'
import { withoutValues } from '../limits/hide-values.ts'
import type { DocumentLimits } from '../limits/limit-errors.ts'
import { createLimits, type LimitsPlugin } from '../limits/limits.ts'
import type { Log } from '../telemetry/log.ts'
import { boundedCaches } from './document-caches.ts'
import { preferredLocale } from './locale.ts'
import { strictOverHttp } from './over-http.ts'

export const graphqlPath = '/graphql'

export type YogaOptions = {
  readonly schema: GraphQLSchema
  readonly client: Client
  readonly fanOut: FanOut
  /** Total time of a request's upstream calls; a caller may ask for less or more by header. */
  readonly timeoutMs: number
  readonly bodyBytes: number
  readonly limits: DocumentLimits
  /** Development on this machine alone: every viewer may introspect. */
  readonly developing: boolean
  /** Whether any caller may ask what a request cost. */
  readonly tallies: boolean
  readonly health: Context['upstreamHealth']
  readonly auditLog: Context['auditLog']
  readonly ref: Context['ref']
  readonly recordedCall: Context['recordedCall']
  readonly unmasking: AuditedUnmasking
  readonly now: () => number
  readonly log: Log
  readonly newId: () => string
  readonly plugins: readonly Plugin<object>[]
}

/** What admission hands on to Yoga. */
export type Admitted = { readonly viewer: Viewer }

export type Yoga = YogaServerInstance<Admitted, Context>

/** What a context is made from: a fetch-style Request behind Yoga's listener, less than one in front of it. */
export type Asker = { readonly headers: { readonly get: (name: string) => string | null } }
export type Source = {
  readonly request: Asker & { readonly signal?: AbortSignal }
  readonly cancellation?: Cancellation
  readonly viewer: Viewer
  readonly params?: { readonly query?: string | null; readonly operationName?: string | null }
}

export type GraphqlServer = {
  readonly yoga: Yoga
  /**
   * What the pipeline of plugins does around an execution, for the fast path, which runs a compiled document without it: a sixth of a
   * look-up's CPU is spent on passing hooks (measured 2026-11-25). The same functions, so that the same rules hold.
   */
  readonly schema: GraphQLSchema
  readonly contextOf: (source: Source) => Context
  readonly mayRun: LimitsPlugin['mayRun']
  readonly mask: (error: unknown) => Error
}

export const createGraphqlServer = (options: YogaOptions): GraphqlServer => {
  const { schema, client, now, log, newId } = options
  const tallies = new WeakMap<Asker, Tally>()
  const revealers = new WeakMap<Asker, Revealer>()

  const contextOf = ({
    request,
    cancellation = cancellationFrom(request.signal),
    viewer,
    params = {},
  }: Source): Context => {
    const deadline = now() + wantedTimeout(request.headers.get(timeoutHeader), options.timeoutMs)
    const tally = options.tallies && request.headers.get(tallyHeader) !== null ? noCalls() : undefined
    if (tally) tallies.set(request, tally)
    const reason = request.headers.get(unmaskHeader)
    let calls = 0
    const call = withinPools(viewer, (row, input, wanted) => {
      // One caller cannot starve another (PROMISES §2): a request that asks much at once stands behind those that ask one thing.
      const lane = ++calls > mostInteractive ? 'bulk' : wanted
      // A write that was sent is waited for: giving it up would leave its outcome open.
      return client.call(row, input, {
        deadline,
        lane,
        tally,
        cancellation: row.effect === 'read' ? cancellation : never,
      })
    })
    const { query, operationName } = params
    const asked = { request: call, operationName: operationName ?? null, document: query ?? '' }
    const { take, audit } = options.unmasking
    const written = (unmasking: Unmasking): void => audit(unmasking, asked)
    const revealer = reason === null ? null : createRevealer({ viewer, reason, ref: options.ref, take, audit: written })
    if (revealer) revealers.set(request, revealer)
    return {
      call,
      viewer,
      reveal: revealer?.reveal ?? null,
      ref: options.ref,
      recordedCall: options.recordedCall,
      locale: preferredLocale(request.headers.get('accept-language')),
      now,
      newId,
      fanOut: options.fanOut,
      upstreamHealth: options.health,
      auditLog: options.auditLog,
    }
  }

  /** `extensions.dypls`: what the request cost, and how many numbers it was shown, for those who asked. */
  const tell: Plugin<object> = {
    onExecute: ({ args }) => {
      const { request } = args.contextValue as unknown as Source
      const [tally, revealer] = [tallies.get(request), revealers.get(request)]
      if (!tally && !revealer) return
      return {
        onExecuteDone: ({ result, setResult }) => {
          if (!('data' in result)) return
          const dypls = { ...tally, ...(revealer ? { unmasked: revealer.unmasked() } : {}) }
          setResult({ ...result, extensions: { ...result.extensions, dypls } })
        },
      }
    },
  }

  const limits = createLimits({
    limits: options.limits,
    developing: options.developing,
    tellsCost: (context) => tallies.has((context as Source).request),
  })

  const mask = (error: unknown): Error => masked(error, log, newId)

  const yoga = createYoga<Admitted, Context>({
    schema,
    graphqlEndpoint: graphqlPath,
    context: (source) => contextOf(source as unknown as Source),
    plugins: [withSecurityHeaders, strictOverHttp, tell, limits, ...options.plugins],
    parserAndValidationCache: boundedCaches(),
    // GraphiQL and health are served by http.ts; the CORS default would reflect every origin with credentials.
    graphiql: false,
    landingPage: false,
    cors: false,
    batching: false,
    multipart: false,
    maxRequestBodySize: options.bodyBytes,
    maskedErrors: { maskError: mask },
    logging: {
      debug: (...parts) => log.debug({ parts: parts.map(String) }, 'yoga'),
      info: (...parts) => log.info({ parts: parts.map(String) }, 'yoga'),
      warn: (...parts) => log.warn({ parts: parts.map(String) }, 'yoga'),
      // What was refused, or masked and logged under its id already. Its words repeat the caller's values.
      error: (...parts) => log.debug({ errors: parts.map(nameOf) }, 'a request ended with an error'),
    },
  })
  return { yoga, schema, contextOf, mayRun: limits.mayRun, mask }
}

const nameOf = (part: unknown): string => (part instanceof Error ? part.name : typeof part)

const cancellationFrom = (signal: AbortSignal | undefined): Cancellation => (signal ? cancellationOf(signal) : never)

/** Upstream calls of one request that may go before lists; the rest queue with them. */
const mostInteractive = 5

/** Milliseconds a caller gives the whole request; 500 to 8000, anything else is the configured time. */
const timeoutHeader = 'x-dypls-timeout-ms'
/** Asks for `extensions.dypls`: what the request cost. */
export const tallyHeader = 'x-dypls-tally'

const wantedTimeout = (header: string | null, otherwise: number): number =>
  header !== null && /^\d{1,5}$/.test(header) ? Math.min(8_000, Math.max(500, Number(header))) : otherwise

const noCalls = (): Tally => ({ upstreamCalls: 0, merged: 0, attempts: 0, waitedMs: 0 })

/** Errors that GraphQL itself found in a request are told as they are; a bug of ours gets an id that the log has too. */
const masked = (error: unknown, log: Log, newId: () => string): Error => {
  if (error instanceof GraphQLError && !hasForeignCause(error)) return plain(error)
  const id = newId()
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error
  log.error({ id, err: cause }, 'an unexpected error was masked')
  return new GraphQLError('Something went wrong on our side. The log has more under the id.', {
    ...(error instanceof GraphQLError ? { path: error.path, nodes: error.nodes } : {}),
    extensions: { code: 'INTERNAL_SERVER_ERROR', id },
  })
}

/** graphql-js repeats the value that does not fit, which may be a phone number in the wrong place. */
const plain = (error: GraphQLError): GraphQLError => {
  const message = withoutValues(error.message)
  if (message === error.message) return error
  const { nodes, source, positions, path, extensions } = error
  return new GraphQLError(message, { nodes, source, positions, path, extensions })
}

const hasForeignCause = (error: GraphQLError): boolean =>
  error.originalError != null && !(error.originalError instanceof GraphQLError && !hasForeignCause(error.originalError))
