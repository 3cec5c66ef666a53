import { describe, expect, it, vi } from 'vitest'
import { createMerge, type Flight } from '../../../src/aliyun/call-path/merge.ts'
import { type Outcome, unreachable } from '../../../src/aliyun/failure.ts'
import { fakeCaller, fakeClock, isPending, settled } from '../../support/clock.ts'

const answer = { ok: true, value: '17000000001' } as Outcome<string>

const setUp = () => {
  const clock = fakeClock()
  const merge = createMerge(clock.now, clock.after)
  const flights: Flight[] = []
  const landings: ((outcome: Outcome<string>) => void)[] = []
  const start = vi.fn((flight: Flight) => {
    flights.push(flight)
    return new Promise<Outcome<string>>((resolve) => landings.push(resolve))
  })
  const join = (key = 'a', { caller = fakeCaller(), patience = 5_000 } = {}) =>
    merge.join(key, { deadline: clock.now() + patience, cancellation: caller.cancellation }, start)
  return { clock, merge, start, join, flights, land: (outcome = answer) => landings.shift()?.(outcome) }
}

describe('equal questions at the same moment', () => {
  it('are asked once, and all who ask get the answer', async () => {
    const { clock, merge, start, join, land } = setUp()
    const joined = Array.from({ length: 100 }, () => join())
    await settled()
    expect(start).toHaveBeenCalledTimes(1)
    expect(joined.map((each) => each.joined)).toEqual([false, ...Array<boolean>(99).fill(true)])
    land()
    expect(new Set(await Promise.all(joined.map(({ outcome }) => outcome)))).toEqual(new Set([answer]))
    expect([merge.inFlight(), clock.timers()]).toEqual([0, 0])
  })

  it('may come while the first is under way', async () => {
    const { clock, start, join, land } = setUp()
    const first = join()
    await clock.advance(1_000)
    const second = join()
    land()
    expect([await first.outcome, await second.outcome]).toEqual([answer, answer])
    expect(start).toHaveBeenCalledTimes(1)
  })

  it('are asked again once the answer is there: nothing is kept', async () => {
    const { start, join, land } = setUp()
    const first = join()
    await settled()
    land()
    await first.outcome
    expect(join().joined).toBe(false)
    await settled()
    expect(start).toHaveBeenCalledTimes(2)
  })

  it('are asked again after a failure, which all of them got', async () => {
    const { merge, start, join, land } = setUp()
    const both = [join(), join()]
    await settled()
    const failed: Outcome<string> = { ok: false, failure: unreachable('CONNECTION_LOST', 'lost'), attempts: 2 }
    land(failed)
    expect(await Promise.all(both.map(({ outcome }) => outcome))).toEqual([failed, failed])
    expect(merge.inFlight()).toBe(0)
    expect(join().joined).toBe(false)
    await settled()
    expect(start).toHaveBeenCalledTimes(2)
  })

  it('fail together when asking throws, and leave nothing behind', async () => {
    const { clock, merge } = setUp()
    const join = () =>
      merge.join('a', { deadline: clock.now() + 10, cancellation: fakeCaller().cancellation }, () => {
        throw new Error('a bug')
      })
    const both = [join(), join()]
    for (const { outcome } of both) await expect(outcome).rejects.toThrow('a bug')
    expect([merge.inFlight(), clock.timers()]).toEqual([0, 0])
  })
})

it('asks each different question', async () => {
  const { start, join } = setUp()
  for (const key of ['a', 'b', 'a ', 'A']) expect(join(key).joined).toBe(false)
  await settled()
  expect(start).toHaveBeenCalledTimes(4)
})

