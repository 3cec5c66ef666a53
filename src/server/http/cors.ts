import type { IncomingMessage, ServerResponse } from 'node:http'
import { isLocalOrigin } from '../../ground/loopback.ts'
import { securityHeaders } from './headers.ts'

/**
 * Which web pages may read answers: those of the listed origins, compared exactly, without credentials. Every other page is
 * answered without a CORS header, which is harmless: callers prove themselves by `Authorization`, and no browser adds that
 * by itself.
 */
export type Cors = {
  /** Marks the answer for the page that asks, if it may read it. */
  readonly mark: (request: IncomingMessage, response: ServerResponse) => void
  /** Answers `OPTIONS`. */
  readonly preflight: (request: IncomingMessage, response: ServerResponse) => void
  readonly allows: (origin: string | undefined) => boolean
  /** What `mark` adds, for servers of the fetch kind. `host` is the name that was asked. */
  readonly marksFor: (origin: string | undefined, host: string | undefined) => Readonly<Record<string, string>>
  /** What `preflight` answers with, the marks apart. */
  readonly answerFor: (origin: string | undefined) => Readonly<Record<string, string>>
}

export type CorsOptions = {
  /** Development on this machine: pages of any local port may read. */
  readonly local?: boolean
  /** Request headers that pages may send beside the usual ones. */
  readonly headers?: Iterable<string>
  /** Told once of each page's origin that may not read. */
  readonly refused?: (origin: string) => void
}

/** What a client, a tracer or an error reporter in the page adds. */
const usualHeaders = [
  'authorization',
  'content-type',
  'accept-language',
  'x-dypls-timeout-ms',
  'x-dypls-tally',
  'x-dypls-unmask-reason',
  'apollo-require-preflight',
  'graphql-require-preflight',
  'x-apollo-operation-name',
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
] as const

export const createCors = (
  origins: ReadonlySet<string>,
  { local = false, headers = [], refused }: CorsOptions = {},
): Cors => {
  const askable = {
    'access-control-allow-methods': 'POST, GET',
    'access-control-allow-headers': [...new Set([...usualHeaders, ...headers])].join(', '),
    'access-control-max-age': '600',
  }
  const opens = origins.size > 0 || local
  const allows = (origin: string | undefined): boolean =>
    origin !== undefined && (origins.has(origin) || (local && isLocalOrigin(origin)))
  const complain = refused ? onceEach(refused) : () => {}

  const marksFor: Cors['marksFor'] = (origin, host) => {
    if (origin === undefined) return opens ? varies : nothing
    if (allows(origin))
      return {
        ...varies,
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'retry-after, www-authenticate',
      }
    complain(origin, host)
    return opens ? varies : nothing
  }
  const answerFor: Cors['answerFor'] = (origin) => ({
    ...securityHeaders,
    ...(allows(origin) ? askable : {}),
    allow: 'GET, POST, OPTIONS',
  })

  return {
    mark: ({ headers: { origin, host } }, response) => {
      if (origin === undefined && !opens) return
      for (const [name, value] of Object.entries(marksFor(origin, host))) response.setHeader(name, value)
    },
    preflight: (request, response) => {
      response.writeHead(204, answerFor(request.headers.origin))
      response.end()
    },
    allows,
    marksFor,
    answerFor,
  }
}

const varies = { vary: 'Origin' } as const
const nothing = {} as const

/** So many are told of: a caller may make up as many as it likes. */
const mostTold = 100

/** Tells of each origin once. A page of this server's own address sends its origin too, and needs no permission. */
const onceEach = (tell: (origin: string) => void) => {
  const told = new Set<string>()
  return (origin: string, host: string | undefined): void => {
    if (told.has(origin) || told.size >= mostTold || origin.length > 200 || !URL.canParse(origin)) return
    const url = new URL(origin)
    if (url.host === host?.toLowerCase() || url.origin !== origin) return
    told.add(origin)
    tell(origin)
  }
}
