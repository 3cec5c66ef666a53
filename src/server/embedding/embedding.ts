import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Viewer } from '../../graph/request/viewer.ts'
import type { After } from '../../ground/time.ts'
import type { Admission, Admit, Refusal } from '../admission/admit.ts'
import type { Yoga } from '../graphql/yoga.ts'
import { isJson, notJson } from '../http/content-type.ts'
import type { Cors } from '../http/cors.ts'
import type { Graph } from '../http/graph-route.ts'
import { type HtmlPage, wantsHtml } from '../http/graphiql.ts'
import { graphqlPath } from '../http/graphql-path.ts'
import { bodyOf, type Fault, httpFaultOf, refuse, responseTo } from '../http/http-fault.ts'
import { bodyFrom, givenBody, textWithin } from './parsed-body.ts'

/** Who asks, where the host has found that out by itself; otherwise `Authorization` says it. */
export type Known = { readonly viewer?: Viewer | undefined }

export type Embedding = {
  readonly fetch: (request: Request, known?: Known) => Promise<Response>
  readonly handle: (request: IncomingMessage, response: ServerResponse, viewer?: Viewer) => unknown
  /** Refuses what comes from now on, and resolves when all that was under way has been answered, or after `graceMs`. */
  readonly drain: (graceMs?: number) => Promise<void>
}

export type EmbeddingOptions = {
  readonly yoga: Yoga
  readonly graphql: Graph
  readonly admit: Admit
  readonly cors: Cors
  /** Null where no page is shown. */
  readonly page: HtmlPage | null
  readonly bodyBytes: number
  readonly after: After
}

/**
 * The way in for servers of others. Where it stands is the host's affair, so every path is the graph's. The rules are those
 * of the HTTP server, in the same order: preflight, page, method, content type, who asks, the question.
 */
export const createEmbedding = (options: EmbeddingOptions): Embedding => {
  const { yoga, admit, cors, page, bodyBytes, after } = options
  const doing = createCount()
  let closing = false

  const faultOf = (
    method: string,
    type: string | null | undefined,
    length: string | null | undefined,
  ): Fault | null => {
    if (closing) return stopping
    if (method !== 'GET' && method !== 'POST') return wrongMethod
    if (method === 'POST' && !isJson(type)) return notJson
    return Number(length ?? 0) > bodyBytes ? tooLarge : null
  }
  const entry = (authorization: string | undefined, viewer: Viewer | undefined) =>
    viewer ? { viewer, leave: () => {} } : admit(authorization)

  const ask = async (search: string, init: RequestInit, viewer: Viewer): Promise<Response> =>
    yoga.fetch(`http://localhost${graphqlPath}${search}`, init, { viewer })

  const answer = async (request: Request, known: Known): Promise<Response> => {
    const { method, headers } = request
    const origin = headers.get('origin') ?? undefined
    const search = searchOf(request.url)
    if (method === 'OPTIONS') return new Response(null, { status: 204, headers: cors.answerFor(origin) })
    if (!closing && wantsHtml(method, headers.get('accept')))
      return page ? page.answer((name) => headers.get(name)) : responseTo(noPage)
    const fault = faultOf(method, headers.get('content-type'), headers.get('content-length'))
    if (fault) return responseTo(fault)
    if (request.bodyUsed) return responseTo(readAlready)
    const admitted = await entry(headers.get('authorization') ?? undefined, known.viewer)
    if ('status' in admitted) return responseTo(httpFaultOf(admitted))
    try {
      const body = method === 'POST' ? await textWithin(request, bodyBytes) : null
      if (body === undefined) return responseTo(tooLarge)
      return await ask(
        search,
        { method, headers: withoutLength(headers), body, signal: request.signal },
        admitted.viewer,
      )
    } finally {
      admitted.leave()
    }
  }

  const graph = (request: IncomingMessage, response: ServerResponse, viewer: Viewer): unknown => {
    const given = givenBody(request)
    if (given === undefined) return options.graphql(...atGraph(request, response), viewer)
    const body = bodyFrom(given)
    if (body === undefined) return refuse(request, response, readAlready, after)
    if (Buffer.byteLength(body) > bodyBytes) return refuse(request, response, tooLarge, after)
    const leaving = new AbortController()
    response.once('close', () => leaving.abort())
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
    )
    const init = { method: 'POST', headers: withoutLength(headers), body, signal: leaving.signal }
    return ask(searchOf(request.url), init, viewer).then((answered) => relay(response, answered))
  }

  return {
    fetch: async (request, known = {}) => {
      doing.begin()
      try {
        const answered = await answer(request, known)
        const { headers } = request
        const marks = cors.marksFor(headers.get('origin') ?? undefined, headers.get('host') ?? hostOf(request.url))
        for (const [name, value] of Object.entries(marks)) answered.headers.append(name, value)
        return answered
      } finally {
        doing.end()
      }
    },

    handle: (request, response, viewer) => {
      doing.begin()
      response.once('close', doing.end)
      cors.mark(request, response)
      const { method = '', headers } = request
      if (method === 'OPTIONS') return cors.preflight(request, response)
      if (!closing && wantsHtml(method, headers.accept))
        return page ? page.serve(request, response) : refuse(request, response, noPage, after)
      const fault = faultOf(method, headers['content-type'], headers['content-length'])
      if (fault) return refuse(request, response, fault, after)
      const enter = (outcome: Admission | Refusal): unknown => {
        if ('status' in outcome) return refuse(request, response, httpFaultOf(outcome), after)
        response.once('close', outcome.leave)
        return graph(request, response, outcome.viewer)
      }
      const outcome = entry(headers.authorization, viewer)
      return outcome instanceof Promise ? outcome.then(enter) : enter(outcome)
    },

    drain: async (graceMs = 15_000) => {
      closing = true
      await new Promise<void>((resolve) => {
        const stopWaiting = after(graceMs, resolve)
        // A timer left behind would keep the process.
        void doing.none().then(() => {
          stopWaiting()
          resolve()
        })
      })
    },
  }
}