describe('one that goes away', () => {
  it('leaves the others to their answer', async () => {
    const { join, land, flights } = setUp()
    const caller = fakeCaller()
    const [leaving, staying] = [join('a', { caller }), join()]
    await settled()
    caller.leave()
    expect(await leaving.outcome).toMatchObject({ ok: false, failure: { code: 'CANCELLED' } })
    expect(flights[0]?.cancellation.cancelled).toBe(false)
    land()
    expect(await staying.outcome).toBe(answer)
  })

  it('ends the call when nobody is left', async () => {
    const { clock, merge, join, flights } = setUp()
    const callers = [fakeCaller(), fakeCaller()]
    const outcomes = callers.map((caller) => join('a', { caller }).outcome)
    await settled()
    const ended = vi.fn()
    flights[0]?.cancellation.subscribe(ended)
    callers[0]?.leave()
    expect(ended).not.toHaveBeenCalled()
    callers[1]?.leave()
    expect(ended).toHaveBeenCalledTimes(1)
    expect(flights[0]?.cancellation.cancelled).toBe(true)
    for (const outcome of outcomes) expect(await outcome).toMatchObject({ failure: { code: 'CANCELLED' } })
    expect([merge.inFlight(), clock.timers()]).toEqual([0, 0])
  })

  it('takes nobody down who asks after that', async () => {
    const { start, join, land } = setUp()
    const caller = fakeCaller()
    join('a', { caller })
    await settled()
    caller.leave()
    const next = join()
    expect(next.joined).toBe(false)
    await settled()
    expect(start).toHaveBeenCalledTimes(2)
    land({ ok: false, failure: unreachable('CANCELLED', 'the first one, coming home late'), attempts: 1 })
    await settled()
    expect(join().joined).toBe(true)
    land()
    expect(await next.outcome).toBe(answer)
  })

  it('had gone before asking: the call learns it before it starts', async () => {
    const { clock, merge, join, flights } = setUp()
    const caller = fakeCaller()
    caller.leave()
    expect(await join('a', { caller }).outcome).toMatchObject({ failure: { code: 'CANCELLED' }, attempts: 0 })
    await settled()
    expect(flights.every(({ cancellation }) => cancellation.cancelled)).toBe(true)
    expect([merge.inFlight(), clock.timers()]).toEqual([0, 0])
  })

  it('is no longer listened to, whether it got its answer or not', async () => {
    const { clock, join, land } = setUp()
    const [served, hasty] = [fakeCaller(), fakeCaller()]
    const [first, second] = [join('a', { caller: served }), join('a', { caller: hasty, patience: 100 })]
    expect([served.listening(), hasty.listening()]).toEqual([1, 1])
    await clock.advance(200)
    await second.outcome
    land()
    await first.outcome
    expect([served.listening(), hasty.listening()]).toEqual([0, 0])
  })

  it('tells how many requests had been sent by then', async () => {
    const { clock, join, flights } = setUp()
    const hasty = join('a', { patience: 100 })
    await settled()
    const [flight] = flights
    if (flight) flight.attempts = 2
    await clock.advance(200)
    expect(await hasty.outcome).toMatchObject({ failure: { code: 'TIMEOUT' }, attempts: 2 })
  })
})

describe('a write in between', () => {
  it('lets those who wait have their answer, and nobody else join it', async () => {
    const { merge, start, join, land } = setUp()
    const before = join()
    merge.forget()
    const after = join()
    expect([after.joined, join().joined, start.mock.calls.length]).toEqual([false, true, 2])
    land()
    expect(await before.outcome).toBe(answer)
    expect(join().joined).toBe(true)
    land()
    expect(await after.outcome).toBe(answer)
    expect(merge.inFlight()).toBe(0)
  })
})

describe('the deadline', () => {
  it('is the one of the most patient: a hasty one leaves alone and in time', async () => {
    const { clock, join, land, flights } = setUp()
    const asked = clock.now()
    const hasty = join('a', { patience: 500 })
    const patient = join('a', { patience: 3_000 })
    await settled()
    expect(flights[0]?.deadline).toBe(asked + 3_000)
    await clock.advance(519)
    expect(await isPending(hasty.outcome)).toBe(true)
    await clock.advance(1)
    expect(await hasty.outcome).toMatchObject({ ok: false, failure: { code: 'TIMEOUT' } })
    expect(await isPending(patient.outcome)).toBe(true)
    land()
    expect(await patient.outcome).toBe(answer)
  })

  it('grows when a more patient one joins and never shrinks', async () => {
    const { clock, join, flights } = setUp()
    const asked = clock.now()
    join('a', { patience: 1_000 })
    await clock.advance(900)
    join('a', { patience: 4_000 })
    expect(flights[0]?.deadline).toBe(asked + 4_900)
    join('a', { patience: 10 })
    expect(flights[0]?.deadline).toBe(asked + 4_900)
  })

  it('is kept even when the call forgets it, and the call is told', async () => {
    const { clock, join, flights, merge } = setUp()
    const { outcome } = join('a', { patience: 1_000 })
    await clock.advance(1_020)
    expect(await outcome).toMatchObject({ failure: { code: 'TIMEOUT' } })
    expect(flights[0]?.cancellation.cancelled).toBe(true)
    expect(merge.inFlight()).toBe(0)
  })

  it('may have passed already', async () => {
    const { clock, join } = setUp()
    const { outcome } = join('a', { patience: -1_000 })
    await clock.advance(20)
    expect(await outcome).toMatchObject({ failure: { code: 'TIMEOUT' } })
  })
})
