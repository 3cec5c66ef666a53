import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { notSuccessful } from '../../src/aliyun/contract/operation.ts'
import type { UnreachableCode } from '../../src/aliyun/failure.ts'
import { explain, type Kind, type Rejection, type RetryRule, rejections } from '../../src/dypls/rejections/catalogue.ts'

/** The facts: what documents say about the upstream's codes. Nothing in `src` produced them. */
type Documented = {
  code: string
  match: string
  source: string
  httpStatus: number
  httpStatusAlso: number[]
  category: string
  retryable: false | string
  meaningZh: string
  confidence: string
}
// The fixture is ours and has this form; a test would fail at once if it had not.
const documented = (
  JSON.parse(readFileSync(new URL('../fixtures/errors.json', import.meta.url), 'utf8')) as { errors: Documented[] }
).errors

/** Said a second time on purpose: a table that tests itself proves nothing. */
const kindOfCategory: Record<string, Kind> = {
  PERMISSION: 'PermissionDenied',
  ACCOUNT: 'Account',
  NOT_FOUND: 'NotFound',
  INVALID_INPUT: 'InvalidInput',
  CONFLICT: 'Conflict',
  EXHAUSTED: 'NumbersExhausted',
  THROTTLED: 'Throttled',
  UNAVAILABLE: 'UpstreamUnavailable',
  INTERNAL: 'UpstreamUnavailable',
  CONFIGURATION: 'Configuration',
}
const kindOfCode: Record<string, Kind> = {
  'InvalidAction.NotFound': 'OperationUnavailable',
  'InvalidApi.NotFound': 'OperationUnavailable',
  SignatureNonceUsed: 'Configuration',
}
const retryOf: Record<string, RetryRule> = {
  false: 'NEVER',
  'after-backoff': 'AFTER_BACKOFF',
  'fresh-signature': 'FRESH_SIGNATURE',
  'fresh-credentials': 'FRESH_CREDENTIALS',
}
/** Does not compile while a code that the client can answer with is left out. */
const ours = {
  TIMEOUT: ['UpstreamUnavailable', 'AFTER_BACKOFF'],
  CANCELLED: ['UpstreamUnavailable', 'AFTER_BACKOFF'],
  CONNECT_FAILED: ['UpstreamUnavailable', 'AFTER_BACKOFF'],
  CONNECTION_LOST: ['UpstreamUnavailable', 'AFTER_BACKOFF'],
  TLS_FAILED: ['UpstreamUnavailable', 'AFTER_BACKOFF'],
  BAD_RESPONSE: ['UpstreamUnavailable', 'AFTER_BACKOFF'],
  RESPONSE_TOO_LARGE: ['UpstreamUnavailable', 'NEVER'],
  CREDENTIALS_UNAVAILABLE: ['Configuration', 'NEVER'],
  NOT_SUCCESSFUL: ['Unknown', 'NEVER'],
  NO_TRANSCRIPT: ['NotFound', 'AFTER_BACKOFF'],
  NO_LANDLINE_BINDING: ['NotFound', 'NEVER'],
  INVALID_INPUT: ['InvalidInput', 'NEVER'],
  CIRCUIT_OPEN: ['UpstreamUnavailable', 'AFTER_BACKOFF'],
  LOCAL_BUDGET: ['Throttled', 'AFTER_BACKOFF'],
  QUEUE_FULL: ['UpstreamUnavailable', 'AFTER_BACKOFF'],
  NUMBERS_LIMIT: ['Throttled', 'AFTER_BACKOFF'],
  POOL_FORBIDDEN: ['PermissionDenied', 'NEVER'],
  CALL_NOT_JUDGED: ['PermissionDenied', 'NEVER'],
  CREDENTIAL_REVOKED: ['PermissionDenied', 'NEVER'],
  CALL_NOT_RECORDED: ['NotFound', 'AFTER_BACKOFF'],
  NO_STORE: ['StoreUnavailable', 'NEVER'],
  STORE_UNAVAILABLE: ['StoreUnavailable', 'AFTER_BACKOFF'],
  OUTCOME_UNKNOWN: ['OutcomeUnknown', 'NEVER'],
} as const satisfies Record<string, readonly [Kind, RetryRule]> &
  Record<UnreachableCode | typeof notSuccessful, unknown>

