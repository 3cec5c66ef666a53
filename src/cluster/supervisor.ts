import type { After } from '../aliyun/exchange/transport.ts'
import type { Log } from '../server/telemetry/log.ts'
import { createMetricsCollector } from './collect-metrics.ts'
import type { Begin, ToPrimary, ToWorker, WorkerFault } from './messages.ts'
import { createRestarts } from './restarts.ts'

/** A process that serves. Sending to one that has gone does nothing. */
export type Worker = {
  readonly pid: number | undefined
  readonly send: (message: ToWorker) => void
  readonly kill: () => void
}

/** Starts one and tells of it; `how` is the exit code or the signal that ended it. */
export type Fork = (tell: {
  readonly message: (message: ToPrimary) => void
  readonly exit: (how: number | string) => void
}) => Worker

export type SupervisorOptions = {
  readonly count: number
  readonly fork: Fork
  readonly begin: Begin
  readonly now: () => number
  readonly after: After
  readonly log: Log
  /** All of them listen, for the first time. */
  readonly ready: (first: { readonly url: string; readonly banner: string }) => void
  /** Before they did, one found that it cannot, so none will. The port is taken, or a file cannot be read. */
  readonly failed: (fault: WorkerFault) => void
  /** It is no use replacing workers any more. */
  readonly givenUp: () => void
}

export type Supervisor = {
  /** Lets all of them finish what they have begun, and resolves when they are gone. */
  readonly close: () => Promise<void>
}

/** PROMISES §4 says 20 s, the time it takes to be gone included. */
const longestStopMs = 19_000

/** Keeps `count` workers alive: a dead one is replaced, and loses nothing but its own requests. */
export const supervise = (options: SupervisorOptions): Supervisor => {
  const { count, fork, now, after, log } = options
  const workers = new Set<Worker>()
  /** Since when. */
  const listening = new Map<Worker, number>()
  const pauses = new Set<() => void>()
  const restarts = createRestarts(now)
  const collector = createMetricsCollector(after)
  let [started, stopping] = [false, false]
  let allGone = (): void => {}

  const killAll = (): void => {
    for (const { kill } of workers) kill()
  }

  const replaceAfter = (pauseMs: number): void => {
    const callOff = after(pauseMs, () => {
      pauses.delete(callOff)
      add()
    })
    pauses.add(callOff)
  }

  const add = (): void => {
    const hear = (message: ToPrimary): void => {
      if (message.kind === 'hello') worker.send(stopping ? { kind: 'stop' } : { kind: 'begin', begin: options.begin })
      else if (message.kind === 'listening') {
        listening.set(worker, now())
        log.info({ pid: worker.pid }, 'a worker listens')
        if (started || listening.size < count) return
        started = true
        options.ready(message)
      } else if (message.kind === 'failed') {
        log.error({ pid: worker.pid, fault: message.fault.message }, 'a worker could not start')
        if (started || stopping) return
        stopping = true
        killAll()
        options.failed(message.fault)
      } else if (message.kind === 'figures?') {
        const { id } = message
        const others = [...workers].filter((each) => each !== worker)
        void collector.ask(others).then((snapshots) => worker.send({ kind: 'figures', id, snapshots }))
      } else if (message.kind === 'snapshot') collector.take(message.id, message.snapshot)
    }

    const bury = (how: number | string): void => {
      const since = listening.get(worker)
      workers.delete(worker)
      listening.delete(worker)
      if (stopping) {
        if (workers.size === 0) allGone()
        return
      }
      const servedMs = since === undefined ? null : now() - since
      const pauseMs = restarts.note(
        servedMs,
        [...listening.values()].map((others) => now() - others),
      )
      log.error({ pid: worker.pid, how, servedMs, pauseMs }, 'a worker ended')
      if (pauseMs === null) {
        stopping = true
        options.givenUp()
      } else replaceAfter(pauseMs)
    }

    const worker = fork({ message: hear, exit: bury })
    workers.add(worker)
  }

  for (let n = 0; n < count; n++) add()

  return {
    close: async () => {
      stopping = true
      for (const callOff of pauses) callOff()
      if (workers.size === 0) return
      const callOff = after(longestStopMs, () => {
        log.error({ workers: workers.size }, 'workers that did not end in time are killed')
        killAll()
      })
      const gone = new Promise<void>((resolve) => {
        allGone = resolve
      })
      for (const { send } of workers) send({ kind: 'stop' })
      await gone
      callOff()
    },
  }
}
