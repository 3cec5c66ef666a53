import type { After } from '../../ground/time.ts'
import type { Withheld } from '../failure.ts'
import { createQueue, type Turn, type Wait } from './queue.ts'

/** Interactive look-ups go before bulk ones (lists), save one turn in ten. */
export type Lane = 'interactive' | 'bulk'

/** However many interactive look-ups there are, lists get on. */
const bulkTurn = 10

/** One queue a lane, and one turn after the other for both. */
export type Lanes = {
  readonly join: (lane: Lane, wait: Wait, late: Withheld) => Promise<Turn>
  /** Gives the next turn; false when no call waits. */
  readonly next: () => boolean
  /** How many calls would go before one that joined now. */
  readonly ahead: (lane: Lane) => number
  readonly size: () => number
}

export const createLanes = (now: () => number, after: After): Lanes => {
  const [interactive, bulk] = [createQueue(now, after), createQueue(now, after)]
  const queues = { interactive, bulk }
  let turns = 0
  const size = (): number => interactive.size() + bulk.size()
  return {
    join: (lane, wait, late) => queues[lane].join(wait, late),
    next: () => {
      if (size() === 0) return false
      turns++
      return turns % bulkTurn === 0 ? bulk.next() || interactive.next() : interactive.next() || bulk.next()
    },
    ahead: (lane) => (lane === 'interactive' ? interactive.size() : size()),
    size,
  }
}
