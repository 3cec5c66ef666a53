import type { After } from '../../../aliyun/exchange/transport.ts'
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

/** How long a change may go unseen. */
const everyMs = 1_000

/**
 * Looks at the file every second: asking for its stamp works wherever files do, unlike the system's notices, which miss
 * network disks and files that were put in place of others. A bad file changes nothing but the log, once.
 */
export const watchKeyFile = ({ path, stamp, replace, after, log }: KeyWatchOptions): (() => void) => {
  let [seen, stopped] = [stamp, false]
  let stopTimer = (): void => {}

  const look = async (): Promise<void> => {
    const found = await stampOf(path)
    if (found !== seen) {
      // The stamp is older than what is read: a change in between is seen the next time.
      const file = await readKeyFile(path)
      if (stopped) return
      seen = found
      if ('value' in file) {
        replace(file.value)
        log.info({ keys: file.value.keys.length }, 'API keys were read anew')
      } else log.error({ path, faults: file.faults }, 'the file of API keys is bad: those read before stay valid')
    }
    if (!stopped) wait()
  }
  const wait = (): void => {
    stopTimer = after(everyMs, () => void look())
  }

  wait()
  return () => {
    stopped = true
    stopTimer()
  }
}
