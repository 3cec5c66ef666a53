import type { Cancellation } from './cancellation.ts'
import { type Unreachable, type Withheld, withheld } from './failure.ts'
import { createQueue, type Queue } from './queue.ts'
import type { After } from './transport.ts'

/** Interactive look-ups go before bulk ones (lists), save one turn in ten. */
export type Lane = 'interactive' | 'bulk'

/**
 * The account's quota for an operation, respected before it is hit. A port: a budget shared between instances can take
 * the place of this one. Resolves null when the call may go, else why not.
 */
export type Budget = {
  readonly take: (
    operation: string,
    limit: number,
    lane: Lane,
    until: () => number,
    cancellation: Cancellation,
  ) => null | Promise<null | Withheld | Unreachable>
  /** The upstream throttled: slow down. */
  readonly throttled: (operation: string) => void
  readonly rates: () => ReadonlyMap<string, { readonly rate: number; readonly waiting: number }>
}

const safetyShare = 0.8
const slowDown = 0.7
const slowDownPauseMs = 500
const recoveryPerSecond = 0.02
const burstShare = 0.1
const leastRate = 0.5
/** However many interactive look-ups there are, lists get on. */
const bulkTurn = 10

type Bucket = {
  readonly fullRate: number
  rate: number
  tokens: number
  filledAt: number
  slowedAt: number
  readonly interactive: Queue
  readonly bulk: Queue
  turns: number
  /** A timer is set for the next token. */
  awaited: boolean
}

/**
 * A token bucket per operation. Rate: 0.8 of the documented limit; × 0.7 on a throttle answer, at most once per 500 ms,
 * and + 2 % a second back; burst: a tenth of the rate.
 */
export const createBudget = (now: () => number, after: After): Budget => {
  const buckets = new Map<string, Bucket>()

  const bucketOf = (operation: string, limit: number): Bucket => {
    const known = buckets.get(operation)
    if (known) return known
    const rate = limit * safetyShare
    const fresh: Bucket = {
      fullRate: rate,
      rate,
      tokens: burst(rate),
      filledAt: now(),
      slowedAt: Number.NEGATIVE_INFINITY,
      interactive: createQueue(now, after),
      bulk: createQueue(now, after),
      turns: 0,
      awaited: false,
    }
    buckets.set(operation, fresh)
    return fresh
  }

  const burst = (rate: number): number => Math.max(1, rate * burstShare)

  const refill = (bucket: Bucket): void => {
    // A wall clock that was set back must not leave the bucket dry until it has caught up.
    const seconds = Math.max(0, now() - bucket.filledAt) / 1_000
    bucket.filledAt = now()
    if (bucket.rate < bucket.fullRate)
      bucket.rate = Math.min(bucket.fullRate, bucket.rate * (1 + recoveryPerSecond) ** seconds)
    bucket.tokens = Math.min(burst(bucket.rate), bucket.tokens + seconds * bucket.rate)
  }

  const waiting = ({ interactive, bulk }: Bucket): number => interactive.size() + bulk.size()

  const next = ({ turns, interactive, bulk }: Bucket): boolean =>
    turns % bulkTurn === 0 ? bulk.next() || interactive.next() : interactive.next() || bulk.next()

  const drain = (bucket: Bucket): void => {
    refill(bucket)
    while (bucket.tokens >= 1 && waiting(bucket) > 0) {
      bucket.tokens--
      bucket.turns++
      next(bucket)
    }
    schedule(bucket)
  }

  const schedule = (bucket: Bucket): void => {
    if (bucket.awaited || waiting(bucket) === 0) return
    bucket.awaited = true
    after(Math.max(1, Math.ceil(((1 - bucket.tokens) / bucket.rate) * 1_000)), () => {
      bucket.awaited = false
      drain(bucket)
    })
  }

  return {
    take: (operation, limit, lane, until, cancellation) => {
      const bucket = bucketOf(operation, limit)
      refill(bucket)
      if (bucket.tokens >= 1 && waiting(bucket) === 0) {
        bucket.tokens--
        return null
      }
      const ahead = lane === 'interactive' ? bucket.interactive.size() : waiting(bucket)
      const waitMs = Math.ceil(((ahead + 1 - bucket.tokens) / bucket.rate) * 1_000)
      const late = withheld('LOCAL_BUDGET', 'the account’s quota leaves no room before the deadline', waitMs)
      if (now() + waitMs >= until()) return Promise.resolve(late)
      const turn = bucket[lane].join(until, cancellation, late)
      schedule(bucket)
      return turn
    },
    throttled: (operation) => {
      const bucket = buckets.get(operation)
      if (!bucket || Math.abs(now() - bucket.slowedAt) < slowDownPauseMs) return
      refill(bucket)
      bucket.slowedAt = now()
      bucket.rate = Math.max(leastRate, bucket.rate * slowDown)
      bucket.tokens = Math.min(bucket.tokens, burst(bucket.rate))
    },
    rates: () =>
      new Map([...buckets].map(([operation, bucket]) => [operation, { rate: bucket.rate, waiting: waiting(bucket) }])),
  }
}
