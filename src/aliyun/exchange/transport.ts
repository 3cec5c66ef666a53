import type { After, Soon } from '../../ground/time.ts'
import type { Cancellation } from '../cancellation.ts'
import { type Unreachable, type UnreachableCode, unreachable } from '../failure.ts'
import type { SignedRequest } from '../signing/request.ts'
import { createClients } from './connections.ts'
import { headersTimeoutMs as answerBeginsMs, explain } from './network-error.ts'

/** What came back over HTTP, whatever it means. */
export type WireAnswer = {
  readonly status: number
  /** Read when asked for, since a good answer says all in its body. */
  readonly headers: () => WireHeaders
  readonly body: string
}

export type Bounds = {
  /** From hand-over to the last byte, waiting for a connection included. */
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly cancellation: Cancellation
}

/** The message service deletes by DELETE; all else is GET or POST. */
export type Sendable = Pick<SignedRequest, 'path' | 'headers' | 'body'> & {
  readonly method: SignedRequest['method'] | 'DELETE'
}

export type Transport = {
  /** Sends once. Never throws, never repeats, never follows a redirect, never inflates. */
  readonly send: (request: Sendable, bounds: Bounds) => Promise<WireAnswer | Unreachable>
  readonly close: () => Promise<void>
}

export type TransportOptions = {
  readonly endpoint: URL
  /** Connections at most, and so calls in flight: each carries one at a time. */
  readonly connections: number
  readonly now: () => number
  readonly after: After
  readonly soon: Soon
  /** How long it may take until an answer begins; long polls are silent for a while by design. */
  readonly headersTimeoutMs?: number
}

/** Keep-alive connections on undici's `dispatch`: half the cost of `request`, and an abort that needs no AbortSignal. */
export const createTransport = (options: TransportOptions): Transport => {
  const { endpoint, connections, now, after, soon, headersTimeoutMs = answerBeginsMs } = options
  const clients = createClients(endpoint, connections)
  return {
    close: clients.close,
    send: (request, bounds) =>
      new Promise((resolve) => {
        const chunks: Buffer[] = []
        let sentAt = 0
        let status = 0
        let rawHeaders: readonly Buffer[] = []
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
        const tooLarge = (): void => giveUp('RESPONSE_TOO_LARGE', `the answer is larger than ${bounds.maxBytes} bytes`)
        /** One timer for both bounds, since it is called off for nearly every call; a clock that is set moves only the first. */
        const watch = (): void => {
          const leftMs = bounds.timeoutMs - watchedMs
          const silenceMs = status === 0 ? headersTimeoutMs - (abort ? now() - sentAt : 0) : leftMs
          if (leftMs <= 0) giveUp('TIMEOUT', `no complete answer within ${bounds.timeoutMs} ms`)
          else if (silenceMs <= 0) giveUp('TIMEOUT', `no answer began within ${headersTimeoutMs} ms`)
          else watchFor(Math.min(leftMs, silenceMs))
        }
        const watchFor = (ms: number): void => {
          watchedMs += ms
          stopTimer = after(ms, watch)
        }
        let watchedMs = 0
        let stopTimer = (): void => {}
        let stopListening = (): void => {}
        watchFor(Math.min(bounds.timeoutMs, headersTimeoutMs))
        stopListening = bounds.cancellation.subscribe(() => giveUp('CANCELLED', 'the caller went away'))
        if (settled) return

        const isWanted = (): boolean => !settled
        clients.take(isWanted, (client) => {
          const { path, method, body } = request
          client.dispatch(
            { path, method, headers: request.headers, body },
            {
              onConnect: (give) => {
                abort = give
                sentAt = now()
                if (settled) give(new Error('no longer wanted'))
              },
              onHeaders: (statusCode, raw) => {
                // Others come before the answer and say nothing of it (103, say).
                if (statusCode >= 200) {
                  status = statusCode
                  rawHeaders = raw
                  if (announcedBytes(raw) > bounds.maxBytes) tooLarge()
                }
                return true
              },
              onData: (chunk) => {
                bytes += chunk.length
                if (bytes > bounds.maxBytes) tooLarge()
                else chunks.push(chunk)
                return true
              },
              onComplete: () =>
                soon(() => {
                  clients.giveBack(client)
                  settle({ status, headers: () => headersOf(rawHeaders), body: textOf(chunks) })
                }),
              onError: (error) => {
                // Later, since undici is in the middle of ending what the client has, and counts on nothing new.
                soon(() => (abort === null ? clients.replace(client) : clients.giveBack(client)))
                settle(explain(error, status || null, abort !== null))
              },
            },
          )
        })
      }),
  }
}

/** The headers that are read here. */
const readHeaders = ['content-encoding', 'date', 'retry-after', 'x-acs-request-id', 'x-acs-retry-after'] as const
type ReadHeader = (typeof readHeaders)[number]
export type WireHeaders = { readonly [name in ReadHeader]?: string }
const isRead = (name: string): name is ReadHeader => (readHeaders as readonly string[]).includes(name)

const contentLength = 'content-length'
/** 0 where it is not told. */
const announcedBytes = (raw: readonly Buffer[]): number => {
  for (let index = 0; index + 1 < raw.length; index += 2)
    if (raw[index]?.length === contentLength.length && raw[index]?.toString('latin1').toLowerCase() === contentLength)
      return Number(raw[index + 1])
  return 0
}

/** Of equal names the first counts. */
const headersOf = (raw: readonly Buffer[]): WireHeaders => {
  const headers: { [name in ReadHeader]?: string } = {}
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]?.toString('latin1').toLowerCase() ?? ''
    if (isRead(name)) headers[name] ??= raw[index + 1]?.toString('latin1') ?? ''
  }
  return headers
}

/** Most answers come in one piece, which needs no copy. */
const textOf = (chunks: readonly Buffer[]): string => {
  const [first, second] = chunks
  return (first && !second ? first : Buffer.concat(chunks)).toString('utf8')
}
