import type { IncomingMessage, ServerResponse } from 'node:http'
import type { After, Soon } from '../../aliyun/exchange/transport.ts'
import type { Viewer } from '../../graph/request/viewer.ts'
import type { Admission, Admit, Refusal } from '../admission/admit.ts'
import type { LoadShed } from '../overload/load-shed.ts'
import type { Pacing } from '../overload/pacing.ts'
import { isJson, notJson } from './content-type.ts'
import type { Cors } from './cors.ts'
import { type HtmlPage, wantsPage } from './graphiql.ts'
import { type Fault, httpFaultOf, prepared, refuse } from './http-fault.ts'
import { orFail } from './or-fail.ts'

export type Graph = (request: IncomingMessage, response: ServerResponse, viewer: Viewer) => unknown

export type GraphRouteOptions = {
  readonly graphql: Graph
  /** Null where no page is shown. */
  readonly page: HtmlPage | null
  readonly admit: Admit
  readonly cors: Cors
  readonly shed: LoadShed
  readonly pacing: Pacing
  readonly draining: () => boolean
  readonly after: After
  readonly soon: Soon
}

/**
 * What a request passes on its way to the graph, cheapest first and all of it before the body is read: what it is, whether
 * there is room, who asks.
 *
 * Why no page can ask in a visitor's name (CSRF): callers prove themselves by the `Authorization` header alone, which no
 * browser adds by itself, and there are no cookies. Where no caller has to prove anything (a sandbox on loopback, `open`),
 * three more things hold: a question by POST must be JSON, which a form cannot send and a script only after a preflight;
 * on loopback `Host` and `Origin` must be local; and what can be asked by GET costs nothing and changes nothing.
 */
export const createGraphRoute = (options: GraphRouteOptions) => {
  const { graphql, page, admit, cors, shed, pacing, after, soon } = options
  let pages = 0

  return (request: IncomingMessage, response: ServerResponse, failed: (error: unknown) => void): unknown => {
    if (request.method === 'OPTIONS') {
      cors.mark(request, response)
      return cors.preflight(request, response)
    }
    if (options.draining()) return refuse(request, response, stopping, after)
    if (wantsPage(request)) {
      if (!page) return refuse(request, response, noPage, after)
      if (pages >= mostPages) return refuse(request, response, overloaded, after)
      pages++
      const stopWaiting = after(longestPageMs, () => response.destroy())
      response.once('close', () => {
        pages--
        stopWaiting()
      })
      return page.serve(request, response)
    }
    cors.mark(request, response)
    if (shed.overloaded()) return soon(() => refuse(request, response, overloaded, after))
    const fault = faultOf(request, cors)
    if (fault) return refuse(request, response, fault, after)

    let gone = false
    let begun = false
    let leave: (() => void) | null = null
    shed.enter()
    // Not `once`, which makes two objects more for each request.
    response.on('close', () => {
      if (gone) return
      gone = true
      shed.leave()
      leave?.()
      if (begun) pacing.done()
    })
    const enter = (outcome: Admission | Refusal): unknown => {
      if ('status' in outcome) return refuse(request, response, httpFaultOf(outcome), after)
      if (gone) return outcome.leave()
      leave = outcome.leave
      if (request.headers.expect !== undefined) response.writeContinue()
      return graphql(request, response, outcome.viewer)
    }
    const ask = (): unknown => {
      const outcome = admit(request.headers.authorization)
      // Most admissions are decided at once; a promise would cost each of them a turn.
      return outcome instanceof Promise ? outcome.then(enter) : enter(outcome)
    }
    pacing.wait(() => {
      if (gone) return pacing.done()
      begun = true
      orFail(ask, failed)
    })
  }
}

/** Pages under way, for people; each is megabytes that a client may read slowly. */
const mostPages = 20
/** Ample for 3 MB over a poor line. */
const longestPageMs = 60_000

/**
 * Before anything of the request is parsed. The connection stays: made anew, it would have to be taken anew, and libuv takes
 * one a turn of the event loop (a crowd of refused callers waited 5 s for that; measured on Node 20, 2026-11-25).
 */
const busy = (message: string, code: string): Fault =>
  prepared({ status: 503, code, message, headers: { 'retry-after': '1' } })
const overloaded = busy('the server has more to do than it can', 'OVERLOADED')
const stopping = busy('the server is stopping', 'STOPPING')

const noPage: Fault = { status: 404, code: 'NOT_FOUND', message: 'no page is served here; questions come by POST' }

const encoded: Fault = {
  status: 415,
  code: 'UNSUPPORTED_MEDIA_TYPE',
  message: 'a body is taken as it is, without content encoding',
  headers: { 'accept-encoding': 'identity' },
}
const foreignGet: Fault = {
  status: 403,
  code: 'CROSS_SITE',
  message: 'pages of other sites ask by POST, and only where their origin is allowed',
}

const faultOf = ({ method, headers }: IncomingMessage, cors: Cors): Fault | null => {
  if (method === 'GET')
    return headers['sec-fetch-site'] === 'cross-site' && !cors.allows(headers.origin) ? foreignGet : null
  if (!isJson(headers['content-type'])) return notJson
  return headers['content-encoding'] === undefined || headers['content-encoding'] === 'identity' ? null : encoded
}
