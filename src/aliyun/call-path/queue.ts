import type { Cancellation } from '../cancellation.ts'
import type { After } from '../exchange/transport.ts'
import { cancelled, type Unreachable, type Withheld } from '../failure.ts'

/** Calls that wait for their turn, first come first served. Each leaves when it comes, when time is up or its caller goes. */
export type Queue = {
  /** Resolves null when the turn has come, `late` when `until` passes before it; `until` may move while waiting. */
  readonly join: (
    until: () => number,
    cancellation: Cancellation,
    late: Withheld,
  ) => Promise<null | Withheld | Unreachable>
  /** The turn of the one who waits longest; false when nobody does. */
  readonly next: () => boolean
  readonly size: () => number
}

/** One who waits; without `resolve` when he has left. */
type Place = {
  resolve: ((failure: null | Withheld | Unreachable) => void) | null
  stopTimer: () => void
  stopListening: () => void
}

const notYet = (): void => {}
/** Empty places are cleared away when there are so many more of them than of those who wait. */
const mostEmpty = 64

export const createQueue = (now: () => number, after: After): Queue => {
  // A list with a beginning that moves: in a Set, finding the first means passing all who have left, and V8 leaves the
  // contents of an outgrown one behind (see merge.ts).
  let places: Place[] = []
  let first = 0
  let live = 0

  const leave = (place: Place, failure: null | Withheld | Unreachable): void => {
    const { resolve, stopTimer, stopListening } = place
    if (!resolve) return
    // It may stay for a while, but what hangs on it must not.
    Object.assign(place, { resolve: null, stopTimer: notYet, stopListening: notYet })
    live--
    stopTimer()
    stopListening()
    if (places.length > 2 * live + mostEmpty) {
      places = places.filter((each) => each.resolve !== null)
      first = 0
    }
    resolve(failure)
  }

  const watch = (place: Place, until: () => number, late: Withheld): void => {
    const leftMs = until() - now()
    if (leftMs <= 0) leave(place, late)
    else place.stopTimer = after(leftMs, () => watch(place, until, late))
  }

  return {
    join: (until, cancellation, late) =>
      new Promise((resolve) => {
        if (cancellation.cancelled) return resolve(cancelled)
        const place: Place = { resolve, stopTimer: notYet, stopListening: notYet }
        places.push(place)
        live++
        place.stopListening = cancellation.subscribe(() => leave(place, cancelled))
        watch(place, until, late)
      }),
    next: () => {
      while (first < places.length) {
        const place = places[first++]
        if (!place?.resolve) continue
        leave(place, null)
        return true
      }
      return false
    },
    size: () => live,
  }
}
