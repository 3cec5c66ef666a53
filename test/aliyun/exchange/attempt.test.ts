import { describe, expect, it, vi } from 'vitest'
import { never } from '../../../src/aliyun/cancellation.ts'
import { type Operation, operation } from '../../../src/aliyun/contract/operation.ts'
import { optional } from '../../../src/aliyun/contract/shape.ts'
import { text } from '../../../src/aliyun/contract/wire.ts'
import { createAttempt } from '../../../src/aliyun/exchange/attempt.ts'
import type { Bounds, WireAnswer, WireHeaders } from '../../../src/aliyun/exchange/transport.ts'
import { type Unreachable, unreachable } from '../../../src/aliyun/failure.ts'
import { createCredential } from '../../../src/aliyun/signing/access-key.ts'
import { createClockSkew } from '../../../src/aliyun/signing/clock-skew.ts'
import { type Credentials, chainedCredentials, staticCredentials } from '../../../src/aliyun/signing/credentials.ts'
import type { UnsignedRequest } from '../../../src/aliyun/signing/request.ts'
import { signers } from '../../../src/aliyun/signing/signers.ts'
import { operations } from '../../../src/dypls/operations.ts'
import { fakeCaller, fakeClock, isPending } from '../../support/clock.ts'

const row = operation({
  action: 'QueryCallStatus',
  effect: 'read',
  params: { id: optional('Id', text) },
  answer: { number: optional('Number', text) },
  success: [{ at: 'Code', is: ['OK'], absent: 'malformed' }],
  retryClass: 'safe',
  perSecond: null,
})
const accessKey = { accessKeyId: 'id', accessKeySecret: 'secret' }

const answered = (body: object, more: Partial<WireAnswer> = {}): WireAnswer => ({
  status: 200,
  headers: () => ({}),
  body: JSON.stringify(body),
  ...more,
})
const fine = answered({ Code: 'OK', Number: '17000000001' })
const gatewayError = (code: string, headers: WireHeaders = {}): WireAnswer =>
  answered({ Code: code }, { status: 400, headers: () => headers })

const setUp = (credentials: Credentials = staticCredentials(accessKey)) => {
  const clock = fakeClock()
  const skew = createClockSkew()
  const sent: (UnsignedRequest & { readonly key: string })[] = []
  const bounds: Bounds[] = []
  const answers: (WireAnswer | Unreachable | Promise<WireAnswer>)[] = []
  let nonces = 0
  const attempt = createAttempt({
    host: 'dyplsapi.aliyuncs.com',
    version: '2017-05-25',
    sign: (wish, credential) => {
      sent.push({ ...wish, key: credential.accessKeyId })
      return signers.v3(wish, credential)
    },
    credentials,
    transport: {
      send: async (_request: unknown, bound: Bounds) => {
        bounds.push(bound)
        return answers.shift() ?? fine
      },
      close: async () => {},
    },
    skew,
    now: clock.now,
    nonce: () => `nonce-${nonces++}`,
    after: clock.after,
  })
  return {
    clock,
    skew,
    sent,
    bounds,
    answer: (...next: typeof answers) => void answers.push(...next),
    attempt: (timeoutMs = 2_500, cancellation = never) => attempt(row, {}, { timeoutMs, cancellation }),
    attemptOf: attempt,
  }
}

