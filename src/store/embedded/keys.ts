import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const keyFile = 'store.key'

/** The key of a folder's store, if there is one yet. Read at the start, since refs are made from it. */
export const folderKey = (folder: string): string | null => {
  try {
    return read(join(folder, keyFile))
  } catch {
    return null
  }
}

/**
 * A secret in a file of the folder, readable by its owner alone; `make` says what it becomes when it is not there yet. Of two
 * processes that make it at the same time one wins, and both read that one. Null where the folder cannot be written to.
 */
export const secretIn = (folder: string, name: string, make: () => string): string | null => {
  const path = join(folder, name)
  try {
    const found = read(path)
    if (found) return found
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    writeOnce(join(folder, '.gitignore'), '*\n', 0o644)
    writeOnce(path, `${make()}\n`, 0o600)
    return read(path)
  } catch {
    return null
  }
}

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8').trim() || null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

const writeOnce = (path: string, text: string, mode: number): void => {
  try {
    writeFileSync(path, text, { flag: 'wx', mode })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
