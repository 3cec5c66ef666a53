import type { After } from '../ground/time.ts'
import type { RateStore } from '../server/admission/rates/rates.ts'
import type { ToPrimary, ToWorker } from './messages.ts'

/**
 * The rate of unmasking at a worker: the primary counts for all of them, so that they never exceed it together, nor by
 * dying and being replaced. One message each way per number, which is nothing beside the record that is written of it.
 */
export type Unmaskings = { readonly rates: RateStore; readonly hear: (message: ToWorker) => void }

/** Without an answer by then the number stays masked. */
const patienceMs = 1_000

export const createUnmaskings = ({
  send,
  after,
}: {
  readonly send: (message: ToPrimary) => void
  readonly after: After
}): Unmaskings => {
  const open = new Map<number, (waitMs: number) => void>()
  let lastId = 0
  return {
    rates: {
      // The pace is the primary's to know.
      take: (viewerId) =>
        new Promise((resolve) => {
          const id = ++lastId
          const end = (waitMs: number): void => {
            open.delete(id)
            stopTimer()
            resolve(waitMs)
          }
          const stopTimer = after(patienceMs, () => end(Number.POSITIVE_INFINITY))
          open.set(id, end)
          send({ kind: 'unmask?', id, viewerId })
        }),
    },
    hear: (message) => {
      if (message.kind === 'unmask') open.get(message.id)?.(message.waitMs)
    },
  }
}
