import { describe, expect, it } from 'vitest'
import { createBreaker } from '../../../src/aliyun/call-path/breaker.ts'
import { createBulkhead } from '../../../src/aliyun/call-path/bulkhead.ts'
import {
  type AttemptReport,
  type CallOptions,
  type CallReport,
  createClient,
  type Tally,
} from '../../../src/aliyun/call-path/client.ts'
import { createMerge } from '../../../src/aliyun/call-path/merge.ts'
import { createMissing } from '../../../src/aliyun/call-path/missing.ts'
import { createRateLimit } from '../../../src/aliyun/call-path/rate-limit.ts'
import { createRetryBudget } from '../../../src/aliyun/call-path/retry.ts'
import type { Cancellation } from '../../../src/aliyun/cancellation.ts'
import { operation } from '../../../src/aliyun/contract/operation.ts'
import { optional, required, text } from '../../../src/aliyun/contract/wire.ts'
import type { Attempt } from '../../../src/aliyun/exchange/attempt.ts'
import { type Failure, rejected, unreachable } from '../../../src/aliyun/failure.ts'
import { fakeCaller, fakeClock, isPending, settled } from '../../support/clock.ts'

const row = (action: string, more: Partial<Parameters<typeof operation>[0]> = {}) =>
  operation({
    action,
    effect: 'read',
    params: { id: required('Id', text), callNo: optional('CallNo', text) },
    answer: { number: required('Number', text) },
    success: [],
    retryClass: 'safe',
    perSecond: null,
    ...more,
  })
const ask = row('QueryCallStatus', { retryClass: 'safe-with-care' })
const list = row('ListXTelephones')
const write = row('BindAxb', { effect: 'write', retryClass: 'unsafe' })

const timeout = unreachable('TIMEOUT', 'a test')
const reset = unreachable('CONNECTION_LOST', 'a test')
const notConnected = unreachable('CONNECT_FAILED', 'a test', { ran: 'no' })
const throttled = rejected('Throttling.User', 400)
const refused = rejected('isv.SUBS_NOT_EXIST', 200)

type Sent = {
  readonly action: string
  readonly at: number
  readonly timeoutMs: number
  readonly cancellation: Cancellation
}
type Ending = Failure | 'ok' | 'hang' | Error

/** The real parts over a fake clock and an upstream that does as it is told: one ending per attempt, then all is well. */
const setUp = ({
  limit = 10_000,
  inFlight = 64,
  waiting = 256,
  timeoutMs = 5_000,
  takes = 20,
  observe = (_report: AttemptReport): void => {},
} = {}) => {
  const clock = fakeClock()
  const { now, after, random } = clock
  const sent: Sent[] = []
  const endings: Ending[] = []
  const observed: AttemptReport[] = []
  const counted: CallReport[] = []
  let fallback = (): Ending => 'ok'

  const attempt: Attempt = (operation, _params, { timeoutMs: ms, cancellation }) => {
    sent.push({ action: operation.action, at: now(), timeoutMs: ms, cancellation })
    const ending = endings.shift() ?? fallback()
    return new Promise((resolve, reject) => {
      const end = (failure: Failure | null): void => {
        stopTimer()
        stopListening()
        resolve(failure ? { ok: false, failure } : { ok: true, value: { number: '17000000001' } as never })
      }
      const [stopTimer, stopListening] = [
        after(ending === 'hang' ? ms : Math.min(ms, takes), () => {
          if (ending instanceof Error) reject(ending)
          else if (ending === 'ok') end(null)
          else end(ending === 'hang' ? timeout : ending)
        }),
        cancellation.subscribe(() => end(unreachable('CANCELLED', 'a test'))),
      ]
    })
  }
  const breaker = createBreaker(now, random)
  const budget = createRateLimit(now, after)
  const bulkhead = createBulkhead({ inFlight, waiting }, now, after)
  const client = createClient({
    attempt,
    merge: createMerge(now, after),
    breaker,
    budget,
    bulkhead,
    quota: createRetryBudget(),
    missing: createMissing(now),
    now,
    after,
    random,
    timeoutMs,
    limitOf: () => limit,
    observe: (report) => {
      observed.push(report)
      observe(report)
    },
    count: (report) => counted.push(report),
  })
  let ids = 0
  return {
    clock,
    client,
    breaker,
    budget,
    bulkhead,
    sent,
    observed,
    counted,
    /** What happens to the next attempts. */
    script: (...next: Ending[]) => void endings.push(...next),
    /** What happens to all others. */
    always: (ending: Ending | (() => Ending)) => {
      fallback = typeof ending === 'function' ? ending : () => ending
    },
    /** A question that nobody else asks. */
    alone: (options: CallOptions = {}, operation = ask) => client.call(operation, { id: String(ids++) }, options),
    tally: (): Tally => ({ upstreamCalls: 0, merged: 0, attempts: 0, waitedMs: 0 }),
    atRest: () => {
      expect(clock.timers()).toBe(0)
      for (const load of bulkhead.load().values()) expect(load).toEqual({ inFlight: 0, waiting: 0 })
    },
  }
}

