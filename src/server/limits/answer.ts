import { type ExecutionResult, GraphQLError } from 'graphql'
import { hideNames } from './names.ts'
import { maxErrors } from './rules.ts'
import { withoutValues } from './values.ts'

/** Bytes are bounded by their parts: this many errors, characters of a message (6 bytes each at worst), places. */
const [maxCharacters, maxPlaces] = [300, 4]

type Told = { readonly document: string; readonly mayKnowNames: boolean }

/**
 * The errors of an answer without data, as the caller may see them: few, short, without values, and for whoever may not
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

type Http = { readonly status?: number; readonly spec?: boolean }

/** Every answer without data says by its code and status that nothing was executed. */
const settled = ({ originalError, ...extensions }: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const { code = 'BAD_USER_INPUT', http } = extensions as { code?: string; http?: Http }
  if (ours.has(code)) return { ...extensions, http: { status: http?.status ?? 400 } }
  // Yoga tells the parser's own words about a body that is no JSON, which repeat a part of it.
  if (originalError) return { ...extensions, code, http: { ...http, spec: false } }
  if (http) return { ...extensions, code }
  return { ...extensions, code, http: code === 'INTERNAL_SERVER_ERROR' ? { status: 500 } : { status: 400, spec: true } }
}

/** Refusals of ours are no 200 whatever the client accepts: Yoga's hooks for its own errors mark them otherwise. */
const ours: ReadonlySet<string> = new Set(['LIMIT_EXCEEDED', 'FORBIDDEN', 'INTROSPECTION_OFF'])
