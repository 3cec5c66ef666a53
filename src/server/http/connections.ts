import type { Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { securityHeaders } from './headers.ts'
import { bodyOf, type Fault } from './http-fault.ts'

/** The answers that each connection still owes. */
export type Connections = {
  /** Notes an answer; gives what to do when it has gone out or no client waits for it any more. */
  readonly owe: (response: ServerResponse) => () => void
}

/**
 * Two things node leaves open. An answer that waits behind another on its connection is never told that the connection is
 * gone, so what it holds would be held for ever; and what cannot be read as HTTP deserves a small answer, but not one
 * in the middle of another.
 */
export const watchConnections = (server: Server): Connections => {
  // Lists, not sets: V8 leaves the entries of an outgrown table behind, and whole requests with them (docs/memory.md).
  const owed = new WeakMap<Duplex, ServerResponse[]>()

  server.on('connection', (socket) => {
    const open: ServerResponse[] = []
    owed.set(socket, open)
    // In a microtask: node emits 'close' itself for the response being written.
    socket.once('close', () =>
      queueMicrotask(() => {
        for (const response of [...open]) response.emit('close')
      }),
    )
  })

  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const open = [...(owed.get(socket) ?? [])]
    const coming = open.filter(({ req }) => req.complete)
    const end = (): void => {
      const begun = open.some((response) => response.headersSent && !response.writableFinished)
      if (!socket.writable || error.code === 'ECONNRESET') socket.destroy()
      else socket.end(begun ? '' : bytesOf(faultOf(error)), () => socket.destroy())
    }
    // Questions that were asked in full before the rest turned out to be none are answered first.
    let left = coming.length
    if (left === 0) return end()
    for (const response of coming) response.once('close', () => --left === 0 && end())
  })

  server.on('connect', (_request, socket: Duplex) => socket.end(bytesOf(noTunnel)))

  return {
    owe: (response) => {
      // Behind another answer a response has no socket of its own yet; its request has.
      const open = owed.get(response.req.socket)
      open?.push(response)
      return () => {
        const index = open?.indexOf(response) ?? -1
        if (index >= 0) open?.splice(index, 1)
      }
    },
  }
}

const faultOf = ({ code }: NodeJS.ErrnoException): Fault => {
  if (code === 'HPE_HEADER_OVERFLOW')
    return { status: 431, code: 'HEADERS_TOO_LARGE', message: 'the headers are larger than 16 KB' }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return { status: 408, code: 'TOO_SLOW', message: 'the request did not arrive in time' }
  return { status: 400, code: 'BAD_REQUEST', message: 'this is not HTTP/1.1' }
}

const noTunnel: Fault = { status: 405, code: 'METHOD_NOT_ALLOWED', message: 'no tunnels here' }

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
}

/** Without a request there is no ServerResponse to write it. */
const bytesOf = (fault: Fault): string => {
  const body = bodyOf(fault)
  const headers = {
    ...securityHeaders,
    ...(fault.status === 405 ? { allow: 'GET, POST, OPTIONS' } : {}),
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${fault.status} ${reasons[fault.status]}`, ...lines, '', body].join('\r\n')
}
