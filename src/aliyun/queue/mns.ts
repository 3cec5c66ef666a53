import type { After, Soon } from '../../ground/time.ts'
import { type Cancellation, never } from '../cancellation.ts'
import { createTransport } from '../exchange/transport.ts'
import { type MnsCredential, type MnsMethod, signMns } from './mns-signature.ts'
import { childText, escapeText, readXml, type XmlElement, XmlFault } from './xml.ts'

/** A message of a queue, as it was received. `body` is what the sender put in: for receipts, base64. */
export type MnsMessage = {
  readonly id: string
  /** Good for one deletion, until the message becomes visible again. */
  readonly handle: string
  readonly body: string
  /** How often it was received, this time included. */
  readonly dequeueCount: number
}

/**
 * Why a request brought nothing, by what helps: another token, a set clock, a queue that exists, patience. Holds the
 * service's code, never its message.
 */
export type MnsFailure = {
  readonly kind: 'token' | 'clock' | 'missing' | 'throttled' | 'rejected' | 'unreachable' | 'cancelled'
  readonly code: string
}
type Failed = { readonly ok: false; readonly failure: MnsFailure }

export type MnsReceived = { readonly ok: true; readonly messages: readonly MnsMessage[] } | Failed
/** `failed` are those that could not be deleted; another reader may have received them by now. */
export type MnsRemoved =
  | { readonly ok: true; readonly failed: readonly { readonly handle: string; readonly code: string }[] }
  | Failed

export type MnsClient = {
  /** Waits up to `waitSeconds` (30 at most) for messages. None is an answer, not a failure. */
  readonly receive: (queue: string, credential: MnsCredential, wish: ReceiveWish) => Promise<MnsReceived>
  readonly remove: (queue: string, credential: MnsCredential, handles: readonly string[]) => Promise<MnsRemoved>
  readonly close: () => Promise<void>
}
export type ReceiveWish = { readonly count: number; readonly waitSeconds: number; readonly cancellation?: Cancellation }

export type MnsOptions = {
  readonly endpoint: URL
  /** Requests at one time: long polls, and a deletion beside each. */
  readonly connections: number
  readonly now: () => number
  readonly after: After
  readonly soon: Soon
}

/** The most that one request takes. */
export const mnsBatch = 16
export const longestWaitSeconds = 30
const marginMs = 5_000
const maxBytes = 1_048_576

export const createMnsClient = ({ endpoint, connections, now, after, soon }: MnsOptions): MnsClient => {
  const silenceMs = longestWaitSeconds * 1_000 + marginMs
  const transport = createTransport({ endpoint, connections, now, after, soon, headersTimeoutMs: silenceMs })

  const send = async (
    method: MnsMethod,
    path: string,
    body: string | null,
    credential: MnsCredential,
    { waitSeconds, cancellation = never }: Omit<ReceiveWish, 'count'>,
  ): Promise<{ readonly status: number; readonly root: XmlElement | null } | Failed> => {
    const headers = { host: endpoint.host, ...signMns(method, path, body, new Date(now()), credential) }
    const timeoutMs = waitSeconds * 1_000 + marginMs
    const answer = await transport.send({ method, path, headers, body }, { timeoutMs, maxBytes, cancellation })
    if ('kind' in answer) return failed(answer.code === 'CANCELLED' ? 'cancelled' : 'unreachable', answer.code)
    try {
      return { status: answer.status, root: readXml(answer.body) }
    } catch (error) {
      if (error instanceof XmlFault) return failed('unreachable', 'BAD_RESPONSE')
      throw error
    }
  }

  return {
    receive: async (queue, credential, wish) => {
      const path = `/queues/${queue}/messages?numOfMessages=${wish.count}&waitseconds=${wish.waitSeconds}`
      const answer = await send('GET', path, null, credential, wish)
      if ('ok' in answer) return answer
      const { status, root } = answer
      // Seen now and then: an answer that says nothing. It means as much as an empty queue.
      if (status === 200) return { ok: true, messages: root ? messagesIn(root) : [] }
      return root && childText(root, 'Code') === 'MessageNotExist'
        ? { ok: true, messages: [] }
        : failureOf(status, root)
    },
    remove: async (queue, credential, handles) => {
      const list = handles.map((handle) => `<ReceiptHandle>${escapeText(handle)}</ReceiptHandle>`).join('')
      const body = `${xmlDeclaration}<ReceiptHandles xmlns="${namespace}">${list}</ReceiptHandles>`
      const answer = await send('DELETE', `/queues/${queue}/messages`, body, credential, { waitSeconds: 0 })
      if ('ok' in answer) return answer
      const { status, root } = answer
      if (status === 204 || status === 200) return { ok: true, failed: [] }
      return root?.name === 'Errors' ? { ok: true, failed: errorsIn(root) } : failureOf(status, root)
    },
    close: transport.close,
  }
}

const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>'
const namespace = 'http://mns.aliyuncs.com/doc/v1/'

const messagesIn = (root: XmlElement): MnsMessage[] =>
  root.children
    .filter(({ name }) => name === 'Message')
    .map((message) => ({
      id: childText(message, 'MessageId'),
      handle: childText(message, 'ReceiptHandle'),
      body: childText(message, 'MessageBody'),
      dequeueCount: Number(childText(message, 'DequeueCount')) || 1,
    }))
    // Without a handle it could never be deleted.
    .filter(({ handle }) => handle !== '')

const errorsIn = (root: XmlElement) =>
  root.children
    .filter(({ name }) => name === 'Error')
    .map((error) => ({ handle: childText(error, 'ReceiptHandle'), code: childText(error, 'ErrorCode') }))

const failed = (kind: MnsFailure['kind'], code: string): Failed => ({ ok: false, failure: { kind, code } })

/** By code where it says enough, otherwise by status; the lists of codes differ between documents. */
const failureOf = (status: number, root: XmlElement | null): Failed => {
  const code = (root && childText(root, 'Code')) || `HTTP_${status}`
  if (code === 'QueueNotExist') return failed('missing', code)
  if (code === 'TimeExpired') return failed('clock', code)
  if (code === 'QpsLimitExceeded' || status === 429) return failed('throttled', code)
  if (status === 401 || status === 403) return failed('token', code)
  return failed(status >= 500 ? 'unreachable' : 'rejected', code)
}
