import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { GraphQLParams, Plugin } from 'graphql-yoga'
import { jsonHeaders } from './headers.ts'
import { bodyOf, type Fault } from './refusal.ts'

/** Where Yoga's GraphQL over HTTP is laxer than this server promises. A plugin, so that it holds for `app.fetch` too. */
export const strictOverHttp: Plugin<object> = {
  onRequestParse: ({ request, requestParser, setRequestParser, endResponse, fetchAPI }) => {
    // Before anything runs: a write must not be done for a caller who cannot take its answer. Yoga's own 406 comes after,
    // and repeats its list of types for every type asked for.
    if (!takesJson(request.headers.get('accept'))) {
      const { status } = notAcceptable
      return endResponse(new fetchAPI.Response(bodyOf(notAcceptable), { status, headers: jsonHeaders }))
    }
    if (requestParser)
      setRequestParser(async (given) => withDocumentId(given, await readable(() => requestParser(given))))
  },

  onParse: ({ parseFn, setParseFn }) =>
    setParseFn((...args: Parameters<typeof parseFn>) => shallow(() => parseFn(...args))),

  onValidate: ({ validateFn, setValidationFn }) =>
    setValidationFn((...args: Parameters<typeof validateFn>) => shallow(() => validateFn(...args))),

  onExecute: ({ args: { schema, document, contextValue }, setResultAndStopExecution }) => {
    const { method } = (contextValue as { readonly request?: { readonly method?: string } }).request ?? {}
    if (method === 'GET' && !isFree(schema, document)) setResultAndStopExecution({ errors: [notByGet()] })
  },

  onResultProcess: ({ result, setResult }) => {
    if ('errors' in result && result.errors && !('data' in result)) {
      const errors = result.errors.slice(0, mostErrors).map((error) => brief(withStatus(error)))
      setResult({ ...result, errors })
    }
  },
}

const refusal = (status: number, code: string, message: string, headers?: Record<string, string>): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status, ...(headers ? { headers } : {}) } } })

const notAcceptable: Fault = { status: 406, code: 'NOT_ACCEPTABLE', message: 'answers are JSON' }

const jsonTypes: ReadonlySet<string | undefined> = new Set([
  '*/*',
  'application/*',
  'application/json',
  'application/graphql-response+json',
])

const takesJson = (accept: string | null): boolean =>
  !accept ||
  accept
    .toLowerCase()
    .replace(/\s/g, '')
    .split(',')
    .some((part) => jsonTypes.has(part.split(';', 1)[0]) && !/;charset=(?!utf-8)/.test(part))

/** What cannot be read is the caller's fault, told without repeating any of it: there may be a number in it. */
const readable = async <T>(read: () => Promise<T> | T): Promise<T> => {
  try {
    return await read()
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions.originalError === undefined) throw error
    if (error instanceof DOMException) throw error
    throw refusal(400, 'BAD_REQUEST', 'The request is no valid JSON.')
  }
}

/** Yoga reads four parameters out of an address; the id of a trusted document is a fifth. */
const withDocumentId = <T>({ method, url }: Request, params: T): T => {
  if (method !== 'GET') return params
  const documentId = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('documentId')
  return documentId === null ? params : { ...params, documentId }
}
export type TrustedParams = GraphQLParams & { readonly documentId?: unknown }

/** graphql-js recurses into what is nested; whoever nests until the stack ends gets told, not an internal error. */
const shallow = <T>(act: () => T): T => {
  try {
    return act()
  } catch (error) {
    throw error instanceof RangeError ? refusal(400, 'TOO_DEEP', 'The document is nested too deeply.') : error
  }
}

/**
 * Whether nothing in the document asks the upstream: every field that does answers with a union called …Result, which is a
 * law of the schema's own tests. A status 2 may lend a number while it is being read, so a look-up is never a GET, which
 * browsers prefetch and proxies repeat.
 */
const isFree = (schema: GraphQLSchema, document: DocumentNode): boolean => {
  const types = new TypeInfo(schema)
  let free = true
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: () => {
        const type = types.getType()
        if (type && getNamedType(type).name.endsWith('Result')) free = false
      },
    }),
  )
  return free
}

const notByGet = (): GraphQLError =>
  refusal(405, 'METHOD_NOT_ALLOWED', 'What asks the upstream is asked by POST.', { allow: 'POST' })

const mostErrors = 5
const longestMessage = 1_000
const mostPlaces = 10

/** What the GraphQL specification itself finds wrong is told with 200 to whoever accepts plain JSON (GraphQL over HTTP, 6.4). */
const ofTheSpecification: ReadonlySet<unknown> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED'])

/**
 * Everything else has a status of its own. Yoga takes a limit that is found while parsing or validating for the
 * specification's word, and gives what nobody gave a status (a rule that threw, a bug) 200, without data.
 */
const withStatus = (error: GraphQLError): GraphQLError => {
  const { message, nodes, source, positions, path, extensions } = error
  const { code, http } = extensions as {
    code?: unknown
    http?: { status?: number; spec?: boolean; headers?: Record<string, string> }
  }
  if (http && (!http.spec || ofTheSpecification.has(code))) return error
  const status = http?.status ?? (code === 'INTERNAL_SERVER_ERROR' ? 500 : 400)
  return new GraphQLError(message, {
    nodes,
    source,
    positions,
    path,
    extensions: { ...extensions, http: { status, ...(http?.headers ? { headers: http.headers } : {}) } },
  })
}

/** Messages repeat names and places of the document, which the caller has and which would make a refusal dear. */
const brief = (error: GraphQLError): GraphQLError => {
  const { message, source, positions, path, extensions } = error
  if (message.length <= longestMessage && (positions?.length ?? 0) <= mostPlaces) return error
  return new GraphQLError(message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message, {
    source,
    positions: positions?.slice(0, mostPlaces),
    path,
    extensions,
  })
}
