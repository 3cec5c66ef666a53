import { readXml, XmlFault } from '../../aliyun/queue/xml.ts'
import type { Reply } from '../gateway/reply.ts'
import type { Received } from '../gateway/request.ts'
import type { Agenda } from '../world/agenda.ts'
import { refusalOf } from './admit.ts'
import { emptyReply, errorReply, messageReply, messagesReply, removedReply, visibilityReply } from './answer.ts'
import type { QueueImp, QueueTrouble } from './mischief.ts'
import type { Queues, ReceivedMessage } from './queues.ts'

export type QueueDoorPorts = {
  readonly queues: Queues
  readonly dealer: QueueImp
  readonly agenda: Agenda
  readonly now: () => number
  readonly windowMs: number
  readonly ids: () => string
  /** Told of exceptions, which the client only sees as InternalError. */
  readonly onBug: (error: unknown) => void
}

const path = /^\/queues\/([\w-]{1,256})\/messages$/
export const isQueueRequest = (target: string): boolean => target.startsWith('/queues/')

const mostMessages = 16
const longestWaitSeconds = 30

/** One request to the queues, as the message service answers it. `gone` aborts when its client has gone. */
export const serveQueue = async (received: Received, gone: AbortSignal, ports: QueueDoorPorts): Promise<Reply> => {
  const host = received.headers.host ?? ''
  const refuse = (code: string): Reply => errorReply(code, ports.ids(), host)
  const queue = path.exec(received.path)?.[1]
  if (queue === undefined) return refuse('QueueNotExist')
  const refusal = refusalOf(received, queue, ports)
  if (refusal !== null) return refuse(refusal)
  if (!ports.queues.exists(queue)) return refuse('QueueNotExist')
  try {
    return await act(queue, received, gone, ports, refuse)
  } catch (error) {
    ports.onBug(error)
    return refuse('InternalError')
  }
}

type Refuse = (code: string) => Reply

const act = async (queue: string, received: Received, gone: AbortSignal, ports: QueueDoorPorts, refuse: Refuse) => {
  switch (received.method) {
    case 'GET':
      return receive(queue, received, gone, ports, refuse)
    case 'DELETE':
      return remove(queue, received, ports, refuse)
    case 'PUT':
      return hide(queue, received, ports, refuse)
    default:
      // Only the service itself sends.
      return refuse('AccessDenied')
  }
}

const wholeFrom = (text: string | undefined, most: number): number | null =>
  text === undefined ? null : /^\d{1,6}$/.test(text) && Number(text) <= most ? Number(text) : Number.NaN

const codes: Readonly<Partial<Record<QueueTrouble, string>>> = {
  throttle: 'QpsLimitExceeded',
  tokenExpired: 'InvalidAccessKeyId',
  timeExpired: 'TimeExpired',
  internalError: 'InternalError',
  emptyStorm: 'MessageNotExist',
}

const receive = async (
  queue: string,
  { query }: Received,
  gone: AbortSignal,
  ports: QueueDoorPorts,
  refuse: Refuse,
) => {
  const wanted = wholeFrom(query.numOfMessages, mostMessages)
  const waitSeconds = wholeFrom(query.waitseconds, longestWaitSeconds) ?? 0
  if (Number.isNaN(wanted) || wanted === 0 || Number.isNaN(waitSeconds) || query.peekonly !== undefined)
    return refuse('InvalidArgument')
  const trouble = ports.dealer.pick('receive')
  const code = trouble === null ? undefined : codes[trouble]
  if (code !== undefined) return refuse(code)
  if (trouble === 'emptyXml') return emptyReply()

  const take = (): readonly ReceivedMessage[] => {
    const found = ports.queues.receive(queue, wanted ?? 1, ports.now(), trouble !== 'duplicate')
    return trouble === 'disorder' ? found.toReversed() : found
  }
  const messages = (await waitFor(queue, take, waitSeconds * 1_000, gone, ports)).map((message) =>
    spoilt(message, trouble),
  )
  if (trouble === 'slow') await pause(slowMs, gone, ports.agenda, ports.now)
  const [first] = messages
  if (!first) return refuse('MessageNotExist')
  const reply = wanted === null ? messageReply(first) : messagesReply(messages)
  return trouble === 'halfXml' ? { ...reply, body: reply.body.slice(0, reply.body.length >> 1) } : reply
}

