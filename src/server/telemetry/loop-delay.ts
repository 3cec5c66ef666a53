import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { After } from '../../aliyun/exchange/transport.ts'

export type LoopDelay = { readonly p99Ms: () => number; readonly stop: () => void }

const resolutionMs = 20
const windowMs = 1_000

/** The event loop's p99 delay over the last whole second, beyond the timer's own period. */
export const watchLoopDelay = (after: After): LoopDelay => {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  let p99Ms = 0
  let stopTimer = (): void => {}
  const read = (): void => {
    p99Ms = Math.max(0, histogram.percentile(99) / 1e6 - resolutionMs)
    histogram.reset()
    stopTimer = after(windowMs, read)
  }
  stopTimer = after(windowMs, read)
  return {
    p99Ms: () => p99Ms,
    stop: () => {
      stopTimer()
      histogram.disable()
    },
  }
}
