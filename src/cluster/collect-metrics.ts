import type { After } from '../aliyun/exchange/transport.ts'
import type { Snapshot, ToWorker } from './messages.ts'

/** Collects the figures of many processes, and waits for none of them longer than a second. */
export type MetricsCollector = {
  /** The snapshots of those that answered in time. */
  readonly ask: (whom: readonly { readonly send: (message: ToWorker) => void }[]) => Promise<readonly Snapshot[]>
  readonly take: (id: number, snapshot: Snapshot) => void
}

const patienceMs = 1_000

export const createMetricsCollector = (after: After): MetricsCollector => {
  const open = new Map<number, (snapshot: Snapshot) => void>()
  let lastId = 0
  return {
    ask: (whom) =>
      new Promise((resolve) => {
        const ids = whom.map(() => ++lastId)
        const snapshots: Snapshot[] = []
        const end = (): void => {
          for (const id of ids) open.delete(id)
          stopTimer()
          resolve(snapshots)
        }
        const stopTimer = after(patienceMs, end)
        whom.forEach(({ send }, index) => {
          const id = ids[index] ?? 0
          open.set(id, (snapshot) => {
            open.delete(id)
            snapshots.push(snapshot)
            if (snapshots.length === whom.length) end()
          })
          send({ kind: 'snapshot?', id })
        })
        if (whom.length === 0) end()
      }),
    take: (id, snapshot) => open.get(id)?.(snapshot),
  }
}
