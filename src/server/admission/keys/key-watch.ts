import type { After } from '../../../ground/time.ts'
import type { Log } from '../../telemetry/log.ts'
import { readKeyFile, stampOf } from './key-disk.ts'
import type { KeyFile } from './key-file.ts'

export type KeyWatchOptions = {
  readonly path: string
  /** Of the file as it was read last. */
  readonly stamp: string
  readonly replace: (file: KeyFile) => void
  readonly after: After
  readonly log: Log
}

export type KeyWatch = {
  /** Reads the file now, changed or not. */
  readonly reread: () => Promise<void>
  readonly close: () => void
}

/** How long a change may go unseen. */
const everyMs = 500

/**
 * Looks at the file twice a second: asking for its stamp works wherever files do, unlike the system's notices, which miss
 * network disks and files that were put in place of others. A bad file changes nothing but the log, once.
 */
export const watchKeyFile = ({ path, stamp, replace, after, log }: KeyWatchOptions): KeyWatch => {
  let [seen, stopped] = [stamp, false]
  let stopTimer = (): void => {}

  /** The stamp is older than what is read: a change in between is seen the next time. */
  const take = async (found: string): Promise<void> => {
    const file = await readKeyFile(path)
    if (stopped) return
    seen = found
    if ('value' in file) {
      replace(file.value)
      log.info({ keys: file.value.keys.length }, 'API keys were read anew')
    } else log.error({ path, faults: file.faults }, 'the file of API keys is bad: those read before stay valid')
  }
  const look = async (): Promise<void> => {
    const found = await stampOf(path)
    if (found !== seen) await take(found)
    if (!stopped) wait()
  }
  const wait = (): void => {
    stopTimer = after(everyMs, () => void look())
  }

  wait()
  return {
    reread: async () => take(await stampOf(path)),
    close: () => {
      stopped = true
      stopTimer()
    },
  }
}