const upstream = rejections.filter(({ origin }) => origin !== 'LAYER')
const codes = (entries: readonly { code: string }[]): string[] => entries.map(({ code }) => code)
const entryOf = (code: string): Rejection | undefined => rejections.find((entry) => entry.code === code)
/** `pattern ^Invalid[A-Z]\w*$ (last resort, …)` → `^Invalid[A-Z]\w*$` */
const patternOf = ({ match }: Documented): string | null => /^pattern (\S+)/.exec(match)?.[1] ?? null

describe('the catalogue of codes', () => {
  it('holds the documented codes of the upstream, all of them and in their order, and invents none', () => {
    expect(codes(upstream)).toEqual(codes(documented))
    expect(documented).toHaveLength(82)
  })

  it('holds our own codes, and each code once', () => {
    expect(codes(rejections.filter(({ origin }) => origin === 'LAYER'))).toEqual(Object.keys(ours))
    expect(new Set(codes(rejections)).size).toBe(rejections.length)
  })

  it.each(documented.map((facts) => [facts.code, facts] as const))(
    'says of %s what the documents say',
    (code, facts) => {
      expect(entryOf(code)).toMatchObject({
        origin: facts.source.toUpperCase(),
        kind: kindOfCode[code] ?? kindOfCategory[facts.category],
        retry: retryOf[String(facts.retryable)],
        httpStatus: [facts.httpStatus, ...facts.httpStatusAlso],
        confidence: facts.confidence,
      })
      expect(entryOf(code)?.pattern?.source ?? null).toBe(patternOf(facts))
      expect(entryOf(code)?.meaning.zh).toContain(facts.meaningZh)
    },
  )

  it.each(Object.entries(ours))('says what to make of %s, which is ours', (code, [kind, retry]) => {
    expect(entryOf(code)).toMatchObject({ origin: 'LAYER', kind, retry, httpStatus: [], pattern: null })
  })
})

/** Codes that reach every entry `explain` can answer with: the catalogue and what stands behind it. */
const unlisted: readonly (readonly [code: string, httpStatus: number])[] = [
  ['MissingSignature', 400],
  ['Nope', 429],
  ['isv.BRAND_NEW', 200],
  ['isp.BRAND_NEW', 200],
  ['Nope', 503],
  ['Nope', 403],
  ['Nope', 400],
  ['Nope', 200],
]
const explained = [...rejections, ...unlisted.map(([code, httpStatus]) => explain(code, httpStatus))]
const cjk = /[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]/

