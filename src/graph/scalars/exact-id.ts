import { GraphQLError, GraphQLID, GraphQLScalarType } from 'graphql'

/**
 * ID as GraphQL has it, except that none is ever rounded: a JSON number beyond 2^53 was, by whoever wrote or read it, and
 * names another binding. Reading bodies losslessly would mend only half of that and hide the rest, since most clients
 * round before they send. An id in the text of a document is exact, and taken as it stands.
 */
export const exactId = new GraphQLScalarType<string, string>({
  ...GraphQLID.toConfig(),
  parseValue: (value) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return GraphQLID.parseValue(value)
    // The id is not repeated, as with every other value.
    throw new GraphQLError(
      'Expected an id, send ids as texts, since a number of this size or form may have been rounded.',
    )
  },
})