type SetUp = ReturnType<typeof setUp>

/** Runs the clock until the call has ended; gives how long it took, too. */
const ending = async <T>({ clock }: SetUp, call: Promise<T>): Promise<T & { tookMs: number }> => {
  const since = clock.now()
  while (await isPending(call)) await clock.advance(1)
  return { ...(await call), tookMs: clock.now() - since }
}

const openBreaker = async (parts: SetUp): Promise<void> => {
  parts.always(reset)
  for (let n = 0; n < 10; n++) await ending(parts, parts.alone())
  expect(parts.breaker.state('QueryCallStatus')).toBe('open')
  parts.always('ok')
  parts.sent.length = 0
}

describe('a call', () => {
  it('that goes well is sent once', async () => {
    const parts = setUp()
    expect(await ending(parts, parts.alone())).toMatchObject({ ok: true, value: { number: '17000000001' }, tookMs: 20 })
    expect(parts.sent).toHaveLength(1)
    expect(parts.observed).toEqual([
      {
        action: 'QueryCallStatus',
        outcome: 'OK',
        attempt: 1,
        httpStatus: 200,
        requestId: null,
        ms: 20,
        endedAt: parts.clock.now(),
      },
    ])
    expect(parts.counted).toEqual([{ action: 'QueryCallStatus', fate: 'sent' }])
    parts.atRest()
  })

  it('that is refused is sent once', async () => {
    const parts = setUp()
    parts.script(refused)
    expect(await ending(parts, parts.alone({}, list))).toMatchObject({ ok: false, failure: refused, attempts: 1 })
    expect(parts.sent).toHaveLength(1)
    parts.atRest()
  })

  it.each([
    ['QueryCallStatus', ask, 2],
    ['another read', list, 3],
    ['a write', write, 3],
  ])('of %s is sent so often at most', async (_what, operation, most) => {
    const parts = setUp()
    parts.always(notConnected)
    expect(await ending(parts, parts.alone({}, operation))).toMatchObject({ failure: notConnected, attempts: most })
    expect(parts.sent).toHaveLength(most)
    expect(parts.observed.map(({ attempt }) => attempt)).toEqual([1, 2, 3].slice(0, most))
    parts.atRest()
  })

  it('is mended by a repeat that nobody sees', async () => {
    const parts = setUp()
    parts.script(reset)
    expect(await ending(parts, parts.alone())).toMatchObject({ ok: true, tookMs: 65 })
    expect(parts.sent.map(({ at }) => at - (parts.sent[0]?.at ?? 0))).toEqual([0, 45])
  })

  it('that writes is not sent again once it may have run', async () => {
    const parts = setUp()
    parts.script(throttled, reset)
    expect(await ending(parts, parts.alone({}, write))).toMatchObject({ failure: reset, attempts: 2 })
    expect(parts.sent).toHaveLength(2)
  })

  it('passes a bug of ours on, and leaves nothing taken', async () => {
    const parts = setUp()
    parts.script(new Error('a bug'))
    const call = parts.alone()
    const failed = expect(call).rejects.toThrow('a bug')
    await parts.clock.advance(20)
    await failed
    parts.atRest()
  })
})

