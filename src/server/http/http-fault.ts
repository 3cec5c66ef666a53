import type { IncomingMessage, ServerResponse } from 'node:http'
import type { After } from '../../aliyun/exchange/transport.ts'
import type { Refusal } from '../admission/admit.ts'
import { jsonHeaders } from './headers.ts'

/** Why a request is not answered; told in the shape of a GraphQL answer, so that clients need one reader. */
export type Fault = {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
  /** Made beforehand for what is told often. */
  readonly body?: string
}

export const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void => {
  const text = `${JSON.stringify(body)}\n`
  response.writeHead(status, { ...jsonHeaders, 'content-length': Buffer.byteLength(text), ...headers }).end(text)
}

export const bodyOf = ({ message, code, body }: Fault): string =>
  body ?? `${JSON.stringify({ errors: [{ message, extensions: { code } }] })}\n`

export const prepared = (fault: Fault): Fault => ({ ...fault, body: bodyOf(fault) })

/** Why a request is not admitted, as its caller is told. */
export const httpFaultOf = ({ status, code, message, retryAfterSeconds }: Refusal): Fault => ({
  status,
  code,
  message,
  headers: {
    ...(status === 401 ? { 'www-authenticate': 'Bearer realm="dypls-graphql"' } : {}),
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  },
})

/** The same for servers of the fetch kind. */
export const responseTo = (fault: Fault): Response =>
  new Response(bodyOf(fault), { status: fault.status, headers: { ...jsonHeaders, ...fault.headers } })

/**
 * Refuses without having read the body. A small one is read and thrown away by node, so the connection can stay; a large
 * one, or one that waits for `100 Continue`, ends the connection once the answer is out.
 */
export const refuse = (request: IncomingMessage, response: ServerResponse, fault: Fault, after: After): void => {
  const body = bodyOf(fault)
  const closes = !isSmall(request)
  response.writeHead(fault.status, {
    ...jsonHeaders,
    'content-length': Buffer.byteLength(body),
    ...(closes ? { connection: 'close' } : {}),
    ...fault.headers,
  })
  if (!closes || request.headers.expect !== undefined) return void response.end(body)
  response.write(body)
  discard(request, after, () => response.end())
}

/**
 * Reads on for a moment and throws away: a connection closed over unread bytes is reset, and the reset may overtake the
 * answer (RFC 9112, 9.6).
 */
export const discard = (request: IncomingMessage, after: After, done: () => void): void => {
  let [left, over] = [mostDiscarded, false]
  const finish = (): void => {
    if (over) return
    over = true
    stopWaiting()
    done()
  }
  const stopWaiting = after(longestDiscardMs, finish)
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) finish()
  })
  for (const end of ['end', 'close', 'error']) request.once(end, finish)
}

const mostDiscarded = 1024 * 1024
const longestDiscardMs = 1_000
const smallBody = 64 * 1024

const isSmall = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] === undefined &&
  headers.expect === undefined &&
  Number(headers['content-length'] ?? 0) <= smallBody
