import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { TroublePlan } from '../mischief/dealer.ts'
import type { Reply } from './reply.ts'

/** Waits, or stops waiting at once when the signal aborts; never rejects. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>

export type DeliveryPorts = { readonly wait: Wait; readonly now: () => number; readonly signal: AbortSignal }

/** Sends a reply, in whatever manner the plan asks for. Gives up quietly when the client has gone. */
export const deliver = async (response: ServerResponse, reply: Reply, plan: TroublePlan, ports: DeliveryPorts) => {
  if (plan.wait) await ports.wait(plan.wait.ms, ports.signal)
  if (ports.signal.aborted) return void response.destroy()
  if (plan.send?.kind === 'reset' && plan.send.at !== 'body') return hangUp(response)

  const body = Buffer.from(reply.body, 'utf8')
  const { filler } = reply
  const length = filler ? (filler.declared ? filler.bytes : undefined) : body.length
  response.sendDate = false
  response.writeHead(reply.status, {
    ...reply.headers,
    date: new Date(ports.now()).toUTCString(),
    ...(length === undefined ? {} : { 'content-length': length }),
  })
  if (filler) return pour(response, filler.bytes, ports)
  switch (plan.send?.kind) {
    case 'reset':
      // Headers without a byte of the body stay in node's buffer unless flushed.
      response.flushHeaders()
      return void response.socket?.write('', () => hangUp(response))
    case 'truncate':
      return void response.write(body.subarray(0, plan.send.bytes ?? body.length >> 1), () => response.destroy())
    case 'drip':
      return drip(response, body, plan.send.bytes ?? 1, plan.send.everyMs ?? 100, ports)
    default:
      // As text it leaves in one piece with the headers.
      response.end(reply.body)
  }
}

const hangUp = (response: ServerResponse): void => {
  response.socket?.resetAndDestroy()
}

const drip = async (response: ServerResponse, body: Buffer, bytes: number, everyMs: number, ports: DeliveryPorts) => {
  for (let sent = 0; sent < body.length; sent += bytes) {
    if (sent > 0) await ports.wait(everyMs, ports.signal)
    if (ports.signal.aborted) return void response.destroy()
    response.write(body.subarray(sent, sent + bytes))
  }
  response.end()
}

const opening = '{"Code":"OK","Filler":"'
const closing = '"}'
const chunk = Buffer.alloc(65_536, 'x')

/** A JSON text of exactly `bytes`, piece by piece; one too short to hold it is cut off. */
function* fillerPieces(bytes: number): Generator<Buffer> {
  const middle = bytes - opening.length - closing.length
  yield Buffer.from(opening).subarray(0, bytes)
  for (let left = middle; left > 0; left -= chunk.length) yield chunk.subarray(0, left)
  if (middle >= 0) yield Buffer.from(closing)
}

/** The next piece waits until the last one has left, so a body of any size is held nowhere in full. */
const pour = (response: ServerResponse, bytes: number, { signal }: DeliveryPorts): Promise<void> =>
  // A client that hangs up before the end is what this trouble is for.
  pipeline(Readable.from(fillerPieces(bytes)), response, { signal }).catch(() => undefined)
