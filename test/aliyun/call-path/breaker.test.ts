import { describe, expect, it } from 'vitest'
import { createBreaker } from '../../../src/aliyun/call-path/breaker.ts'
import { fakeClock } from '../../support/clock.ts'

const action = 'QueryCallStatus'

const setUp = () => {
  const clock = fakeClock()
  const breaker = createBreaker(clock.now, clock.random)
  const call = (healthy: boolean, times = 1): void => {
    for (let n = 0; n < times; n++) {
      expect(breaker.admit(action)).toBeNull()
      breaker.record(action, healthy)
    }
  }
  const probe = (): boolean => breaker.admit(action) === null
  return { clock, breaker, call, probe, state: () => breaker.state(action) }
}

/** Opened just now, by the fewest calls that do it. */
const opened = (...tosses: number[]) => {
  const parts = setUp()
  parts.clock.toss(...tosses)
  parts.call(false, 20)
  expect(parts.state()).toBe('open')
  return parts
}

describe('opens', () => {
  it('at 20 calls of which half failed', () => {
    const { call, state } = setUp()
    call(true, 10)
    call(false, 9)
    expect(state()).toBe('closed')
    call(false)
    expect(state()).toBe('open')
  })

  it('not for 19 failures in a row, nor when fewer than half fail', () => {
    const few = setUp()
    few.call(false, 19)
    expect(few.state()).toBe('closed')
    const most = setUp()
    for (let n = 0; n < 100; n++) {
      most.call(true, 11)
      most.call(false, 9)
    }
    expect(most.state()).toBe('closed')
  })

  it('on failures within 10 s only', async () => {
    const { clock, call, state } = setUp()
    call(false, 19)
    await clock.advance(10_000)
    call(false, 19)
    expect(state()).toBe('closed')
    call(false)
    expect(state()).toBe('open')
  })

  it('on failures spread over the window', async () => {
    const { clock, call, state } = setUp()
    for (let n = 0; n < 19; n++) {
      call(false)
      await clock.advance(450)
    }
    expect(state()).toBe('closed')
    call(false)
    expect(state()).toBe('open')
  })

  it('on 20 failures in a row, however good the seconds before were', () => {
    const { call, state } = setUp()
    call(true, 1_000)
    call(false, 19)
    call(true)
    call(false, 19)
    expect(state()).toBe('closed')
    call(false)
    expect(state()).toBe('open')
  })

  it('not on failures that come too slowly', async () => {
    const { clock, call, state } = setUp()
    for (let n = 0; n < 200; n++) {
      call(false)
      await clock.advance(600)
    }
    expect(state()).toBe('closed')
  })

  it('forgets healthy calls too: an hour of good answers does not hide an outage', async () => {
    const { clock, call, state } = setUp()
    call(true, 10_000)
    await clock.advance(10_000)
    call(false, 20)
    expect(state()).toBe('open')
  })

  it('each operation for itself', () => {
    const { breaker } = opened()
    expect(breaker.admit('LockSecretNo')).toBeNull()
    expect(breaker.states()).toEqual(
      new Map([
        [action, 'open'],
        ['LockSecretNo', 'closed'],
      ]),
    )
  })

  it('never by calls that were given back without a verdict', () => {
    const { breaker, state } = setUp()
    for (let n = 0; n < 1_000; n++) {
      breaker.admit(action)
      breaker.release(action)
    }
    expect(state()).toBe('closed')
  })
})

