import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import type { After } from '../aliyun/transport.ts'

export type LoopDelay = {
  /** The event loop's p99 delay over the last whole second, beyond the timer's own period. */
  readonly p99Ms: () => number
  /** Whether the loop had hardly a moment's rest of late. */
  readonly saturated: () => boolean
  readonly stop: () => void
}

const resolutionMs = 20
const windowMs = 1_000
const glanceMs = 100
const saturatedShare = 0.9

/** How the event loop fares. */
export const watchLoopDelay = (after: After): LoopDelay => {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  let p99Ms = 0
  const stopReading = every(windowMs, after, () => {
    p99Ms = Math.max(0, histogram.percentile(99) / 1e6 - resolutionMs)
    histogram.reset()
  })
  let saturated = false
  let since = performance.eventLoopUtilization()
  const stopGlancing = every(glanceMs, after, () => {
    const now = performance.eventLoopUtilization()
    saturated = performance.eventLoopUtilization(now, since).utilization > saturatedShare
    since = now
  })
  return {
    p99Ms: () => p99Ms,
    saturated: () => saturated,
    stop: () => {
      stopReading()
      stopGlancing()
      histogram.disable()
    },
  }
}

const every = (ms: number, after: After, act: () => void): (() => void) => {
  const again = (): void => {
    act()
    stop = after(ms, again)
  }
  let stop = after(ms, again)
  return () => stop()
}