describe('the deadline', () => {
  it('spans all attempts, of which each has 2.5 s at most', async () => {
    const parts = setUp()
    parts.always('hang')
    expect(await ending(parts, parts.alone({}, list))).toMatchObject({ failure: timeout, attempts: 2, tookMs: 5_000 })
    expect(parts.sent.map(({ timeoutMs }) => timeoutMs)).toEqual([2_500, 2_475])
    parts.atRest()
  })

  it.each([500, 8_000])('may be the caller’s own: %i ms', async (patience) => {
    const parts = setUp()
    parts.always('hang')
    const deadline = parts.clock.now() + patience
    const { tookMs } = await ending(parts, parts.alone({ deadline }, list))
    expect(tookMs).toBeLessThanOrEqual(patience)
    expect(parts.sent[0]?.timeoutMs).toBe(Math.min(2_500, patience))
    parts.atRest()
  })

  it('that has passed, or all but, sends nothing and takes nothing from the budget', async () => {
    const parts = setUp()
    for (const left of [-1_000, 0, 49]) {
      const tally = parts.tally()
      expect(await ending(parts, parts.alone({ deadline: parts.clock.now() + left, tally }))).toMatchObject({
        failure: { kind: 'withheld', code: 'QUEUE_FULL' },
        attempts: 0,
        tookMs: 0,
      })
      expect(tally).toEqual(parts.tally())
    }
    expect([parts.sent, parts.observed, parts.budget.rates().size]).toEqual([[], [], 0])
    expect(parts.counted.every(({ fate }) => fate === 'withheld')).toBe(true)
    parts.atRest()
  })

  it('leaves a quarter of the time for the answer, however long the wait for a turn', async () => {
    const parts = setUp({ limit: 1 })
    await ending(parts, parts.alone())
    const calls = [parts.alone(), parts.alone(), parts.alone()]
    expect(await ending(parts, parts.alone())).toMatchObject({
      failure: { code: 'LOCAL_BUDGET' },
      attempts: 0,
      tookMs: 0,
    })
    for (const call of calls) expect(await ending(parts, call)).toMatchObject({ ok: true })
    for (const { timeoutMs } of parts.sent) expect(timeoutMs).toBeGreaterThanOrEqual(1_250)
  })

  it('that leaves no time to answer a repeat makes an end at once', async () => {
    const parts = setUp()
    parts.script(reset)
    const deadline = parts.clock.now() + 90
    expect(await ending(parts, parts.alone({ deadline }))).toMatchObject({ failure: reset, attempts: 1, tookMs: 20 })
  })
})

