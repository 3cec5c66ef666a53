import cluster from 'node:cluster'
import { after } from '../ambient/ambient.ts'
import { type Given, serve } from '../commands/serve.ts'
import type { Config } from '../config/config.ts'
import { createMergedMetrics, type MergedMetrics } from './merged-metrics.ts'
import type { Begin, ToPrimary, ToWorker, WorkerFault } from './messages.ts'
import { createUnmaskings } from './unmaskings.ts'
import { workerConfigOf } from './worker-config.ts'

export type Working = {
  readonly close: () => Promise<void>
  /** Resolves when it must end: false when it was told to, true when it cannot serve. */
  readonly ends: Promise<boolean>
}

/** Serves with a share of the quota for as long as the primary wants. */
export const startWorker = async (config: Config, version: string): Promise<Working> => {
  // Ctrl-C, a terminal that goes away, and some supervisors' SIGTERM, reach every process of the group; only the primary knows what comes of them.
  // If it is gone, node ends this process (a disconnected worker has no port to serve).
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

  let figures: MergedMetrics | null = null
  let reload = async (): Promise<void> => {}
  const unmaskings = createUnmaskings({ send, after })
  let [begin, stop] = [(_begin: Begin): void => {}, (): void => {}]
  const begun = new Promise<Begin>((resolve) => {
    begin = resolve
  })
  const stopped = new Promise<false>((resolve) => {
    stop = () => resolve(false)
  })
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'begin') begin(message.begin)
    else if (message.kind === 'stop') stop()
    // A fault in it is a bug, and told as one.
    else if (message.kind === 'reload') void reload()
    else {
      unmaskings.hear(message)
      figures?.hear(message)
    }
  })
  await send({ kind: 'hello' })
  const told = await Promise.race([begun, stopped])
  if (!told) return { ends: stopped, close: leave }

  const given: Given = {
    ...(told.sandbox ? { sandbox: { ...told.sandbox, close: async () => {} } } : {}),
    unmaskings: unmaskings.rates,
    metrics: (own) => {
      figures = createMergedMetrics({ own, workers: config.workers, send, after })
      return figures.source
    },
  }
  try {
    const serving = await serve(workerConfigOf(config, config.workers), version, given)
    reload = serving.reload
    const { url, banner, ends, close } = serving
    await send({ kind: 'listening', url, banner })
    return { ends: Promise.race([stopped, unfit(ends)]), close: () => close().then(leave) }
  } catch (error) {
    await send({ kind: 'failed', fault: faultOf(error) })
    return { ends: Promise.resolve(true), close: leave }
  }
}

/** What is found only once it serves, and keeps it from going on. The log has it. */
const unfit = async (ends: Promise<string | null>): Promise<boolean> =>
  (await ends) === null ? new Promise(() => {}) : true

/** Resolves when it is on its way, or cannot be any more. */
const send = (message: ToPrimary): Promise<void> =>
  new Promise((resolve) => (process.send ? process.send(message, undefined, {}, () => resolve()) : resolve()))

const leave = async (): Promise<void> => {
  cluster.worker?.disconnect()
}

const faultOf = (error: unknown): WorkerFault => {
  const { name, message, stack, code, port, address } = (
    error instanceof Error ? error : new Error(String(error))
  ) as Error & { code?: string; port?: number; address?: string }
  return { name, message, stack, code, port, address }
}
