import cluster from 'node:cluster'
import { after, newId, now } from '../ambient/ambient.ts'
import { type Config, ConfigError } from '../config/config.ts'
import { type EmbeddedSandbox, embedSandbox } from '../embedded-sandbox.ts'
import { keepsAnything, keysOf } from '../keeping/keeping.ts'
import { createMemoryRates } from '../server/admission/rates/rates.ts'
import { receiptsPath } from '../server/http/receipts-route.ts'
import { createLog } from '../server/telemetry/log.ts'
import { closeWithWorker } from './handover.ts'
import type { ToPrimary, WorkerFault } from './messages.ts'
import { type Fork, supervise } from './supervisor.ts'

export type Primary = {
  readonly banner: string
  readonly close: () => Promise<void>
  readonly reload: () => Promise<void>
  /** Resolves when it must end by itself; true for after a fault. */
  readonly ends: Promise<boolean>
}

/** Owns the workers and the sandbox, if there is one, and serves nothing itself. Rejects when they cannot start. */
export const startPrimary = async (config: Config): Promise<Primary> => {
  const log = createLog(config.logLevel, process.stdout)
  const sandbox = config.upstream === 'sandbox' ? await embedSandbox(config, now) : null
  // Without a key of its own each worker would make one up, and the same number would have as many refs.
  const unmaskings = createMemoryRates(now)
  const { unmaskPerMinute } = config.limits
  const unmaskPace = { perMinute: unmaskPerMinute, burst: unmaskPerMinute }
  const { refs } = keysOf(config, () => `${newId()}${newId()}`)
  const secret = newId()
  const fork = forkWith({
    ...(config.refKey ? {} : { DYPLS_REF_KEY: refs }),
    ...(sandbox && !config.receiptsSecrets ? { DYPLS_RECEIPTS_SECRET: secret } : {}),
  })
  return new Promise((resolve, reject) => {
    let giveUp = (): void => {}
    const ends = new Promise<boolean>((end) => {
      giveUp = () => end(true)
    })
    const close = async (): Promise<void> => {
      await supervisor.close()
      await sandbox?.close()
    }
    const reload = async (): Promise<void> => supervisor.reload()
    const supervisor = supervise({
      count: config.workers,
      fork,
      takeUnmask: (viewerId) => unmaskings.take(viewerId, unmaskPace),
      begin: { sandbox: addressOf(sandbox) },
      now,
      after,
      log,
      ready: ({ url, banner }) => {
        const [pushSecret = secret] = config.receiptsSecrets?.() ?? []
        if (keepsAnything(config)) sandbox?.receipts?.configure({ pushUrl: `${url}${receiptsPath}${pushSecret}` })
        resolve({ banner, close, reload, ends })
      },
      failed: (fault) => {
        void close()
        reject(errorOf(fault))
      },
      givenUp: () => {
        process.stderr.write(hopeless)
        giveUp()
        // Perhaps they never listened.
        resolve({ banner: '', close, reload, ends })
      },
    })
  })
}

const hopeless = 'workers keep ending soon after their start, and what ends them would end the next ones: giving up\n'

const forkWith =
  (env: Readonly<Record<string, string>>): Fork =>
  ({ message, exit }) => {
    const worker = cluster.fork(env)
    closeWithWorker(worker)
    const kill = (): void => void worker.process.kill('SIGKILL')
    let stopTimer = (): void => {}
    worker.on('message', (told: ToPrimary) => message(told))
    // One that has said goodbye has nothing left to do; what keeps it is a bug.
    worker.once('disconnect', () => {
      stopTimer = after(lingerMs, kill)
    })
    worker.once('exit', (code, signal) => {
      stopTimer()
      exit(signal ?? code)
    })
    worker.on('error', (error) => {
      if (worker.process.pid === undefined) exit((error as NodeJS.ErrnoException).code ?? 'not started')
    })
    return {
      pid: worker.process.pid,
      send: (told) => {
        // Whether it arrives is told by its exit.
        if (worker.isConnected()) worker.send(told, () => {})
      },
      kill,
    }
  }

const lingerMs = 5_000

const addressOf = (sandbox: EmbeddedSandbox | null) =>
  sandbox && { url: sandbox.url, accessKey: { ...sandbox.accessKey } }

const errorOf = ({ name, message, ...rest }: WorkerFault): Error =>
  Object.assign(name === 'ConfigError' ? new ConfigError(message) : new Error(message), rest)
