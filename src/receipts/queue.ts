import { type Cancellation, createCancellation } from '../aliyun/cancellation.ts'
import type { Json } from '../aliyun/contract/json.ts'
import { longestWaitSeconds, type MnsClient, type MnsFailure, type MnsMessage, mnsBatch } from '../aliyun/queue/mns.ts'
import type { MnsCredential } from '../aliyun/queue/mns-signature.ts'
import type { After } from '../ground/time.ts'
import { decodeMessage } from './queue-message.ts'
import type { ReceiptQueue } from './queue-names.ts'
import { type AskToken, createQueueToken, type QueueToken } from './queue-token.ts'

export type QueueItem = { readonly type: string; readonly body: Json }
export type UnreadableItem = { readonly type: string; readonly body: string; readonly reason: string }

/** What happened at a queue, for logs and metrics. Holds nothing of a message, a token or a signature. */
export type QueueReport = {
  readonly queue: string
  readonly type: string
  readonly event: QueueEvent
  readonly count: number
  /** The service's code, or ours, where something failed. */
  readonly code: string | null
}
export type QueueEvent =
  | 'stored'
  | 'quarantined'
  | 'empty'
  /** No token, or none that is taken. */
  | 'token failed'
  | 'receive failed'
  | 'store failed'
  /** They were stored, and will come again: harmless, unless it never stops. */
  | 'delete failed'
  /** Received more than fifty times. */
  | 'stuck'

export type QueueOptions = {
  readonly queues: readonly ReceiptQueue[]
  readonly mns: Pick<MnsClient, 'receive' | 'remove'>
  readonly askToken: (queue: ReceiptQueue) => ReturnType<AskToken>
  /** Resolves when the items are durable; rejects when they are not, and then they come again. */
  readonly store: (items: readonly QueueItem[]) => Promise<void>
  /** The same for what is no JSON, which would otherwise come again for ever. */
  readonly quarantine: (items: readonly UnreadableItem[]) => Promise<void>
  readonly now: () => number
  readonly after: After
  readonly random: () => number
  readonly observe?: (report: QueueReport) => void
}

export type QueueConsumers = {
  /** Takes no more messages, and resolves when those at hand are stored and deleted. May be called twice. */
  readonly stop: () => Promise<void>
}

/** "Empty" sooner than this means that the service wants no more long polls, and bills them (documented). */
const hastyMs = 1_000
const [leastPauseMs, longestPauseMs] = [1_000, 30_000]
/** Not switched on in the console, most likely: asked for again now and then. */
const missingPauseMs = 60_000
const oftenReceived = 50

/** Reads receipts from queues: receive, decode, store, and only then delete. Starts at once. */
export const createQueueConsumers = (options: QueueOptions): QueueConsumers => {
  const stopping = createCancellation()
  const loops = options.queues.flatMap((queue) => {
    const token = createQueueToken(() => options.askToken(queue), options.now)
    return Array.from({ length: queue.consumers }, () => consume(queue, token, stopping, options))
  })
  return {
    stop: async () => {
      stopping.cancel()
      await Promise.all(loops)
    },
  }
}

