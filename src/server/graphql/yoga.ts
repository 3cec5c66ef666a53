import type { GraphQLError, GraphQLSchema } from 'graphql'
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga'
import type { Context } from '../../graph/request/context.ts'
import type { Viewer } from '../../graph/request/viewer.ts'
import { graphqlPath } from '../http/graphql-path.ts'
import type { DocumentLimits } from '../limits/limit-errors.ts'
import { createLimits, type LimitsPlugin } from '../limits/limits.ts'
import type { Log } from '../telemetry/log.ts'
import { tellCost } from './cost-extension.ts'
import { boundedCaches } from './document-caches.ts'
import { masked } from './masked-errors.ts'
import { strictOverHttp } from './over-http.ts'
import { createRequestContexts, type RequestContextOptions, type Source } from './request-context.ts'
import { withSecurityHeaders } from './security-headers.ts'

export type YogaOptions = RequestContextOptions & {
  readonly schema: GraphQLSchema
  readonly bodyBytes: number
  readonly limits: DocumentLimits
  /** Development on this machine alone: every viewer may introspect. */
  readonly developing: boolean
  readonly log: Log
  readonly plugins: readonly Plugin<object>[]
}

/** What admission hands on to Yoga. */
export type Admitted = { readonly viewer: Viewer }

export type Yoga = YogaServerInstance<Admitted, Context>

export type GraphqlServer = {
  readonly yoga: Yoga
  /**
   * What the pipeline of plugins does around an execution, for the fast path, which runs a compiled document without it: a
   * sixth of a look-up's CPU is spent on passing hooks (measured 2026-11-25). The same functions, so that the same rules hold.
   */
  readonly schema: GraphQLSchema
  readonly contextOf: (source: Source) => Context
  readonly costOf: LimitsPlugin['costOf']
  readonly mask: (error: unknown) => GraphQLError
}

export const createGraphqlServer = (options: YogaOptions): GraphqlServer => {
  const { schema, log, newId } = options
  const { contextOf, toldTo } = createRequestContexts(options)
  const limits = createLimits({
    limits: options.limits,
    developing: options.developing,
    tellsCost: (context) => toldTo((context as Source).request).tally !== undefined,
  })
  const mask = (error: unknown): GraphQLError => masked(error, log, newId)

  const yoga = createYoga<Admitted, Context>({
    schema,
    graphqlEndpoint: graphqlPath,
    context: (source) => contextOf(source as unknown as Source),
    plugins: [withSecurityHeaders, strictOverHttp, tellCost(toldTo), limits, ...options.plugins],
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
  return { yoga, schema, contextOf, costOf: limits.costOf, mask }
}

const nameOf = (part: unknown): string => (part instanceof Error ? part.name : typeof part)
