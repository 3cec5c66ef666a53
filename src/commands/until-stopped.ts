import { isatty } from 'node:tty'
import { lastly } from '../ambient/ambient.ts'
import { withoutPersonalData } from '../server/telemetry/redact.ts'

/** How a process of ours stays and ends: what makes it end, what it says meanwhile, and that it does end. */
export type Stoppable = {
  readonly banner: string
  readonly close: () => Promise<void>
  /** Reasons of its own to end: true after a fault. */
  readonly ends?: Promise<boolean>
  /** One of several workers: signals and words are the primary's. */
  readonly isWorker?: boolean
  /** What SIGHUP asks for: reading again and opening anew what may have changed. */
  readonly reload?: () => Promise<void>
}

/** PROMISES §4 says 20 s. Later than the primary kills what has not ended (`cluster/supervisor.ts`). */
const longestStopMs = 19_500
/** Bugs after the first change nothing any more; a flood of them is not worth reading. */
const mostTold = 10

/**
 * Keeps words that cannot be written from doing harm. A server goes on without a reader of its words, whatever the reason
 * (the reader left, the terminal is gone, the disk is full); the audit log finds out by itself. A command that prints and
 * ends has failed then, unless its reader had enough: `dypls-graphql schema | head`.
 */
export const guardOutput = (): { readonly serves: () => void } => {
  let serving = false
  process.stderr.on('error', () => {})
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (serving || code === 'EPIPE') return
    process.stderr.write(`the output cannot be written (${code ?? 'unknown'})\n`, () => process.exit(1))
  })
  return {
    serves: () => {
      serving = true
    },
  }
}

/** A bug as the terminal may show it. Never throws, whatever was thrown. */
export const told = (error: unknown): string => {
  try {
    return withoutPersonalData(error instanceof Error ? (error.stack ?? error.message) : String(error))
  } catch {
    return 'something was thrown that cannot be printed'
  }
}

/** Serves until there is a reason to end, and ends in good order, within 20 s whatever happens meanwhile. */
export const untilStopped = async ({ banner, close, ends, isWorker = false, reload }: Stoppable): Promise<void> => {
  const reasons = [unhandledBug(), ...(isWorker ? [] : [stopSignal(), hangUp(reload)]), ...(ends ? [ends] : [])]
  // Once it says that it is there, it can be told to end.
  process.stderr.write(banner)
  const reason = await Promise.race<boolean | 'hung up'>(reasons)
  if (reason === true) process.exitCode = 1
  lastly(longestStopMs, () => process.exit(1))
  if (!isWorker)
    process.stderr.write('stopping: requests in flight may finish, new ones are refused (again to stop at once)\n')
  await close()
  if (reason !== 'hung up') return
  // As it would have ended without us. Node would put the terminal in order first, and aborts when there is none (v20.20.2, 2026-11-28).
  process.removeAllListeners('SIGHUP')
  process.kill(process.pid, 'SIGHUP')
}

/** Resolves with the first signal to stop; a second one ends the process at once. */
const stopSignal = (): Promise<false> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve(false)
        process.once(signal, () => process.exit(130))
      })
    }
  })

/**
 * SIGHUP has two senses. From an operator or logrotate it means: read again. From a terminal that went away it means: end;
 * such a terminal is none any more for whoever had it.
 */
const hangUp = (reload: Stoppable['reload']): Promise<'hung up'> =>
  new Promise((resolve) => {
    const terminals = [0, 1, 2].filter((stream) => isatty(stream))
    process.on('SIGHUP', () => {
      if (terminals.some((stream) => !isatty(stream))) resolve('hung up')
      else void reload?.().catch((error: unknown) => process.stderr.write(`${told(error)}\n`))
    })
  })

/** A promise that was not waited for is a bug of ours: it is told, the server drains and ends with 1. The first one decides. */
const unhandledBug = (): Promise<true> =>
  new Promise((resolve) => {
    let seen = 0
    for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
      process.on(event, (error: unknown) => {
        if (++seen <= mostTold) process.stderr.write(`${told(error)}\n`)
        resolve(true)
      })
    }
  })