describe('equal questions', () => {
  it('are one call, told to all: 100 at once', async () => {
    const parts = setUp()
    const tallies = Array.from({ length: 100 }, parts.tally)
    const calls = tallies.map((tally) => parts.client.call(ask, { id: '1' }, { tally }))
    await ending(parts, Promise.all(calls))
    expect(parts.sent).toHaveLength(1)
    expect(new Set(await Promise.all(calls)).size).toBe(1)
    expect(tallies[0]).toEqual({ upstreamCalls: 1, merged: 0, attempts: 1, waitedMs: 0 })
    expect(tallies.slice(1)).toEqual(Array(99).fill({ upstreamCalls: 0, merged: 1, attempts: 0, waitedMs: 0 }))
    expect(parts.counted.filter(({ fate }) => fate === 'merged')).toHaveLength(99)
    parts.atRest()
  })

  it('differ by each parameter, one that is left out included', async () => {
    const parts = setUp()
    const questions = [{ id: '1' }, { id: '2' }, { id: '1', callNo: '13900000001' }, { id: '1', callNo: '13900000002' }]
    const calls = questions.map((question) => parts.client.call(ask, question))
    calls.push(parts.client.call(list, { id: '1' }))
    await ending(parts, Promise.all(calls))
    expect(parts.sent).toHaveLength(5)
  })

  it('are asked again as soon as the answer is there', async () => {
    const parts = setUp()
    for (let n = 0; n < 3; n++) await ending(parts, parts.client.call(ask, { id: '1' }))
    expect(parts.sent).toHaveLength(3)
  })

  it('are asked afresh once a write has begun, and again once it has ended', async () => {
    const parts = setUp({ takes: 100 })
    const question = () => parts.client.call(ask, { id: '1' })
    const calls: Promise<unknown>[] = [question()]
    await parts.clock.advance(10)
    calls.push(parts.client.call(write, { id: '1' }), question(), question())
    await parts.clock.advance(100)
    expect(parts.sent.map(({ action }) => action)).toEqual(['QueryCallStatus', 'BindAxb', 'QueryCallStatus'])
    calls.push(question(), question())
    await ending(parts, Promise.all(calls))
    expect(parts.sent).toHaveLength(4)
    parts.atRest()
  })

  it('that write are never one', async () => {
    const parts = setUp()
    await ending(parts, Promise.all([1, 2].map(() => parts.client.call(write, { id: '1' }))))
    expect(parts.sent).toHaveLength(2)
  })

  it('give up together what nobody waits for any more: sending ends, nothing counts, nothing is repeated', async () => {
    const parts = setUp()
    parts.always('hang')
    const callers = [fakeCaller(), fakeCaller()]
    const calls = callers.map(({ cancellation }) => parts.client.call(ask, { id: '1' }, { cancellation }))
    await parts.clock.advance(100)
    callers[0]?.leave()
    expect(parts.sent[0]?.cancellation.cancelled).toBe(false)
    callers[1]?.leave()
    expect(parts.sent[0]?.cancellation.cancelled).toBe(true)
    for (const call of calls) expect(await call).toMatchObject({ failure: { code: 'CANCELLED' }, attempts: 1 })
    await settled()
    expect(parts.observed.map(({ outcome }) => outcome)).toEqual(['CANCELLED'])
    expect(parts.sent).toHaveLength(1)
    parts.atRest()
  })

  it('wait as long as the most patient of those who ask', async () => {
    const parts = setUp({ limit: 10 })
    await ending(parts, parts.alone())
    for (let n = 0; n < 6; n++) void parts.alone({ deadline: parts.clock.now() + 60_000 })
    const hasty = parts.client.call(ask, { id: 'x' }, { deadline: parts.clock.now() + 1_200, lane: 'bulk' })
    const patient = parts.client.call(ask, { id: 'x' }, { deadline: parts.clock.now() + 60_000 })
    for (let n = 0; n < 8; n++) void parts.alone({ deadline: parts.clock.now() + 60_000 })
    expect(await ending(parts, hasty)).toMatchObject({ failure: { code: 'TIMEOUT' }, attempts: 0 })
    expect(await ending(parts, patient)).toMatchObject({ ok: true })
  })
})

describe('a caller who goes away', () => {
  it('before the start: nothing is sent and nothing taken from the budget', async () => {
    const parts = setUp()
    const caller = fakeCaller()
    caller.leave()
    for (const operation of [ask, write])
      expect(await ending(parts, parts.alone({ cancellation: caller.cancellation }, operation))).toMatchObject({
        failure: { code: 'CANCELLED' },
        attempts: 0,
      })
    expect([parts.sent, parts.budget.rates().size]).toEqual([[], 0])
    parts.atRest()
  })

  it('during a pause: no repeat is made', async () => {
    const parts = setUp()
    parts.script(throttled)
    const caller = fakeCaller()
    const call = parts.alone({ cancellation: caller.cancellation })
    await parts.clock.advance(100)
    caller.leave()
    expect(await call).toMatchObject({ failure: { code: 'CANCELLED' }, attempts: 1 })
    await parts.clock.advance(10_000)
    expect(parts.sent).toHaveLength(1)
    expect(caller.listening()).toBe(0)
    parts.atRest()
  })

  it.each([
    ['budget', { limit: 1 }],
    ['place', { inFlight: 1 }],
  ])('while waiting for a %s: the next one gets it', async (_what, sizes) => {
    const parts = setUp({ ...sizes, takes: 500 })
    void parts.alone()
    const caller = fakeCaller()
    const leaving = parts.alone({ cancellation: caller.cancellation })
    const staying = parts.alone()
    await parts.clock.advance(100)
    caller.leave()
    expect(await leaving).toMatchObject({ failure: { code: 'CANCELLED' }, attempts: 0 })
    expect(await ending(parts, staying)).toMatchObject({ ok: true })
    expect(parts.sent).toHaveLength(2)
    await parts.clock.advance(10_000)
    parts.atRest()
  })

  it('says nothing about the upstream: a thousand of them open no circuit', async () => {
    const parts = setUp()
    parts.always('hang')
    for (let n = 0; n < 100; n++) {
      const caller = fakeCaller()
      const calls = Array.from({ length: 10 }, () => parts.alone({ cancellation: caller.cancellation }))
      await parts.clock.advance(10)
      caller.leave()
      await Promise.all(calls)
    }
    expect(parts.breaker.state('QueryCallStatus')).toBe('closed')
    parts.atRest()
  })
})

