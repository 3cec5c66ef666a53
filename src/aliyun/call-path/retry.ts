import type { Operation, RetryClass } from '../contract/operation.ts'
import type { Failure } from '../failure.ts'
import { isThrottle, verdictOf } from '../verdict.ts'

/** How often an operation may be sent in all. A question that may lend a temporary number is repeated once at most. */
const mostAttempts: Readonly<Record<RetryClass, number>> = {
  safe: 3,
  'safe-with-care': 2,
  convergent: 3,
  'dedupe-key': 3,
  unsafe: 3,
}

/** Once each, because a second time would not help. */
const once: ReadonlySet<string> = new Set([
  'InvalidTimeStamp.Expired',
  'InvalidSecurityToken.Expired',
  'SignatureNonceUsed',
])

/** Sent again only by a person: the network path to a host that is not ours does not heal in two seconds. */
const hopeless: ReadonlySet<string> = new Set(['CANCELLED', 'TLS_FAILED', 'CREDENTIALS_UNAVAILABLE'])

const longestPauseMs = 2_000
const basePauseMs = 50
const throttledBasePauseMs = 500

/** Full jitter; `Retry-After` of the upstream wins. In ms, for the pause after attempt `n` (from 1). */
const pauseMs = (failure: Failure, n: number, random: () => number): number => {
  if (failure.retryAfterMs !== null) return failure.retryAfterMs
  if (failure.kind === 'rejected' && once.has(failure.code)) return 0
  const base = isThrottle(failure) ? throttledBasePauseMs : basePauseMs
  return random() * Math.min(longestPauseMs, base * 2 ** (n - 1))
}

/** Reads go again after a lost answer; writes only when they provably did not run. */
const mayRepeat = ({ effect }: Operation, failure: Failure): boolean => {
  if (failure.kind === 'withheld' || hopeless.has(failure.code)) return false
  const verdict = verdictOf(failure)
  return verdict === 'not-executed' || (verdict === 'perhaps-executed' && effect === 'read')
}

export type RetryBudget = {
  /** Takes what a repeat costs; false when there is too little left. */
  readonly spend: (operation: string, failure: Failure) => boolean
  /** A clean success gives one back, a successful repeat what it cost. */
  readonly succeed: (operation: string, after: Failure | null) => void
}

const fullQuota = 500
const repeatCosts = (failure: Failure): number => (failure.code === 'TIMEOUT' ? 10 : 5)

/** Keeps repeats a small share of the calls: when most of them fail, repeating is what makes an outage worse. */
export const createRetryBudget = (): RetryBudget => {
  const left = new Map<string, number>()
  const balance = (operation: string): number => left.get(operation) ?? fullQuota
  return {
    spend: (operation, failure) => {
      const rest = balance(operation) - repeatCosts(failure)
      if (rest < 0) return false
      left.set(operation, rest)
      return true
    },
    succeed: (operation, after) => {
      const rest = balance(operation)
      if (rest < fullQuota) left.set(operation, Math.min(fullQuota, rest + (after ? repeatCosts(after) : 1)))
    },
  }
}

/** How long to wait before sending again, in ms; null to leave it at this failure. */
export const nextPause = (
  row: Operation,
  failure: Failure,
  n: number,
  previous: Failure | null,
  remainingMs: number,
  quota: RetryBudget,
  random: () => number,
): number | null => {
  if (n >= mostAttempts[row.retryClass] || !mayRepeat(row, failure)) return null
  if (once.has(failure.code) && previous?.code === failure.code) return null
  const pause = pauseMs(failure, n, random)
  if (pause >= remainingMs || !quota.spend(row.action, failure)) return null
  return pause
}
