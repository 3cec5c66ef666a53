import type { IncomingMessage, ServerResponse } from 'node:http'
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
}

const askable = {
  'access-control-allow-methods': 'POST, GET',
  'access-control-allow-headers':
    'authorization, content-type, accept-language, x-dypls-timeout-ms, x-dypls-tally, x-dypls-unmask-reason',
  'access-control-max-age': '600',
} as const

export const createCors = (origins: ReadonlySet<string>): Cors => {
  const allows = (origin: string | undefined): boolean => origin !== undefined && origins.has(origin)
  const mark: Cors['mark'] = ({ headers: { origin } }, response) => {
    if (origins.size === 0) return
    response.setHeader('vary', 'Origin')
    if (origin === undefined || !allows(origin)) return
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('access-control-expose-headers', 'retry-after, www-authenticate')
  }
  return {
    mark,
    preflight: (request, response) => {
      response.writeHead(204, {
        ...securityHeaders,
        ...(allows(request.headers.origin) ? askable : {}),
        allow: 'GET, POST, OPTIONS',
      })
      response.end()
    },
    allows,
  }
}
