import { describe, expect, it } from 'vitest'
import { createRetryBudget, nextPause } from '../../../src/aliyun/call-path/retry.ts'
import { type Operation, operation } from '../../../src/aliyun/contract/operation.ts'
import { type Failure, rejected, type UnreachableCode, unreachable, withheld } from '../../../src/aliyun/failure.ts'

const row = (effect: Operation['effect'], retryClass: Operation['retryClass']): Operation =>
  operation({ action: 'Test', effect, params: {}, answer: {}, success: [], retryClass, perSecond: null })

const read = row('read', 'safe')
const careful = row('read', 'safe-with-care')
const write = row('write', 'unsafe')

const lost = (code: UnreachableCode, more: Parameters<typeof unreachable>[2] = {}): Failure =>
  unreachable(code, 'a test', more)

const reset = lost('CONNECTION_LOST')
const timeout = lost('TIMEOUT')
const throttled = rejected('Throttling.User', 400)

type Situation = {
  readonly operation?: Operation
  readonly n?: number
  readonly previous?: Failure | null
  readonly remainingMs?: number
  readonly quota?: ReturnType<typeof createRetryBudget>
  readonly chance?: number
}

const pauseAfter = (failure: Failure, situation: Situation = {}): number | null =>
  nextPause(
    situation.operation ?? read,
    failure,
    situation.n ?? 1,
    situation.previous ?? null,
    situation.remainingMs ?? 5_000,
    situation.quota ?? createRetryBudget(),
    () => situation.chance ?? 0.5,
  )

const repeats = (failure: Failure, situation?: Situation): boolean => pauseAfter(failure, situation) !== null

describe('what is sent again', () => {
  it.each([
    ['a refused connection', lost('CONNECT_FAILED', { ran: 'no' }), 'reads and writes'],
    ['HTTP 429', rejected('TooManyRequests', 429), 'reads and writes'],
    ['HTTP 429 from a proxy', lost('BAD_RESPONSE', { httpStatus: 429 }), 'reads and writes'],
    ['HTTP 503', rejected('SystemBusy', 503), 'reads and writes'],
    ['HTTP 503 from a load balancer', lost('BAD_RESPONSE', { httpStatus: 503 }), 'reads and writes'],
    ['Throttling.User', throttled, 'reads and writes'],
    ['isv.FLOW_LIMIT', rejected('isv.FLOW_LIMIT', 200), 'reads and writes'],
    ['an expired timestamp', rejected('InvalidTimeStamp.Expired', 400), 'reads and writes'],
    ['an expired token', rejected('InvalidSecurityToken.Expired', 400), 'reads and writes'],
    ['a time-out before anything was sent', lost('TIMEOUT', { ran: 'no' }), 'reads and writes'],

    ['a reset after sending', reset, 'reads'],
    ['a time-out after sending', timeout, 'reads'],
    ['HTTP 500', rejected('SomethingNew', 500), 'reads'],
    ['HTTP 502 with a page', lost('BAD_RESPONSE', { httpStatus: 502 }), 'reads'],
    ['HTTP 504 with a page', lost('BAD_RESPONSE', { httpStatus: 504 }), 'reads'],
    ['isp.SYSTEM_ERROR', rejected('isp.SYSTEM_ERROR', 200), 'reads'],
    ['isp.DAO_EXCEPTION', rejected('isp.DAO_EXCEPTION', 200), 'reads'],
    ['isp.VENDOR_UNAVAILABLE', rejected('isp.VENDOR_UNAVAILABLE', 200), 'reads'],
    ['an isp code nobody knows', rejected('isp.BRAND_NEW', 200), 'reads'],
    ['a nonce used before', rejected('SignatureNonceUsed', 400), 'reads'],

    ['a wrong signature', rejected('SignatureDoesNotMatch', 400), 'neither'],
    ['a wrong key', rejected('InvalidAccessKeyId.NotFound', 404), 'neither'],
    ['a missing permission', rejected('Forbidden.RAM', 403), 'neither'],
    ['an isv code nobody knows', rejected('isv.BRAND_NEW', 200), 'neither'],
    ['a code nobody knows', rejected('BrandNew', 400), 'neither'],
    ['no JSON', lost('BAD_RESPONSE', { httpStatus: 200 }), 'neither'],
    ['a redirect', lost('BAD_RESPONSE', { httpStatus: 302 }), 'neither'],
    ['an answer that is too large', lost('RESPONSE_TOO_LARGE', { httpStatus: 200 }), 'neither'],
    ['a certificate nobody trusts', lost('TLS_FAILED', { ran: 'no' }), 'neither'],
    ['no access key', lost('CREDENTIALS_UNAVAILABLE', { ran: 'no' }), 'neither'],
    ['a caller who left', lost('CANCELLED'), 'neither'],
    ['a call withheld by the budget', withheld('LOCAL_BUDGET', 'a test', 100), 'neither'],
    ['a call withheld by the breaker', withheld('CIRCUIT_OPEN', 'a test', 100), 'neither'],
  ] as const)('%s', (_what, failure, who) => {
    expect([repeats(failure), repeats(failure, { operation: write })]).toEqual([
      who.includes('reads'),
      who.includes('writes'),
    ])
  })

  it.each([
    ['QueryCallStatus and its like', careful, 2],
    ['any other read', read, 3],
    ['a write that did not run', write, 3],
  ])('%s: so often at most', (_what, operation, most) => {
    const sent = [1, 2, 3, 4].filter((n) => n === 1 || repeats(throttled, { operation, n: n - 1 }))
    expect(sent).toHaveLength(most)
  })

  it.each(['InvalidTimeStamp.Expired', 'InvalidSecurityToken.Expired', 'SignatureNonceUsed'])('%s once', (code) => {
    const failure = rejected(code, 400)
    expect(pauseAfter(failure)).toBe(0)
    expect(repeats(failure, { n: 2, previous: failure })).toBe(false)
    expect(repeats(failure, { n: 2, previous: reset })).toBe(true)
  })
})

