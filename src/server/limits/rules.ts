import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  type ParseOptions,
  parse,
  type Source,
  type ValidationRule,
  validate,
} from 'graphql'
import { breachOf } from './document-size.ts'
import { type DocumentLimits, overLimit } from './limit-errors.ts'

/** How many errors one answer tells. */
export const maxErrors = 5

/** graphql-js's parser, which stops at the limit of tokens; its error for that becomes ours. */
export const parseWithin =
  (limits: DocumentLimits) =>
  (source: string | Source, options?: ParseOptions): DocumentNode => {
    try {
      return parse(source, { ...options, maxTokens: limits.tokens })
    } catch (error) {
      if (error instanceof GraphQLError && tooManyTokens.test(error.message)) throw overLimit('tokens', limits.tokens)
      throw exhausted(error, limits)
    }
  }
const tooManyTokens = /^Syntax Error: Document contains more tha[nt] \d+ tokens/

/** The error that keeps a document from being looked at by any rule, or null. */
export const breach = (document: DocumentNode, limits: DocumentLimits): GraphQLError | null => {
  try {
    return breachOf(document, limits)
  } catch (error) {
    return exhausted(error, limits)
  }
}

/** graphql-js's rules, which stop at the limit of errors; it adds one more that only says so. */
export const validateWithin =
  (limits: DocumentLimits) =>
  (schema: GraphQLSchema, document: DocumentNode, rules?: readonly ValidationRule[]): readonly GraphQLError[] => {
    try {
      return validate(schema, document, rules, { maxErrors }).slice(0, maxErrors)
    } catch (error) {
      return [exhausted(error, limits)]
    }
  }

/** Where the limit of tokens was raised, nesting can exhaust the stack of what walks it: that is an answer, not a crash. */
const exhausted = (error: unknown, { depth }: DocumentLimits): GraphQLError => {
  if (error instanceof RangeError) return overLimit('depth', depth)
  throw error
}
