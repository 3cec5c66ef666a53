/** The same sentence for both kinds of reader. */
export type Bilingual = { readonly en: string; readonly zh: string }

/** How a caller can react; the graph has one error type for each. */
export type Kind =
  | 'InvalidInput'
  | 'NotFound'
  | 'PermissionDenied'
  | 'Account'
  | 'Configuration'
  | 'Conflict'
  | 'NumbersExhausted'
  | 'Throttled'
  | 'UpstreamUnavailable'
  | 'OperationUnavailable'
  | 'OutcomeUnknown'
  | 'StoreUnavailable'
  | 'Unknown'

/**
 * Whether the same request may succeed when it is sent again. What is repeated without being asked to is decided in
 * `aliyun`, more strictly: a write that perhaps ran is not, whatever stands here.
 */
export type RetryRule = 'NEVER' | 'AFTER_BACKOFF' | 'FRESH_SIGNATURE' | 'FRESH_CREDENTIALS'

/** Who says the code: the service in an HTTP 200, the gateway before it, or this package. */
export type Origin = 'BUSINESS' | 'GATEWAY' | 'LAYER'

/** What is known about one code, or about a family of codes that share a shape. */
export type Rejection = {
  /** The code itself; for a family its display form, such as `Missing<Name>`. */
  readonly code: string
  /** What the codes of a family look like; null for a single code. */
  readonly pattern: RegExp | null
  readonly origin: Origin
  readonly kind: Kind
  readonly retry: RetryRule
  /** Statuses it was seen or documented with, the documented one first. Match on the code, never on these. */
  readonly httpStatus: readonly number[]
  /** What it says; safe to show to every caller. */
  readonly meaning: Bilingual
  /** What usually brought it about. */
  readonly cause: Bilingual
  /** The caller's or the operator's next step. Never asks for a secret or a number. */
  readonly fix: Bilingual
  readonly confidence: 'documented' | 'inferred'
}

/** The facts sort codes by what is wrong (`category` in errors.json), the graph by what a caller can do about it. */
const kinds = {
  PERMISSION: 'PermissionDenied', // an administrator must grant it
  ACCOUNT: 'Account', // the owner of the account must act
  NOT_FOUND: 'NotFound', // drop the reference, or make the thing anew
  INVALID_INPUT: 'InvalidInput', // correct the request
  CONFLICT: 'Conflict', // look up what is in the way
  EXHAUSTED: 'NumbersExhausted', // make room or buy
  THROTTLED: 'Throttled', // wait
  UNAVAILABLE: 'UpstreamUnavailable', // wait; the carrier is down or the platform, which is all one to a caller
  INTERNAL: 'UpstreamUnavailable', // wait; it broke over there, and nothing here can tell more
  CONFIGURATION: 'Configuration', // an operator of this server must act
} as const satisfies Record<string, Kind>

export type Category = keyof typeof kinds

/** Codes that call for another reaction than their category does. */
const exceptions: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  // Nothing is set up wrongly: this account is not served the operation. Callers choose another way; no operator is called.
  ['InvalidAction.NotFound', 'OperationUnavailable'],
  ['InvalidApi.NotFound', 'OperationUnavailable'],
  // No clash of the caller's, who has no nonce. Something sends our requests twice, as with an expired timestamp a thing
  // for operators; nor is the upstream down, so it must not look like an outage.
  ['SignatureNonceUsed', 'Configuration'],
])

type Told = { readonly meaning: string; readonly cause: string; readonly fix: string }

/** The texts of an entry as they are written down: each language in one piece. */
export type Texts = {
  readonly en: Told
  readonly zh: Told
  readonly pattern?: RegExp
  readonly confidence?: Rejection['confidence']
}

/** One entry, from what is written down; documented and a single code unless the texts say otherwise. */
export const rejection = (
  origin: Origin,
  code: string,
  kind: Kind,
  retry: RetryRule,
  httpStatus: readonly number[],
  { en, zh, pattern, confidence }: Texts,
): Rejection => ({
  code,
  pattern: pattern ?? null,
  origin,
  kind,
  retry,
  httpStatus,
  meaning: { en: en.meaning, zh: zh.meaning },
  cause: { en: en.cause, zh: zh.cause },
  fix: { en: en.fix, zh: zh.fix },
  confidence: confidence ?? 'documented',
})

/** A row of the upstream's: named by category, folded into the kind. */
export const upstreamRow =
  (origin: 'BUSINESS' | 'GATEWAY') =>
  (code: string, category: Category, retry: RetryRule, httpStatus: readonly number[], texts: Texts): Rejection =>
    rejection(origin, code, exceptions.get(code) ?? kinds[category], retry, httpStatus, texts)
