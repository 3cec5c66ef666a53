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
      return { fd, inode: inodeOf(stats), torn: endsTorn(fd, stats.size), checkedAt: now() }
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
        const bytes = Buffer.from(`${file.torn ? '\n' : ''}${line}\n`)
        for (let written = 0; written < bytes.length; ) written += writeSync(file.fd, bytes, written)
        file.torn = false
      } catch (error) {
        // Opened anew the next time: that finds out, too, whether half a line was left behind.
        close()
        throw error
      }
    },
    newest: (before) => {
      const stats = statSync(path, { throwIfNoEntry: false })
      const inode = stats ? inodeOf(stats) : ''
      const end = before === null ? (stats?.size ?? 0) : offsetOf(before, inode)
      return end === null || end > (stats?.size ?? 0) ? null : linesOf(path, inode, end)
    },
    close,
  }
}

type Opened = { readonly fd: number; readonly inode: string; torn: boolean; checkedAt: number }

const inodeOf = ({ dev, ino }: Stats): string => `${dev.toString(36)}-${ino.toString(36)}`

/** Whether the last line was cut off, by a full disk or a crash: the next one must not go on in it. */
const endsTorn = (fd: number, size: number): boolean => {
  const last = Buffer.alloc(1)
  return size > 0 && readSync(fd, last, 0, 1, size - 1) === 1 && last[0] !== 10
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
