import buildConnector from 'undici/lib/core/connect.js'
import Client from 'undici/lib/dispatcher/client.js'
import type { Cancellation } from '../cancellation.ts'
import { type Unreachable, type UnreachableCode, unreachable } from '../failure.ts'
import type { SignedRequest } from '../signing/signature.ts'
import { headersTimeoutMs as answerBeginsMs, connectTimeoutMs, explain, maxHeaderBytes } from './network-error.ts'

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

/** Runs `act` after `ms`; returns how to call it off. */
export type After = (ms: number, act: () => void) => () => void

/**
 * Runs `act` at the end of this turn of the event loop, together with all else that became ready in it. Work of one kind
 * done in one go finds its code and data in the processor's caches, and wakes those it writes to once, not once each:
 * a quarter of a look-up's cost under load (measured on Node 20, 2026-11-25).
 */
export type Soon = (act: () => void) => void

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

/**
 * One connection each, given to one call at a time. Not undici's `Pool`, which looks through all of them for a free one and
 * tells of each that becomes free: 5 of 48 µs a call. The one used last goes first; what is not needed closes by itself.
 */
const createClients = (endpoint: URL, most: number) => {
  // Shared, so that TLS sessions are resumed across connections.
  const connect = buildConnector({ timeout: connectTimeoutMs, allowH2: false })
  const options = {
    connect,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: maxHeaderBytes,
    // Ours cover both: undici's for the body would not bound a dripping one, and a timer each costs 1.5 of 28 µs.
    headersTimeout: 0,
    bodyTimeout: 0,
  }
  const all = new Set<Client>()
  const idle: Client[] = []
  const waiting: Waiting[] = []
  let closed = false

  const open = (): Client | undefined => {
    if (all.size >= most) return undefined
    const client = new Client(endpoint.origin, options)
    all.add(client)
    // One made too late fails its call by itself.
    if (closed) void client.destroy()
    return client
  }

  const next = (): Waiting | undefined => {
    let first = waiting.shift()
    while (first && !first.isWanted()) first = waiting.shift()
    return first
  }

  return {
    take: (isWanted: () => boolean, use: (client: Client) => void): void => {
      const client = idle.pop() ?? open()
      if (client) use(client)
      else waiting.push({ isWanted, use })
    },
    giveBack: (client: Client): void => {
      const first = next()
      if (first) first.use(client)
      else idle.push(client)
    },
    /** For one that could not connect: undici may go on counting the call it had as under way, and would send no other. */
    replace: (client: Client): void => {
      all.delete(client)
      void client.destroy()
      const first = next()
      const fresh = first && open()
      if (first && fresh) first.use(fresh)
    },
    close: async (): Promise<void> => {
      closed = true
      await Promise.all([...all].map((client) => client.destroy()))
    },
  }
}

/** A call for which there is no connection yet. */
type Waiting = { readonly isWanted: () => boolean; readonly use: (client: Client) => void }

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
