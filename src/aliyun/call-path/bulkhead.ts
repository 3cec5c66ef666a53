import type { After } from '../../ground/time.ts'
import { withheld } from '../failure.ts'
import { createLanes, type Lane, type Lanes } from './lanes.ts'
import type { Turn, Wait } from './queue.ts'

/**
 * Keeps one hanging operation from taking what its neighbours need: so many calls of it in flight, so many waiting, none
 * for too long. Single look-ups go before parts of lists, which get one free place in ten.
 * Resolves null with a place taken (give it back by `leave`), else why not.
 */
export type Bulkhead = {
  readonly enter: (operation: string, wait: Wait, lane?: Lane) => null | Promise<Turn>
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
    enter: (operation, wait, lane = 'interactive') => {
      const room = roomOf(operation)
      if (room.inFlight < most) {
        room.inFlight++
        return null
      }
      if (room.lanes.size() >= mostWaiting) return Promise.resolve(full)
      return room.lanes.join(lane, wait, noPlace)
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
