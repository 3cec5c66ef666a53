import type { After } from '../../ground/time.ts'
import { createWaitingLine } from '../../ground/waiting-line.ts'
import type { Cancellation } from '../cancellation.ts'
import { cancelled, type Unreachable, type Withheld } from '../failure.ts'

/** Null when the turn has come, else why the wait ended without it. */
export type Turn = null | Withheld | Unreachable

/** How long a call may wait, and what calls it off. `until` may move while it waits. */
export type Wait = { readonly until: () => number; readonly cancellation: Cancellation }

/** Calls that wait for their turn, first come, first served. Each leaves when it comes, when time is up or its caller goes. */
export type Queue = {
  /** Resolves `late` when `until` passes before the turn comes. */
  readonly join: (wait: Wait, late: Withheld) => Promise<Turn>
  /** Gives a turn to the call that has waited longest; false when none waits. */
  readonly next: () => boolean
  readonly size: () => number
}

const notYet = (): void => {}

export const createQueue = (now: () => number, after: After): Queue => {
  const line = createWaitingLine<(turn: Turn) => void>()
  return {
    join: ({ until, cancellation }, late) =>
      new Promise((resolve) => {
        if (cancellation.cancelled) return resolve(cancelled)
        let stopTimer = notYet
        let stopListening = notYet
        const end = (turn: Turn): void => {
          leave()
          stopTimer()
          stopListening()
          resolve(turn)
        }
        const watch = (): void => {
          const leftMs = until() - now()
          if (leftMs <= 0) end(late)
          else stopTimer = after(leftMs, watch)
        }
        const leave = line.join(end)
        stopListening = cancellation.subscribe(() => end(cancelled))
        watch()
      }),
    next: () => {
      const end = line.next()
      end?.(null)
      return end !== undefined
    },
    size: line.size,
  }
}
