import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { decodeKeyFile, encodeKeyFile, type KeyFile, type OrFaults } from './key-file.ts'

/** The key file on disk. Faults are values with sentences for a terminal. */
export const readKeyFile = async (path: string): Promise<OrFaults<KeyFile>> => {
  try {
    return decodeKeyFile(await readFile(path, 'utf8'))
  } catch (error) {
    return { faults: [reasonOf(error)] }
  }
}

/** Changes whenever the file does; a text of its own for one that cannot be looked at. */
export const stampOf = async (path: string): Promise<string> => {
  try {
    // The time of change, unlike that of modification, also tells a file that may be read again.
    const { ctimeMs, size, ino } = await stat(path)
    return `${ctimeMs} ${size} ${ino}`
  } catch (error) {
    return reasonOf(error)
  }
}

/**
 * Makes the next file from the one that is there (null: none is) and puts it in its place in one step, readable by its
 * owner only. The draft beside it is the lock: two commands at the same moment cannot undo each other.
 */
export const changeKeyFile = async (
  path: string,
  change: (before: KeyFile | null) => OrFaults<KeyFile>,
): Promise<OrFaults<KeyFile>> => {
  const draft = `${path}.draft`
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      const before = (await isThere(path)) ? await readKeyFile(path) : { value: null }
      const next = 'faults' in before ? before : change(before.value)
      if ('faults' in next) {
        await rm(draft)
        return next
      }
      await handle.writeFile(encodeKeyFile(next.value))
      await handle.sync()
      await rename(draft, path)
      return next
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') return { faults: [reasonOf(error)] }
    return { faults: [`is being changed by another command (if none runs, one was interrupted: remove ${draft})`] }
  }
}

const isThere = async (path: string): Promise<boolean> => {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  ENOTDIR: 'is not there',
  EACCES: 'may not be read or written by this user',
  EPERM: 'may not be read or written by this user',
  EISDIR: 'is a folder',
  EROFS: 'is on a disk that takes no changes',
}
const reasonOf = (error: unknown): string => reasons[codeOf(error)] ?? `cannot be read or written (${codeOf(error)})`
