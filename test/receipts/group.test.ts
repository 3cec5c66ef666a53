import { describe, expect, it } from 'vitest'
import { createGroup } from '../../src/receipts/group.ts'
import { fakeClock, isPending, settled } from '../support/clock.ts'

describe('a group of batches', () => {
  const make = (more: object = {}) => {
    const clock = fakeClock()
    const commits: { items: readonly number[]; done: () => void; fail: (error: Error) => void }[] = []
    const commit = (items: readonly number[]) =>
      new Promise<void>((resolve, reject) => commits.push({ items, done: resolve, fail: reject }))
    return { clock, commits, add: createGroup<number>({ commit, after: clock.after, ...more }) }
  }

  it('is committed together after 5 ms, and each batch is told when it is durable', async () => {
    const { clock, commits, add } = make()
    const told = [add([1, 2]), add([3])]
    await clock.advance(4)
    expect(commits).toEqual([])
    await clock.advance(1)
    expect(commits.map(({ items }) => items)).toEqual([[1, 2, 3]])
    expect(await Promise.all(told.map(isPending))).toEqual([true, true])
    commits[0]?.done()
    await Promise.all(told)
    expect(clock.timers()).toBe(0)
  })

  it('does not wait once 64 batches are there', async () => {
    const { clock, commits, add } = make()
    for (let n = 0; n < 64; n++) void add([n])
    await settled()
    expect(commits.map(({ items }) => items.length)).toEqual([64])
    expect(clock.timers()).toBe(0)
  })

  it('never tears a batch, and takes a large one alone', async () => {
    const { clock, commits, add } = make({ mostItems: 4 })
    void add([1])
    void add([2, 3, 4, 5, 6, 7])
    void add([8])
    await clock.advance(10)
    expect(commits.map(({ items }) => items)).toEqual([[1], [2, 3, 4, 5, 6, 7], [8]])
  })

  it('has few commits under way, and puts together what came meanwhile', async () => {
    const { clock, commits, add } = make({ mostCommits: 1 })
    void add([1])
    await clock.advance(5)
    void add([2])
    await clock.advance(5)
    void add([3])
    await clock.advance(5)
    expect(commits).toHaveLength(1)
    commits[0]?.done()
    await settled()
    expect(commits.map(({ items }) => items)).toEqual([[1], [2, 3]])
  })

  it('tells every batch of a commit that failed, and goes on', async () => {
    const { clock, commits, add } = make()
    const told = [add([1]), add([2])].map((each) => each.catch((error: Error) => error.message))
    await clock.advance(5)
    commits[0]?.fail(new Error('full'))
    expect(await Promise.all(told)).toEqual(['full', 'full'])
    const next = add([3])
    await clock.advance(5)
    commits[1]?.done()
    await next
  })
})
