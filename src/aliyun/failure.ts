/**
 * Why a call brought no answer, as a value. Three ways: the upstream said no (rejected), it did not answer in a form that
 * means anything (unreachable), or we did not ask (withheld). None ever holds the upstream's own message: it can contain
 * the string to sign or a phone number, so only code and request id leave this folder.
 */
export type Failure = Rejected | Unreachable | Withheld

export type Rejected = {
  readonly kind: 'rejected'
  /** The upstream's code, verbatim: `isv.FLOW_LIMIT`, `SignatureDoesNotMatch` … An open list. */
  readonly code: string
  readonly httpStatus: number
  readonly requestId: string | null
  /** From `x-acs-retry-after` (ms) or `Retry-After` (s); null when the upstream named none. */
  readonly retryAfterMs: number | null
}

export type UnreachableCode =
  | 'TIMEOUT'
  | 'CANCELLED'
  | 'CONNECT_FAILED'
  | 'CONNECTION_LOST'
  | 'TLS_FAILED'
  | 'BAD_RESPONSE'
  | 'RESPONSE_TOO_LARGE'
  | 'CREDENTIALS_UNAVAILABLE'

export type Unreachable = {
  readonly kind: 'unreachable'
  readonly code: UnreachableCode
  /** One clear sentence without any data of the call: "the answer is HTML, not JSON". */
  readonly reason: string
  readonly httpStatus: number | null
  readonly requestId: string | null
  /** As with `Rejected`: a proxy in front of the upstream may name a pause beside a page that means nothing. */
  readonly retryAfterMs: number | null
  /** Whether the operation may have run upstream: "no" only where no byte of the request can have been acted on. */
  readonly ran: 'no' | 'perhaps'
}

export type WithheldCode = 'LOCAL_BUDGET' | 'CIRCUIT_OPEN' | 'QUEUE_FULL' | 'POOL_FORBIDDEN'

export type Withheld = {
  readonly kind: 'withheld'
  readonly code: WithheldCode
  readonly reason: string
  /** When asking again may work, in ms; null when that is not known. */
  readonly retryAfterMs: number | null
  readonly httpStatus: null
  readonly requestId: null
}

export type Refused = {
  readonly ok: false
  readonly failure: Failure
  /** Requests that were sent for it, the last one included; 0 when none was. */
  readonly attempts: number
}
export type Outcome<T> = { readonly ok: true; readonly value: T } | Refused

export const rejected = (
  code: string,
  httpStatus: number,
  requestId: string | null = null,
  retryAfterMs: number | null = null,
): Rejected => ({ kind: 'rejected', code, httpStatus, requestId, retryAfterMs })

export const unreachable = (
  code: UnreachableCode,
  reason: string,
  more: Partial<Omit<Unreachable, 'kind' | 'code' | 'reason'>> = {},
): Unreachable => {
  const { httpStatus = null, requestId = null, retryAfterMs = null, ran = 'perhaps' } = more
  return { kind: 'unreachable', code, reason, httpStatus, requestId, retryAfterMs, ran }
}

export const withheld = (code: WithheldCode, reason: string, retryAfterMs: number | null = null): Withheld => ({
  kind: 'withheld',
  code,
  reason,
  retryAfterMs,
  httpStatus: null,
  requestId: null,
})

export const cancelled = unreachable('CANCELLED', 'the caller went away', { ran: 'no' })
