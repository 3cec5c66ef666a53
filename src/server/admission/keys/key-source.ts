import type { After } from '../../../ground/time.ts'
import type { Log } from '../../telemetry/log.ts'
import { readKeyFile, stampOf } from './key-disk.ts'
import { decodeKeyFile, type OrFaults } from './key-file.ts'
import { type KeyWatch, watchKeyFile } from './key-watch.ts'
import { createKeyring, type Keyring } from './keyring.ts'

/** Where API keys are: a file, which is watched, or the text of one, which is as it is. A function, so that printing it prints no key. */
export type KeySource = { readonly file: string } | { readonly text: () => string }

export type ReadKeys = KeyWatch & Pick<Keyring, 'check' | 'stands'>

/** Reads the keys and keeps them up to date. A bad file is an answer with faults: no server should start on it. */
export const readKeys = async (
  source: KeySource,
  { now, after, log }: { readonly now: () => number; readonly after: After; readonly log: Log },
): Promise<OrFaults<ReadKeys>> => {
  const stamp = 'file' in source ? await stampOf(source.file) : ''
  const read = 'file' in source ? await readKeyFile(source.file) : decodeKeyFile(source.text())
  if ('faults' in read) return read
  if (read.value.keys.length === 0) log.warn('there is no API key yet: nobody is let in by one')
  const { check, replace, stands } = createKeyring(read.value, now)
  const watch = 'file' in source ? watchKeyFile({ path: source.file, stamp, replace, after, log }) : fixed
  return { value: { check, stands, ...watch } }
}

const fixed: KeyWatch = { reread: async () => {}, close: () => {} }
