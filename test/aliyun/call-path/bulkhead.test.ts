import { describe, expect, it } from 'vitest'
import { createBulkhead } from '../../../src/aliyun/call-path/bulkhead.ts'
import { fakeCaller, fakeClock, isPending } from '../../support/clock.ts'

const action = 'QueryCallStatus'

const setUp = ({ inFlight = 2, waiting = 3 } = {}) => {
  const clock = fakeClock()
  const bulkhead = createBulkhead({ inFlight, waiting }, clock.now, clock.after)
  const enter = async ({ operation = action, patience = 1_000, caller = fakeCaller() } = {}) => {
    const until = clock.now() + patience
    return bulkhead.enter(operation, () => until, caller.cancellation)
  }
  return { clock, bulkhead, enter, load: () => bulkhead.load().get(action) }
}

describe('a bulkhead', () => {
  it('lets so many in at a time and the next ones wait, in order', async () => {
    const { clock, bulkhead, enter, load } = setUp()
    expect([await enter(), await enter()]).toEqual([null, null])
    const order: number[] = []
    for (let n = 0; n < 3; n++) void enter().then(() => order.push(n))
    await clock.advance(0)
    expect(load()).toEqual({ inFlight: 2, waiting: 3 })
    bulkhead.leave(action)
    await clock.advance(0)
    expect(order).toEqual([0])
    expect(load()).toEqual({ inFlight: 2, waiting: 2 })
    bulkhead.leave(action)
    bulkhead.leave(action)
    await clock.advance(0)
    expect(order).toEqual([0, 1, 2])
    bulkhead.leave(action)
    bulkhead.leave(action)
    expect(load()).toEqual({ inFlight: 0, waiting: 0 })
    expect(clock.timers()).toBe(0)
  })

  it('turns away whoever finds the waiting room full, at once', async () => {
    const { enter } = setUp()
    for (let n = 0; n < 5; n++) void enter()
    expect(await enter()).toMatchObject({ kind: 'withheld', code: 'QUEUE_FULL', retryAfterMs: 1_000 })
  })

  it('keeps nobody longer than it can wait', async () => {
    const { clock, bulkhead, enter, load } = setUp({ inFlight: 1 })
    await enter()
    const hasty = enter({ patience: 100 })
    const patient = enter()
    await clock.advance(99)
    expect(await isPending(hasty)).toBe(true)
    await clock.advance(1)
    expect(await hasty).toMatchObject({ kind: 'withheld', code: 'QUEUE_FULL' })
    bulkhead.leave(action)
    expect(await patient).toBeNull()
    expect(load()).toEqual({ inFlight: 1, waiting: 0 })
  })

  it('forgets who has gone away, and gives the place to the next', async () => {
    const { bulkhead, enter, load } = setUp({ inFlight: 1 })
    await enter()
    const caller = fakeCaller()
    const [leaving, staying] = [enter({ caller }), enter()]
    await isPending(leaving)
    caller.leave()
    expect(await leaving).toMatchObject({ code: 'CANCELLED' })
    expect(caller.listening()).toBe(0)
    bulkhead.leave(action)
    expect(await staying).toBeNull()
    expect(load()).toEqual({ inFlight: 1, waiting: 0 })
  })

  it('has a room for each operation: one that hangs does not take its neighbours’ places', async () => {
    const { enter } = setUp()
    for (let n = 0; n < 10; n++) void enter()
    expect(await enter({ operation: 'LockSecretNo' })).toBeNull()
  })

  it('loses no place when somebody’s turn comes as he goes away', async () => {
    const { clock, bulkhead, enter, load } = setUp({ inFlight: 1 })
    await enter()
    const caller = fakeCaller()
    const next = enter({ caller })
    await isPending(next)
    bulkhead.leave(action)
    caller.leave()
    expect(await next).toBeNull()
    bulkhead.leave(action)
    expect(load()).toEqual({ inFlight: 0, waiting: 0 })
    expect(clock.timers()).toBe(0)
  })
})

it('gives a free place to what somebody waits for alone before parts of lists', async () => {
  const clock = fakeClock()
  const bulkhead = createBulkhead({ inFlight: 1, waiting: 4 }, clock.now, clock.after)
  const until = (): number => clock.now() + 1_000
  const came: string[] = []
  expect(bulkhead.enter('A', until, fakeCaller().cancellation)).toBeNull()
  const list = Promise.resolve(bulkhead.enter('A', until, fakeCaller().cancellation, 'bulk')).then(() =>
    came.push('list'),
  )
  const alone = Promise.resolve(bulkhead.enter('A', until, fakeCaller().cancellation, 'interactive')).then(() =>
    came.push('alone'),
  )
  bulkhead.leave('A')
  await alone
  bulkhead.leave('A')
  await list
  expect(came).toEqual(['alone', 'list'])
})

it('gives parts of lists one free place in ten, however many others come', async () => {
  const clock = fakeClock()
  const bulkhead = createBulkhead({ inFlight: 1, waiting: 200 }, clock.now, clock.after)
  const until = (): number => clock.now() + 1_000
  const came: string[] = []
  await bulkhead.enter('A', until, fakeCaller().cancellation)
  for (let n = 0; n < 100; n++)
    for (const lane of ['interactive', 'bulk'] as const)
      void Promise.resolve(bulkhead.enter('A', until, fakeCaller().cancellation, lane)).then(() => came.push(lane))
  for (let n = 0; n < 100; n++) bulkhead.leave('A')
  await clock.advance(0)
  expect(came).toHaveLength(100)
  expect(came.filter((lane) => lane === 'bulk')).toHaveLength(10)
})