describe('the circuit', () => {
  it('opens when half the calls fail, and then nothing is sent nor waited for', async () => {
    const parts = setUp()
    await openBreaker(parts)
    expect(await ending(parts, parts.alone())).toMatchObject({
      failure: { kind: 'withheld', code: 'CIRCUIT_OPEN', retryAfterMs: expect.any(Number) },
      attempts: 0,
      tookMs: 0,
    })
    expect(parts.sent).toEqual([])
    expect(parts.counted.at(-1)?.fate).toBe('withheld')
  })

  it.each([
    ['throttling', throttled],
    ['a clear no', refused],
  ])('is never opened by %s', async (_what, failure) => {
    const parts = setUp()
    parts.always(failure)
    for (let n = 0; n < 100; n++) await ending(parts, parts.alone())
    expect(parts.breaker.state('QueryCallStatus')).toBe('closed')
  })

  it('is never opened by callers in a hurry', async () => {
    const parts = setUp()
    parts.always('hang')
    for (let n = 0; n < 100; n++) await ending(parts, parts.alone({ deadline: parts.clock.now() + 500 }))
    expect(parts.breaker.state('QueryCallStatus')).toBe('closed')
  })

  it('is opened by time-outs of a server that is set to be quick', async () => {
    const parts = setUp({ timeoutMs: 500 })
    parts.always('hang')
    await ending(parts, Promise.all(Array.from({ length: 20 }, () => parts.alone())))
    expect(parts.breaker.state('QueryCallStatus')).toBe('open')
  })

  it('that opens while others wait for a place sends them home unasked', async () => {
    const parts = setUp({ inFlight: 20 })
    parts.always('hang')
    const first = Array.from({ length: 20 }, () => parts.alone({}, list))
    await parts.clock.advance(1_200)
    const calls = [...first, ...Array.from({ length: 80 }, () => parts.alone({}, list))]
    await parts.clock.advance(1_300)
    // While 19 of the first 20 came home, the circuit was still closed and their places were given on.
    expect(parts.sent).toHaveLength(39)
    for (const call of calls.slice(39))
      expect(await call).toMatchObject({ failure: { code: 'CIRCUIT_OPEN' }, attempts: 0 })
    await parts.clock.advance(5_000)
    parts.atRest()
  })

  it('keeps the failure that a withheld repeat was meant to mend', async () => {
    const parts = setUp()
    parts.always(reset)
    const calls = Array.from({ length: 20 }, () => parts.alone())
    for (const call of calls) expect(await ending(parts, call)).toMatchObject({ failure: reset, attempts: 1 })
  })

  it('closes by three probes, and all is as before', async () => {
    const parts = setUp()
    await openBreaker(parts)
    await parts.clock.advance(5_000)
    for (const probes of [1, 2]) {
      parts.sent.length = 0
      const calls = Array.from({ length: 10 }, () => parts.alone())
      await parts.clock.advance(20)
      expect(parts.sent).toHaveLength(probes)
      expect((await Promise.all(calls)).filter(({ ok }) => ok)).toHaveLength(probes)
    }
    expect(parts.breaker.state('QueryCallStatus')).toBe('closed')
    expect(await ending(parts, parts.alone())).toMatchObject({ ok: true })
    parts.atRest()
  })

  it.each([
    ['throttled', throttled],
    ['given up by its caller', 'hang'],
    ['lost to a bug of ours', new Error('a bug')],
  ] as const)('gets the place of a probe back that was %s', async (_what, fate) => {
    const parts = setUp()
    await openBreaker(parts)
    await parts.clock.advance(6_000)
    parts.always(fate)
    for (let n = 0; n < 10; n++) {
      const caller = fakeCaller()
      const call = parts.alone({ cancellation: caller.cancellation }).catch(() => null)
      await parts.clock.advance(20)
      caller.leave()
      await call
    }
    parts.always('ok')
    for (let n = 0; n < 3; n++) expect(await ending(parts, parts.alone())).toMatchObject({ ok: true })
    expect(parts.breaker.state('QueryCallStatus')).toBe('closed')
  })

  it('gives no place to a probe that the budget or the bulkhead holds back', async () => {
    const parts = setUp({ limit: 10 })
    await openBreaker(parts)
    await parts.clock.advance(6_000)
    const crowd = Array.from({ length: 20 }, () => parts.alone({ deadline: parts.clock.now() + 500 }))
    await parts.clock.advance(5_000)
    expect((await Promise.all(crowd)).some(({ ok }) => !ok)).toBe(true)
    for (let n = 0; n < 3; n++) expect(await ending(parts, parts.alone())).toMatchObject({ ok: true })
    expect(parts.breaker.state('QueryCallStatus')).toBe('closed')
  })
})

