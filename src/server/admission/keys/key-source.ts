import type { After } from '../../../aliyun/exchange/transport.ts'
import type { Log } from '../../telemetry/log.ts'
import { readKeyFile, stampOf } from './key-disk.ts'
import { decodeKeyFile, type OrFaults } from './key-file.ts'
import { watchKeyFile } from './key-watch.ts'
import { createKeyring, type Keyring } from './keyring.ts'

/** Where API keys are: a file, which is watched, or the text of one, which is as it is. A function, so that printing it prints no key. */
export type KeySource = { readonly file: string } | { readonly text: () => string }

export type ReadKeys = { readonly check: Keyring['check']; readonly close: () => void }

/** Reads the keys and keeps them up to date. A bad file is an answer with faults: no server should start on it. */
export const readKeys = async (
  source: KeySource,
  { now, after, log }: { readonly now: () => number; readonly after: After; readonly log: Log },
): Promise<OrFaults<ReadKeys>> => {
  const stamp = 'file' in source ? await stampOf(source.file) : ''
  const read = 'file' in source ? await readKeyFile(source.file) : decodeKeyFile(source.text())
  if ('faults' in read) return read
  if (read.value.keys.length === 0) log.warn('there is no API key yet: nobody is let in by one')
  const { check, replace } = createKeyring(read.value, now)
  const close = 'file' in source ? watchKeyFile({ path: source.file, stamp, replace, after, log }) : (): void => {}
  return { value: { check, close } }
}
