/** Where audit lines go, and where they can be read again. */
export type Sink = {
  /** Appends one line at once. Throws when it could not be handed over whole. */
  readonly append: (line: string) => void
  /** The lines before a position, the newest first; all of them without one. Null where no such position is. */
  readonly newest: (before: string | null) => AsyncIterable<Line> | null
  /** The lines from a position that `newest` gave to the end, the oldest first. */
  readonly since: (position: string) => AsyncIterable<Line>
  /** Lets go of a file that may have been renamed; the next line goes to the one that has the name then. */
  readonly reopen: () => void
  readonly close: () => void
}

export type Line = { readonly position: string; readonly text: string; readonly bytes: number }
