import type { Cancellation } from '../cancellation.ts'
import type { After } from '../exchange/transport.ts'
import { type Unreachable, type Withheld, withheld } from '../failure.ts'
import { createLanes, type Lane, type Lanes } from './lanes.ts'
import { createNoiseFilter, type NoiseFilter } from './throttle-noise.ts'

/**
 * The account's quota for an operation, respected before it is hit. A port: a budget shared between instances can take
 * the place of this one. Resolves null when the call may go, else why not.
 */
export type RateLimit = {
  readonly take: (
    operation: string,
    limit: number,
    lane: Lane,
    until: () => number,
    cancellation: Cancellation,
  ) => null | Promise<null | Withheld | Unreachable>
  /** The upstream throttled: slow down, unless it is a stray. */
  readonly throttled: (operation: string) => void
  readonly rates: () => ReadonlyMap<string, { readonly rate: number; readonly waiting: number }>
}

const safetyShare = 0.8
const slowDown = 0.7
const slowDownPauseMs = 500
const recoveryPerSecond = 0.02
const burstShare = 0.1
const leastRate = 0.5
/** An operation with hardly any quota (a worker's share of one a second) is never sped up to `leastRate`. */
const leastShare = 0.5

type Bucket = {
  readonly fullRate: number
  rate: number
  tokens: number
  filledAt: number
  slowedAt: number
  readonly lanes: Lanes
  readonly noise: NoiseFilter
  /** A timer is set for the next token. */
  awaited: boolean
}

/**
 * A token bucket per operation. Rate: 0.8 of the documented limit; × 0.7 on a throttle answer that is no stray, at most
 * once per 500 ms, and + 2 % a second back; burst: a tenth of the rate.
 */
export const createRateLimit = (now: () => number, after: After): RateLimit => {
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
      lanes: createLanes(now, after),
      noise: createNoiseFilter(now),
      awaited: false,
    }
    buckets.set(operation, fresh)
    return fresh
  }

  const burst = (rate: number): number => Math.max(1, rate * burstShare)

  const refill = (bucket: Bucket): void => {
    // A wall clock that was set back must not leave the bucket dry until it has caught up.
    const at = now()
    const seconds = Math.max(0, at - bucket.filledAt) / 1_000
    bucket.filledAt = at
    if (bucket.rate < bucket.fullRate)
      bucket.rate = Math.min(bucket.fullRate, bucket.rate * (1 + recoveryPerSecond) ** seconds)
    bucket.tokens = Math.min(burst(bucket.rate), bucket.tokens + seconds * bucket.rate)
  }

  const spend = (bucket: Bucket): void => {
    bucket.tokens--
    bucket.noise.sent()
  }

  const drain = (bucket: Bucket): void => {
    refill(bucket)
    while (bucket.tokens >= 1 && bucket.lanes.next()) spend(bucket)
    schedule(bucket)
  }

  const schedule = (bucket: Bucket): void => {
    if (bucket.awaited || bucket.lanes.size() === 0) return
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
      if (bucket.tokens >= 1 && bucket.lanes.size() === 0) {
        spend(bucket)
        return null
      }
      const waitMs = Math.ceil(((bucket.lanes.ahead(lane) + 1 - bucket.tokens) / bucket.rate) * 1_000)
      const late = withheld('LOCAL_BUDGET', 'the account’s quota leaves no room before the deadline', waitMs)
      if (now() + waitMs >= until()) return Promise.resolve(late)
      const turn = bucket.lanes.join(lane, until, cancellation, late)
      schedule(bucket)
      return turn
    },
    throttled: (operation) => {
      const bucket = buckets.get(operation)
      if (!bucket || Math.abs(now() - bucket.slowedAt) < slowDownPauseMs || !bucket.noise.throttled()) return
      refill(bucket)
      bucket.slowedAt = now()
      bucket.rate = Math.max(Math.min(leastRate, bucket.fullRate * leastShare), bucket.rate * slowDown)
      bucket.tokens = Math.min(bucket.tokens, burst(bucket.rate))
    },
    rates: () =>
      new Map([...buckets].map(([operation, { rate, lanes }]) => [operation, { rate, waiting: lanes.size() }])),
  }
}
