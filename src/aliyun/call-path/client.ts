import type { After } from '../../ground/time.ts'
import { type Cancellation, never } from '../cancellation.ts'
import { type Answer, encodeParams, type Operation, type Params, questionKey } from '../contract/operation.ts'
import type { Attempt, Attempted } from '../exchange/attempt.ts'
import { cancelled, type Failure, type Outcome, type Refused } from '../failure.ts'
import type { TextMap } from '../signing/encoding.ts'
import { healthTold, isThrottle } from '../verdict.ts'
import type { Breaker } from './breaker.ts'
import type { Bulkhead } from './bulkhead.ts'
import type { Lane } from './lanes.ts'
import type { Merge } from './merge.ts'
import type { Missing, Probe } from './missing.ts'
import type { RateLimit } from './rate-limit.ts'
import type { AttemptReport, CallReport, Tally } from './reports.ts'
import { nextPause, type RetryBudget } from './retry.ts'
import { createSleep } from './sleep.ts'
import { createTurns, leastAttemptMs, type WantedCall } from './turn.ts'

export type CallOptions = {
  readonly cancellation?: Cancellation
  /** Moment by which the answer is wanted, in ms since 1970; `timeoutMs` from now when left out. */
  readonly deadline?: number
  readonly lane?: Lane
  /** Counts what the call cost; shared by all calls of one request. */
  readonly tally?: Tally
}

/**
 * Calls the upstream, one operation at a time. Never throws: what went wrong is a value. A client speaks for one account:
 * merging, budget and breaker rest on that.
 */
export type Client = {
  readonly call: <O extends Operation>(row: O, input: Params<O>, options?: CallOptions) => Promise<Outcome<Answer<O>>>
}

export type ClientOptions = {
  readonly attempt: Attempt
  readonly merge: Merge
  readonly breaker: Breaker
  readonly rateLimit: RateLimit
  readonly bulkhead: Bulkhead
  readonly retryBudget: RetryBudget
  readonly missing: Missing
  readonly now: () => number
  readonly after: After
  readonly random: () => number
  /** Total time of a call, all attempts and waits included. */
  readonly timeoutMs: number
  /** Calls per second allowed for an operation whose limit is not documented, and overrides by action. */
  readonly limitOf: (row: Operation) => number
  readonly observe?: (attempt: AttemptReport) => void
  readonly count?: (call: CallReport) => void
}

/** A bound of its own per attempt, so that one that hangs leaves time for another. */
const longestAttemptMs = 2_500
/** Running out of less time than this says nothing about the upstream, only that the caller was in a hurry. */
const fairAttemptMs = 1_000

type Sent = {
  readonly attempt: number
  readonly startedAt: number
  readonly timeoutMs: number
  readonly probe: Probe | null
}
/** deadline → merge equal reads → breaker → rate limit → bulkhead → attempt → classify; a repeat starts again at the breaker. */
export const createClient = (options: ClientOptions): Client => {
  const { breaker, rateLimit, bulkhead, merge, missing, now } = options
  const turns = createTurns(options)
  const sleep = createSleep(options.after)

  const begin = ({ action }: Operation, { flight, tally }: WantedCall): Sent => {
    flight.attempts++
    if (tally) {
      tally.attempts++
      if (flight.attempts === 1) tally.upstreamCalls++
    }
    const startedAt = now()
    const timeoutMs = Math.min(longestAttemptMs, flight.deadline - startedAt)
    return { attempt: flight.attempts, startedAt, timeoutMs, probe: missing.send(action) }
  }

  /** Gives back what the attempt held, and tells of it; without an outcome (it threw) there is nothing to tell. */
  const land = <O extends Operation>(row: O, sent: Sent, outcome: Attempted<O> | null): void => {
    const failure = outcome && !outcome.ok ? outcome.failure : null
    const hurried = failure?.code === 'TIMEOUT' && sent.timeoutMs < Math.min(fairAttemptMs, options.timeoutMs / 2)
    const healthy = hurried || !outcome ? null : healthTold(failure)
    if (healthy === null) breaker.release(row.action)
    else breaker.record(row.action, healthy)
    bulkhead.leave(row.action)
    missing.heard(row.action, outcome ? failure : undefined, sent.probe)
    if (failure && isThrottle(failure)) rateLimit.throttled(row.action)
    // Last, since who looks on may throw.
    if (outcome) report(row, sent, failure)
  }

  const report = ({ action }: Operation, { attempt, startedAt }: Sent, failure: Failure | null): void => {
    const endedAt = now()
    options.observe?.({
      action,
      outcome: failure?.code ?? 'OK',
      attempt,
      httpStatus: failure ? failure.httpStatus : 200,
      requestId: failure?.requestId ?? null,
      ms: endedAt - startedAt,
      endedAt,
    })
  }

  // One function for all that is waited for: each more would cost every call another promise and what hangs on it.
  const serve = async <O extends Operation>(
    row: O,
    params: TextMap,
    wanted: WantedCall,
  ): Promise<Outcome<Answer<O>>> => {
    const { flight, tally } = wanted
    const refused = (failure: Failure): Refused => ({ ok: false, failure, attempts: flight.attempts })
    let previous: Failure | null = null
    try {
      for (;;) {
        const since = now()
        let refusal = turns.take(row, wanted)
        if (refusal instanceof Promise) refusal = await refusal
        if (tally) tally.waitedMs += now() - since
        refusal ??= turns.admit(row, flight)
        // A repeat that could not be made leaves the failure it was meant to mend.
        if (refusal) return refused(refusal.kind === 'unreachable' ? refusal : (previous ?? refusal))
        const sent = begin(row, wanted)
        let outcome: Attempted<O> | null = null
        try {
          const { timeoutMs } = sent
          outcome = await options.attempt(row, params, { timeoutMs, cancellation: flight.cancellation })
        } finally {
          land(row, sent, outcome)
        }
        if (outcome.ok) {
          options.retryBudget.succeed(row.action, previous)
          return outcome
        }
        const { failure } = outcome
        const remainingMs = turns.timeLeft(flight) - leastAttemptMs
        const failed = { failure, attempts: flight.attempts, previous, remainingMs }
        const pause = nextPause(row, failed, options.retryBudget, options.random)
        if (pause === null) return refused(failure)
        if (tally) tally.waitedMs += pause
        if (await sleep(pause, flight.cancellation)) return refused(cancelled)
        previous = failure
      }
    } finally {
      options.count?.({ action: row.action, fate: flight.attempts > 0 ? 'sent' : 'withheld' })
    }
  }

  return {
    call: (row, input, { cancellation = never, deadline, lane = 'interactive', tally } = {}) => {
      if (cancellation.cancelled) return Promise.resolve({ ok: false, failure: cancelled, attempts: 0 })
      const params = encodeParams(row, input)
      const latest = deadline ?? now() + options.timeoutMs
      if (row.effect === 'write') {
        // A read that left before the write landed may tell of the time before it: no later call joins it.
        merge.forget()
        const flight = { deadline: latest, cancellation, attempts: 0 }
        return serve(row, params, { flight, lane, tally }).finally(merge.forget)
      }
      const key = questionKey(row, params)
      const { joined, outcome } = merge.join(key, { deadline: latest, cancellation }, (flight) =>
        serve(row, params, { flight, lane, tally }),
      )
      if (joined) {
        if (tally) tally.merged++
        options.count?.({ action: row.action, fate: 'merged' })
      }
      return outcome
    },
  }
}
