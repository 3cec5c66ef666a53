import cluster from 'node:cluster'
import type { Config } from '../config/config.ts'

export type ByWorkers = {
  readonly banner: string
  readonly close: () => Promise<void>
  /** Resolves when this process must end for a reason of its own: true after a fault. */
  readonly ends: Promise<boolean>
  /** Whether it heeds its primary and no signal. */
  readonly isWorker: boolean
}

/**
 * Serves with `config.workers` processes on one port. The same program runs in each of them: first as the primary, which
 * starts it again as the workers. Each loads only its own half.
 */
export const serveByWorkers = async (config: Config, version: string): Promise<ByWorkers> => {
  if (cluster.isPrimary) {
    const { startPrimary } = await import('./primary.ts')
    return { ...(await startPrimary(config)), isWorker: false }
  }
  const { startWorker } = await import('./worker.ts')
  return { ...(await startWorker(config, version)), banner: '', isWorker: true }
}
