import { type Cancellation, never } from '../cancellation.ts'
import { type Answer, encodeParams, type Operation, type Params, questionKey } from '../contract/operation.ts'
import type { Attempt, Attempted } from '../exchange/attempt.ts'
import type { After } from '../exchange/transport.ts'
import { cancelled, type Failure, type Outcome, type Refused, withheld } from '../failure.ts'
import type { TextMap } from '../signing/signature.ts'
import { healthTold, isThrottle } from '../verdict.ts'
import type { Breaker } from './breaker.ts'
import type { Bulkhead } from './bulkhead.ts'
import type { Lane } from './lanes.ts'
import type { Flight, Merge } from './merge.ts'
import type { Missing } from './missing.ts'
import type { RateLimit } from './rate-limit.ts'
import { nextPause, type RetryBudget } from './retry.ts'

export type CallOptions = {
  readonly cancellation?: Cancellation
  /** Moment by which the answer is wanted, in ms since 1970; `timeoutMs` from now when left out. */
  readonly deadline?: number
  readonly lane?: Lane
  /** Counts what the call cost; shared by all calls of one request. */
  readonly tally?: Tally
}

/** What calls cost, for requests that ask to see it: `upstreamCalls` counts those that were sent, `attempts` each sending. */
export type Tally = { upstreamCalls: number; merged: number; attempts: number; waitedMs: number }

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
  readonly budget: RateLimit
  readonly bulkhead: Bulkhead
  readonly quota: RetryBudget
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

/** How a call was served: by requests of its own, by one that was under way, or not at all. */
export type CallReport = { readonly action: string; readonly fate: 'sent' | 'merged' | 'withheld' }

/** One finished attempt, for logs and metrics; holds no parameter. */
export type AttemptReport = {
  readonly action: string
  readonly outcome: string
  readonly attempt: number
  readonly httpStatus: number | null
  readonly requestId: string | null
  readonly ms: number
  /** In ms since 1970. */
  readonly endedAt: number
}

/** A bound of its own per attempt, so that one that hangs leaves time for another. */
const longestAttemptMs = 2_500
/** With less time than this nothing is sent: no answer could come back, and the question would be spent. */
const leastAttemptMs = 50
/** No call waits longer for a place: when that many are stuck, the next ones should hear of it soon. */
const longestPlaceWaitMs = 1_500
/** Running out of less time than this says nothing about the upstream, only that the caller was in a hurry. */
const fairAttemptMs = 1_000

type Sent = { readonly attempt: number; readonly startedAt: number; readonly timeoutMs: number }
type Wanted = { readonly flight: Flight; readonly lane: Lane; readonly tally: Tally | undefined }