/** How much is under way, and when nothing is. */
const createCount = () => {
  let [count, waiting] = [0, [] as (() => void)[]]
  return {
    begin: (): void => void count++,
    end: (): void => {
      count--
      if (count > 0) return
      for (const act of waiting) act()
      waiting = []
    },
    none: (): Promise<void> => (count === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve))),
  }
}

/** The way to the graph knows one path; the host's own (Express keeps it in `originalUrl`) is left to the host. */
const atGraph = (request: IncomingMessage, response: ServerResponse): [IncomingMessage, ServerResponse] => {
  const theirs = request as IncomingMessage & { originalUrl?: string }
  const { url, originalUrl } = theirs
  const here = `${graphqlPath}${searchOf(url)}`
  if (url === here && originalUrl === undefined) return [request, response]
  theirs.url = here
  if (originalUrl !== undefined) theirs.originalUrl = here
  response.once('finish', () => {
    theirs.url = url
    if (originalUrl !== undefined) theirs.originalUrl = originalUrl
  })
  return [request, response]
}

const searchOf = (url = ''): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '')
const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined)

const withoutLength = (headers: Headers): Headers => {
  const kept = new Headers(headers)
  for (const name of ['content-length', 'transfer-encoding', 'connection', 'expect']) kept.delete(name)
  return kept
}

const relay = async (response: ServerResponse, answer: Response): Promise<void> => {
  const bytes = Buffer.from(await answer.arrayBuffer())
  if (!response.destroyed) response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(bytes)
}

const fault = (status: number, code: string, message: string, headers: Record<string, string> = {}): Fault => {
  const made = { status, code, message, headers }
  return { ...made, body: bodyOf(made) }
}
const stopping = fault(503, 'STOPPING', 'the server is stopping', { 'retry-after': '1' })
const noPage = fault(404, 'NOT_FOUND', 'no page is served here; questions come by POST')
const tooLarge = fault(413, 'BODY_TOO_LARGE', 'the body is larger than this server takes')
const wrongMethod = fault(405, 'METHOD_NOT_ALLOWED', 'here only GET, POST, OPTIONS', { allow: 'GET, POST, OPTIONS' })
const readAlready = fault(
  400,
  'BAD_REQUEST',
  'the body was read before it came here: put this handler before body parsers, or leave what they made in `request.body`',
)
