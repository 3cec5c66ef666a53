import { closeSync, fstatSync, openSync, readSync, type Stats, statSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { linesBackwards } from './backwards.ts'
import type { Line, Sink } from './sink.ts'

export type FileSinkOptions = {
  readonly path: string
  readonly now: () => number
  /** Told when the file was there already and others than its owner may read it. */
  readonly exposed: () => void
}

/** How often it is looked whether the file was rotated away. */
const checkEveryMs = 1_000

/**
 * An append-only file of mode 0600. A line is in the operating system's hands when `append` returns: it outlives this
 * process, though not the machine. Lines of several processes do not mix, since each is one write to the end of the file.
 * Opened at once, so that a path that cannot be written to keeps the server from starting; throws node's own error then.
 */
export const createFileSink = ({ path, now, exposed }: FileSinkOptions): Sink => {
  const openFile = (): Opened => {
    const fd = openSync(path, 'a+', 0o600)
    try {
      const stats = fstatSync(fd)
      if (!stats.isFile()) throw new Error('it is no regular file')
      if ((stats.mode & 0o077) !== 0) exposed()
      return { fd, inode: inodeOf(stats), checkedAt: now() }
    } catch (error) {
      closeSync(fd)
      throw error
    }
  }

  let opened: Opened | null = openFile()

  const close = (): void => {
    if (opened) closeSync(opened.fd)
    opened = null
  }

  const current = (): Opened => {
    if (opened && Math.abs(now() - opened.checkedAt) >= checkEveryMs) {
      opened.checkedAt = now()
      const there = statSync(path, { throwIfNoEntry: false })
      if (!there || inodeOf(there) !== opened.inode) close()
    }
    opened ??= openFile()
    return opened
  }

  return {
    append: (line) => {
      try {
        const file = current()
        // Looked at each time: it may be another process that the full disk stopped in the middle of a line.
        const bytes = Buffer.from(`${endsTorn(file.fd) ? '\n' : ''}${line}\n`)
        for (let written = 0; written < bytes.length; ) written += writeSync(file.fd, bytes, written)
      } catch (error) {
        // Opened anew the next time: it may be another file by then.
        close()
        throw error
      }
    },
    reopen: () => {
      close()
      try {
        current()
      } catch {
        // The next record finds out, and says so.
      }
    },
    newest: (before) => {
      const stats = statSync(path, { throwIfNoEntry: false })
      const inode = stats ? inodeOf(stats) : ''
      const end = before === null ? (stats?.size ?? 0) : offsetOf(before, inode)
      return end === null || end > (stats?.size ?? 0) ? null : linesOf(path, inode, end)
    },
    since: (position) => linesSince(path, offsetOf(position, inodeThere(path)) ?? 0),
    close,
  }
}

type Opened = { readonly fd: number; readonly inode: string; checkedAt: number }

const inodeOf = ({ dev, ino }: Stats): string => `${dev.toString(36)}-${ino.toString(36)}`

/** Whether the last line was cut off, by a full disk or a crash: the next one must not go on in it. */
const endsTorn = (fd: number): boolean => {
  const { size } = fstatSync(fd)
  const last = Buffer.alloc(1)
  return size > 0 && readSync(fd, last, 0, 1, size - 1) === 1 && last[0] !== 10
}

const inodeThere = (path: string): string => {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats ? inodeOf(stats) : ''
}

const offsetOf = (position: string, inode: string): number | null => {
  const [of, offset = ''] = position.split('.')
  return of === inode && /^\d{1,15}$/.test(offset) ? Number(offset) : null
}

async function* linesOf(path: string, inode: string, end: number): AsyncGenerator<Line> {
  if (end === 0) return
  const file = await open(path, 'r')
  try {
    for await (const { at, ...line } of linesBackwards(file, end)) yield { position: `${inode}.${at}`, ...line }
  } finally {
    await file.close()
  }
}

async function* linesSince(path: string, start: number): AsyncGenerator<Line> {
  const file = await open(path, 'r')
  try {
    // Positions of these are not needed: only what they say is.
    for await (const text of file.readLines({ start, autoClose: false }))
      yield { position: '', text, bytes: Buffer.byteLength(text) + 1 }
  } finally {
    await file.close()
  }
}
