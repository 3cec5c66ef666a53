/**
 * Refuses work before any of it is parsed, when there is too much: what cannot be done soon is better refused at once.
 * PROMISES §2: more than 500 requests in flight, or an event loop delay p99 over 200 ms.
 */
export type LoadShed = {
  readonly overloaded: () => boolean
  readonly enter: () => void
  readonly leave: () => void
  readonly inFlight: () => number
  /** How many were refused since the start. */
  readonly refused: () => number
}

export type LoadShedOptions = {
  readonly mostInFlight?: number
  readonly longestDelayMs?: number
  /** The event loop's p99 delay of late, in ms. */
  readonly delayMs: () => number
}

export const createLoadShed = ({ mostInFlight = 500, longestDelayMs = 200, delayMs }: LoadShedOptions): LoadShed => {
  let inFlight = 0
  let refused = 0
  return {
    overloaded: () => {
      // An idle server is never overloaded, however slow its loop was a moment ago: some request has to be the first.
      const tooMuch = inFlight >= mostInFlight || (inFlight > 0 && delayMs() > longestDelayMs)
      if (tooMuch) refused++
      return tooMuch
    },
    enter: () => {
      inFlight++
    },
    leave: () => {
      inFlight--
    },
    inFlight: () => inFlight,
    refused: () => refused,
  }
}
