/** The sandbox's own time. It runs with the base clock and can be moved, so expiry and time windows need no sleeping. */
export type Clock = {
  /** Milliseconds since 1970, as the sandbox sees them. */
  readonly now: () => number
  /** Moves the clock by this many milliseconds; negative moves it back. */
  readonly advance: (ms: number) => void
  /** Back to the base clock. */
  readonly reset: () => void
}

export const createClock = (base: () => number): Clock => {
  let offset = 0
  return {
    now: () => base() + offset,
    advance: (ms) => {
      offset += ms
    },
    reset: () => {
      offset = 0
    },
  }
}
