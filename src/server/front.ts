import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ExecutionResult, getOperationAST, OperationTypeNode } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Cancellation } from '../aliyun/cancellation.ts'
import { jsonHeaders } from './headers.ts'
import { type Plan, planOf, scan } from './shape.ts'
import { type Asker, graphqlPath, maxBodyBytes, type Yoga } from './yoga.ts'

export type FrontOptions = {
  readonly yoga: Yoga
  /** Answers everything that is not plain, untouched. */
  readonly otherwise: (request: IncomingMessage, response: ServerResponse) => unknown
}

type Params = {
  readonly query: string
  readonly variables: Record<string, unknown> | null
  readonly operationName: string | null
}

type Pipeline = ReturnType<Yoga['getEnveloped']>
type Planned = { readonly plan: Plan; readonly literals: Record<string, unknown> }

/** Bounded by bytes, since a thousand documents of 100 KB are not a thousand small ones. */
const cacheBytes = 8 * 1024 * 1024
/** A plan is an AST many times the size of its text (measured: about 30 bytes a character). */
const bytesPerCharacter = 30

/**
 * Takes the plain case before Yoga's listener does: one JSON query by POST whose answer is one JSON object. What is not
 * plain goes to Yoga untouched; what turns out not to be plain after reading is replayed there whole, so that messages and
 * positions are Yoga's own. Mutations are never replayed: they are handed over before anything runs.
 */
export const createFront = ({ yoga, otherwise }: FrontOptions) => {
  const plans = new LRUCache<string, Plan>({
    maxSize: cacheBytes,
    sizeCalculation: (_plan, shape) => shape.length * bytesPerCharacter + 1,
  })
  const seen = new LRUCache<string, true>({
    maxSize: cacheBytes / 8,
    sizeCalculation: (_true, shape) => shape.length + 64,
  })

  /** The plan of a document, made when its shape comes for the second time. */
  const planFor = (
    query: string,
    enveloped: ReturnType<Yoga['getEnveloped']>,
  ): { plan: Plan; literals: Record<string, unknown> } | null => {
    const scanned = scan(query)
    if (!scanned) return null
    const { shape, literals } = scanned
    let plan = plans.get(shape)
    if (!plan) {
      if (!seen.has(shape)) {
        seen.set(shape, true)
        return null
      }
      const document = enveloped.parse(query)
      if (getOperationAST(document)?.operation !== OperationTypeNode.QUERY) return null
      if (enveloped.validate(enveloped.schema, document).length > 0) return null
      plan = planOf(enveloped.schema, query, literals) ?? undefined
      // Rules that compare literals (two fields of one name with equal arguments) must hold for any that may come.
      if (!plan || enveloped.validate(enveloped.schema, plan.document).length > 0) return null
      plans.set(shape, plan)
    }
    const values = plan.variables(literals)
    return values && { plan, literals: values }
  }

  const answer = async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const params = paramsOf(body)
    if (!params) return replay(yoga, request, response, body)
    const enveloped = yoga.getEnveloped({ request: askerOf(request), cancellation: cancellationOf(response), params })
    const planned = tried(() => planFor(params.query, enveloped))
    if (!planned) return replay(yoga, request, response, body)
    const result = await executed(enveloped, params, planned)
    // Without data nothing was executed, so Yoga may tell why in its own words. A field's own error, which is a bug of ours
    // and masked, goes out from here, without positions: asking again would ask the upstream again.
    if (!result?.data) return replay(yoga, request, response, body)
    send(response, JSON.stringify(result))
  }

  /** Null where executing threw: Yoga tells why. */
  const executed = async (enveloped: Pipeline, params: Params, { plan, literals }: Planned) => {
    try {
      return (await enveloped.execute({
        schema: enveloped.schema,
        document: plan.document,
        variableValues: { ...params.variables, ...literals },
        operationName: params.operationName,
        contextValue: await enveloped.contextFactory(),
      })) as ExecutionResult
    } catch {
      return null
    }
  }

  return (request: IncomingMessage, response: ServerResponse): unknown => {
    if (!isPlain(request)) return otherwise(request, response)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    return new Promise<void>((resolve, reject) => {
      request.on('end', () => answer(request, response, Buffer.concat(chunks)).then(resolve, reject))
      // Whoever hangs up in the middle of a question needs no answer.
      request.on('error', () => resolve())
    })
  }
}

const jsonType = /^application\/json(?:\s*;\s*charset=utf-?8)?$/i

const isPlain = ({ method, url, headers }: IncomingMessage): boolean =>
  method === 'POST' &&
  url === graphqlPath &&
  jsonType.test(headers['content-type'] ?? '') &&
  headers['content-encoding'] === undefined &&
  headers['transfer-encoding'] === undefined &&
  Number(headers['content-length']) <= maxBodyBytes &&
  acceptsPlainJson(headers.accept)

const acceptsPlainJson = (accept: string | undefined): boolean =>
  accept === undefined || accept === '*/*' || accept === 'application/json'

const known: ReadonlySet<string> = new Set(['query', 'variables', 'operationName'])

const paramsOf = (body: Buffer): Params | null => {
  const parsed = tried(() => JSON.parse(body.toString('utf8')) as unknown)
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
  const listeners = new Set<() => void>()
  let cancelled = false
  response.once('close', () => {
    if (response.writableFinished) return
    cancelled = true
    for (const listener of listeners) listener()
  })
  return {
    get cancelled() {
      return cancelled
    },
    subscribe: (listener) => {
      if (cancelled) listener()
      else listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The whole request once more, the long way. */
const replay = async (
  yoga: Yoga,
  { headers, url = graphqlPath }: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<void> => {
  const leaving = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) leaving.abort()
  })
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || name === 'content-length' ? [] : [[name, String(value)]],
  )
  const answer = await yoga.fetch(`http://${headers.host ?? 'localhost'}${url}`, {
    method: 'POST',
    headers: given,
    body,
    signal: leaving.signal,
  })
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()))
}

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
