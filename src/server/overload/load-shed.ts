/**
 * Refuses a request before any of it is parsed, where there is no room for it. Whether it can be answered in time is another
 * question, and the turns decide it (pacing.ts).
 */
export type LoadShed = {
  readonly overloaded: () => boolean
  readonly enter: () => void
  readonly leave: () => void
  /** One that had entered was refused after all. */
  readonly refuse: () => void
  readonly inFlight: () => number
  /** How many were refused since the start. */
  readonly refused: () => number
}

export type LoadShedOptions = { readonly mostInFlight?: number }

/**
 * Bounds memory only: more than one process can begin within the 200 ms for which a request waits, and each may hold as
 * much of its body as node reads ahead (16 KB, on Node 24 64 KB).
 */
const usualMostInFlight = 4_000

export const createLoadShed = ({ mostInFlight = usualMostInFlight }: LoadShedOptions = {}): LoadShed => {
  let inFlight = 0
  let refused = 0
  return {
    overloaded: () => {
      const tooMuch = inFlight >= mostInFlight
      if (tooMuch) refused++
      return tooMuch
    },
    enter: () => {
      inFlight++
    },
    leave: () => {
      inFlight--
    },
    refuse: () => {
      refused++
    },
    inFlight: () => inFlight,
    refused: () => refused,
  }
}