const consume = async (queue: ReceiptQueue, token: QueueToken, stopping: Cancellation, options: QueueOptions) => {
  const { mns, now, random } = options
  let failures = 0
  const report = (event: QueueEvent, count: number, code: string | null = null): void =>
    options.observe?.({ queue: queue.name, type: queue.type, event, count, code })
  /** Half of it at least, so that consumers that failed together do not come back together. */
  const backOff = (): Promise<void> => {
    failures += 1
    const ms = Math.min(longestPauseMs, leastPauseMs * 2 ** (failures - 1))
    return pause(ms * (0.5 + random() / 2), stopping, options.after)
  }

  const afterFailure = async ({ kind, code }: MnsFailure, credential: MnsCredential): Promise<void> => {
    if (kind === 'cancelled') return
    report(kind === 'token' ? 'token failed' : 'receive failed', 0, code)
    if (kind === 'missing') return pause(missingPauseMs, stopping, options.after)
    if (kind !== 'token') return backOff()
    token.drop(credential)
    // A token may end early: another one is asked for at once, unless that did not help.
    if (failures > 0) return backOff()
    failures = 1
  }

  while (!stopping.cancelled) {
    const credential = await token.current()
    if (typeof credential === 'string') {
      report('token failed', 0, credential)
      await backOff()
      continue
    }
    const since = now()
    const wish = { count: mnsBatch, waitSeconds: longestWaitSeconds, cancellation: stopping }
    const received = await mns.receive(queue.name, credential, wish)
    if (!received.ok) {
      await afterFailure(received.failure, credential)
    } else if (received.messages.length === 0) {
      failures = 0
      report('empty', 0)
      if (now() - since < hastyMs) await pause(hastyMs, stopping, options.after)
    } else {
      const done = await keep(queue, received.messages, options, report)
      await remove(queue, done, token, options, report)
      if (done.length === received.messages.length) failures = 0
      else await backOff()
    }
  }
}

type Tell = (event: QueueEvent, count: number, code?: string | null) => void

/** Stores what can be read, quarantines what cannot; gives the messages that are safe now. */
const keep = async (
  { type }: ReceiptQueue,
  messages: readonly MnsMessage[],
  { store, quarantine }: QueueOptions,
  report: Tell,
): Promise<readonly MnsMessage[]> => {
  const stuck = messages.filter(({ dequeueCount }) => dequeueCount > oftenReceived)
  if (stuck.length > 0) report('stuck', stuck.length)
  const read = messages.map((message) => ({ message, decoded: decodeMessage(message) }))
  const items = read.flatMap(({ decoded }) => (decoded.ok ? [{ type, body: decoded.body }] : []))
  const unreadable = read.flatMap(({ message: { body }, decoded }) =>
    decoded.ok ? [] : [{ type, body, reason: decoded.reason }],
  )
  const attempt = async (act: () => Promise<void>, count: number, event: QueueEvent): Promise<boolean> => {
    if (count === 0) return true
    try {
      await act()
      report(event, count)
      return true
    } catch {
      // Why is the store's to tell; here it only matters that they come again.
      report('store failed', count)
      return false
    }
  }
  const stored = await attempt(() => store(items), items.length, 'stored')
  const quarantined = await attempt(() => quarantine(unreadable), unreadable.length, 'quarantined')
  return read.flatMap(({ message, decoded }) => ((decoded.ok ? stored : quarantined) ? [message] : []))
}

/** Tried twice. What is left comes again, and is known then. */
const remove = async (
  queue: ReceiptQueue,
  done: readonly MnsMessage[],
  token: QueueToken,
  { mns }: QueueOptions,
  report: Tell,
): Promise<void> => {
  if (done.length === 0) return
  const handles = done.map(({ handle }) => handle)
  let code = ''
  for (let tries = 0; tries < 2; tries++) {
    const credential = await token.current()
    if (typeof credential === 'string') {
      code = credential
      continue
    }
    const removed = await mns.remove(queue.name, credential, handles)
    if (removed.ok) {
      if (removed.failed.length > 0) report('delete failed', removed.failed.length, removed.failed[0]?.code ?? null)
      return
    }
    code = removed.failure.code
    if (removed.failure.kind === 'token') token.drop(credential)
  }
  report('delete failed', handles.length, code)
}

/** Ends early when the consumers are stopped. */
const pause = (ms: number, stopping: Cancellation, after: After): Promise<void> =>
  stopping.cancelled
    ? Promise.resolve()
    : new Promise((resolve) => {
        let stopListening = (): void => {}
        const stopTimer = after(ms, () => {
          stopListening()
          resolve()
        })
        stopListening = stopping.subscribe(() => {
          stopTimer()
          resolve()
        })
      })
