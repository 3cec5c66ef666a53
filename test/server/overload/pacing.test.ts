import { describe, expect, it } from 'vitest'
import { createPacing } from '../../../src/server/overload/pacing.ts'
import { fakeClock } from '../../support/clock.ts'

const setUp = ({ mostBegun = Number.POSITIVE_INFINITY } = {}) => {
  const clock = fakeClock()
  let ready: (() => void)[] = []
  const load = { share: 0.5 }
  const pacing = createPacing({
    soon: (act) => void ready.push(act),
    now: clock.now,
    after: clock.after,
    mostBegun,
    load: () => load.share,
  })
  const begun: number[] = []
  const refused: number[] = []
  const ask = (...names: number[]): void => {
    for (const name of names)
      pacing.wait(
        () => begun.push(name),
        () => refused.push(name),
      )
  }
  /** One turn of the event loop; gives what was begun in it. */
  const turn = (): readonly number[] => {
    const acts = ready
    ready = []
    const before = begun.length
    for (const act of acts) act()
    return begun.slice(before)
  }
  return { clock, load, pacing, ask, turn, refused, isQuiet: () => ready.length === 0 }
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

it('begins as many in a turn as have come in it, and 16 if those are fewer', () => {
  const { ask, turn, pacing, isQuiet } = setUp({ mostBegun: 20 })
  ask(...upTo(60))
  const began = [turn()]
  for (let n = 0; n < 20; n++) pacing.done()
  began.push(turn())
  for (let n = 0; n < 16; n++) pacing.done()
  ask(60, 61)
  began.push(turn())
  expect(began.map(({ length }) => length)).toEqual([20, 16, 16])
  expect(began.flat()).toEqual(upTo(52))
  expect(isQuiet()).toBe(false)
})

it('takes one that comes while others are being begun', () => {
  const { ask, turn, pacing } = setUp()
  pacing.wait(
    () => ask(1),
    () => expect.unreachable(),
  )
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

  it('keeps nobody waiting behind those who hang', async () => {
    const { ask, turn, clock } = setUp({ mostBegun: 1 })
    ask(1)
    turn()
    await clock.advance(1_000)
    ask(2, 3)
    expect(turn()).toEqual([2, 3])
  })
})

describe('when more come than can be answered in time', () => {
  /** Ten are over in each of these times, which is what can be done; so many wait meanwhile. */
  const standing = async ({ load: share = 0.5, everyMs = 20 } = {}) => {
    const all = setUp({ mostBegun: 10 })
    all.load.share = share
    const answer = async (): Promise<void> => {
      await all.clock.advance(everyMs)
      for (let n = 0; n < 10; n++) all.pacing.done()
      all.turn()
    }
    all.ask(...upTo(1_000))
    all.turn()
    return { ...all, answer }
  }

  it('refuses one that has waited 200 ms in vain, while others are answered', async () => {
    const { answer, refused, clock, turn } = await standing()
    for (let n = 0; n < 9; n++) await answer()
    expect(refused).toEqual([])
    await answer()
    // Ten were begun at first and ten at each of ten times, this one included: the eleventh ten have waited in vain.
    expect(refused[0]).toBe(110)
    await clock.advance(1)
    turn()
    expect(refused).toEqual(upTo(64).map((n) => n + 110))
  })

  it('refuses 32 in a turn, so that answers go on', async () => {
    const { answer, refused } = await standing()
    for (let n = 0; n < 10; n++) await answer()
    expect(refused).toHaveLength(32)
  })

  it('refuses one soon that would wait in vain, but not so soon that it is back at once', async () => {
    const { answer, refused, clock, ask } = await standing()
    for (let n = 0; n < 20; n++) await answer()
    refused.length = 0
    ask(5_000)
    await clock.advance(49)
    expect(refused).not.toContain(5_000)
    await clock.advance(1)
    expect(refused).toContain(5_000)
  })

  it('lets it wait where the event loop has no time to spare: refused at once, it would be back and cost an answer', async () => {
    const { answer, refused, clock, ask } = await standing({ load: 1 })
    for (let n = 0; n < 20; n++) await answer()
    refused.length = 0
    ask(5_000)
    await clock.advance(199)
    expect(refused).not.toContain(5_000)
  })

  it('refuses none of those who are late because the loop was held up, and can all be begun now', async () => {
    const { ask, turn, refused, clock } = setUp({ mostBegun: 100 })
    ask(...upTo(50))
    await clock.advance(700)
    expect(turn()).toEqual(upTo(50))
    expect(refused).toEqual([])
  })

  it('refuses none while the upstream hangs', async () => {
    const { ask, turn, refused, clock } = setUp({ mostBegun: 10 })
    ask(...upTo(40))
    turn()
    await clock.advance(200)
    expect(turn()).toHaveLength(16)
    ask(...upTo(8))
    expect(turn()).toHaveLength(16)
    expect(refused).toEqual([])
  })
})

it('lets connections that arrive be taken first, for 48 turns at most', () => {
  const { ask, turn, pacing } = setUp()
  ask(1)
  for (let n = 0; n < 48; n++) {
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
