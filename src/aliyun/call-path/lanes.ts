import type { Cancellation } from '../cancellation.ts'
import type { After } from '../exchange/transport.ts'
import type { Unreachable, Withheld } from '../failure.ts'
import { createQueue } from './queue.ts'

/** Interactive look-ups go before bulk ones (lists), save one turn in ten. */
export type Lane = 'interactive' | 'bulk'

/** However many interactive look-ups there are, lists get on. */
const bulkTurn = 10

/** Two queues before one door. */
export type Lanes = {
  readonly join: (
    lane: Lane,
    until: () => number,
    cancellation: Cancellation,
    late: Withheld,
  ) => Promise<null | Withheld | Unreachable>
  /** Whoever's turn it is may go; false when nobody waits. */
  readonly next: () => boolean
  /** How many would go before one who joined now. */
  readonly ahead: (lane: Lane) => number
  readonly size: () => number
}

export const createLanes = (now: () => number, after: After): Lanes => {
  const [interactive, bulk] = [createQueue(now, after), createQueue(now, after)]
  const queues = { interactive, bulk }
  let turns = 0
  const size = (): number => interactive.size() + bulk.size()
  return {
    join: (lane, ...waiting) => queues[lane].join(...waiting),
    next: () => {
      if (size() === 0) return false
      turns++
      return turns % bulkTurn === 0 ? bulk.next() || interactive.next() : interactive.next() || bulk.next()
    },
    ahead: (lane) => (lane === 'interactive' ? interactive.size() : size()),
    size,
  }
}
