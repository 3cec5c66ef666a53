import { GraphQLError } from 'graphql'

/** A request that is refused as a whole, told in `errors[]`: nothing that a caller could react to field by field. */
export const requestError = (status: 400 | 403, code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } })
