import type { Cancellation } from './cancellation.ts'
import { cancelled, type Unreachable, type Withheld, withheld } from './failure.ts'
import type { After } from './transport.ts'

/** Interactive look-ups go before bulk ones (lists). */
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
    deadline: number,
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

type Waiting = { readonly go: () => void; readonly lane: Lane }

type Bucket = {
  readonly fullRate: number
  rate: number
  tokens: number
  filledAt: number
  slowedAt: number
  readonly lanes: Readonly<Record<Lane, Waiting[]>>
  stopTimer: (() => void) | null
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
      lanes: { interactive: [], bulk: [] },
      stopTimer: null,
    }
    buckets.set(operation, fresh)
    return fresh
  }

  const burst = (rate: number): number => Math.max(1, rate * burstShare)

  const refill = (bucket: Bucket): void => {
    const seconds = (now() - bucket.filledAt) / 1_000
    if (seconds <= 0) return
    bucket.filledAt = now()
    if (bucket.rate < bucket.fullRate)
      bucket.rate = Math.min(bucket.fullRate, bucket.rate * (1 + recoveryPerSecond) ** seconds)
    bucket.tokens = Math.min(burst(bucket.rate), bucket.tokens + seconds * bucket.rate)
  }

  const waiting = ({ lanes }: Bucket): number => lanes.interactive.length + lanes.bulk.length

  const drain = (bucket: Bucket): void => {
    bucket.stopTimer = null
    refill(bucket)
    while (bucket.tokens >= 1) {
      const next = bucket.lanes.interactive.shift() ?? bucket.lanes.bulk.shift()
      if (!next) return
      bucket.tokens--
      next.go()
    }
    schedule(bucket)
  }

  const schedule = (bucket: Bucket): void => {
    if (bucket.stopTimer || waiting(bucket) === 0) return
    bucket.stopTimer = after(Math.max(1, Math.ceil(((1 - bucket.tokens) / bucket.rate) * 1_000)), () => drain(bucket))
  }

  return {
    take: (operation, limit, lane, deadline, cancellation) => {
      const bucket = bucketOf(operation, limit)
      refill(bucket)
      if (bucket.tokens >= 1 && waiting(bucket) === 0) {
        bucket.tokens--
        return null
      }
      const ahead = lane === 'interactive' ? bucket.lanes.interactive.length : waiting(bucket)
      const waitMs = Math.ceil(((ahead + 1 - bucket.tokens) / bucket.rate) * 1_000)
      if (now() + waitMs >= deadline)
        return Promise.resolve(
          withheld('LOCAL_BUDGET', 'the account’s quota leaves no room before the deadline', waitMs),
        )
      return new Promise((resolve) => {
        const queue = bucket.lanes[lane]
        const leave = (failure: Withheld | Unreachable): void => {
          const index = queue.indexOf(entry)
          if (index >= 0) queue.splice(index, 1)
          stopTimer()
          stopListening()
          resolve(failure)
        }
        const entry: Waiting = {
          lane,
          go: () => {
            stopTimer()
            stopListening()
            resolve(null)
          },
        }
        queue.push(entry)
        let stopListening = (): void => {}
        const stopTimer = after(Math.max(1, deadline - now()), () =>
          leave(withheld('LOCAL_BUDGET', 'the account’s quota left no room before the deadline', waitMs)),
        )
        stopListening = cancellation.subscribe(() => leave(cancelled))
        schedule(bucket)
      })
    },
    throttled: (operation) => {
      const bucket = buckets.get(operation)
      if (!bucket || now() - bucket.slowedAt < slowDownPauseMs) return
      refill(bucket)
      bucket.slowedAt = now()
      bucket.rate = Math.max(leastRate, bucket.rate * slowDown)
      bucket.tokens = Math.min(bucket.tokens, burst(bucket.rate))
    },
    rates: () =>
      new Map([...buckets].map(([operation, bucket]) => [operation, { rate: bucket.rate, waiting: waiting(bucket) }])),
  }
}
