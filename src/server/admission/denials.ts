import type { After } from '../../aliyun/exchange/transport.ts'
import type { Log } from '../telemetry/log.ts'
import type { Refusal } from './admit.ts'
import type { Denial } from './credential-check.ts'
import { createMemoryRates } from './rates/rates.ts'

/** One sentence for all that can be wrong with a credential: which it was is for the log only. */
export const unauthenticated: Refusal = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'A valid credential is needed: Authorization: Bearer, then an API key or a token.',
}

const forbidden: Refusal = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'The credential is valid, but it was given no scope: nothing may be done with it.',
}

const uncheckable: Refusal = {
  status: 503,
  code: 'AUTH_UNAVAILABLE',
  message: 'Tokens cannot be checked just now. Ask again, unchanged.',
  retryAfterSeconds: 2,
}

export const tooOften = (waitMs: number): Refusal => ({
  status: 429,
  code: 'RATE_LIMITED',
  message: 'This caller asks more often than it may.',
  retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
})

export const tooManyAtOnce: Refusal = {
  status: 429,
  code: 'RATE_LIMITED',
  message: 'This caller has as many operations under way as it may.',
  retryAfterSeconds: 1,
}

/** Wrong credentials of all callers together: plenty for people, little for a search. Right ones are never held up by them. */
const guesses = { perMinute: 600, burst: 300 }
const summaryMs = 10_000

export type Denials = { readonly refuse: (denial: Denial) => Refusal; readonly close: () => void }

/** Answers what is not let in and tells the operator: the first at once, then one line every ten seconds with the counts. */
export const createDenials = ({
  now,
  after,
  log,
}: {
  readonly now: () => number
  readonly after: After
  readonly log: Log
}): Denials => {
  const { take } = createMemoryRates(now)
  const counts = new Map<Denial, number>()
  let stopTimer: (() => void) | null = null

  const summarise = (): void => {
    stopTimer = counts.size > 0 ? after(summaryMs, summarise) : null
    if (counts.size > 0) log.warn({ refused: Object.fromEntries(counts) }, 'credentials were refused')
    counts.clear()
  }

  return {
    refuse: (denial) => {
      counts.set(denial, (counts.get(denial) ?? 0) + 1)
      if (!stopTimer) summarise()
      if (denial === 'no scopes') return forbidden
      if (denial === 'issuer unreachable') return uncheckable
      const waitMs = take('all', guesses)
      return waitMs > 0 ? tooOften(waitMs) : unauthenticated
    },
    close: () => stopTimer?.(),
  }
}
