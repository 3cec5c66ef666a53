import type { Cancellation } from './cancellation.ts'
import { cancelled, type Unreachable, type Withheld } from './failure.ts'
import type { After } from './transport.ts'

/** Those who wait for their turn, first come first served. Each leaves when it comes, when time is up or its caller goes. */
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

export const createQueue = (now: () => number, after: After): Queue => {
  // In places that are emptied, since V8 leaves the contents of an outgrown table behind (see merge.ts).
  const waiting = new Set<{ leave: ((failure: null | Withheld | Unreachable) => void) | null }>()
  return {
    join: (until, cancellation, late) =>
      new Promise((resolve) => {
        let stopTimer = (): void => {}
        let stopListening = (): void => {}
        const leave = (failure: null | Withheld | Unreachable): void => {
          waiting.delete(place)
          place.leave = null
          stopTimer()
          stopListening()
          resolve(failure)
        }
        const place: { leave: typeof leave | null } = { leave }
        const watch = (): void => {
          const leftMs = until() - now()
          if (leftMs <= 0) leave(late)
          else stopTimer = after(leftMs, watch)
        }
        if (cancellation.cancelled) return resolve(cancelled)
        waiting.add(place)
        stopListening = cancellation.subscribe(() => leave(cancelled))
        watch()
      }),
    next: () => {
      for (const { leave } of waiting) {
        leave?.(null)
        return true
      }
      return false
    },
    size: () => waiting.size,
  }
}
