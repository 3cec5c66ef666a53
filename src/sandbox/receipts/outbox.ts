import { printJson } from '../../aliyun/contract/json.ts'
import type { ReceiptShape } from '../../dypls/receipts/kinds.ts'
import { writeReceipt } from '../../dypls/receipts/receipt.ts'
import { type ReceiptFields, type ReceiptType, receiptTypes } from '../../dypls/receipts/rows.ts'
import type { Agenda } from '../world/agenda.ts'
import type { Pusher } from './push.ts'
import type { ReceiptSettings } from './settings.ts'

export type OutboxPorts = {
  readonly agenda: Agenda
  /** Numbers from 0 to 1, for what happens by chance. */
  readonly random: () => number
  readonly pusher: Pusher
  /** Puts one receipt into the queue of its type. */
  readonly enqueue: (type: ReceiptType, body: string) => void
  readonly settings: () => ReceiptSettings
}

/** Sends receipts by push and by queue as the platform does: in batches, and (where it is asked to) twice and in disorder. */
export type Outbox = {
  /** `moment` is when there was something to tell, on the sandbox's clock. */
  readonly put: <T extends ReceiptType>(type: T, fields: ReceiptFields<T>, moment: number) => void
  readonly clear: () => void
}

const secondMs = 1_000
/** How long what is out of order is held back, and after what time at most a receipt comes again. */
const [longestDelayMs, longestEchoMs] = [20 * secondMs, 60 * secondMs]

export const createOutbox = (ports: OutboxPorts): Outbox => {
  const { agenda, random, pusher, enqueue, settings } = ports
  const batches = new Map<ReceiptType, string[]>()

  const by = (share: number): boolean => share > 0 && random() < share
  const upTo = (ms: number): number => secondMs + Math.floor(random() * (ms - secondMs))

  const send = (type: ReceiptType, body: string, moment: number): void => {
    const { queue, pushUrl, batchSeconds, batchMost } = settings()
    if (queue) enqueue(type, body)
    if (pushUrl === null || receiptTypes[type].queueOnly) return
    const batch = batches.get(type) ?? []
    batch.push(body)
    batches.set(type, batch)
    if (batch.length >= batchMost || batchSeconds === 0) flush(type, moment)
    else if (batch.length === 1)
      agenda.at(moment + batchSeconds * secondMs, (due) => {
        // One that grew full in the meantime has left, and its successor has a moment of its own.
        if (batches.get(type) === batch) flush(type, due)
      })
  }

  const flush = (type: ReceiptType, moment: number): void => {
    const batch = batches.get(type)
    const { pushUrl, disorder } = settings()
    batches.delete(type)
    if (!batch || pushUrl === null) return
    pusher.push(pushUrl, type, by(disorder) ? batch.toReversed() : batch, moment)
  }

  const shape = (): ReceiptShape => {
    const { shapes } = settings()
    return shapes === 'mixed' ? (random() < 0.5 ? 'sample' : 'other') : shapes
  }

  return {
    put: (type, fields, moment) => {
      const body = printJson(writeReceipt(type, fields, shape()))
      const { duplicates, disorder } = settings()
      const first = moment + (by(disorder) ? upTo(longestDelayMs) : 0)
      agenda.at(first, (due) => send(type, body, due))
      if (by(duplicates)) agenda.at(first + upTo(longestEchoMs), (due) => send(type, body, due))
      agenda.run()
    },
    clear: () => batches.clear(),
  }
}
