import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ExecutionResult, GraphQLError } from 'graphql'
import { processRegularResult } from 'graphql-yoga'
import { type Cancellation, createCancellation } from '../../aliyun/cancellation.ts'
import type { Soon } from '../../aliyun/exchange/transport.ts'
import { unmaskHeader } from '../../graph/numbers/reveal.ts'
import type { Viewer } from '../../graph/request/viewer.ts'
import { type Asker, type GraphqlServer, graphqlPath, type Source, tallyHeader, type Yoga } from '../graphql/yoga.ts'
import { jsonHeaders } from '../http/headers.ts'
import type { Compiler } from './compiler.ts'
import { createPlanCache, noLiterals, type Planned } from './plan-cache.ts'

export type FastPathOptions = {
  readonly server: GraphqlServer
  readonly compiler: Pick<Compiler, 'used' | 'find'>
  readonly bodyBytes: number
  readonly soon: Soon
}

type Params = {
  readonly query: string
  readonly variables: Record<string, unknown> | null
  readonly operationName: string | null
}

type MaybeResult = ExecutionResult | Promise<ExecutionResult>

/** A request whose body has been read. */
type Exchange = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly viewer: Viewer
  readonly body: string
}

type PlainSource = Source & { readonly params: Params }

/**
 * Takes the plain case before Yoga's listener does: one JSON query by POST whose answer is one JSON object. What is not
 * plain goes to Yoga untouched; what turns out not to be plain after reading is replayed there whole, so that messages and
 * positions are Yoga's own. Mutations are never replayed: they are handed over before anything runs.
 */
export const createFastPath = ({ server, compiler, bodyBytes, soon }: FastPathOptions) => {
  const { yoga, schema } = server
  const planFor = createPlanCache()

  const answer = async (exchange: Exchange): Promise<void> => {
    const { request, response, viewer } = exchange
    const params = paramsOf(exchange.body)
    if (!params) return replay(yoga, exchange)
    const source = { request: askerOf(request), cancellation: cancellationOf(response), params, viewer }
    const planned = tried(() => planFor(params.query, () => yoga.getEnveloped(source)))
    if (!planned) return replay(yoga, exchange)
    const result = await (run(source, planned) ?? runInPipeline(source, planned))
    // Where nothing was executed, Yoga may tell why in its own words. A field's own error goes out from here, without
    // positions: asking again would ask the upstream again.
    if (!result || !(result.data || wasExecuted(result))) return replay(yoga, exchange)
    compiler.used(planned.document)
    if (result.errors) return relay(response, processRegularResult(result, yoga.fetchAPI, 'application/json'))
    const text = JSON.stringify(result)
    soon(() => send(response, text))
  }

  /** Runs a compiled document, for requests that want nothing told beside the answer; null for all others. */
  const run = (source: PlainSource, { document, literals }: Planned): MaybeResult | null => {
    const { params, request, viewer } = source
    const execute = compiler.find(document, params.operationName)
    if (!execute || request.headers.get(tallyHeader) !== null || request.headers.get(unmaskHeader) !== null) return null
    const variableValues = literals === noLiterals ? (params.variables ?? {}) : { ...params.variables, ...literals }
    const args = { schema, document, operationName: params.operationName, variableValues, contextValue: { viewer } }
    if (!server.mayRun(args)) return null
    const result = execute({ ...args, contextValue: server.contextOf(source) })
    return result instanceof Promise ? result.then(maskErrors) : maskErrors(result)
  }

  const maskErrors = (result: ExecutionResult): ExecutionResult =>
    result.errors ? { ...result, errors: result.errors.map(server.mask) as GraphQLError[] } : result

  /** Null where executing threw: Yoga tells why. */
  const runInPipeline = async (
    source: PlainSource,
    { document, literals }: Planned,
  ): Promise<ExecutionResult | null> => {
    const { params } = source
    const enveloped = yoga.getEnveloped(source)
    try {
      return (await enveloped.execute({
        schema: enveloped.schema,
        document,
        variableValues: { ...params.variables, ...literals },
        operationName: params.operationName,
        contextValue: await enveloped.contextFactory(),
      })) as ExecutionResult
    } catch {
      return null
    }
  }

  return (request: IncomingMessage, response: ServerResponse, viewer: Viewer): unknown => {
    if (!isPlain(request, bodyBytes)) return yoga(request, response, { viewer })
    // Most questions have come whole by their turn.
    if (request.complete) return answer({ request, response, viewer, body: textOf(request.read()) })
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    return new Promise<void>((resolve, reject) => {
      request.on('end', () => {
        answer({ request, response, viewer, body: textOf(Buffer.concat(chunks)) }).then(resolve, reject)
      })
      // A client that hangs up in the middle of its request needs no answer.
      request.on('error', () => resolve())
    })
  }
}

const textOf = (bytes: Buffer | null): string => bytes?.toString('utf8') ?? ''

const jsonType = /^application\/json(?:\s*;\s*charset=utf-?8)?$/i

const isPlain = ({ method, url, headers }: IncomingMessage, bodyBytes: number): boolean =>
  method === 'POST' &&
  url === graphqlPath &&
  (headers['content-type'] === 'application/json' || jsonType.test(headers['content-type'] ?? '')) &&
  headers['content-encoding'] === undefined &&
  headers['transfer-encoding'] === undefined &&
  Number(headers['content-length']) <= bodyBytes &&
  acceptsPlainJson(headers.accept)

const acceptsPlainJson = (accept: string | undefined): boolean =>
  accept === undefined || accept === '*/*' || accept === 'application/json'

const known: ReadonlySet<string> = new Set(['query', 'variables', 'operationName'])

const paramsOf = (body: string): Params | null => {
  const parsed = tried(() => JSON.parse(body) as unknown)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null
  const { query, variables = null, operationName = null } = parsed as Readonly<Record<string, unknown>>
  if (typeof query !== 'string' || !Object.keys(parsed).every((name) => known.has(name))) return null
  if (variables !== null && (typeof variables !== 'object' || Array.isArray(variables))) return null
  if (operationName !== null && typeof operationName !== 'string') return null
  return { query, variables: variables as Record<string, unknown> | null, operationName }
}

const askerOf = ({ headers }: IncomingMessage): Asker => ({
  headers: {
    get: (name) => {
      const value = headers[name]
      return value === undefined ? null : String(value)
    },
  },
})

/** Fires when the connection ends before the answer does. */
const cancellationOf = (response: ServerResponse): Cancellation => {
  const canceller = createCancellation()
  response.on('close', () => {
    if (!response.writableFinished) canceller.cancel()
  })
  return canceller
}

/** The whole request once more, the long way. */
const replay = async (yoga: Yoga, { request, response, viewer, body }: Exchange): Promise<void> => {
  const { headers, url = graphqlPath } = request
  const leaving = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) leaving.abort()
  })
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || name === 'content-length' ? [] : [[name, String(value)]],
  )
  const answer = await yoga.fetch(
    `http://${headers.host ?? 'localhost'}${url}`,
    { method: 'POST', headers: given, body, signal: leaving.signal },
    { viewer },
  )
  return relay(response, answer)
}

const relay = async (response: ServerResponse, answer: Response): Promise<void> => {
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()))
}

/** Only execution errors carry a path. */
const wasExecuted = ({ errors = [] }: ExecutionResult): boolean => errors.some(({ path }) => path !== undefined)

const tried = <T>(act: () => T): T | null => {
  try {
    return act()
  } catch {
    return null
  }
}

const send = (response: ServerResponse, body: string): void => {
  response.writeHead(200, { ...jsonHeaders, 'content-length': Buffer.byteLength(body) }).end(body)
}