/** deadline → merge equal reads → breaker → budget → bulkhead → attempt → classify; a repeat starts again at the breaker. */
export const createClient = (options: ClientOptions): Client => {
  const { breaker, budget, bulkhead, merge, missing, now, quota } = options

  /** A turn to send: null with a place taken, or why there is none. Only a promise when there is something to wait for. */
  const turn = (row: Operation, wanted: Wanted): null | Failure | Promise<null | Failure> => {
    const { flight, lane } = wanted
    const { action } = row
    const refusal = over(flight) ?? missing.recall(action) ?? breaker.refusal(action)
    if (refusal) return refusal
    const since = now()
    // Waiting may use up three quarters of the time at hand; the rest is for the answer.
    const until = (): number => flight.deadline - (flight.deadline - since) / 4
    const quota = budget.take(action, options.limitOf(row), lane, until, flight.cancellation)
    return quota ? quota.then((late) => late ?? place(action, wanted, until)) : place(action, wanted, until)
  }

  const place = (action: string, { flight, lane }: Wanted, until: () => number) => {
    const latest = now() + longestPlaceWaitMs
    return bulkhead.enter(action, () => Math.min(latest, until()), flight.cancellation, lane)
  }

  /** Why there is no point in going on. */
  const over = (flight: Flight): Failure | null => {
    if (flight.cancellation.cancelled) return cancelled
    return timeLeft(flight) < leastAttemptMs ? outOfTime : null
  }

  const timeLeft = (flight: Flight): number => flight.deadline - now()

  /** All may have changed while the call was waiting. One that may not go gives its place back. */
  const admit = ({ action }: Operation, flight: Flight): Failure | null => {
    const refusal = over(flight) ?? breaker.admit(action)
    if (refusal) bulkhead.leave(action)
    return refusal
  }

  const begin = ({ flight, tally }: Wanted): Sent => {
    flight.attempts++
    if (tally) {
      tally.attempts++
      if (flight.attempts === 1) tally.upstreamCalls++
    }
    const startedAt = now()
    return { attempt: flight.attempts, startedAt, timeoutMs: Math.min(longestAttemptMs, flight.deadline - startedAt) }
  }

  /** Gives back what the attempt held, and tells of it; without an outcome (it threw) there is nothing to tell. */
  const land = <O extends Operation>(row: O, sent: Sent, outcome: Attempted<O> | null): void => {
    const failure = outcome && !outcome.ok ? outcome.failure : null
    const hurried = failure?.code === 'TIMEOUT' && sent.timeoutMs < Math.min(fairAttemptMs, options.timeoutMs / 2)
    const healthy = hurried || !outcome ? null : healthTold(failure)
    if (healthy === null) breaker.release(row.action)
    else breaker.record(row.action, healthy)
    bulkhead.leave(row.action)
    // Last, since who looks on may throw.
    if (failure) learn(row, failure)
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

  const learn = ({ action }: Operation, failure: Failure): void => {
    missing.notice(action, failure)
    if (isThrottle(failure)) budget.throttled(action)
  }

  // One function for all that is waited for: each more would cost every call another promise and what hangs on it.
  const serve = async <O extends Operation>(row: O, params: TextMap, wanted: Wanted): Promise<Outcome<Answer<O>>> => {
    const { flight, tally } = wanted
    const refused = (failure: Failure): Refused => ({ ok: false, failure, attempts: flight.attempts })
    let previous: Failure | null = null
    try {
      for (;;) {
        const since = now()
        let refusal = turn(row, wanted)
        if (refusal instanceof Promise) refusal = await refusal
        if (tally) tally.waitedMs += now() - since
        refusal ??= admit(row, flight)
        // A repeat that could not be made leaves the failure it was meant to mend.
        if (refusal) return refused(refusal.kind === 'withheld' ? (previous ?? refusal) : refusal)
        const sent = begin(wanted)
        let outcome: Attempted<O> | null = null
        try {
          const { timeoutMs } = sent
          outcome = await options.attempt(row, params, { timeoutMs, cancellation: flight.cancellation })
        } finally {
          land(row, sent, outcome)
        }
        if (outcome.ok) {
          quota.succeed(row.action, previous)
          return outcome
        }
        const { failure } = outcome
        const remainingMs = timeLeft(flight) - leastAttemptMs
        const pause = nextPause(row, failure, flight.attempts, previous, remainingMs, quota, options.random)
        if (pause === null) return refused(failure)
        if (tally) tally.waitedMs += pause
        if (await sleep(pause, flight.cancellation)) return refused(cancelled)
        previous = failure
      }
    } finally {
      options.count?.({ action: row.action, fate: flight.attempts > 0 ? 'sent' : 'withheld' })
    }
  }

  /** True when no caller waits any more. */
  const sleep = (ms: number, cancellation: Cancellation): Promise<boolean> =>
    ms <= 0
      ? Promise.resolve(cancellation.cancelled)
      : new Promise((resolve) => {
          let stopListening = (): void => {}
          const stopTimer = options.after(ms, () => {
            stopListening()
            resolve(false)
          })
          stopListening = cancellation.subscribe(() => {
            stopTimer()
            resolve(true)
          })
        })

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

const outOfTime = withheld('QUEUE_FULL', 'the deadline passed while the call was waiting for its turn')
