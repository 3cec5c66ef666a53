import { checkWish, oneOf, type Rules, wholeBetween } from '../admin/wishes.ts'

/** Trouble at the queues: what goes wrong with one request to them. */
export const queueTroubles = {
  /** Received messages stay visible, and come again at once. */
  duplicate: 'receive',
  /** The latest messages first. */
  disorder: 'receive',
  /** The answer breaks off in the middle. */
  halfXml: 'receive',
  /** HTTP 200 without a document. */
  emptyXml: 'receive',
  /** Base64 of what is no JSON. */
  junkBody: 'receive',
  /** A body that is not base64. */
  notBase64: 'receive',
  /** "Empty" at once, however long the wish to wait. */
  emptyStorm: 'receive',
  /** An answer a second after it was due. */
  slow: 'receive',
  /** Handles that open nothing. */
  handleExpired: 'remove',
  throttle: 'any',
  tokenExpired: 'any',
  timeExpired: 'any',
  internalError: 'any',
} as const
export type QueueTrouble = keyof typeof queueTroubles

export type QueueMischief = {
  readonly kind: QueueTrouble
  /** Only so many requests; until cleared when left out. */
  readonly times?: number
}

const rules: Rules = { 'kind!': oneOf(Object.keys(queueTroubles)), times: wholeBetween(1, 1_000_000_000) }

/** Throws WishFault with one clear sentence. */
export const parseQueueMischief = (wish: unknown): QueueMischief => {
  checkWish('mischief at the queues', rules, wish)
  return wish as QueueMischief
}

/** Keeps the scripts, and deals out the oldest that concerns a request. */
export type QueueImp = {
  readonly add: (script: QueueMischief) => void
  readonly scripts: () => readonly QueueMischief[]
  readonly pick: (request: 'receive' | 'remove') => QueueTrouble | null
  readonly clear: () => void
}

export const createQueueImp = (): QueueImp => {
  let held: { readonly kind: QueueTrouble; left: number }[] = []
  return {
    add: ({ kind, times = Number.POSITIVE_INFINITY }) => void held.push({ kind, left: times }),
    scripts: () => held.map(({ kind, left }) => (Number.isFinite(left) ? { kind, times: left } : { kind })),
    pick: (request) => {
      const entry = held.find(({ kind }) => queueTroubles[kind] === request || queueTroubles[kind] === 'any')
      if (!entry) return null
      entry.left -= 1
      held = held.filter(({ left }) => left > 0)
      return entry.kind
    },
    clear: () => {
      held = []
    },
  }
}
