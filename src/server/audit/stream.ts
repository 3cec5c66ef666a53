import type { Line, Sink } from './sink.ts'

/** The part of `process.stdout` that is used. */
export type Out = {
  readonly write: (line: string) => unknown
  readonly writable?: boolean
  readonly writableLength?: number
}

/** What is kept for reading: a stream cannot be read back. */
const mostKept = 1_000
/** A reader that is so far behind does not read. */
const mostBehindBytes = 1_048_576

/** Audit lines among what else a stream carries. A line is as safe as the reader of the stream makes it. */
export const createStreamSink = (out: Out): Sink => {
  const kept: Line[] = []
  let count = 0
  return {
    append: (text) => {
      if (out.writable === false) throw new Error('the stream has ended')
      if ((out.writableLength ?? 0) > mostBehindBytes) throw new Error('nobody reads the stream')
      out.write(`${text}\n`)
      kept.push({ position: String(++count), text, bytes: text.length + 1 })
      if (kept.length > mostKept) kept.shift()
    },
    newest: (before) => {
      if (before !== null && !/^\d{1,15}$/.test(before)) return null
      return linesOf(before === null ? [...kept] : kept.filter(({ position }) => Number(position) < Number(before)))
    },
    close: () => {},
  }
}

async function* linesOf(lines: readonly Line[]): AsyncGenerator<Line> {
  for (const line of lines.toReversed()) yield line
}
