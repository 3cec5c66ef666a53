import type { IncomingHttpHeaders } from 'node:http'
import { Pool } from 'undici'
import type { Cancellation } from './cancellation.ts'
import { type Unreachable, type UnreachableCode, unreachable } from './failure.ts'
import type { SignedRequest } from './signature.ts'

/** What came back over HTTP, whatever it means. */
export type WireAnswer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }

export type Bounds = {
  /** From hand-over to the last byte, waiting for a connection included. */
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly cancellation: Cancellation
}

export type Transport = {
  /** Sends once. Never throws, never repeats, never follows a redirect, never inflates. */
  readonly send: (request: SignedRequest, bounds: Bounds) => Promise<WireAnswer | Unreachable>
  readonly close: () => Promise<void>
}

export type TransportOptions = {
  readonly endpoint: URL
  /** Connections, and so calls in flight: without pipelining each carries one at a time. */
  readonly connections: number
  readonly after: After
}

/** Runs `act` after `ms`; returns how to call it off. */
export type After = (ms: number, act: () => void) => () => void

const connectTimeoutMs = 1_000
/** An upstream that says nothing for so long says nothing: time is left for another attempt. */
const headersTimeoutMs = 2_000
const maxHeaderBytes = 16_384

/** One keep-alive pool on undici's `dispatch`: half the cost of `request`, and an abort that needs no AbortSignal. */
export const createTransport = ({ endpoint, connections, after }: TransportOptions): Transport => {
  const pool = new Pool(endpoint.origin, {
    connections,
    pipelining: 1,
    allowH2: false,
    connect: { timeout: connectTimeoutMs },
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: headersTimeoutMs,
    // The call's own bound covers the body; undici's timer for it would not bound a dripping one.
    bodyTimeout: 0,
  })
  return {
    close: () => pool.destroy(),
    send: (request, bounds) =>
      new Promise((resolve) => {
        const chunks: Buffer[] = []
        let status = 0
        let headers: IncomingHttpHeaders = {}
        let bytes = 0
        let abort: ((reason: Error) => void) | null = null
        let settled = false

        const settle = (result: WireAnswer | Unreachable): void => {
          if (settled) return
          settled = true
          stopTimer()
          stopListening()
          resolve(result)
        }
        /** Ends the exchange from our side: the socket is closed and the caller has its answer at once. */
        const giveUp = (code: UnreachableCode, reason: string): void => {
          const ran = abort === null ? 'no' : 'perhaps'
          settle(unreachable(code, reason, { ran, httpStatus: status || null }))
          abort?.(new Error(code))
        }
        const stopTimer = after(bounds.timeoutMs, () =>
          giveUp('TIMEOUT', `no complete answer within ${bounds.timeoutMs} ms`),
        )
        const stopListening = bounds.cancellation.subscribe(() => giveUp('CANCELLED', 'the caller went away'))
        if (settled) return

        pool.dispatch(
          { path: request.path, method: request.method, headers: request.headers, body: request.body },
          {
            onConnect: (give) => {
              abort = give
              if (settled) give(new Error('no longer wanted'))
            },
            onHeaders: (statusCode, rawHeaders) => {
              status = statusCode
              headers = headersOf(rawHeaders)
              if (Number(headers['content-length']) > bounds.maxBytes) tooLarge()
              return true
            },
            onData: (chunk) => {
              bytes += chunk.length
              if (bytes > bounds.maxBytes) tooLarge()
              else chunks.push(chunk)
              return true
            },
            onComplete: () => settle({ status, headers, body: textOf(chunks) }),
            onError: (error) => settle(explain(error, status || null, abort !== null)),
          },
        )

        function tooLarge(): void {
          giveUp('RESPONSE_TOO_LARGE', `the answer is larger than ${bounds.maxBytes} bytes`)
        }
      }),
  }
}

/** The headers that anybody here reads; undici's own table of all of them costs twice what these do. */
const readHeaders: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-length',
  'date',
  'retry-after',
  'x-acs-request-id',
  'x-acs-retry-after',
])

const headersOf = (raw: readonly Buffer[]): IncomingHttpHeaders => {
  const headers: Record<string, string> = {}
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]?.toString('latin1').toLowerCase() ?? ''
    if (readHeaders.has(name)) headers[name] ??= raw[index + 1]?.toString('latin1') ?? ''
  }
  return headers
}

/** Most answers come in one piece, which needs no copy. */
const textOf = (chunks: readonly Buffer[]): string => {
  const [first, second] = chunks
  return (first && !second ? first : Buffer.concat(chunks)).toString('utf8')
}

type Cause = Pick<Unreachable, 'code' | 'reason' | 'ran'>

const refused = (reason: string): Cause => ({ code: 'CONNECT_FAILED', reason, ran: 'no' })
const untrusted = (reason: string): Cause => ({ code: 'TLS_FAILED', reason, ran: 'no' })

/** Error codes of node and undici, and what they say about the call. Anything else is a lost connection. */
const causes: Readonly<Record<string, Cause>> = {
  ECONNREFUSED: refused('the endpoint refused the connection'),
  ENOTFOUND: refused('the endpoint has no address'),
  EAI_AGAIN: refused('the name service did not answer'),
  EHOSTUNREACH: refused('there is no route to the endpoint'),
  ENETUNREACH: refused('there is no route to the endpoint'),
  UND_ERR_INVALID_ARG: refused('the request cannot be written as HTTP'),
  UND_ERR_CONNECT_TIMEOUT: refused(`no connection within ${connectTimeoutMs} ms`),
  CERT_HAS_EXPIRED: untrusted('the certificate has expired'),
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted('the certificate is self-signed'),
  SELF_SIGNED_CERT_IN_CHAIN: untrusted('a certificate in the chain is self-signed'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted('the certificate is signed by an unknown authority'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted('the certificate is signed by an unknown authority'),
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted('the certificate is for another host'),
  UND_ERR_HEADERS_TIMEOUT: {
    code: 'TIMEOUT',
    reason: `no answer began within ${headersTimeoutMs} ms`,
    ran: 'perhaps',
  },
  UND_ERR_HEADERS_OVERFLOW: {
    code: 'RESPONSE_TOO_LARGE',
    reason: `the headers are larger than ${maxHeaderBytes} bytes`,
    ran: 'perhaps',
  },
}

/** Once the request was on its way, no error of the network proves that it did not arrive: a live socket can fail with any. */
const explain = (error: Error & { code?: string }, httpStatus: number | null, started: boolean): Unreachable => {
  const code = error.code ?? ''
  const known = Object.hasOwn(causes, code) ? causes[code] : undefined
  if (known && (known.ran === 'perhaps' || !started))
    return unreachable(known.code, known.reason, { ran: known.ran, httpStatus })
  if (started) return lost(code, httpStatus)
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code.startsWith('CERT_'))
    return unreachable('TLS_FAILED', 'the TLS handshake failed', { ran: 'no', httpStatus })
  return unreachable('CONNECT_FAILED', 'no connection could be made', { ran: 'no', httpStatus })
}

const lost = (code: string, httpStatus: number | null): Unreachable =>
  code.startsWith('HPE_')
    ? unreachable('BAD_RESPONSE', 'the answer is not HTTP', { httpStatus })
    : unreachable('CONNECTION_LOST', 'the connection broke before the answer was complete', { httpStatus })
