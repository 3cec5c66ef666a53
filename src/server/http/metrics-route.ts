import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Metrics } from '../telemetry/metrics.ts'
import { securityHeaders } from './headers.ts'
import { sendJson } from './http-fault.ts'

export type MetricsRoute = {
  readonly source: Pick<Metrics, 'text' | 'contentType'>
  /** Opens it; '' where every caller may read. */
  readonly token: string
}

export const showMetrics =
  ({ source, token }: MetricsRoute) =>
  async ({ headers }: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (token !== '' && !sameSecret(headers.authorization ?? '', `Bearer ${token}`))
      return sendJson(
        response,
        401,
        { error: 'metrics need a bearer token' },
        { 'www-authenticate': 'Bearer realm="metrics"' },
      )
    response.writeHead(200, { ...securityHeaders, 'content-type': source.contentType }).end(await source.text())
  }

/** Compares digests, so that time tells neither content nor length. */
const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
