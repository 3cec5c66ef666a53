import { receiptTypes } from '../../dypls/receipts/rows.ts'

/** A message as the queue keeps it. Moments in ms since 1970. */
export type QueuedMessage = {
  readonly id: string
  /** Base64, as the service puts receipts in. */
  readonly body: string
  readonly enqueuedAt: number
  readonly firstDequeuedAt: number | null
  readonly dequeueCount: number
  readonly visibleAt: number
  /** Of the latest receive; an older one opens nothing. Null for one that was never received. */
  readonly handle: string | null
}
export type ReceivedMessage = QueuedMessage & { readonly handle: string; readonly firstDequeuedAt: number }

/** A temporary key for one queue. */
export type IssuedToken = {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string
  readonly queue: string
  readonly expiresAt: number
}

/** The queues of the service's own account, one per message type, and the tokens that open them. */
export type Queues = {
  readonly exists: (name: string) => boolean
  readonly names: () => readonly string[]
  readonly size: (name: string) => number
  readonly send: (name: string, body: string, now: number) => void
  /** Takes up to `count` visible messages and hides them for a while. `hidden` false leaves them visible (mischief). */
  readonly receive: (name: string, count: number, now: number, hidden?: boolean) => readonly ReceivedMessage[]
  /** When the next hidden message becomes visible; null where none is hidden. */
  readonly nextVisible: (name: string, now: number) => number | null
  /** Null when done, else the service's code. */
  readonly remove: (name: string, handle: string, now: number) => string | null
  /** Hides a message for so long from now on; the new handle, or null where the old one opens nothing. */
  readonly hide: (name: string, handle: string, ms: number, now: number) => ReceivedMessage | null
  /** Called when a message comes to a queue, and (`ended`) when all are forgotten; returns how to stop that. */
  readonly watch: (name: string, listener: (ended: boolean) => void) => () => void
  /** How many wait for messages of a queue. */
  readonly watching: (name: string) => number
  readonly grant: (token: IssuedToken) => void
  readonly tokenOf: (accessKeyId: string) => IssuedToken | undefined
  readonly clear: () => void
}

/** Made up, as all of the sandbox's keys. */
export const sandboxAccountId = '1000000000000001'
export const queueNameOf = (type: string): string => `Alicom-Queue-${sandboxAccountId}-${type}`

/** How long a received message stays hidden; the real queues' own value is not documented. */
export const visibilityMs = 30_000
/** A queue without a reader forgets its oldest, as the real one does by time; with traffic on, it would grow for ever. */
const longestQueue = 2_000
const mostTokens = 1_000

type Held = { -readonly [K in keyof QueuedMessage]: QueuedMessage[K] }

export const createQueues = (): Queues => {
  let held = new Map<string, Held[]>()
  const tokens = new Map<string, IssuedToken>()
  const watchers = new Map<string, Set<(ended: boolean) => void>>()
  let counter = 0
  const fill = (): void => {
    held = new Map(Object.keys(receiptTypes).map((type) => [queueNameOf(type), []]))
  }
  fill()

  const messages = (name: string): Held[] => held.get(name) ?? []
  const withHandle = (name: string, handle: string, now: number): Held | undefined =>
    messages(name).find((message) => message.handle === handle && message.visibleAt > now)
  /** Safe in a URL, since the official client puts it there as it is. */
  const freshHandle = (message: Held): string => {
    counter += 1
    return `${message.dequeueCount}-${Buffer.from(`${message.id}:${counter}`).toString('base64url')}`
  }

  return {
    exists: (name) => held.has(name),
    names: () => [...held.keys()],
    size: (name) => messages(name).length,
    send: (name, body, now) => {
      const queue = held.get(name)
      if (!queue) return
      counter += 1
      const id = counter.toString(16).toUpperCase().padStart(16, '0')
      queue.push({
        id,
        body,
        enqueuedAt: now,
        firstDequeuedAt: null,
        dequeueCount: 0,
        visibleAt: now,
        handle: null,
      })
      if (queue.length > longestQueue) queue.shift()
      for (const listener of [...(watchers.get(name) ?? [])]) listener(false)
    },
    receive: (name, count, now, hidden = true) =>
      messages(name)
        .filter(({ visibleAt }) => visibleAt <= now)
        .slice(0, count)
        .map((message) => {
          message.dequeueCount += 1
          message.firstDequeuedAt ??= now
          message.visibleAt = now + (hidden ? visibilityMs : 0)
          const handle = freshHandle(message)
          message.handle = handle
          return { ...message, handle, firstDequeuedAt: message.firstDequeuedAt }
        }),
    nextVisible: (name, now) => {
      const moments = messages(name).flatMap(({ visibleAt }) => (visibleAt > now ? [visibleAt] : []))
      return moments.length === 0 ? null : Math.min(...moments)
    },
    remove: (name, handle, now) => {
      const message = withHandle(name, handle, now)
      if (!message) return 'ReceiptHandleError'
      const queue = messages(name)
      queue.splice(queue.indexOf(message), 1)
      return null
    },
    hide: (name, handle, ms, now) => {
      const message = withHandle(name, handle, now)
      if (!message) return null
      message.visibleAt = now + ms
      const fresh = freshHandle(message)
      message.handle = fresh
      return { ...message, handle: fresh, firstDequeuedAt: message.firstDequeuedAt ?? now }
    },
    watch: (name, listener) => {
      const listeners = watchers.get(name) ?? new Set()
      watchers.set(name, listeners.add(listener))
      return () => void listeners.delete(listener)
    },
    watching: (name) => watchers.get(name)?.size ?? 0,
    grant: (token) => {
      tokens.set(token.accessKeyId, token)
      const [oldest = ''] = tokens.keys()
      if (tokens.size > mostTokens) tokens.delete(oldest)
    },
    tokenOf: (accessKeyId) => tokens.get(accessKeyId),
    clear: () => {
      fill()
      tokens.clear()
      for (const listener of [...watchers.values()].flatMap((each) => [...each])) listener(true)
    },
  }
}