describe('an attempt', () => {
  it('signs and sends once, and tells what the answer means', async () => {
    const { clock, attempt, sent, bounds } = setUp()
    expect(await attempt()).toEqual({ ok: true, value: { number: '17000000001' } })
    expect(sent).toMatchObject([{ method: 'POST', host: 'dyplsapi.aliyuncs.com', action: 'QueryCallStatus' }])
    expect(sent[0]?.at.getTime()).toBe(clock.now())
    expect(bounds).toMatchObject([{ timeoutMs: 2_500, maxBytes: 262_144 }])
  })

  it('never uses a nonce twice', async () => {
    const { attempt, answer, sent } = setUp()
    answer(
      gatewayError('Throttling.User'),
      unreachable('CONNECTION_LOST', 'a test'),
      gatewayError('SignatureNonceUsed'),
    )
    for (let n = 0; n < 5; n++) await attempt()
    expect(new Set(sent.map(({ nonce }) => nonce)).size).toBe(5)
  })

  it('reads up to 1 MB of a list', async () => {
    const { attemptOf, bounds } = setUp()
    await attemptOf(operation({ ...row, list: true }), {}, { timeoutMs: 100, cancellation: never })
    expect(bounds[0]?.maxBytes).toBe(1_048_576)
  })

  it('sends nothing for a caller who has gone', async () => {
    const { attempt, sent } = setUp()
    const caller = fakeCaller()
    caller.leave()
    expect(await attempt(100, caller.cancellation)).toMatchObject({ failure: { code: 'CANCELLED', ran: 'no' } })
    expect(sent).toEqual([])
  })
})

describe('credentials', () => {
  const slow = () => {
    const resolvers: ((value: ReturnType<typeof createCredential>) => void)[] = []
    const current = () => new Promise<ReturnType<typeof createCredential>>((resolve) => resolvers.push(resolve))
    return { credentials: { current, renew: () => {} }, arrive: () => resolvers.shift()?.(createCredential(accessKey)) }
  }

  it('that hang are a time-out, in time, and nothing was sent', async () => {
    const { clock, attempt, sent } = setUp(slow().credentials)
    const outcome = attempt(1_000)
    await clock.advance(999)
    expect(await isPending(outcome)).toBe(true)
    await clock.advance(1)
    expect(await outcome).toMatchObject({
      failure: { code: 'TIMEOUT', ran: 'no', reason: expect.stringContaining('credential') },
    })
    expect([sent, clock.timers()]).toEqual([[], 0])
  })

  it('that are slow leave less time for the answer', async () => {
    const { credentials, arrive } = slow()
    const { clock, attempt, bounds } = setUp(credentials)
    const outcome = attempt(1_000)
    await clock.advance(400)
    arrive()
    expect(await outcome).toMatchObject({ ok: true })
    expect([bounds[0]?.timeoutMs, clock.timers()]).toEqual([600, 0])
  })

  it('that come after the caller has gone are not used', async () => {
    const { credentials, arrive } = slow()
    const { attempt, sent } = setUp(credentials)
    const caller = fakeCaller()
    const outcome = attempt(1_000, caller.cancellation)
    caller.leave()
    arrive()
    expect(await outcome).toMatchObject({ failure: { code: 'CANCELLED' } })
    expect(sent).toEqual([])
  })

  it('whose provider breaks are missing: no throw, no unhandled rejection', async () => {
    const { clock, attempt } = setUp({ current: () => Promise.reject(new Error('secret inside')), renew: () => {} })
    const outcome = await attempt()
    expect(outcome).toMatchObject({ failure: { code: 'CREDENTIALS_UNAVAILABLE', ran: 'no' } })
    expect(JSON.stringify(outcome)).not.toContain('secret')
    expect(clock.timers()).toBe(0)
  })

  it('that are missing are told as such', async () => {
    const missing = unreachable('CREDENTIALS_UNAVAILABLE', 'a test', { ran: 'no' })
    const { attempt, sent } = setUp({ current: () => missing, renew: () => {} })
    expect(await attempt()).toEqual({ ok: false, failure: missing })
    expect(sent).toEqual([])
  })

  it('whose token has expired are renewed: the next attempt signs with the new one', async () => {
    const tokens = ['old', 'new', 'newer']
    const link = vi.fn(async () => ({
      accessKeyId: tokens.shift() ?? 'none',
      accessKeySecret: 's',
      securityToken: 't',
    }))
    const { attempt, answer, sent } = setUp(
      chainedCredentials(
        async () => link,
        () => 0,
      ),
    )
    answer(gatewayError('InvalidSecurityToken.Expired'))
    expect(await attempt()).toMatchObject({ failure: { code: 'InvalidSecurityToken.Expired' } })
    expect(await attempt()).toMatchObject({ ok: true })
    expect(sent.map(({ key }) => key)).toEqual(['old', 'new'])
  })

  it('are not renewed again for a call that comes home late with the old token', async () => {
    const tokens = ['old', 'new', 'newer']
    const link = vi.fn(async () => ({
      accessKeyId: tokens.shift() ?? 'none',
      accessKeySecret: 's',
      securityToken: 't',
    }))
    const { attempt, answer, sent } = setUp(
      chainedCredentials(
        async () => link,
        () => 0,
      ),
    )
    let comeHome = (_answer: WireAnswer): void => {}
    const slow = new Promise<WireAnswer>((resolve) => {
      comeHome = resolve
    })
    const expired = gatewayError('InvalidSecurityToken.Expired')
    answer(slow, ...Array.from({ length: 9 }, () => expired))
    const late = attempt()
    await Promise.all(Array.from({ length: 9 }, () => attempt()))
    await attempt()
    comeHome(expired)
    await late
    await attempt()
    expect(sent.map(({ key }) => key)).toEqual([...Array<string>(10).fill('old'), 'new', 'new'])
    expect(link).toHaveBeenCalledTimes(2)
  })
})

