import { GraphQLError, type GraphQLSchema } from 'graphql'
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga'
import { type Cancellation, cancellationOf, never } from '../aliyun/cancellation.ts'
import type { Client, Tally } from '../aliyun/client.ts'
import { mask } from '../dypls/phone.ts'
import type { Context } from '../graph/context.ts'
import { withinPools } from '../graph/pools.ts'
import { createRevealer, type Revealer, type UnmaskingPorts, unmaskHeader } from '../graph/reveal.ts'
import type { Viewer } from '../graph/viewer.ts'
import { boundedCaches } from './documents.ts'
import { withSecurityHeaders } from './headers.ts'
import { preferredLocale } from './locale.ts'
import type { Log } from './log.ts'
import { strictOverHttp } from './over-http.ts'

export const graphqlPath = '/graphql'

export type YogaOptions = {
  readonly schema: GraphQLSchema
  readonly client: Client
  readonly parallelism: number
  /** Total time of a request's upstream calls; a caller may ask for less or more by header. */
  readonly timeoutMs: number
  readonly bodyBytes: number
  /** Whether any caller may ask what a request cost. */
  readonly tallies: boolean
  readonly health: Context['upstreamHealth']
  readonly ref: Context['ref']
  readonly unmasking: UnmaskingPorts
  readonly now: () => number
  readonly log: Log
  readonly newId: () => string
  readonly plugins: readonly Plugin<object>[]
}

/** What whoever lets a request in hands on to Yoga. */
export type Admitted = { readonly viewer: Viewer }

export type Yoga = YogaServerInstance<Admitted, Context>

/** What a context is made from: a fetch-style Request behind Yoga's listener, less than one in front of it. */
export type Asker = { readonly headers: { readonly get: (name: string) => string | null } }
type Source = {
  readonly request: Asker & { readonly signal?: AbortSignal }
  readonly cancellation?: Cancellation
  readonly viewer: Viewer
}

export const createGraphqlServer = (options: YogaOptions): Yoga => {
  const { schema, client, now, log, newId } = options
  const tallies = new WeakMap<Asker, Tally>()
  const revealers = new WeakMap<Asker, Revealer>()

  const context = ({ request, cancellation = cancellationFrom(request.signal), viewer }: Source): Context => {
    const deadline = now() + wantedTimeout(request.headers.get(timeoutHeader), options.timeoutMs)
    const tally = options.tallies && request.headers.get(tallyHeader) !== null ? noCalls() : undefined
    if (tally) tallies.set(request, tally)
    const reason = request.headers.get(unmaskHeader)
    const revealer = reason === null ? null : createRevealer({ viewer, reason, ref: options.ref, ...options.unmasking })
    if (revealer) revealers.set(request, revealer)
    return {
      call: withinPools(viewer, (row, input, lane) =>
        // A write that was sent is waited for: giving it up would leave its outcome open.
        client.call(row, input, { deadline, lane, tally, cancellation: row.effect === 'read' ? cancellation : never }),
      ),
      viewer,
      reveal: revealer?.reveal ?? null,
      ref: options.ref,
      locale: preferredLocale(request.headers.get('accept-language')),
      now,
      newId,
      parallelism: options.parallelism,
      upstreamHealth: options.health,
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

  return createYoga<Admitted, Context>({
    schema,
    graphqlEndpoint: graphqlPath,
    context: (source) => context(source as unknown as Source),
    plugins: [withSecurityHeaders, strictOverHttp, tell, ...options.plugins],
    parserAndValidationCache: boundedCaches(),
    // GraphiQL and health are served by http.ts; the CORS default would reflect every origin with credentials.
    graphiql: false,
    landingPage: false,
    cors: false,
    batching: false,
    multipart: false,
    maxRequestBodySize: options.bodyBytes,
    maskedErrors: { maskError: (error) => masked(error, log, newId) },
    logging: {
      debug: (...parts) => log.debug({ parts: parts.map(String) }, 'yoga'),
      info: (...parts) => log.info({ parts: parts.map(String) }, 'yoga'),
      warn: (...parts) => log.warn({ parts: parts.map(String) }, 'yoga'),
      error: (...parts) => log.error({ parts: parts.map(String) }, 'yoga'),
    },
  })
}

const cancellationFrom = (signal: AbortSignal | undefined): Cancellation => (signal ? cancellationOf(signal) : never)

/** Milliseconds a caller gives the whole request; 500 to 8000, anything else is the configured time. */
const timeoutHeader = 'x-dypls-timeout-ms'
/** Asks for `extensions.dypls`: what the request cost. */
const tallyHeader = 'x-dypls-tally'

const wantedTimeout = (header: string | null, otherwise: number): number =>
  header !== null && /^\d{1,5}$/.test(header) ? Math.min(8_000, Math.max(500, Number(header))) : otherwise

const noCalls = (): Tally => ({ upstreamCalls: 0, merged: 0, attempts: 0, waitedMs: 0 })

/** Errors that GraphQL itself found in a request are told as they are; a bug of ours gets an id that the log has too. */
const masked = (error: unknown, log: Log, newId: () => string): Error => {
  if (error instanceof GraphQLError && !hasForeignCause(error)) return withoutValues(error)
  const id = newId()
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error
  log.error({ id, err: cause }, 'an unexpected error was masked')
  return new GraphQLError('Something went wrong on our side. The log has more under the id.', {
    ...(error instanceof GraphQLError ? { path: error.path, nodes: error.nodes } : {}),
    extensions: { code: 'INTERNAL_SERVER_ERROR', id },
  })
}

/** graphql-js repeats the value that does not fit, which may be a phone number in the wrong place. */
const withoutValues = (error: GraphQLError): GraphQLError => {
  const message = error.message
    .replace(/ got invalid value [\s\S]*?(?=(?: at "[^"]*")?; )/, ' got an invalid value')
    .replace(/\d{7,}/g, mask)
  if (message === error.message) return error
  const { nodes, source, positions, path, extensions } = error
  return new GraphQLError(message, { nodes, source, positions, path, extensions })
}

const hasForeignCause = (error: GraphQLError): boolean =>
  error.originalError != null && !(error.originalError instanceof GraphQLError && !hasForeignCause(error.originalError))