const slowMs = 1_000

const spoilt = (message: ReceivedMessage, trouble: QueueTrouble | null): ReceivedMessage => {
  if (trouble === 'junkBody') return { ...message, body: Buffer.from('no JSON at all {').toString('base64') }
  return trouble === 'notBase64' ? { ...message, body: '这不是 base64' } : message
}

/** The long poll, by the sandbox's clock: ends with the first messages, at its time, or when the client has gone. */
const waitFor = (
  queue: string,
  take: () => readonly ReceivedMessage[],
  waitMs: number,
  gone: AbortSignal,
  { queues, agenda, now }: QueueDoorPorts,
): Promise<readonly ReceivedMessage[]> => {
  const found = take()
  if (found.length > 0 || waitMs === 0 || gone.aborted) return Promise.resolve(found)
  return new Promise((resolve) => {
    let ended = false
    const end = (messages: readonly ReceivedMessage[]): void => {
      ended = true
      for (const stop of stops) stop()
      gone.removeEventListener('abort', leave)
      resolve(messages)
    }
    const leave = (): void => end([])
    const look = (): void => {
      const messages = take()
      if (messages.length > 0) end(messages)
    }
    /** A hidden message may become visible while we wait. */
    const lookAgain = (): void => {
      look()
      const next = queues.nextVisible(queue, now())
      if (next !== null && !ended) stops[2] = agenda.at(next, lookAgain)
    }
    const visible = queues.nextVisible(queue, now())
    const stops = [
      queues.watch(queue, (over) => (over ? end([]) : look())),
      agenda.at(now() + waitMs, () => end([])),
      visible === null ? () => {} : agenda.at(visible, lookAgain),
    ]
    gone.addEventListener('abort', leave, { once: true })
  })
}

const pause = (ms: number, gone: AbortSignal, agenda: Agenda, now: () => number): Promise<void> =>
  new Promise((resolve) => {
    const stop = agenda.at(now() + ms, () => resolve())
    gone.addEventListener(
      'abort',
      () => {
        stop()
        resolve()
      },
      { once: true },
    )
  })

const remove = (
  queue: string,
  { query, body }: Received,
  { queues, dealer, now }: QueueDoorPorts,
  refuse: Refuse,
): Reply => {
  const trouble = dealer.pick('remove')
  const code = trouble === null ? undefined : codes[trouble]
  if (code !== undefined) return refuse(code)
  const one = query.ReceiptHandle
  const handles = one === undefined ? handlesIn(Buffer.from(body).toString('utf8')) : [one]
  if (handles === null) return refuse('MalformedXML')
  if (handles.length === 0 || handles.length > mostMessages) return refuse('InvalidArgument')
  const failed = handles.flatMap((handle) => {
    const code = trouble === 'handleExpired' ? 'ReceiptHandleError' : queues.remove(queue, handle, now())
    return code === null ? [] : [{ handle, code }]
  })
  return one !== undefined && failed[0] ? refuse(failed[0].code) : removedReply(failed)
}

const handlesIn = (body: string): readonly string[] | null => {
  try {
    const root = readXml(body)
    if (root?.name !== 'ReceiptHandles') return null
    return root.children.filter(({ name }) => name === 'ReceiptHandle').map(({ text }) => text)
  } catch (error) {
    if (error instanceof XmlFault) return null
    throw error
  }
}

const longestHideSeconds = 43_200

const hide = (queue: string, { query }: Received, { queues, now }: QueueDoorPorts, refuse: Refuse): Reply => {
  const seconds = wholeFrom(query.visibilityTimeout, longestHideSeconds)
  if (seconds === null || Number.isNaN(seconds) || seconds === 0) return refuse('InvalidArgument')
  const hidden = queues.hide(queue, query.receiptHandle ?? '', seconds * 1_000, now())
  return hidden ? visibilityReply(hidden) : refuse('ReceiptHandleError')
}
