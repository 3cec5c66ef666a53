import { describe, expect, it } from 'vitest'
import type { Lane } from '../../../src/aliyun/call-path/lanes.ts'
import { createRateLimit } from '../../../src/aliyun/call-path/rate-limit.ts'
import { fakeCaller, fakeClock, isPending, settled } from '../../support/clock.ts'

const action = 'QueryCallStatus'

const setUp = (limit = 100) => {
  const clock = fakeClock()
  const budget = createRateLimit(clock.now, clock.after)
  let went = 0
  const take = async ({ lane = 'interactive' as Lane, patience = 5_000, caller = fakeCaller() } = {}) => {
    const until = clock.now() + patience
    const failure = await budget.take(action, limit, lane, () => until, caller.cancellation)
    if (failure === null) went++
    return failure
  }
  return {
    clock,
    budget,
    take,
    /** How many may go in the next `ms`, when more than enough ask all the time. */
    throughput: async (ms: number): Promise<number> => {
      const before = went
      for (let at = 0; at < ms; at += 10) {
        while ((budget.rates().get(action)?.waiting ?? 0) < 20) void take({ patience: 600_000 })
        await clock.advance(10)
      }
      return went - before
    },
    /** Two answers that throttle, one after the other: no stray. */
    throttle: (): void => {
      for (let n = 0; n < 2; n++) budget.throttled(action)
    },
    rate: () => budget.rates().get(action)?.rate,
    waiting: () => budget.rates().get(action)?.waiting,
  }
}

describe('the rate', () => {
  it.each([
    [40, 320],
    [100, 800],
    [1_000, 8_000],
  ])('is four fifths of the limit: %i a second lets %i through in 10 s', async (limit, expected) => {
    const { throughput } = setUp(limit)
    const through = await throughput(10_000)
    expect(through).toBeGreaterThanOrEqual(expected * 0.99)
    expect(through).toBeLessThanOrEqual(expected + limit * 0.08 + 1)
  })

  it('lets a tenth of it go at once and the next one wait', async () => {
    const { take } = setUp(100)
    for (let n = 0; n < 8; n++) expect(await take()).toBeNull()
    expect(await isPending(take())).toBe(true)
  })

  it('saves up no more than that in an hour', async () => {
    const { clock, take } = setUp(100)
    await take()
    await clock.advance(3_600_000)
    for (let n = 0; n < 8; n++) expect(await take()).toBeNull()
    expect(await isPending(take())).toBe(true)
  })

  it('may be less than one a second', async () => {
    const { clock, take } = setUp(0.5)
    expect(await take()).toBeNull()
    const second = take()
    await clock.advance(2_499)
    expect(await isPending(second)).toBe(true)
    await clock.advance(1)
    expect(await second).toBeNull()
  })

  it('is each operation’s own', async () => {
    const { clock, budget, take } = setUp(1)
    await take()
    const until = clock.now() + 1
    expect(await budget.take('LockSecretNo', 1, 'interactive', () => until, fakeCaller().cancellation)).toBeNull()
  })

  it('is not lost when the wall clock is set back', async () => {
    const { clock, take, throughput } = setUp(100)
    await take()
    clock.shift(-3_600_000)
    expect(await throughput(1_000)).toBeGreaterThan(75)
  })
})