describe('the texts', () => {
  it.each(explained.map((entry) => [entry.code, entry] as const))(
    'tell three things about %s, twice',
    (_code, entry) => {
      const { meaning, cause, fix } = entry
      const english = [meaning.en, cause.en, fix.en]
      const chinese = [meaning.zh, cause.zh, fix.zh]
      expect(new Set([...english, ...chinese]).size).toBe(6)
      for (const text of english) {
        expect(text).toMatch(/^[“A-Z`].{15,150}\.$/)
        expect(text).not.toMatch(cjk)
      }
      for (const text of chinese) {
        expect(text).toMatch(/^.{6,75}。$/)
        expect(text).toMatch(/[\u4e00-\u9fff]{2}/)
      }
      // They are shown to callers, so nothing in them may look like somebody's number.
      expect([...english, ...chinese].join(' ')).not.toMatch(/\d{6}/)
    },
  )

  it('never say the same of two codes, so that each is worth reading', () => {
    const meanings = explained.map(({ meaning }) => meaning)
    expect(new Set(meanings.map(({ en }) => en)).size).toBe(explained.length)
    expect(new Set(meanings.map(({ zh }) => zh)).size).toBe(explained.length)
  })
})

describe('explaining a code', () => {
  it('finds every code of the catalogue, whatever its HTTP status', () => {
    for (const entry of rejections)
      for (const httpStatus of [0, 200, 400, 429, 503]) expect(explain(entry.code, httpStatus)).toBe(entry)
  })

  it.each([
    ['InvalidAccessKeyId.NotFound', 404, 'InvalidAccessKeyId.NotFound', 'Configuration'],
    ['InvalidAccessKeyId', 400, 'InvalidAccessKeyId', 'Configuration'],
    ['InvalidParameter', 400, 'InvalidParameter', 'InvalidInput'],
    ['InvalidVersion', 404, 'InvalidVersion', 'Configuration'],
    ['MissingParameter', 400, 'MissingParameter', 'InvalidInput'],
    ['MissingSecurityToken', 400, 'MissingSecurityToken', 'Configuration'],
    ['Throttling.User', 400, 'Throttling.User', 'Throttled'],
  ])('takes the exact code %s (HTTP %i) before any family', (code, httpStatus, entry, kind) => {
    expect(explain(code, httpStatus)).toMatchObject({ code: entry, kind, pattern: null })
  })

  it.each([
    ['MissingPoolKey', 400, 'Missing<Name>', 'InvalidInput', 'NEVER'],
    ['InvalidFoo', 400, 'Invalid<Name>', 'InvalidInput', 'NEVER'],
    ['InvalidFoo', 500, 'Invalid<Name>', 'InvalidInput', 'NEVER'],
    ['Throttling.Foo', 400, 'Throttling.*', 'Throttled', 'AFTER_BACKOFF'],
    ['Throttling.Foo.Bar', 503, 'Throttling.*', 'Throttled', 'AFTER_BACKOFF'],
  ])('counts %s (HTTP %i) to the family %s', (code, httpStatus, entry, kind, retry) => {
    expect(explain(code, httpStatus)).toMatchObject({ code: entry, kind, retry })
  })

  it.each([
    'InvalidFoo.NotFound',
    'InvalidAction.Foo',
    'Invalid',
    'Invalidfoo',
    'NotInvalidFoo',
    'Missing',
    'isv.InvalidFoo',
  ])('does not take %s for an invalid or missing parameter', (code) => {
    expect(explain(code, 400)).toMatchObject({ kind: 'Unknown', retry: 'NEVER' })
  })

  it.each(['MissingAccessKeyId', 'InvalidTimestamp', 'InvalidSignature', 'InvalidSignatureVersion', 'MissingAction'])(
    'blames our side, not the caller, for %s, since no caller sends that parameter',
    (code) => {
      expect(explain(code, 400)).toMatchObject({ kind: 'Configuration', retry: 'NEVER' })
    },
  )

  it.each([
    ['isv.BRAND_NEW', 200, 'Unknown', 'NEVER'],
    ['isv.BRAND_NEW', 400, 'Unknown', 'NEVER'],
    ['isv.BRAND_NEW', 503, 'Unknown', 'NEVER'],
    ['isv.BRAND_NEW', 429, 'Throttled', 'AFTER_BACKOFF'],
    ['isp.BRAND_NEW', 200, 'Unknown', 'AFTER_BACKOFF'],
    ['isp.BRAND_NEW', 400, 'Unknown', 'AFTER_BACKOFF'],
    ['Nope', 200, 'Unknown', 'NEVER'],
    ['Nope', 400, 'Unknown', 'NEVER'],
    ['Nope', 401, 'Unknown', 'NEVER'],
    ['Nope', 403, 'Unknown', 'NEVER'],
    ['Nope', 429, 'Throttled', 'AFTER_BACKOFF'],
    ['Nope', 500, 'Unknown', 'AFTER_BACKOFF'],
    ['Nope', 502, 'Unknown', 'AFTER_BACKOFF'],
    ['Nope', 503, 'Unknown', 'AFTER_BACKOFF'],
    ['ThrottlingFoo', 200, 'Throttled', 'AFTER_BACKOFF'],
    ['-1', 200, 'Unknown', 'NEVER'],
  ] as const)('answers %s (HTTP %i), which nobody has seen, with %s', (code, httpStatus, kind, retry) => {
    expect(explain(code, httpStatus)).toMatchObject({ kind, retry, confidence: 'inferred' })
    expect(rejections).not.toContain(explain(code, httpStatus))
  })

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype', ''])(
    'is not fooled by %j, which every object knows',
    (code) => {
      expect(explain(code, 200)).toMatchObject({ kind: 'Unknown', retry: 'NEVER', code: '*' })
    },
  )

  it('repeats no text from outside and survives any status', () => {
    const hostile = `isv.${'x'.repeat(100_000)}`
    for (const httpStatus of [0, -1, 200, 99_999, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(JSON.stringify(explain(hostile, httpStatus)).length).toBeLessThan(2_000)
      expect(explain('Nope\n<script>', httpStatus)).toMatchObject({ kind: 'Unknown', retry: 'NEVER' })
    }
  })
})
