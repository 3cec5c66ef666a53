import type { After } from '../aliyun/exchange/transport.ts'
import type { Metrics } from '../server/telemetry/metrics.ts'
import type { Snapshot, ToPrimary, ToWorker } from './messages.ts'

export type MergedMetrics = {
  /** What `/metrics` shows at any worker: the figures of all. */
  readonly source: Pick<Metrics, 'text' | 'contentType'>
  readonly hear: (message: ToWorker) => void
}

export type MergedMetricsOptions = {
  readonly own: Pick<Metrics, 'snapshot' | 'mergedWith' | 'contentType'>
  readonly workers: number
  readonly send: (message: ToPrimary) => void
  readonly after: After
}

/** Longer than the primary waits for any worker; without its answer a worker tells its own figures. */
const patienceMs = 1_500

export const createMergedMetrics = ({ own, workers, send, after }: MergedMetricsOptions): MergedMetrics => {
  const open = new Map<number, (snapshots: readonly Snapshot[]) => void>()
  let lastId = 0

  const others = (): Promise<readonly Snapshot[]> =>
    new Promise((resolve) => {
      const id = ++lastId
      const end = (snapshots: readonly Snapshot[]): void => {
        open.delete(id)
        stopTimer()
        resolve(snapshots)
      }
      const stopTimer = after(patienceMs, () => end([]))
      open.set(id, end)
      send({ kind: 'figures?', id })
    })

  return {
    source: { text: async () => own.mergedWith(await others(), workers), contentType: own.contentType },
    hear: (message) => {
      if (message.kind === 'figures') open.get(message.id)?.(message.snapshots)
      else if (message.kind === 'snapshot?')
        void own.snapshot().then((snapshot) => send({ kind: 'snapshot', id: message.id, snapshot }))
    },
  }
}