describe('the budget', () => {
  it('holds back what is too much: typed, at once, with the time to wait', async () => {
    const parts = setUp({ limit: 10 })
    const calls = Array.from({ length: 100 }, () => parts.alone())
    await settled()
    const told = await Promise.all(calls.slice(60))
    for (const outcome of told)
      expect(outcome).toMatchObject({
        failure: { code: 'LOCAL_BUDGET', retryAfterMs: expect.any(Number) },
        attempts: 0,
      })
    expect(parts.sent).toHaveLength(1)
  })

  it('is told of throttling, whatever shape it comes in', async () => {
    for (const failure of [
      throttled,
      rejected('isv.FLOW_LIMIT', 200),
      unreachable('BAD_RESPONSE', 'a page', { httpStatus: 429 }),
    ]) {
      const parts = setUp({ limit: 100 })
      parts.script(failure, failure)
      await ending(parts, parts.alone())
      expect(parts.budget.rates().get('QueryCallStatus')?.rate).toBeLessThan(60)
    }
  })

  it('lets a single look-up go before a list', async () => {
    const parts = setUp({ limit: 10 })
    await ending(parts, parts.alone())
    const order: string[] = []
    for (const lane of ['bulk', 'bulk', 'interactive'] as const) void parts.alone({ lane }).then(() => order.push(lane))
    await parts.clock.advance(1_000)
    expect(order).toEqual(['interactive', 'bulk', 'bulk'])
  })

  it('counts repeats like any other call', async () => {
    const parts = setUp({ limit: 10 })
    parts.clock.toss(0)
    parts.script(reset)
    await ending(parts, parts.alone())
    expect((parts.sent[1]?.at ?? 0) - (parts.sent[0]?.at ?? 0)).toBe(125)
  })
})

describe('the bulkhead', () => {
  it('has so many in flight and sends the rest home when nobody comes out', async () => {
    const parts = setUp({ inFlight: 4, waiting: 6 })
    parts.always('hang')
    const calls = Array.from({ length: 20 }, () => parts.alone({ deadline: parts.clock.now() + 4_000 }))
    await parts.clock.advance(0)
    expect(parts.sent).toHaveLength(4)
    expect(parts.bulkhead.load().get('QueryCallStatus')).toEqual({ inFlight: 4, waiting: 6 })
    for (const call of calls.slice(10))
      expect(await call).toMatchObject({ failure: { code: 'QUEUE_FULL' }, attempts: 0 })
    await parts.clock.advance(1_499)
    expect(await isPending(Promise.all(calls.slice(4, 10)))).toBe(true)
    await parts.clock.advance(1)
    for (const call of calls.slice(4, 10))
      expect(await call).toMatchObject({ failure: { code: 'QUEUE_FULL' }, attempts: 0 })
    await parts.clock.advance(2_500)
    parts.atRest()
  })

  it('keeps an operation that hangs from its neighbours', async () => {
    const parts = setUp({ inFlight: 4, waiting: 4 })
    parts.always('hang')
    for (let n = 0; n < 20; n++) void parts.alone()
    await parts.clock.advance(0)
    parts.always('ok')
    expect(await ending(parts, parts.alone({}, list))).toMatchObject({ ok: true, tookMs: 20 })
  })
})

