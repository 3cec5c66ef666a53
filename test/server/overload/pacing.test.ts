import { describe, expect, it } from 'vitest'
import { createPacing } from '../../../src/server/overload/pacing.ts'
import { fakeClock } from '../../support/clock.ts'

const setUp = ({ mostBegun = Number.POSITIVE_INFINITY } = {}) => {
  const clock = fakeClock()
  let ready: (() => void)[] = []
  const pacing = createPacing({
    soon: (act) => void ready.push(act),
    now: clock.now,
    after: clock.after,
    mostBegun,
  })
  const begun: number[] = []
  const ask = (...names: number[]): void => {
    for (const name of names) pacing.wait(() => begun.push(name))
  }
  /** One turn of the event loop; gives what was begun in it. */
  const turn = (): readonly number[] => {
    const acts = ready
    ready = []
    const before = begun.length
    for (const act of acts) act()
    return begun.slice(before)
  }
  return { clock, pacing, ask, turn, isQuiet: () => ready.length === 0 }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

it('begins requests in order of arrival, at the end of the turn in which they came', () => {
  const { ask, turn, isQuiet } = setUp()
  ask(1, 2, 3)
  expect(turn()).toEqual([1, 2, 3])
  expect(isQuiet()).toBe(true)
  ask(4)
  expect(turn()).toEqual([4])
})

it('begins 16 in a turn, and goes on in the next', () => {
  const { ask, turn, isQuiet } = setUp()
  ask(...upTo(38))
  const began = [turn(), turn(), turn()]
  expect(began.map(({ length }) => length)).toEqual([16, 16, 6])
  expect(began.flat()).toEqual(upTo(38))
  expect(isQuiet()).toBe(true)
})

it('takes one that comes while others are being begun', () => {
  const { ask, turn, pacing } = setUp()
  pacing.wait(() => ask(1))
  expect(turn()).toEqual([1])
})

describe('when more come than can be under way', () => {
  it('begins only as many as are useful, and the next when one is over', () => {
    const { ask, turn, pacing, isQuiet } = setUp({ mostBegun: 2 })
    ask(1, 2, 3, 4)
    expect(turn()).toEqual([1, 2])
    expect(isQuiet()).toBe(true)
    pacing.done()
    expect(turn()).toEqual([3])
    pacing.done()
    pacing.done()
    expect(turn()).toEqual([4])
  })

  it('begins whoever has waited 200 ms, since those before him may hang', async () => {
    const { ask, turn, clock } = setUp({ mostBegun: 1 })
    ask(1, 2)
    expect(turn()).toEqual([1])
    await clock.advance(199)
    expect(turn()).toEqual([])
    await clock.advance(1)
    expect(turn()).toEqual([2])
    expect(clock.timers()).toBe(0)
  })

  it('counts those 200 ms from when he came, not from when somebody looked', async () => {
    const { ask, turn, pacing, clock } = setUp({ mostBegun: 1 })
    ask(1, 2)
    turn()
    await clock.advance(10)
    pacing.done()
    expect(turn()).toEqual([2])
    await clock.advance(5)
    ask(3)
    turn()
    await clock.advance(185)
    turn()
    await clock.advance(15)
    expect(turn()).toEqual([3])
  })

  it('keeps nobody waiting for a wall clock that was set back', async () => {
    const { ask, turn, clock } = setUp({ mostBegun: 1 })
    ask(1, 2)
    expect(turn()).toEqual([1])
    clock.shift(-3_600_000)
    await clock.advance(200)
    expect(turn()).toEqual([2])
  })

  it('keeps nobody waiting when so few are over that it would take too long', async () => {
    const { ask, turn, pacing, clock } = setUp({ mostBegun: 6 })
    ask(...upTo(6))
    turn()
    await clock.advance(1_000)
    for (let n = 0; n < 5; n++) {
      pacing.done()
      await clock.advance(20)
    }
    ask(...upTo(5))
    turn()
    // Five were over in 100 ms: ten of those who wait now will be begun within 200 ms, the eleventh will not.
    ask(...upTo(11))
    expect(turn()).toEqual([0])
    ask(11)
    expect(turn()).toEqual([1])
  })

  it('keeps nobody waiting behind those who hang', async () => {
    const { ask, turn, clock } = setUp({ mostBegun: 1 })
    ask(1)
    turn()
    await clock.advance(1_000)
    ask(2, 3)
    expect(turn()).toEqual([2, 3])
  })
})

it('lets connections that arrive be taken first, for 16 pacing at most', () => {
  const { ask, turn, pacing } = setUp()
  ask(1)
  for (let n = 0; n < 16; n++) {
    pacing.arrived()
    expect(turn()).toEqual([])
  }
  pacing.arrived()
  expect(turn()).toEqual([1])
  ask(2)
  pacing.arrived()
  expect(turn()).toEqual([])
  expect(turn()).toEqual([2])
})
