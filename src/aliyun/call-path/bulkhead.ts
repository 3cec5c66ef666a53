import type { Cancellation } from '../cancellation.ts'
import type { After } from '../exchange/transport.ts'
import { type Unreachable, type Withheld, withheld } from '../failure.ts'
import { createLanes, type Lane, type Lanes } from './lanes.ts'

/**
 * Keeps one hanging operation from taking what its neighbours need: so many calls of it in flight, so many waiting, and
 * nobody waits too long. What somebody waits for alone goes before parts of lists, which get one free place in ten.
 * Resolves null with a place taken (give it back by `leave`), else why not.
 */
export type Bulkhead = {
  readonly enter: (
    operation: string,
    until: () => number,
    cancellation: Cancellation,
    lane?: Lane,
  ) => null | Promise<null | Withheld | Unreachable>
  readonly leave: (operation: string) => void
  readonly load: () => ReadonlyMap<string, { readonly inFlight: number; readonly waiting: number }>
}

type Room = { inFlight: number; readonly lanes: Lanes }

export const createBulkhead = (
  { inFlight: most, waiting: mostWaiting }: { inFlight: number; waiting: number },
  now: () => number,
  after: After,
): Bulkhead => {
  const rooms = new Map<string, Room>()

  const roomOf = (operation: string): Room => {
    const known = rooms.get(operation)
    if (known) return known
    const fresh: Room = { inFlight: 0, lanes: createLanes(now, after) }
    rooms.set(operation, fresh)
    return fresh
  }

  return {
    enter: (operation, until, cancellation, lane = 'interactive') => {
      const room = roomOf(operation)
      if (room.inFlight < most) {
        room.inFlight++
        return null
      }
      if (room.lanes.size() >= mostWaiting) return Promise.resolve(full)
      return room.lanes.join(lane, until, cancellation, noPlace)
    },
    leave: (operation) => {
      const room = roomOf(operation)
      // The place goes straight to the one whose turn it is.
      if (!room.lanes.next()) room.inFlight--
    },
    load: () => new Map([...rooms].map(([name, { inFlight, lanes }]) => [name, { inFlight, waiting: lanes.size() }])),
  }
}

const full = withheld('QUEUE_FULL', 'too many calls of this operation are waiting already', 1_000)
const noPlace = withheld('QUEUE_FULL', 'no place became free in time', 1_000)