describe('throttling', () => {
  it('takes the rate to 0.7, at most once in 500 ms', async () => {
    const { clock, budget, take, throttle, rate } = setUp(100)
    await take()
    for (let n = 0; n < 50; n++) budget.throttled(action)
    expect(rate()).toBeCloseTo(56)
    await clock.advance(499)
    throttle()
    expect(rate()).toBeCloseTo(56)
    await clock.advance(1)
    throttle()
    expect(rate()).toBeCloseTo(56 * 1.02 ** 0.5 * 0.7)
  })

  it('takes away what was saved up for the faster rate', async () => {
    const { take, throttle } = setUp(1_000)
    for (let n = 0; n < 10; n++) await take()
    throttle()
    for (let n = 0; n < 56; n++) expect(await take()).toBeNull()
    expect(await isPending(take())).toBe(true)
  })

  it('is forgiven at 2 % a second, up to the full rate and not beyond', async () => {
    const { clock, take, throttle, rate } = setUp(100)
    await take()
    throttle()
    await clock.advance(10_000)
    await take()
    expect(rate()).toBeCloseTo(56 * 1.02 ** 10)
    await clock.advance(60_000)
    await take()
    expect(rate()).toBe(80)
  })

  it('never stops the operation altogether', async () => {
    const { clock, take, throttle, rate } = setUp(100)
    await take()
    for (let n = 0; n < 200; n++) {
      throttle()
      await clock.advance(500)
    }
    expect(rate()).toBeGreaterThanOrEqual(0.5)
    const next = take({ patience: 10_000 })
    await clock.advance(5_000)
    expect(await next).toBeNull()
  })

  it('never speeds up an operation that has hardly any quota', async () => {
    const { take, throttle, rate } = setUp(0.25)
    await take()
    throttle()
    expect(rate()).toBeCloseTo(0.25 * 0.8 * 0.7)
  })

  it('of an operation never asked about changes nothing', () => {
    const { budget } = setUp()
    budget.throttled('LockSecretNo')
    expect(budget.rates().size).toBe(0)
  })
})

describe('a stray throttle answer', () => {
  it('changes nothing; a second one soon after does', async () => {
    const { clock, budget, take, rate } = setUp(100)
    await take()
    budget.throttled(action)
    expect(rate()).toBe(80)
    await clock.advance(2_000)
    budget.throttled(action)
    expect(rate()).toBeCloseTo(56)
  })

  it('is forgotten after a while, however quiet it is', async () => {
    const { clock, budget, take, rate } = setUp(100)
    await take()
    budget.throttled(action)
    await clock.advance(60_000)
    await take()
    budget.throttled(action)
    expect(rate()).toBe(80)
  })
})

/** The same chance in every run: mulberry32. */
const chance = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

/** More than enough ask all the time; what goes is answered 20 ms later, throttled or not as `refuses` says. */
const rehearse = async (
  limit: number,
  { seconds, from = 0 }: { readonly seconds: number; readonly from?: number },
  refuses: (second: number) => boolean,
) => {
  const { clock, budget, take, waiting } = setUp(limit)
  const since = clock.now()
  const seen = { passed: 0, throttled: 0 }
  const call = async (): Promise<void> => {
    if (await take({ patience: 600_000 })) return
    const second = Math.floor((clock.now() - since) / 1_000)
    const refused = refuses(second)
    if (second >= from && second < seconds) seen[refused ? 'throttled' : 'passed']++
    if (refused) clock.after(20, () => budget.throttled(action))
  }
  for (let at = 0; at < seconds * 1_000; at += 10) {
    while ((waiting() ?? 0) < 5) void call()
    await clock.advance(10)
  }
  return seen
}

describe('a throttled account is told from stray answers', () => {
  it.each([
    ['20 a second, in 60 s', 25, 60, 1],
    ['50 a second', 62.5, 60, 2],
    ['80 a second', 100, 60, 3],
    ['80 a second, by another chance', 100, 60, 4],
    ['400 a second', 500, 30, 5],
  ])('one in a hundred at %s leaves nine tenths of the rate', async (_what, limit, seconds, seed) => {
    const random = chance(seed)
    const { passed, throttled } = await rehearse(limit, { seconds }, () => random() < 0.01)
    expect(throttled).toBeGreaterThan(0)
    expect(passed + throttled).toBeGreaterThanOrEqual(limit * 0.8 * 0.9 * seconds)
  })

  it.each([
    [100, 40],
    [1_000, 40],
    [60, 40],
    [40, 30],
    [5, 2],
  ])('believing in %i where %i are allowed, most gets through from the 8th second on', async (limit, allowed) => {
    let [second, used] = [0, 0]
    const { passed, throttled } = await rehearse(limit, { seconds: 40, from: 8 }, (now) => {
      if (now !== second) [second, used] = [now, 0]
      return ++used > allowed
    })
    expect(passed / (32 * allowed)).toBeGreaterThanOrEqual(0.6)
    expect(throttled / (passed + throttled)).toBeLessThanOrEqual(0.2)
  })
})

