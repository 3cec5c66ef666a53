import { type DocumentNode, GraphQLError, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import type { GraphQLParams, Plugin } from 'graphql-yoga'
import { declaredOf } from '../../graph/declarations.ts'
import { isJson, notJson } from '../http/content-type.ts'
import { jsonHeaders } from '../http/headers.ts'
import { bodyOf, type Fault } from '../http/http-fault.ts'

/** Where Yoga's GraphQL over HTTP is laxer than this server promises. A plugin, so that it holds for `app.fetch` too. */
export const strictOverHttp: Plugin<object> = {
  onRequestParse: ({ request, requestParser, setRequestParser, endResponse, fetchAPI }) => {
    // Before anything runs: a write must not be done for a caller who cannot take its answer. Yoga's own 406 comes after,
    // and repeats its list of types for every type asked for.
    const answerOf = (fault: Fault) =>
      new fetchAPI.Response(bodyOf(fault), { status: fault.status, headers: { ...jsonHeaders } })
    if (!takesJson(request.headers.get('accept'))) return endResponse(answerOf(notAcceptable))
    if (request.method === 'POST' && !isJson(request.headers.get('content-type'))) return endResponse(answerOf(notJson))
    if (requestParser)
      setRequestParser(async (given) => withDocumentId(given, await readable(() => requestParser(given))))
  },

  onExecute: ({ args: { schema, document, contextValue }, setResultAndStopExecution }) => {
    const { method } = (contextValue as { readonly request?: { readonly method?: string } }).request ?? {}
    if (method === 'GET' && !isFree(schema, document)) setResultAndStopExecution({ errors: [notByGet()] })
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
  refusal(405, 'METHOD_NOT_ALLOWED', 'What asks the upstream is asked by POST.', { allow: 'POST' })
