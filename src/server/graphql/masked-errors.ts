import { GraphQLError } from 'graphql'
import { withoutValues } from '../limits/hide-values.ts'
import type { Log } from '../telemetry/log.ts'

/** Errors that GraphQL itself found in a request are told as they are; a bug of ours gets an id that the log has too. */
export const masked = (error: unknown, log: Log, newId: () => string): GraphQLError => {
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
