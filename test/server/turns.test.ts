import { describe, expect, it } from 'vitest'
import { createTurns } from '../../src/server/turns.ts'
import { fakeClock } from '../clock.ts'

const setUp = ({ mostBegun = Number.POSITIVE_INFINITY, saturated = true } = {}) => {
  const clock = fakeClock()
  const load = { saturated }
  let ready: (() => void)[] = []
  const turns = createTurns({
    soon: (act) => void ready.push(act),
    now: clock.now,
    after: clock.after,
    mostBegun,
    saturated: () => load.saturated,
  })
  const begun: number[] = []
  const ask = (...names: number[]): void => {
    for (const name of names) turns.wait(() => begun.push(name))
  }
  /** One turn of the event loop; gives what was begun in it. */
  const turn = (): readonly number[] => {
    const acts = ready
    ready = []
    const before = begun.length
    for (const act of acts) act()
    return begun.slice(before)
  }
  return { clock, load, turns, ask, turn, isQuiet: () => ready.length === 0 }
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

it('begins 32 in a turn, and goes on in the next', () => {
  const { ask, turn, isQuiet } = setUp()
  ask(...upTo(70))
  const began = [turn(), turn(), turn()]
  expect(began.map(({ length }) => length)).toEqual([32, 32, 6])
  expect(began.flat()).toEqual(upTo(70))
  expect(isQuiet()).toBe(true)
})

it('takes one that comes while others are being begun', () => {
  const { ask, turn, turns } = setUp()
  turns.wait(() => ask(1))
  expect(turn()).toEqual([1])
})

describe('when the process has no time to spare', () => {
  it('begins only as many as are useful, and the next when one is over', () => {
    const { ask, turn, turns, isQuiet } = setUp({ mostBegun: 2 })
    ask(1, 2, 3, 4)
    expect(turn()).toEqual([1, 2])
    expect(isQuiet()).toBe(true)
    turns.done()
    expect(turn()).toEqual([3])
    turns.done()
    turns.done()
    expect(turn()).toEqual([4])
  })

  it('begins whoever has waited 200 ms, since those before him may hang', async () => {
    const { ask, turn, clock } = setUp({ mostBegun: 1 })
    ask(1, 2)
    expect(turn()).toEqual([1])
    await clock.advance(100)
    ask(3)
    await clock.advance(99)
    expect(turn()).toEqual([])
    await clock.advance(1)
    expect(turn()).toEqual([2])
    await clock.advance(200)
    expect(turn()).toEqual([3])
    expect(clock.timers()).toBe(0)
  })

  it('begins all at once as soon as there is time again', () => {
    const { ask, turn, load } = setUp({ mostBegun: 1 })
    ask(1, 2, 3)
    expect(turn()).toEqual([1])
    load.saturated = false
    ask(4)
    expect(turn()).toEqual([2, 3, 4])
  })
})

it('begins any number while there is time to spare, however many are under way', () => {
  const { ask, turn } = setUp({ mostBegun: 1, saturated: false })
  ask(...upTo(20))
  expect(turn()).toEqual(upTo(20))
})

it('lets connections that arrive be taken first, for 16 turns at most', () => {
  const { ask, turn, turns } = setUp()
  ask(1)
  for (let n = 0; n < 16; n++) {
    turns.arrived()
    expect(turn()).toEqual([])
  }
  turns.arrived()
  expect(turn()).toEqual([1])
  ask(2)
  turns.arrived()
  expect(turn()).toEqual([])
  expect(turn()).toEqual([2])
})
