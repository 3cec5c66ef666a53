import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createWaitingLine } from '../../src/ground/waiting-line.ts'

it('serves first come, first served, whoever leaves in between', () => {
  const step = fc.oneof(
    fc.constant('join' as const),
    fc.constant('next' as const),
    fc.record({ leave: fc.nat({ max: 300 }) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 600 }), (steps) => {
      const line = createWaitingLine<number>()
      const leave: (() => void)[] = []
      let model: number[] = []
      for (const each of steps) {
        if (each === 'join') {
          model.push(leave.length)
          leave.push(line.join(leave.length))
        } else if (each === 'next') expect(line.next()).toBe(model.shift())
        else {
          leave[each.leave]?.()
          model = model.filter((item) => item !== each.leave)
        }
        expect(line.size()).toBe(model.length)
        expect(line.first()).toBe(model[0])
      }
      expect(model.map(() => line.next())).toEqual(model)
    }),
  )
})

it('keeps nothing of what has left or been served', () => {
  const line = createWaitingLine<object>()
  const refs = Array.from({ length: 500 }, () => {
    const item = {}
    const leave = line.join(item)
    return { leave, item }
  })
  for (const { leave } of refs.slice(0, 400)) leave()
  expect(line.size()).toBe(100)
  expect(line.next()).toBe(refs[400]?.item)
})
