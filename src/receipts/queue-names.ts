import { defaultQueue, typeOfQueue } from '../dypls/receipts/queue.ts'
import { receiptTypes } from '../dypls/receipts/rows.ts'

/** A queue to be read: its name, and the type of its receipts. */
export type ReceiptQueue = {
  readonly name: string
  readonly type: string
  /** How many read it at one time. */
  readonly consumers: number
}

/**
 * One entry of DYPLS_RECEIPTS_QUEUES: a queue by name, or the default queues of all types. Those carry the number of the
 * account in their names, which only the sandbox's are known without.
 */
export type QueueEntry = {
  readonly queue: string
  /** Of `default:1234567890123456`. */
  readonly accountId: string | null
  readonly consumers: number
}

/** `sandboxAccountId` is null where the real service is asked. Later entries win over earlier ones of the same name. */
export const queuesOf = (entries: readonly QueueEntry[], sandboxAccountId: string | null): readonly ReceiptQueue[] => {
  const queues = new Map<string, ReceiptQueue>()
  for (const { queue, accountId, consumers } of entries) {
    const owner = accountId ?? sandboxAccountId
    const names =
      queue !== 'default'
        ? [queue]
        : owner === null
          ? []
          : Object.keys(receiptTypes).map((type) => defaultQueue(owner, type))
    for (const name of names) {
      const type = typeOfQueue(name)
      if (type !== null) queues.set(name, { name, type, consumers })
    }
  }
  return [...queues.values()]
}
