import type { Failure } from './failure.ts'

/**
 * What a failure says about whether the operation ran, which decides who may repeat it. Source: PROMISES §1 and the
 * vendor's error lists.
 */
export type RunVerdict =
  /** Refused before it could run: anything may be repeated. */
  | 'not-executed'
  /** The answer was lost, or the fault came from inside: reads may be repeated, writes never. */
  | 'perhaps-executed'
  /** A clear no: repeating it brings the same no. */
  | 'final'
  /** Came back, but means nothing: never repeated, and a write may have run. */
  | 'unusable'

type Rule = readonly [pattern: RegExp, verdict: RunVerdict, why: string]

const throttleCode = /^(Throttling(\..+)?|isv\.FLOW_LIMIT|FlowLimited|System\.LimitControl)$/

const gone = /^ServiceUnavailable(Temporary)?$/

/** First match wins. */
const byCode: readonly Rule[] = [
  [throttleCode, 'not-executed', 'the gateway, or the service’s own flow control, holds the call back first'],
  [gone, 'not-executed', 'the gateway found no service to hand it to'],
  [/^InvalidTimeStamp\.Expired$/, 'not-executed', 'refused at the signature check; a new time may pass'],
  [/^InvalidSecurityToken\.Expired$/, 'not-executed', 'refused at the signature check; a new token may pass'],
  [/^SignatureNonceUsed$/, 'perhaps-executed', 'this copy was refused, an earlier one may have run'],
  [/^isv\./, 'final', 'the service refuses this very request; unknown isv codes count as such'],
  [/^isp\.RAM_PERMISSION_DENY$/, 'final', 'a permission, in spite of its prefix'],
  [/^isp\./, 'perhaps-executed', 'a fault inside the platform or the carrier; unknown isp codes count as such'],
  [/^(InternalError|UnknownError)$/, 'perhaps-executed', 'a fault inside the gateway, at any point'],
]

const byStatus: ReadonlyMap<number, RunVerdict> = new Map([
  [503, 'not-executed'],
  [500, 'perhaps-executed'],
  [502, 'perhaps-executed'],
  [504, 'perhaps-executed'],
])

export const verdictOf = (failure: Failure): RunVerdict => {
  if (failure.kind === 'withheld' || failure.httpStatus === 429) return 'not-executed'
  if (failure.kind === 'rejected')
    return byCode.find(([pattern]) => pattern.test(failure.code))?.[1] ?? byStatus.get(failure.httpStatus) ?? 'final'
  if (failure.ran === 'no') return 'not-executed'
  if (failure.code !== 'BAD_RESPONSE' && failure.code !== 'RESPONSE_TOO_LARGE') return 'perhaps-executed'
  return byStatus.get(failure.httpStatus ?? 0) ?? 'unusable'
}

/** Whether it asks for fewer calls: by its code, by HTTP 429 of a proxy in front, or by naming a pause. */
export const isThrottle = (failure: Failure): boolean => {
  if (failure.kind === 'withheld') return false
  if (failure.httpStatus === 429) return true
  if (failure.kind === 'unreachable') return false
  // A 503 that names a pause tells of an outage, not of too many calls.
  return throttleCode.test(failure.code) || (failure.retryAfterMs !== null && failure.httpStatus < 500)
}

/** Whether it speaks against the upstream's health. Throttling, clear refusals and our own faults do not. */
export const blamesUpstream = (failure: Failure): boolean => {
  if (failure.kind === 'withheld' || isThrottle(failure) || ours.has(failure.code)) return false
  if (failure.kind === 'rejected')
    return verdictOf(failure) === 'perhaps-executed' || failure.httpStatus === 503 || gone.test(failure.code)
  // Time that ran out before anything was sent went on our credential chain, or on a free connection.
  return failure.code !== 'TIMEOUT' || failure.ran === 'perhaps'
}

/** What an attempt tells about the upstream's health; null for nothing. A clear no is the answer of a healthy one. */
export const healthTold = (failure: Failure | null): boolean | null => {
  if (failure === null) return true
  if (blamesUpstream(failure)) return false
  return failure.kind === 'rejected' && !isThrottle(failure) ? true : null
}

const ours: ReadonlySet<string> = new Set(['CANCELLED', 'CREDENTIALS_UNAVAILABLE', 'SignatureNonceUsed'])
