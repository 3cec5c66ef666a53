import { type ExecutionResult, GraphQLError } from 'graphql'
import { hideNames } from './hide-names.ts'
import { withoutValues } from './hide-values.ts'
import { maxErrors } from './rules.ts'

/** Bytes are bounded by their parts: this many errors, characters of a message (6 bytes each at worst), places. */
const [maxCharacters, maxPlaces] = [300, 4]

type Told = { readonly document: string; readonly mayKnowNames: boolean }

/**
 * The errors of an answer without data, as the caller may see them: few, short, without values, and for viewers that may not
 * introspect without names that the document did not have. This is also where their HTTP status is settled.
 */
export const tellErrors = (result: ExecutionResult, told: Told): ExecutionResult => {
  if (result.data != null || !result.errors?.length) return result
  return { ...result, errors: result.errors.slice(0, maxErrors).map((error) => tell(error, 'data' in result, told)) }
}

const tell = (error: GraphQLError, executed: boolean, { document, mayKnowNames }: Told): GraphQLError => {
  const { nodes, source, positions, path } = error
  const plain = ours.has(String(error.extensions.code)) ? error.message : withoutValues(error.message)
  const message = mayKnowNames ? plain : hideNames(plain.slice(0, 8 * maxCharacters), document)
  return new GraphQLError(message.length > maxCharacters ? `${message.slice(0, maxCharacters)}…` : message, {
    nodes: nodes?.slice(0, maxPlaces),
    source,
    positions: positions?.slice(0, maxPlaces),
    path,
    extensions: executed ? error.extensions : settled(error.extensions),
  })
}

type Http = { readonly status?: number; readonly spec?: boolean; readonly headers?: Readonly<Record<string, string>> }

/** Every answer without data says by its code and status that nothing was executed. */
const settled = ({ originalError, ...extensions }: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const { code = 'BAD_USER_INPUT', http } = extensions as { code?: string; http?: Http }
  // Yoga tells the parser's own words about a body that is no JSON, which repeat a part of it: `originalError` stays here.
  if (http && !http.spec && !originalError) return { ...extensions, code }
  if (http?.spec && ofTheSpecification.has(code)) return { ...extensions, code }
  const status = http?.status ?? (code === 'INTERNAL_SERVER_ERROR' ? 500 : 400)
  return { ...extensions, code, http: { ...(http?.headers ? { headers: http.headers } : {}), status } }
}

/**
 * What the specification itself finds wrong with a document is told with 200 to clients that accept plain JSON (GraphQL over
 * HTTP, 6.4). Yoga's hooks take a limit, or a rule that threw, for the same, and would answer 200 without data.
 */
const ofTheSpecification: ReadonlySet<string> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED'])

/** Refusals of ours are no 200 whatever the client accepts: Yoga's hooks for its own errors mark them otherwise. */
const ours: ReadonlySet<string> = new Set(['LIMIT_EXCEEDED', 'FORBIDDEN', 'INTROSPECTION_OFF'])
