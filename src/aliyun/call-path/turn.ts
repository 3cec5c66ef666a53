import type { Operation } from '../contract/operation.ts'
import { cancelled, type Failure, withheld } from '../failure.ts'
import type { Breaker } from './breaker.ts'
import type { Bulkhead } from './bulkhead.ts'
import type { Lane } from './lanes.ts'
import type { Flight } from './merge.ts'
import type { Missing } from './missing.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Tally } from './reports.ts'

/** With less time than this nothing is sent: no answer could come back, and the question would be spent. */
export const leastAttemptMs = 50
/** No call waits longer for a place: when that many are stuck, the next ones should hear of it soon. */
const longestPlaceWaitMs = 1_500

export type WantedCall = { readonly flight: Flight; readonly lane: Lane; readonly tally: Tally | undefined }

const outOfTime = withheld('QUEUE_FULL', 'the deadline passed while the call was waiting for its turn')

type TurnPorts = {
  readonly breaker: Breaker
  readonly rateLimit: RateLimit
  readonly bulkhead: Bulkhead
  readonly missing: Missing
  /** Calls per second allowed for an operation. */
  readonly limitOf: (row: Operation) => number
  readonly now: () => number
}

/** What a call passes before it is sent: time left → served at all → breaker → rate limit → bulkhead. */
export const createTurns = ({ breaker, rateLimit, bulkhead, missing, limitOf, now }: TurnPorts) => {
  /** A turn to send: null with a place taken, or why there is none. Only a promise when there is something to wait for. */
  const take = (row: Operation, wanted: WantedCall): null | Failure | Promise<null | Failure> => {
    const { flight, lane } = wanted
    const { action } = row
    const refusal = over(flight) ?? missing.refusal(action) ?? breaker.refusal(action)
    if (refusal) return refusal
    const since = now()
    // Waiting may use up three quarters of the time at hand; the rest is for the answer.
    const until = (): number => flight.deadline - (flight.deadline - since) / 4
    const token = rateLimit.take(action, limitOf(row), lane, until, flight.cancellation)
    return token ? token.then((late) => late ?? place(action, wanted, until)) : place(action, wanted, until)
  }

  const place = (action: string, { flight, lane }: WantedCall, until: () => number) => {
    const latest = now() + longestPlaceWaitMs
    return bulkhead.enter(action, { until: () => Math.min(latest, until()), cancellation: flight.cancellation }, lane)
  }

  /** Why there is no point in going on. */
  const over = (flight: Flight): Failure | null => {
    if (flight.cancellation.cancelled) return cancelled
    return timeLeft(flight) < leastAttemptMs ? outOfTime : null
  }

  const timeLeft = (flight: Flight): number => flight.deadline - now()

  /** All may have changed while the call was waiting. One that may not go gives its place back. */
  const admit = ({ action }: Operation, flight: Flight): Failure | null => {
    const refusal = over(flight) ?? missing.refusal(action) ?? breaker.admit(action)
    if (refusal) bulkhead.leave(action)
    return refusal
  }

  return { take, admit, timeLeft }
}
