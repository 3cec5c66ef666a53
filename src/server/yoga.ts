import { GraphQLError, type GraphQLSchema } from 'graphql'
import { createYoga, type YogaServerInstance } from 'graphql-yoga'
import { cancellationOf } from '../aliyun/cancellation.ts'
import type { Context } from '../graph/context.ts'
import { preferredLocale } from './locale.ts'
import type { Log } from './log.ts'

export const graphqlPath = '/graphql'

/** What stays the same for all requests; the rest of a Context is made per request. */
export type ContextPorts = Pick<Context, 'client' | 'now' | 'parallelism'>

export type YogaOptions = {
  readonly schema: GraphQLSchema
  readonly ports: ContextPorts
  readonly log: Log
  readonly newId: () => string
}

export type Yoga = YogaServerInstance<object, Context>

const maxBodyBytes = 100 * 1024

export const createGraphqlServer = ({ schema, ports, log, newId }: YogaOptions): Yoga =>
  createYoga<object, Context>({
    schema,
    graphqlEndpoint: graphqlPath,
    context: ({ request }): Context => ({
      ...ports,
      cancellation: cancellationOf(request.signal),
      locale: preferredLocale(request.headers.get('accept-language')),
    }),
    // GraphiQL and health are served by http.ts; the CORS default would reflect every origin with credentials.
    graphiql: false,
    landingPage: false,
    cors: false,
    batching: false,
    multipart: false,
    maxRequestBodySize: maxBodyBytes,
    maskedErrors: { maskError: (error) => masked(error, log, newId) },
    logging: {
      debug: (...parts) => log.debug({ parts: parts.map(String) }, 'yoga'),
      info: (...parts) => log.info({ parts: parts.map(String) }, 'yoga'),
      warn: (...parts) => log.warn({ parts: parts.map(String) }, 'yoga'),
      error: (...parts) => log.error({ parts: parts.map(String) }, 'yoga'),
    },
  })

/** Errors that GraphQL itself found in a request are told as they are; a bug of ours gets an id that the log has too. */
const masked = (error: unknown, log: Log, newId: () => string): Error => {
  if (error instanceof GraphQLError && !hasForeignCause(error)) return error
  const id = newId()
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error
  log.error({ id, err: cause }, 'an unexpected error was masked')
  return new GraphQLError('Something went wrong on our side. The log has more under the id.', {
    ...(error instanceof GraphQLError ? { path: error.path, nodes: error.nodes } : {}),
    extensions: { code: 'INTERNAL_SERVER_ERROR', id, http: { status: 500 } },
  })
}

const hasForeignCause = (error: GraphQLError): boolean =>
  error.originalError != null && !(error.originalError instanceof GraphQLError && !hasForeignCause(error.originalError))
