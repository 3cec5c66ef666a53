import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type DeliveryPorts, deliver, type Pause } from './deliver.ts'
import { gatewayError } from './gateway-error.ts'
import { gatewayReply, type Reply } from './reply.ts'
import { type Received, receive } from './request.ts'
import type { Served } from './serve-call.ts'

export type HttpPorts = {
  /** Answers a request that was read in full. The signal aborts when its client has gone, for answers that wait. */
  readonly answer: (received: Received, gone: AbortSignal) => Served | Promise<Served>
  /** Called when a request begins; returns what to call when its answer has left or its client has gone. */
  readonly enter: (target: string) => () => void
  readonly now: () => number
  readonly wait: Pause
  readonly ids: () => string
}

export type SandboxServer = { readonly port: number; readonly close: () => Promise<void> }

const maxBodyBytes = 1_048_576
// 200 numbers in one parameter of a GET make a long line.
const maxHeaderBytes = 65_536
// Clients keep connections longer than node's 5 s; closing one as a call arrives would look like scripted trouble.
const keepAliveMs = 120_000
const closeGraceMs = 250

export const listen = async (host: string, port: number, ports: HttpPorts): Promise<SandboxServer> => {
  const closing = new AbortController()
  const server = createServer(
    { maxHeaderSize: maxHeaderBytes, keepAliveTimeout: keepAliveMs },
    (request, response) => void converse(request, response, closing.signal, ports),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  let closed: Promise<void> | undefined
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      closed ??= close(server, closing, ports)
      return closed
    },
  }
}

/** Idle connections end at once, scripted delays are cut short, what is being answered gets a moment to finish. */
const close = async (server: Server, closing: AbortController, { wait }: HttpPorts): Promise<void> => {
  const done = new AbortController()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  closing.abort()
  await Promise.race([closed, wait(closeGraceMs, done.signal)])
  done.abort()
  server.closeAllConnections()
  await closed
}

const converse = async (request: IncomingMessage, response: ServerResponse, closing: AbortSignal, ports: HttpPorts) => {
  const leave = ports.enter(request.url ?? '')
  const gone = new AbortController()
  const stop = (): void => gone.abort()
  closing.addEventListener('abort', stop, { once: true })
  response.once('close', () => {
    closing.removeEventListener('abort', stop)
    leave()
    // An abort makes an exception object; a call that was answered needs none.
    if (!response.writableFinished) stop()
  })
  const delivery: DeliveryPorts = { wait: ports.wait, now: ports.now, signal: gone.signal }
  // A client that hangs up while sending or reading is no fault of ours, and no client is left to tell.
  response.on('error', () => undefined)
  try {
    const body = await readBody(request)
    if (body === null) {
      response.setHeader('connection', 'close')
      await deliver(response, tooLarge(request, ports), {}, delivery)
      return void request.resume()
    }
    const { method = '', url = '' } = request
    const received = receive({ method, target: url, headers: request.headers, body })
    // Most answers are there at once, and then leave at once.
    const served = ports.answer(received, gone.signal)
    const { reply, plan } = served instanceof Promise ? await served : served
    await deliver(response, reply, plan, delivery)
  } catch {
    response.destroy()
  }
}

/** The body, or null as soon as it is too large to be one. */
const readBody = (request: IncomingMessage): Promise<Buffer | null> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBodyBytes) return resolve(null)
      chunks.push(chunk)
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
  })

const tooLarge = (request: IncomingMessage, { ids }: HttpPorts): Reply =>
  gatewayReply(gatewayError('RequestTooLarge'), {
    requestId: ids(),
    host: request.headers.host ?? '',
    format: 'JSON',
  })
