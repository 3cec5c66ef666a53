import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const keyFile = 'store.key'

/**
 * The key of a folder's store, made when it is not there yet and readable by its owner alone. Null where the folder cannot
 * be written to; then nothing can be kept in it either. Read before anything is kept, since refs are made from it.
 */
export const folderKey = (folder: string, entropy: (bytes: number) => Uint8Array): string | null =>
  secretIn(folder, keyFile, entropy)

/** A secret in a file of the folder. Of two processes that make it at the same time, one wins, and both read that one. */
export const secretIn = (folder: string, name: string, entropy: (bytes: number) => Uint8Array): string | null => {
  const path = join(folder, name)
  try {
    const found = read(path)
    if (found) return found
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    writeOnce(join(folder, '.gitignore'), '*\n', 0o644)
    writeOnce(path, `${Buffer.from(entropy(32)).toString('base64url')}\n`, 0o600)
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
