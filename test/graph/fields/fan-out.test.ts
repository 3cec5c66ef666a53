import { describe, expect, it } from 'vitest'
import { createFanOut } from '../../../src/graph/fields/fan-out.ts'
import { settled } from '../../support/clock.ts'

/** A list whose items end when they are told to, in any order. */
const list = (fanOut: ReturnType<typeof createFanOut>, length: number) => {
  const ends: ((error?: unknown) => void)[] = []
  const items = Array.from({ length }, (_, index) => index)
  let underWay = 0
  const results = fanOut(items, (item) => {
    underWay++
    return new Promise<string>((resolve, reject) => {
      ends.push((error) => {
        underWay--
        if (error === undefined) resolve(`answer ${item}`)
        else reject(error)
      })
    })
  })
  const end = async (count = 1): Promise<void> => {
    for (const act of ends.splice(0, count)) act()
    await settled()
  }
  return { results, ends, end, underWay: () => underWay }
}

describe('a list', () => {
  it('alone has all places, and begins another item as one ends', async () => {
    const one = list(createFanOut(20), 30)
    expect(one.underWay()).toBe(20)
    await one.end()
    expect(one.underWay()).toBe(20)
    await one.end(12)
    expect(one.underWay()).toBe(17)
    await one.end(17)
    expect(await one.results).toEqual(Array.from({ length: 30 }, (_, index) => `answer ${index}`))
  })

  it('shares them with other long ones, and has them back when these are answered', async () => {
    const fanOut = createFanOut(20)
    const one = list(fanOut, 100)
    const other = list(fanOut, 12)
    expect([one.underWay(), other.underWay()]).toEqual([20, 10])
    await one.end(10)
    expect([one.underWay(), other.underWay()]).toEqual([10, 10])
    await other.end()
    expect(other.underWay()).toBe(10)
    await other.end(10)
    await other.end()
    expect(await other.results).toHaveLength(12)
    await one.end()
    expect(one.underWay()).toBe(20)
  })

  it('that is short begins at once and takes nothing of the others’ share', () => {
    const fanOut = createFanOut(20)
    for (let n = 0; n < 50; n++) expect(list(fanOut, 8).underWay()).toBe(8)
    expect(list(fanOut, 100).underWay()).toBe(20)
  })

  it('gets on however many there are', async () => {
    const fanOut = createFanOut(2)
    const all = Array.from({ length: 10 }, () => list(fanOut, 20))
    expect(all.map(({ underWay }) => underWay())).toEqual(Array(10).fill(8))
    for (let n = 0; n < 3; n++) await Promise.all(all.map(({ end }) => end(8)))
    for (const { results } of all) expect(await results).toHaveLength(20)
  })

  it('gives back its share when it is answered, by failures too', async () => {
    const fanOut = createFanOut(20)
    const failing = list(fanOut, 9)
    for (const end of failing.ends.splice(0)) end('no error')
    expect(await failing.results).toEqual(Array(9).fill(expect.any(Error)))
    expect(list(fanOut, 30).underWay()).toBe(20)
  })

  it('keeps the order of its items and the errors of those that throw', async () => {
    const one = list(createFanOut(3), 3)
    const [first, second, third] = one.ends
    third?.()
    second?.(new TypeError('our bug'))
    first?.()
    expect(await one.results).toEqual(['answer 0', expect.any(TypeError), 'answer 2'])
  })

  it('of nothing is answered with nothing', async () => {
    expect(await createFanOut(3)([], () => Promise.reject(new Error('never asked')))).toEqual([])
  })
})
