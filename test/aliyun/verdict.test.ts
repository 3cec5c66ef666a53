import { describe, expect, it } from 'vitest'
import {
  cancelled,
  type Failure,
  rejected,
  type UnreachableCode,
  unreachable,
  withheld,
} from '../../src/aliyun/failure.ts'
import { blamesUpstream, healthTold, isThrottle, type RunVerdict, verdictOf } from '../../src/aliyun/verdict.ts'

const lost = (code: UnreachableCode, more: Parameters<typeof unreachable>[2] = {}): Failure =>
  unreachable(code, 'a test', more)

/** Every class of PROMISES §1: what it says about whether the operation ran, and about the upstream's health. */
const table: readonly (readonly [
  what: string,
  failure: Failure,
  verdict: RunVerdict,
  says: 'throttle' | 'blame' | 'nothing',
])[] = [
  ['a refused connection', lost('CONNECT_FAILED', { ran: 'no' }), 'not-executed', 'blame'],
  ['a certificate nobody trusts', lost('TLS_FAILED', { ran: 'no' }), 'not-executed', 'blame'],
  ['a time-out before anything was sent', lost('TIMEOUT', { ran: 'no' }), 'not-executed', 'nothing'],
  ['no access key', lost('CREDENTIALS_UNAVAILABLE', { ran: 'no' }), 'not-executed', 'nothing'],
  ['a caller who left before it was sent', cancelled, 'not-executed', 'nothing'],
  ['HTTP 429', rejected('TooManyRequests', 429), 'not-executed', 'throttle'],
  ['HTTP 429 from a proxy', lost('BAD_RESPONSE', { httpStatus: 429 }), 'not-executed', 'throttle'],
  ['HTTP 429 with a business code', rejected('isv.TOO_OFTEN', 429), 'not-executed', 'throttle'],
  ['HTTP 503', rejected('SystemBusy', 503), 'not-executed', 'blame'],
  ['HTTP 503 from a load balancer', lost('BAD_RESPONSE', { httpStatus: 503 }), 'not-executed', 'blame'],
  ['ServiceUnavailable', rejected('ServiceUnavailable', 503), 'not-executed', 'blame'],
  ['ServiceUnavailableTemporary', rejected('ServiceUnavailableTemporary', 400), 'not-executed', 'blame'],
  ['ServiceUnavailable that names a pause', rejected('ServiceUnavailable', 503, null, 900), 'not-executed', 'blame'],
  ['Throttling', rejected('Throttling', 400), 'not-executed', 'throttle'],
  ['Throttling.User', rejected('Throttling.User', 400), 'not-executed', 'throttle'],
  ['Throttling.Api in a 503', rejected('Throttling.Api', 503), 'not-executed', 'throttle'],
  ['isv.FLOW_LIMIT', rejected('isv.FLOW_LIMIT', 200), 'not-executed', 'throttle'],
  ['FlowLimited', rejected('FlowLimited', 200), 'not-executed', 'throttle'],
  ['System.LimitControl', rejected('System.LimitControl', 400), 'not-executed', 'throttle'],
  ['an expired timestamp', rejected('InvalidTimeStamp.Expired', 400), 'not-executed', 'nothing'],
  ['an expired token', rejected('InvalidSecurityToken.Expired', 400), 'not-executed', 'nothing'],
  ['a call withheld by the budget', withheld('LOCAL_BUDGET', 'a test'), 'not-executed', 'nothing'],
  ['a call withheld by the breaker', withheld('CIRCUIT_OPEN', 'a test'), 'not-executed', 'nothing'],

  ['a reset after sending', lost('CONNECTION_LOST'), 'perhaps-executed', 'blame'],
  ['a truncated body', lost('CONNECTION_LOST', { httpStatus: 200 }), 'perhaps-executed', 'blame'],
  ['a time-out after sending', lost('TIMEOUT'), 'perhaps-executed', 'blame'],
  ['a caller who left after it was sent', lost('CANCELLED'), 'perhaps-executed', 'nothing'],
  ['HTTP 500', rejected('SomethingNew', 500), 'perhaps-executed', 'blame'],
  ['HTTP 502 with a page', lost('BAD_RESPONSE', { httpStatus: 502 }), 'perhaps-executed', 'blame'],
  ['HTTP 504 with a page', lost('BAD_RESPONSE', { httpStatus: 504 }), 'perhaps-executed', 'blame'],
  ['InternalError', rejected('InternalError', 500), 'perhaps-executed', 'blame'],
  ['isp.SYSTEM_ERROR', rejected('isp.SYSTEM_ERROR', 200), 'perhaps-executed', 'blame'],
  ['isp.DAO_EXCEPTION', rejected('isp.DAO_EXCEPTION', 200), 'perhaps-executed', 'blame'],
  ['isp.VENDOR_UNAVAILABLE', rejected('isp.VENDOR_UNAVAILABLE', 200), 'perhaps-executed', 'blame'],
  ['an isp code nobody knows', rejected('isp.BRAND_NEW', 200), 'perhaps-executed', 'blame'],
  ['a nonce used before', rejected('SignatureNonceUsed', 400), 'perhaps-executed', 'nothing'],

  ['a wrong signature', rejected('SignatureDoesNotMatch', 400), 'final', 'nothing'],
  ['a wrong key', rejected('InvalidAccessKeyId.NotFound', 404), 'final', 'nothing'],
  ['a missing permission', rejected('Forbidden.RAM', 403), 'final', 'nothing'],
  ['a missing permission, said by isp', rejected('isp.RAM_PERMISSION_DENY', 200), 'final', 'nothing'],
  ['a missing parameter', rejected('MissingPoolKey', 400), 'final', 'nothing'],
  ['isv.SUBS_NOT_EXIST', rejected('isv.SUBS_NOT_EXIST', 200), 'final', 'nothing'],
  ['an isv code nobody knows', rejected('isv.BRAND_NEW', 200), 'final', 'nothing'],
  ['a code nobody knows', rejected('BrandNew', 400), 'final', 'nothing'],
  ['a code nobody knows that names a pause', rejected('BrandNew', 400, null, 900), 'final', 'throttle'],

  ['no JSON', lost('BAD_RESPONSE', { httpStatus: 200 }), 'unusable', 'blame'],
  ['a redirect', lost('BAD_RESPONSE', { httpStatus: 302 }), 'unusable', 'blame'],
  ['an answer that is too large', lost('RESPONSE_TOO_LARGE', { httpStatus: 200 }), 'unusable', 'blame'],
  ['something that is not HTTP', lost('BAD_RESPONSE'), 'unusable', 'blame'],
]

describe('what a failure says', () => {
  it.each(table)('%s', (_what, failure, verdict, says) => {
    expect(verdictOf(failure)).toBe(verdict)
    expect({ throttle: isThrottle(failure), blame: blamesUpstream(failure) }).toEqual({
      throttle: says === 'throttle',
      blame: says === 'blame',
    })
  })
})

it.each([
  ['an answer', null, true],
  ['a clear no', rejected('isv.SUBS_NOT_EXIST', 200), true],
  ['a lost answer', lost('CONNECTION_LOST'), false],
  ['throttling', rejected('Throttling.User', 400), null],
  ['a caller who left', lost('CANCELLED'), null],
])('%s tells of health what it can', (_what, failure, told) => {
  expect(healthTold(failure)).toBe(told)
})