describe('the tally', () => {
  it('tells calls, attempts and what was spent on waiting', async () => {
    const parts = setUp({ limit: 10 })
    await ending(parts, parts.alone())
    const tally = parts.tally()
    parts.script(reset)
    const [one, two] = [parts.alone({ tally }), parts.client.call(ask, { id: '0' }, { tally })]
    await ending(parts, Promise.all([one, two]))
    expect(tally).toMatchObject({ upstreamCalls: 2, merged: 0, attempts: 3 })
    const { ms } = { ms: parts.sent.length * 20 }
    expect(tally.waitedMs).toBeGreaterThan(ms)
  })

  it('counts no call that was withheld', async () => {
    const parts = setUp()
    await openBreaker(parts)
    const tally = parts.tally()
    await ending(parts, parts.alone({ tally }))
    expect(tally).toEqual({ upstreamCalls: 0, merged: 0, attempts: 0, waitedMs: 0 })
  })
})

it('remembers that the account is not served an operation, and does not ask', async () => {
  const parts = setUp()
  parts.script(rejected('InvalidAction.NotFound', 404))
  await ending(parts, parts.alone())
  expect(await ending(parts, parts.alone())).toMatchObject({ failure: { code: 'InvalidAction.NotFound' }, attempts: 0 })
  expect(parts.sent).toHaveLength(1)
  await parts.clock.advance(3_600_000)
  expect(await ending(parts, parts.alone())).toMatchObject({ ok: true })
})

describe('under a flow limit of 40 a second and 120 a second asked for', () => {
  /** 30 s against an upstream that throttles what exceeds its limit in each second. */
  const rehearse = async (believed: number) => {
    const parts = setUp({ limit: believed })
    const { clock } = parts
    const since = clock.now()
    const seconds = Array.from({ length: 40 }, () => ({ passed: 0, throttled: 0 }))
    parts.always(() => {
      const second = seconds[Math.floor((clock.now() - since) / 1_000)]
      if (!second || second.passed >= 40) {
        if (second) second.throttled++
        return throttled
      }
      second.passed++
      return 'ok'
    })
    // Any even spread will do.
    clock.toss(...Array.from({ length: 5_000 }, (_, n) => ((n * 7_919) % 1_000) / 1_000))
    const calls: ReturnType<typeof parts.alone>[] = []
    for (let n = 0; n < 30 * 120; n++) {
      calls.push(parts.alone({ lane: n % 2 === 0 ? 'bulk' : 'interactive' }))
      await clock.advance(n % 3 === 0 ? 9 : 8)
    }
    await clock.advance(5_000)
    const steady = seconds.slice(8, 30)
    const sum = (count: (second: (typeof seconds)[number]) => number) =>
      steady.reduce((all, each) => all + count(each), 0)
    const [passed, refused] = [sum((second) => second.passed), sum((second) => second.throttled)]
    parts.atRest()
    return {
      quotaUsed: passed / (steady.length * 40),
      throttled: refused / (passed + refused),
      outcomes: await Promise.all(calls),
    }
  }

  it.each([40, 100, 1_000])(
    'from the 8th second on most of it gets through, when we believe in %i',
    async (believed) => {
      const { quotaUsed, throttled, outcomes } = await rehearse(believed)
      expect(quotaUsed).toBeGreaterThanOrEqual(0.6)
      expect(throttled).toBeLessThanOrEqual(0.2)
      for (const outcome of outcomes)
        if (!outcome.ok) expect(outcome.failure.code).toMatch(/^(LOCAL_BUDGET|Throttling.User)$/)
    },
  )
})

it('gives its place back when whoever looks on throws', async () => {
  const parts = setUp({
    inFlight: 1,
    observe: () => {
      throw new Error('a span processor')
    },
  })
  for (let n = 0; n < 3; n++) {
    const call = parts.alone()
    const thrown = expect(call).rejects.toThrow('a span processor')
    await parts.clock.advance(20)
    await thrown
  }
  expect(parts.bulkhead.load().get(ask.action)).toEqual({ inFlight: 0, waiting: 0 })
})
