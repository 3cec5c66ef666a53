import { performance } from 'node:perf_hooks'
import type { LoopLoad } from './flow.ts'

/** How busy this process's event loop was since the last look: it waits for nothing else at 1. */
export const watchLoopLoad = (): LoopLoad => {
  let before = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    return utilization
  }
}
