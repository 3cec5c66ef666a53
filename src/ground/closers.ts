type Close = () => unknown

/** What was opened, to be closed in the opposite order: by a start that fails, and by the end. */
export type Closers = {
  readonly add: (close: Close) => void
  readonly closeAll: () => Promise<void>
}

export const createClosers = (): Closers => {
  const opened: Close[] = []
  return {
    add: (close) => {
      opened.push(close)
    },
    closeAll: async () => {
      for (let close = opened.pop(); close; close = opened.pop()) await close()
    },
  }
}