describe('one that waits', () => {
  it('goes as soon as it may, in order of arrival', async () => {
    const { clock, take } = setUp(10)
    await take()
    const order: number[] = []
    for (let n = 0; n < 5; n++) void take().then(() => order.push(n))
    await clock.advance(125)
    expect(order).toEqual([0])
    await clock.advance(500)
    expect(order).toEqual([0, 1, 2, 3, 4])
    expect(clock.timers()).toBe(0)
  })

  it('is refused at once when its turn would come too late, and told when to ask again', async () => {
    const { take, waiting } = setUp(10)
    await take()
    for (let n = 0; n < 8; n++) void take()
    await settled()
    expect(await take({ patience: 1_125 })).toMatchObject({
      kind: 'withheld',
      code: 'LOCAL_BUDGET',
      retryAfterMs: 1_125,
    })
    expect(waiting()).toBe(8)
    expect(await isPending(take({ patience: 1_126 }))).toBe(true)
  })

  it('is refused when its time passes after all, since others were let before it', async () => {
    const { clock, take, waiting } = setUp(10)
    await take()
    const list = take({ lane: 'bulk', patience: 300 })
    for (let n = 0; n < 5; n++) void take()
    await clock.advance(300)
    expect(await list).toMatchObject({ code: 'LOCAL_BUDGET', retryAfterMs: expect.any(Number) })
    expect(waiting()).toBe(3)
  })

  it('may wait longer once a more patient one has joined it', async () => {
    const { clock, budget, take } = setUp(10)
    await take()
    let until = clock.now() + 300
    const list = Promise.resolve(budget.take(action, 10, 'bulk', () => until, fakeCaller().cancellation))
    for (let n = 0; n < 5; n++) void take()
    until += 1_000
    await clock.advance(600)
    expect(await isPending(list)).toBe(true)
    await clock.advance(150)
    expect(await list).toBeNull()
  })

  it('leaves when its caller does, and takes nobody’s turn', async () => {
    const { clock, take, waiting } = setUp(10)
    await take()
    const caller = fakeCaller()
    const [leaving, staying] = [take({ caller }), take()]
    await settled()
    caller.leave()
    expect(await leaving).toMatchObject({ code: 'CANCELLED' })
    expect([waiting(), caller.listening()]).toEqual([1, 0])
    await clock.advance(125)
    expect(await staying).toBeNull()
  })

  it('is not even let in when its caller has gone already', async () => {
    const { take, waiting } = setUp(10)
    await take()
    const caller = fakeCaller()
    caller.leave()
    expect(await take({ caller })).toMatchObject({ code: 'CANCELLED' })
    expect(waiting()).toBe(0)
  })

  it('has no timer and no listener left once it went', async () => {
    const { clock, take } = setUp(10)
    const caller = fakeCaller()
    await take()
    void take({ caller })
    await clock.advance(125)
    expect([clock.timers(), caller.listening()]).toEqual([0, 0])
  })
})

describe('two lanes', () => {
  it('let what somebody waits for alone go before lists', async () => {
    const { clock, take } = setUp(10)
    await take()
    const order: string[] = []
    for (const lane of ['bulk', 'bulk', 'interactive', 'interactive'] as const)
      void take({ lane }).then(() => order.push(lane))
    await clock.advance(1_000)
    expect(order).toEqual(['interactive', 'interactive', 'bulk', 'bulk'])
  })

  it('give lists one turn in ten, however many others come', async () => {
    const { clock, take } = setUp(100)
    const went = { interactive: 0, bulk: 0 }
    const keep = (lane: Lane): void =>
      void take({ lane, patience: 600_000 }).then(() => {
        went[lane]++
        keep(lane)
      })
    for (let n = 0; n < 20; n++) {
      keep('interactive')
      keep('bulk')
    }
    await clock.advance(10_000)
    expect(went.bulk / (went.bulk + went.interactive)).toBeCloseTo(0.1, 1)
  })

  it('tell a list how long it takes behind all the others', async () => {
    const { take } = setUp(10)
    await take()
    for (let n = 0; n < 4; n++) void take()
    await settled()
    expect(await take({ lane: 'bulk', patience: 100 })).toMatchObject({ retryAfterMs: 625 })
    expect(await take({ lane: 'interactive', patience: 100 })).toMatchObject({ retryAfterMs: 625 })
    void take({ lane: 'bulk' })
    await settled()
    expect(await take({ lane: 'interactive', patience: 100 })).toMatchObject({ retryAfterMs: 625 })
  })
})
