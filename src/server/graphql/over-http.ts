import { type DocumentNode, GraphQLError, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import { type GraphQLParams, type Plugin, processRegularResult } from 'graphql-yoga'
import { declaredOf } from '../../graph/fields/declared.ts'
import { isJson, notJson } from '../http/content-type.ts'
import { jsonHeaders } from '../http/headers.ts'
import { bodyOf, type Fault } from '../http/http-fault.ts'

/** Where Yoga's GraphQL over HTTP is laxer than this server promises. A plugin, so that it holds for `app.fetch` too. */
export const strictOverHttp: Plugin<object> = {
  onRequestParse: ({ request, requestParser, setRequestParser, endResponse, fetchAPI }) => {
    // Before anything runs: a write must not be done for a caller who cannot take its answer. Yoga's own 406 comes after,
    // and repeats its list of types for every type asked for.
    const answerOf = (fault: Fault) =>
      new fetchAPI.Response(bodyOf(fault), { status: fault.status, headers: { ...jsonHeaders, ...fault.headers } })
    if (request.method === 'GET' && !hasPreflight(request.headers)) return endResponse(answerOf(bareGet))
    if (!takesJson(request.headers.get('accept'))) return endResponse(answerOf(notAcceptable))
    if (request.method === 'POST' && !isJson(request.headers.get('content-type'))) return endResponse(answerOf(notJson))
    if (requestParser)
      setRequestParser(async (given) => withDocumentId(given, await readable(() => requestParser(given))))
  },

  onResultProcess: ({ request, setResultProcessor }) => {
    if (takesOnlyOlder(request.headers.get('accept'))) setResultProcessor(processRegularResult, olderType)
  },

  onExecute: ({ args: { schema, document, contextValue }, setResultAndStopExecution }) => {
    const { method } = (contextValue as { readonly request?: { readonly method?: string } }).request ?? {}
    if (method === 'GET' && !isFree(schema, document)) setResultAndStopExecution({ errors: [notByGet()] })
  },
}

const refusal = (status: number, code: string, message: string, headers?: Record<string, string>): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status, ...(headers ? { headers } : {}) } } })

/** How clients that ask by GET are told otherwise. */
const byPost = 'by POST: in urql set `preferGetMethod: false`, in Apollo Client leave out `useGETForQueries`'

const bareGet: Fault = {
  status: 405,
  code: 'METHOD_NOT_ALLOWED',
  message: `Questions are asked ${byPost}. A GET needs a header that no page can send unasked, such as \`apollo-require-preflight: true\`.`,
  headers: { allow: 'POST' },
}

/**
 * A page of any origin can GET without asking first, unless it sends what is not safelisted (Fetch standard): then the
 * browser asks by OPTIONS. Each of these forces it to.
 */
const forcing = [
  'authorization',
  'apollo-require-preflight',
  'graphql-require-preflight',
  'x-apollo-operation-name',
  'x-dypls-tally',
  'x-dypls-timeout-ms',
  'x-requested-with',
]
const simpleType = /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(?:;|$)/i

const hasPreflight = (headers: { readonly get: (name: string) => string | null }): boolean => {
  const type = headers.get('content-type')
  return (
    (type !== null && /^[\w.+-]+\/[\w.+-]+\s*(?:;|$)/.test(type) && !simpleType.test(type)) ||
    forcing.some((name) => headers.get(name) !== null)
  )
}

const notAcceptable: Fault = { status: 406, code: 'NOT_ACCEPTABLE', message: 'answers are JSON' }

/** The name that drafts of GraphQL over HTTP had for `application/graphql-response+json`; clients of that time still ask. */
const olderType = 'application/graphql+json'

const jsonTypes: ReadonlySet<string | undefined> = new Set([
  '*/*',
  'application/*',
  'application/json',
  'application/graphql-response+json',
  olderType,
])

/** The types asked for that an answer could have. */
const takenIn = (accept: string): readonly (string | undefined)[] =>
  accept
    .toLowerCase()
    .replace(/\s/g, '')
    .split(',')
    .filter((part) => !/;charset=(?!utf-8)/.test(part))
    .map((part) => part.split(';', 1)[0])
    .filter((type) => jsonTypes.has(type))

const takesJson = (accept: string | null): boolean => !accept || takenIn(accept).length > 0

/** Whether an answer by the older name is the only one taken; Yoga does not know it. */
const takesOnlyOlder = (accept: string | null): boolean => {
  const taken = takenIn(accept ?? '')
  return taken.length > 0 && taken.every((type) => type === olderType)
}

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

/**
 * Whether nothing in the document asks the upstream: every field that does declares what it costs, which is a law of the
 * schema's own tests. A status 2 may lend a number while it is being read, so a look-up is never a GET, which
 * browsers prefetch and proxies repeat.
 */
const isFree = (schema: GraphQLSchema, document: DocumentNode): boolean => {
  const types = new TypeInfo(schema)
  let free = true
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: () => {
        const field = types.getFieldDef()
        if (field && (declaredOf(field).upstreamCalls ?? 0) !== 0) free = false
      },
    }),
  )
  return free
}

const notByGet = (): GraphQLError =>
  refusal(405, 'METHOD_NOT_ALLOWED', `What asks the upstream is asked ${byPost}.`, { allow: 'POST' })
