type Close = () => unknown

/** What was opened, to be closed in the opposite order: by a start that fails, and by the end. */
export type Closers = {
  readonly add: (close: Close) => void
  /** Once; asked again it waits for the same end. */
  readonly closeAll: () => Promise<void>
}

export const createClosers = (): Closers => {
  const opened: Close[] = []
  let closing: Promise<void> | null = null
  const closeEach = async (): Promise<void> => {
    for (let close = opened.pop(); close; close = opened.pop()) await close()
  }
  return {
    add: (close) => {
      opened.push(close)
    },
    closeAll: () => (closing ??= closeEach()),
  }
}