describe('while open', () => {
  it.each([
    [0, 4_000],
    [0.5, 5_000],
    [1, 6_000],
  ])('refuses for 5 s, give or take a fifth: chance %f, %i ms', async (toss, pauseMs) => {
    const { clock, breaker } = opened(toss)
    expect(breaker.admit(action)).toMatchObject({ kind: 'withheld', code: 'CIRCUIT_OPEN', retryAfterMs: pauseMs })
    await clock.advance(pauseMs - 1)
    expect(breaker.refusal(action)).toMatchObject({ code: 'CIRCUIT_OPEN', retryAfterMs: 1 })
    expect(breaker.admit(action)).not.toBeNull()
    await clock.advance(1)
    expect(breaker.refusal(action)).toBeNull()
    expect(breaker.admit(action)).toBeNull()
  })

  it('names whole milliseconds', () => {
    const { breaker } = opened(0.123456)
    expect(Number.isInteger(breaker.admit(action)?.retryAfterMs)).toBe(true)
  })

  it('takes nothing from calls that set out before', () => {
    const { breaker, state } = opened()
    for (let n = 0; n < 64; n++) breaker.record(action, n % 2 === 0)
    expect(state()).toBe('open')
  })

  it('asking whether it is worth getting ready takes no place', async () => {
    const { clock, breaker, probe } = opened()
    await clock.advance(6_000)
    for (let n = 0; n < 10; n++) expect(breaker.refusal(action)).toBeNull()
    expect([probe(), probe()]).toEqual([true, false])
    expect(breaker.refusal(action)).not.toBeNull()
  })

  it('does not stay so for hours when the wall clock is set back', () => {
    const { clock, breaker } = opened()
    clock.shift(-3_600_000)
    expect(breaker.admit(action)).toBeNull()
  })
})

describe('after the pause', () => {
  it('lets one probe out, then two, and no more until they are back', async () => {
    const { clock, breaker, probe, state } = opened()
    await clock.advance(5_000)
    expect([probe(), probe(), probe()]).toEqual([true, false, false])
    breaker.record(action, true)
    expect([probe(), probe(), probe()]).toEqual([true, true, false])
    breaker.record(action, true)
    expect([probe(), state()]).toEqual([false, 'probing'])
    breaker.record(action, true)
    expect([probe(), state()]).toEqual([true, 'closed'])
  })

  it('closes when all three pass, and starts counting afresh', async () => {
    const { clock, call, state } = opened()
    await clock.advance(5_000)
    call(true, 2)
    expect(state()).toBe('probing')
    call(true)
    expect(state()).toBe('closed')
    call(false, 19)
    expect(state()).toBe('closed')
  })

  it('opens again for twice the time when one fails, up to a minute', async () => {
    const { clock, call, breaker } = opened()
    let pauseMs = 5_000
    for (const next of [10_000, 20_000, 40_000, 60_000, 60_000]) {
      await clock.advance(pauseMs)
      call(true, 2)
      call(false)
      expect(breaker.admit(action)?.retryAfterMs).toBe(next)
      pauseMs = next
    }
  })

  it('begins with 5 s again after it has closed', async () => {
    const { clock, call, breaker } = opened()
    await clock.advance(5_000)
    call(false)
    await clock.advance(10_000)
    call(true, 3)
    call(false, 20)
    expect(breaker.admit(action)?.retryAfterMs).toBe(5_000)
  })

  it('gets the place of a probe back that was throttled or cancelled', async () => {
    const { clock, breaker, probe, state } = opened()
    await clock.advance(5_000)
    for (let n = 0; n < 30; n++) {
      expect(probe()).toBe(true)
      breaker.release(action)
    }
    expect([probe(), probe()]).toEqual([true, false])
    breaker.record(action, true)
    expect([probe(), probe(), probe()]).toEqual([true, true, false])
    for (let n = 0; n < 2; n++) breaker.record(action, true)
    expect(state()).toBe('closed')
  })

  it('takes a second failed probe of the same round for what it is: nothing new', async () => {
    const { clock, breaker, probe } = opened()
    await clock.advance(5_000)
    probe()
    breaker.record(action, true)
    for (let n = 0; n < 2; n++) probe()
    for (let n = 0; n < 2; n++) breaker.record(action, false)
    expect(breaker.admit(action)?.retryAfterMs).toBe(10_000)
  })
})