describe('an expired timestamp', () => {
  it('teaches the upstream’s time: the next attempt is signed with it', async () => {
    const { clock, attempt, answer, sent, skew } = setUp()
    const theirs = Math.floor(clock.now() / 1_000) * 1_000 + 7_200_000
    answer(gatewayError('InvalidTimeStamp.Expired', { date: new Date(theirs).toUTCString() }))
    expect(await attempt()).toMatchObject({ failure: { code: 'InvalidTimeStamp.Expired' } })
    await clock.advance(50)
    await attempt()
    expect(sent[1]?.at.getTime()).toBe(clock.now() + skew.offsetMs())
    expect(Math.abs((sent[1]?.at.getTime() ?? 0) - theirs)).toBeLessThan(1_100)
  })

  it('is the only thing that does: a wrong signature moves no clock', async () => {
    const { attempt, answer, skew } = setUp()
    answer(gatewayError('SignatureDoesNotMatch', { date: 'Thu, 01 Jan 1970 00:00:00 GMT' }))
    await attempt()
    expect(skew.offsetMs()).toBe(0)
  })
})

describe('no answer, however wild,', () => {
  const wild: readonly unknown[] = [
    null,
    true,
    0,
    -1,
    1e308,
    9_007_199_254_740_993n.toString(),
    '',
    'x',
    '0x10',
    '2026-13-99 25:61:61',
    '{',
    '[1',
    [],
    [[]],
    {},
    { a: 1 },
    '9'.repeat(400),
    '\u0000',
    '\ud800',
    { __proto__: 1 },
    [null],
    [{}],
    'true',
    'NaN',
    '-0',
    '1e999',
  ]

  it.each(Object.values(operations).map((each) => [each.action, each] as const))(
    'makes %s throw',
    async (_action, operation) => {
      const { attemptOf, answer } = setUp()
      const ask = () => attemptOf(operation, {}, { timeoutMs: 100, cancellation: never })
      const { answer: shape }: Operation = operation
      const paths = Object.values(shape).map(({ path }) => path)
      for (const value of wild) {
        answer({ ...fine, body: JSON.stringify(value) ?? '' })
        await ask()
        for (const path of paths) {
          const body: Record<string, unknown> = { Code: 'OK', Success: true, RequestId: 'r' }
          path.reduce<Record<string, unknown>>((inside, name, depth) => {
            inside[name] = depth === path.length - 1 ? value : {}
            return inside[name] as Record<string, unknown>
          }, body)
          for (const code of ['OK', '200', '0', '0000', value]) {
            answer({ ...fine, body: JSON.stringify({ ...body, ...(path[0] === 'Code' ? {} : { Code: code }) }) })
            await ask()
          }
        }
        answer({
          ...fine,
          status: 500,
          body: JSON.stringify({ Code: value }),
          headers: () => ({ 'retry-after': String(value) }),
        })
        await ask()
      }
    },
  )
})
