import type { FileHandle } from 'node:fs/promises'

const chunkBytes = 65_536
/** No record is nearly as long; what is, is damage, and skipped without being held. */
const longestLine = 65_536
const newline = 10

/** The lines of a file from its end (or from `end`) to its beginning; at most two chunks are held at a time. */
export async function* linesBackwards(
  file: Pick<FileHandle, 'read'>,
  end: number,
): AsyncGenerator<{ readonly at: number; readonly text: string; readonly bytes: number }> {
  // What stands before the first line break of a chunk is the rest of a line that begins in an earlier chunk.
  let rest = Buffer.alloc(0)
  let skipping = false
  let position = end
  while (position > 0) {
    const size = Math.min(chunkBytes, position)
    position -= size
    const read = await file.read(Buffer.alloc(size), 0, size, position)
    // Cut short meanwhile: what was there is gone.
    if (read.bytesRead < size) return
    const chunk = Buffer.concat([read.buffer, rest])
    let stop = chunk.length
    while (stop > 0) {
      const at = chunk.lastIndexOf(newline, stop - 1)
      if (at < 0) break
      if (!skipping && at + 1 < stop) yield lineAt(chunk, at + 1, stop, position)
      skipping = false
      stop = at
    }
    rest = chunk.subarray(0, stop)
    if (rest.length > longestLine) {
      rest = Buffer.alloc(0)
      skipping = true
    }
  }
  if (rest.length > 0 && !skipping) yield lineAt(rest, 0, rest.length, 0)
}

const lineAt = (chunk: Buffer, start: number, stop: number, position: number) => ({
  at: position + start,
  text: chunk.toString('utf8', start, stop),
  bytes: stop - start + 1,
})
