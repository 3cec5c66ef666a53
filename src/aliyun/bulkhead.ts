import type { Cancellation } from './cancellation.ts'
import { cancelled, type Unreachable, type Withheld, withheld } from './failure.ts'
import type { After } from './transport.ts'

/**
 * Keeps one hanging operation from taking what its neighbours need: so many calls of it in flight, so many waiting, and
 * nobody waits beyond the deadline. Resolves null with a place taken (give it back by `leave`), else why not.
 */
export type Bulkhead = {
  readonly enter: (
    operation: string,
    deadline: number,
    cancellation: Cancellation,
  ) => null | Promise<null | Withheld | Unreachable>
  readonly leave: (operation: string) => void
  readonly load: () => ReadonlyMap<string, { readonly inFlight: number; readonly waiting: number }>
}

type Room = { inFlight: number; readonly queue: (() => void)[] }

export const createBulkhead = (
  { inFlight: most, waiting: mostWaiting }: { inFlight: number; waiting: number },
  now: () => number,
  after: After,
): Bulkhead => {
  const rooms = new Map<string, Room>()

  const roomOf = (operation: string): Room => {
    const known = rooms.get(operation)
    if (known) return known
    const fresh: Room = { inFlight: 0, queue: [] }
    rooms.set(operation, fresh)
    return fresh
  }

  return {
    enter: (operation, deadline, cancellation) => {
      const room = roomOf(operation)
      if (room.inFlight < most) {
        room.inFlight++
        return null
      }
      if (room.queue.length >= mostWaiting)
        return Promise.resolve(withheld('QUEUE_FULL', 'too many calls of this operation are waiting already', 1_000))
      return new Promise((resolve) => {
        let stopListening = (): void => {}
        const go = (): void => {
          stopTimer()
          stopListening()
          resolve(null)
        }
        const giveUp = (failure: Withheld | Unreachable): void => {
          const index = room.queue.indexOf(go)
          if (index >= 0) room.queue.splice(index, 1)
          stopTimer()
          stopListening()
          resolve(failure)
        }
        room.queue.push(go)
        const stopTimer = after(Math.max(1, deadline - now()), () =>
          giveUp(withheld('QUEUE_FULL', 'no place became free before the deadline', 1_000)),
        )
        stopListening = cancellation.subscribe(() => giveUp(cancelled))
      })
    },
    leave: (operation) => {
      const room = roomOf(operation)
      // The place goes straight to the one who waits longest.
      const next = room.queue.shift()
      if (next) next()
      else room.inFlight--
    },
    load: () => new Map([...rooms].map(([name, { inFlight, queue }]) => [name, { inFlight, waiting: queue.length }])),
  }
}
