import { expect, it } from 'vitest'
import type { ToPrimary } from '../../src/cluster/messages.ts'
import { createUnmaskings } from '../../src/cluster/unmaskings.ts'
import { fakeClock } from '../support/clock.ts'

const pace = { perMinute: 30, burst: 30 }

it('asks the primary for each number, and takes no silence for a yes', async () => {
  const clock = fakeClock()
  const sent: ToPrimary[] = []
  const { rates, hear } = createUnmaskings({ send: (message) => sent.push(message), after: clock.after })
  const [first, second, third] = ['support', 'support', 'another'].map((who) => rates.take(who, pace))
  expect(sent).toEqual([
    { kind: 'unmask?', id: 1, viewerId: 'support' },
    { kind: 'unmask?', id: 2, viewerId: 'support' },
    { kind: 'unmask?', id: 3, viewerId: 'another' },
  ])
  hear({ kind: 'unmask', id: 2, waitMs: 2_000 })
  hear({ kind: 'unmask', id: 1, waitMs: 0 })
  hear({ kind: 'unmask', id: 9, waitMs: 0 })
  expect([await first, await second]).toEqual([0, 2_000])
  await clock.advance(1_000)
  expect(await third).toBe(Number.POSITIVE_INFINITY)
  hear({ kind: 'unmask', id: 3, waitMs: 0 })
  expect(clock.timers()).toBe(0)
})