describe('the pause', () => {
  it.each([
    ['a lost answer', reset, 1, 50],
    ['the second lost answer', reset, 2, 100],
    ['a throttle answer', throttled, 1, 500],
    ['the second throttle answer', throttled, 2, 1_000],
  ])('after %s is anything from 0 to its bound', (_what, failure, n, bound) => {
    expect(pauseAfter(failure, { n, chance: 0 })).toBe(0)
    expect(pauseAfter(failure, { n, chance: 0.25 })).toBe(bound / 4)
    expect(pauseAfter(failure, { n, chance: 0.999 })).toBeCloseTo(bound * 0.999)
  })

  it('is never longer than 2 s', () => {
    const patient: Operation = { ...read, retryClass: 'safe' }
    for (const failure of [reset, throttled])
      expect(pauseAfter(failure, { operation: patient, n: 2, chance: 1 })).toBeLessThanOrEqual(2_000)
  })

  it('is what the upstream says, when it says so', () => {
    for (const chance of [0, 1])
      expect(pauseAfter(rejected('Throttling.User', 400, null, 1_234), { chance })).toBe(1_234)
    expect(pauseAfter(rejected('ServiceUnavailable', 503, null, 0))).toBe(0)
    for (const httpStatus of [429, 503])
      expect(pauseAfter(lost('BAD_RESPONSE', { httpStatus, retryAfterMs: 700 }), { operation: write })).toBe(700)
  })

  it('that does not fit the time left makes an end at once, whoever named it', () => {
    const asked = rejected('Throttling.User', 400, null, 1_000)
    expect(repeats(asked, { remainingMs: 1_001 })).toBe(true)
    expect(repeats(asked, { remainingMs: 1_000 })).toBe(false)
    expect(repeats(reset, { remainingMs: 25, chance: 0.5 })).toBe(false)
    expect(repeats(reset, { remainingMs: -1, chance: 0 })).toBe(false)
    expect(repeats(rejected('Throttling.User', 400, null, Number.POSITIVE_INFINITY))).toBe(false)
  })
})

describe('the quota of repeats', () => {
  const repeatsUntilEmpty = (quota: ReturnType<typeof createRetryBudget>, failure: Failure): number => {
    let count = 0
    while (count < 1_000 && quota.spend('Test', failure)) count++
    return count
  }

  it('is 500, of which a repeat costs 5 and one after a time-out 10', () => {
    expect(repeatsUntilEmpty(createRetryBudget(), reset)).toBe(100)
    expect(repeatsUntilEmpty(createRetryBudget(), timeout)).toBe(50)
  })

  it('is given back what a repeat cost when it succeeds, no more and no less', () => {
    for (const failure of [reset, timeout]) {
      const quota = createRetryBudget()
      repeatsUntilEmpty(quota, reset)
      for (let n = 0; n < 5; n++) quota.succeed('Test', failure)
      expect(repeatsUntilEmpty(quota, reset)).toBe(failure === timeout ? 10 : 5)
    }
  })

  it('grows by one for each clean success, up to 500', () => {
    const quota = createRetryBudget()
    repeatsUntilEmpty(quota, reset)
    for (let n = 0; n < 4; n++) quota.succeed('Test', null)
    expect(repeatsUntilEmpty(quota, reset)).toBe(0)
    quota.succeed('Test', null)
    expect(repeatsUntilEmpty(quota, reset)).toBe(1)
    for (let n = 0; n < 10_000; n++) quota.succeed('Test', null)
    expect(repeatsUntilEmpty(quota, reset)).toBe(100)
  })

  it('ends repeating when it is empty', () => {
    const quota = createRetryBudget()
    repeatsUntilEmpty(quota, reset)
    expect(repeats(reset, { quota })).toBe(false)
    expect(repeats(reset, { quota: createRetryBudget() })).toBe(true)
  })

  it('costs nothing where nothing is repeated', () => {
    const quota = createRetryBudget()
    for (let n = 0; n < 1_000; n++) {
      repeats(rejected('isv.SUBS_NOT_EXIST', 200), { quota })
      repeats(reset, { quota, operation: write })
      repeats(reset, { quota, n: 3 })
      repeats(reset, { quota, remainingMs: 0 })
    }
    expect(repeatsUntilEmpty(quota, reset)).toBe(100)
  })

  it('is each operation’s own', () => {
    const quota = createRetryBudget()
    repeatsUntilEmpty(quota, reset)
    expect(quota.spend('Other', reset)).toBe(true)
  })
})
