import type { Operation } from '../contract/operation.ts'
import { createAttempt } from '../exchange/attempt.ts'
import { type After, createTransport, type Soon } from '../exchange/transport.ts'
import { createClockSkew } from '../signing/clock-skew.ts'
import type { Credentials } from '../signing/credentials.ts'
import { type SignatureVersion, signers } from '../signing/signature.ts'
import { type BreakerState, createBreaker } from './breaker.ts'
import { createBulkhead } from './bulkhead.ts'
import { type AttemptReport, type CallReport, type Client, createClient } from './client.ts'
import { createMerge } from './merge.ts'
import { createMissing } from './missing.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import { createRetryBudget } from './retry.ts'

export type UpstreamOptions = {
  readonly endpoint: URL
  readonly version: string
  readonly signature: SignatureVersion
  readonly credentials: Credentials
  readonly timeoutMs: number
  /** Calls of one operation in flight; four times as many may wait. */
  readonly concurrency: number
  readonly limitOf: (row: Operation) => number
  /** One shared between instances, say; its own when left out. */
  readonly budget?: RateLimit | undefined
  readonly now: () => number
  readonly after: After
  readonly soon: Soon
  readonly random: () => number
  readonly nonce: () => string
  readonly observe: (attempt: AttemptReport) => void
  readonly count: (call: CallReport) => void
}

/** How an operation fares, for operators. */
export type OperationHealth = {
  readonly action: string
  readonly breaker: BreakerState
  readonly inFlight: number
  readonly queued: number
  /** Calls per second allowed just now; null before the first call. */
  readonly ratePerSecond: number | null
  readonly waitingForBudget: number
}

export type Upstream = {
  readonly client: Client
  readonly health: () => readonly OperationHealth[]
  readonly clockOffsetMs: () => number
  readonly close: () => Promise<void>
}

const waitingShare = 4
/** The bulkheads bound each operation; this bounds their sum. */
const connectionShare = 4

/** The parts of the call path, put together for one account and one endpoint. */
export const createUpstream = (options: UpstreamOptions): Upstream => {
  const { endpoint, credentials, concurrency, now, after, soon, random, nonce } = options
  const transport = createTransport({ endpoint, connections: concurrency * connectionShare, now, after, soon })
  const skew = createClockSkew()
  const breaker = createBreaker(now, random)
  const budget = options.budget ?? createRateLimit(now, after)
  const bulkhead = createBulkhead({ inFlight: concurrency, waiting: concurrency * waitingShare }, now, after)
  const attempt = createAttempt({
    host: endpoint.host,
    version: options.version,
    sign: signers[options.signature],
    credentials,
    transport,
    skew,
    now,
    nonce,
    after,
  })
  const client = createClient({
    attempt,
    merge: createMerge(now, after),
    breaker,
    budget,
    bulkhead,
    quota: createRetryBudget(),
    missing: createMissing(now),
    now,
    after,
    random,
    timeoutMs: options.timeoutMs,
    limitOf: options.limitOf,
    observe: options.observe,
    count: options.count,
  })

  const health = (): OperationHealth[] => {
    const [states, rates, load] = [breaker.states(), budget.rates(), bulkhead.load()]
    return [...states].map(([action, state]) => ({
      action,
      breaker: state,
      inFlight: load.get(action)?.inFlight ?? 0,
      queued: load.get(action)?.waiting ?? 0,
      ratePerSecond: rates.get(action)?.rate ?? null,
      waitingForBudget: rates.get(action)?.waiting ?? 0,
    }))
  }

  return { client, health, clockOffsetMs: skew.offsetMs, close: transport.close }
}
