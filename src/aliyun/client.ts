import type { Attempt } from './attempt.ts'
import type { Breaker } from './breaker.ts'
import type { Budget, Lane } from './budget.ts'
import type { Bulkhead } from './bulkhead.ts'
import { type Cancellation, never } from './cancellation.ts'
import { cancelled, type Failure, type Outcome, withheld } from './failure.ts'
import type { Merge } from './merge.ts'
import type { Missing } from './missing.ts'
import { type Answer, encodeParams, type Operation, type Params } from './operation.ts'
import { isThrottle, nextPause, type Quota } from './retry.ts'
import type { TextMap } from './signature.ts'
import type { After } from './transport.ts'
import { blamesUpstream } from './verdict.ts'

export type CallOptions = {
  readonly cancellation?: Cancellation
  /** Moment by which the answer is wanted, in ms since 1970; `timeoutMs` from now when left out. */
  readonly deadline?: number
  readonly lane?: Lane
  /** Counts what the call cost; shared by all calls of one request. */
  readonly tally?: Tally
}

/** What calls cost, for whoever asks to see it. */
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
  readonly budget: Budget
  readonly bulkhead: Bulkhead
  readonly quota: Quota
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

type Wanted = {
  readonly deadline: () => number
  readonly cancellation: Cancellation
  readonly lane: Lane
  readonly tally: Tally | undefined
}

/** deadline → merge equal reads → breaker → budget → bulkhead → attempt → classify; a repeat starts again at the breaker. */
export const createClient = (options: ClientOptions): Client => {
  const { breaker, budget, bulkhead, merge, missing, now, quota } = options

  const callOnce = async <O extends Operation>(row: O, params: TextMap, n: number, wanted: Wanted) => {
    const { action } = row
    const closed = breaker.admit(action)
    if (closed) return refuse<O>(closed)
    const waitingSince = now()
    const late = await budget.take(action, options.limitOf(row), wanted.lane, wanted.deadline(), wanted.cancellation)
    const crowded = late ?? (await bulkhead.enter(action, wanted.deadline(), wanted.cancellation))
    const startedAt = now()
    if (wanted.tally) wanted.tally.waitedMs += startedAt - waitingSince
    if (crowded) {
      breaker.release(action)
      return refuse<O>(crowded)
    }
    try {
      if (wanted.tally) wanted.tally.attempts++
      const timeoutMs = Math.min(longestAttemptMs, wanted.deadline() - startedAt)
      const outcome =
        timeoutMs > 0
          ? await options.attempt(row, params, { timeoutMs, cancellation: wanted.cancellation })
          : refuse<O>(outOfTime)
      learn(row, outcome.ok ? null : outcome.failure)
      options.observe?.({
        action,
        outcome: outcome.ok ? 'OK' : outcome.failure.code,
        attempt: n,
        httpStatus: outcome.ok ? 200 : outcome.failure.httpStatus,
        requestId: outcome.ok ? null : outcome.failure.requestId,
        ms: now() - startedAt,
        endedAt: now(),
      })
      return outcome
    } finally {
      bulkhead.leave(action)
    }
  }

  /** What an attempt tells about the state of the upstream. Throttling and clear refusals say nothing about its health. */
  const learn = (row: Operation, failure: Failure | null): void => {
    if (failure === null) {
      breaker.record(row.action, true)
      return
    }
    missing.notice(row.action, failure)
    if (isThrottle(failure)) budget.throttled(row.action)
    if (blamesUpstream(failure)) breaker.record(row.action, false)
    else if (failure.kind === 'rejected' && !isThrottle(failure)) breaker.record(row.action, true)
    else breaker.release(row.action)
  }

  const persist = async <O extends Operation>(row: O, params: TextMap, wanted: Wanted): Promise<Outcome<Answer<O>>> => {
    let previous: Failure | null = null
    for (let n = 1; ; n++) {
      const known = missing.recall(row.action)
      const outcome = known ? refuse<O>(known) : await callOnce(row, params, n, wanted)
      if (outcome.ok) {
        quota.succeed(row.action, previous)
        return outcome
      }
      const { failure } = outcome
      const sent = failure.kind === 'withheld' || known ? n - 1 : n
      // A repeat that could not be made leaves the failure it was meant to mend.
      if (failure.kind === 'withheld' && previous) return { ok: false, failure: previous, attempts: sent }
      const remainingMs = wanted.deadline() - now()
      const pause = nextPause(row, failure, n, previous, remainingMs, quota, options.random)
      if (pause === null) return { ok: false, failure, attempts: sent }
      if (wanted.tally) wanted.tally.waitedMs += pause
      if (await sleep(pause, wanted.cancellation)) return { ok: false, failure: cancelled, attempts: sent }
      previous = failure
    }
  }

  /** True when nobody waits any more. */
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

  const serve = async <O extends Operation>(row: O, params: TextMap, wanted: Wanted): Promise<Outcome<Answer<O>>> => {
    const outcome = await persist(row, params, wanted)
    options.count?.({ action: row.action, fate: outcome.ok || outcome.attempts > 0 ? 'sent' : 'withheld' })
    return outcome
  }

  return {
    call: (row, input, { cancellation = never, deadline, lane = 'interactive', tally } = {}) => {
      const params = encodeParams(row, input)
      const latest = deadline ?? now() + options.timeoutMs
      if (row.effect === 'write') {
        if (tally) tally.upstreamCalls++
        return serve(row, params, { deadline: () => latest, cancellation, lane, tally })
      }
      const key = `${row.action}\n${JSON.stringify(params)}`
      const { joined, outcome } = merge.join(key, { deadline: latest, cancellation }, (flight) =>
        serve(row, params, { ...flight, lane, tally }),
      )
      if (tally) tally[joined ? 'merged' : 'upstreamCalls']++
      if (joined) options.count?.({ action: row.action, fate: 'merged' })
      return outcome
    },
  }
}

const outOfTime = withheld('QUEUE_FULL', 'the deadline passed while the call was waiting for its turn')

const refuse = <O extends Operation>(
  failure: Failure,
): { ok: false; failure: Failure } | { ok: true; value: Answer<O> } => ({
  ok: false,
  failure,
})
