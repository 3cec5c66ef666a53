import { hash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Json, parseJson } from '../../aliyun/contract/json.ts'
import type { After } from '../../ground/time.ts'
import type { Log } from '../telemetry/log.ts'
import { type Fault, refuse, sendJson } from './http-fault.ts'

export const receiptsPath = '/receipts/'

type Item = { readonly type: string; readonly body: Json }
type Unreadable = { readonly type: string; readonly body: string; readonly reason: string }

/** Where pushes are kept. Both resolve when all is durable, and reject when it is not. */
export type Keep = {
  readonly store: (items: readonly Item[]) => Promise<void>
  readonly quarantine: (items: readonly Unreadable[]) => Promise<void>
}

export type ReceiptsDoorOptions = {
  readonly secrets: readonly string[]
  /** Null where nothing is kept: then nothing is acknowledged. */
  readonly keep: Keep | null
  readonly draining: () => boolean
  readonly after: After
  readonly log: Log
}

export const mostPushBytes = 1_048_576
/** Less than the 700 ms after which the platform has given up, the way there and back included. */
const longestMs = 600
/** Pushes under way; each may be a megabyte. */
const mostUnderWay = 128

/**
 * `POST /receipts/<secret>/<MessageType>`. The platform signs nothing, so the secret in the path is all there is: who does
 * not know it sees what is at any path that leads nowhere, before a byte of the body is read. Outside the shedding of
 * load: a receipt that is not taken is told three times more, and then never again.
 */
export const createReceiptsDoor = (options: ReceiptsDoorOptions) => {
  const { keep, after, log } = options
  const digests = options.secrets.map(digestOf)
  let [underWay, told] = [0, false]

  const knows = (secret: string): boolean => {
    const given = digestOf(secret)
    // Each is compared, so that time does not tell which one was near.
    return digests.map((digest) => timingSafeEqual(digest, given)).includes(true)
  }

  const sayNothingIsKept = (): void => {
    if (!told) log.error('receipts are pushed, and there is no store to keep them: set DYPLS_STORE (docs/receipts.md)')
    told = true
  }

  const keepPush = async (where: Keep, type: string, bytes: Buffer): Promise<void> => {
    const read = batchIn(bytes)
    if ('reason' in read) await where.quarantine([{ type, body: bytes.toString('utf8'), reason: read.reason }])
    else await where.store(read.items.map((body) => ({ type, body })))
  }

  /** Answers once, and in time: what is committed later is known when it is pushed again. */
  const answer = async (where: Keep, type: string, bytes: Buffer, response: ServerResponse): Promise<void> => {
    let answered = false
    const end = (status: 200 | 503): void => {
      if (answered) return
      answered = true
      stopWaiting()
      if (response.destroyed) return
      if (status === 200) sendJson(response, 200, { code: 0, msg: 'OK' })
      else sendJson(response, 503, { code: 503, msg: 'not stored: push it again' }, { 'retry-after': '60' })
    }
    const stopWaiting = after(longestMs, () => end(503))
    underWay++
    try {
      await keepPush(where, type, bytes)
      end(200)
    } catch (error) {
      // Why is told once, by the store; only a bug of ours is news.
      if (!(error instanceof Error && error.name === 'StoreError'))
        log.error({ err: error }, 'a push could not be stored')
      end(503)
    } finally {
      underWay--
    }
  }

  return (request: IncomingMessage, response: ServerResponse, notFound: Fault): unknown => {
    const [secret = '', type = '', ...rest] = (request.url ?? '').slice(receiptsPath.length).split('/')
    if (!knows(secret) || request.method !== 'POST' || type === '' || rest.length > 0)
      return refuse(request, response, notFound, after)
    if (!keep) {
      sayNothingIsKept()
      return refuse(request, response, nothingKept, after)
    }
    if (options.draining() || underWay >= mostUnderWay) return refuse(request, response, later, after)
    if (Number(request.headers['content-length'] ?? 0) > mostPushBytes)
      return refuse(request, response, tooLarge, after)
    if (request.headers.expect !== undefined) response.writeContinue()
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= mostPushBytes) chunks.push(chunk)
      else if (!response.headersSent) refuse(request, response, tooLarge, after)
    })
    return new Promise<void>((resolve) => {
      request.once('close', resolve)
      request.once('end', () => {
        if (size <= mostPushBytes) resolve(answer(keep, type, Buffer.concat(chunks), response))
        else resolve()
      })
    })
  }
}

/** Of equal length, whatever the secrets are. */
const digestOf = (secret: string): Buffer => hash('sha256', secret, 'buffer')

const batchIn = (bytes: Buffer): { readonly items: readonly Json[] } | { readonly reason: string } => {
  try {
    const body = parseJson(bytes.toString('utf8'))
    return Array.isArray(body) ? { items: body } : { reason: 'the body is no JSON array' }
  } catch {
    return { reason: 'the body is not JSON' }
  }
}

const fault = (status: number, code: string, message: string, more: Readonly<Record<string, string>> = {}): Fault => ({
  status,
  code,
  message,
  headers: more,
})
const nothingKept = fault(503, 'NO_STORE', 'there is no store to keep receipts', { 'retry-after': '60' })
const later = fault(503, 'OVERLOADED', 'not now: push it again', { 'retry-after': '60' })
const tooLarge = fault(413, 'BODY_TOO_LARGE', 'a push may have 1 MB', { connection: 'close' })
