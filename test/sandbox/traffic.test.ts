import { describe, expect, it } from 'vitest'
import { embedSandbox } from '../../src/embedded-sandbox.ts'
import { type Sandbox, seeded, seededCalls, startSandbox, trafficPool } from '../../src/sandbox/sandbox.ts'
import { fakeClock, settled } from '../support/clock.ts'
import { admin } from './asking.ts'
import { queued, startReceiver } from './receiver.ts'

/** Calls that happen by themselves, so that a fresh start has something to show. */

const minute = 60_000

const during = async (
  options: Parameters<typeof startSandbox>[0],
  act: (sandbox: Sandbox, pass: (minutes: number) => Promise<void>) => Promise<void>,
) => {
  const clock = fakeClock()
  const sandbox = await startSandbox({ clock: clock.now, after: clock.after, ...options })
  try {
    await act(sandbox, (minutes) => clock.advance(minutes * minute))
  } finally {
    await sandbox.close()
    await settled()
    expect(clock.timers()).toBe(0)
  }
}
const calls = (sandbox: Sandbox) => queued(sandbox, 'SecretStartReport')
const counted = <T>(values: readonly T[]) => new Set(values).size

describe('traffic', () => {
  it('is none unless it is asked for', () =>
    during({}, async (sandbox, pass) => {
      await pass(60)
      expect(calls(sandbox)).toEqual([])
      expect(sandbox.world.pools.has(trafficPool.poolKey)).toBe(false)
    }))

  it('makes about so many calls a minute, over many bindings, with many endings', () =>
    during({ traffic: 6 }, async (sandbox, pass) => {
      await pass(100)
      const made = calls(sandbox)
      expect(made.length).toBeGreaterThan(480)
      expect(made.length).toBeLessThan(720)
      expect(counted(made.map(({ secret_no }) => secret_no))).toBeGreaterThan(8)
      expect(new Set(made.map(({ pool_key }) => pool_key))).toContain(seeded.poolKey)
      const ends = queued(sandbox, 'SecretReport')
      expect(counted(ends.map(({ release_cause }) => release_cause))).toBeGreaterThan(5)
      expect(new Set(ends.map(({ unconnected_cause }) => unconnected_cause))).toEqual(new Set([0, 2, 3, 4]))
      const answered = ends.filter(({ start_time, release_time }) => start_time !== release_time)
      expect(answered.length / ends.length).toBeGreaterThan(0.4)
      for (const type of [
        'SecretRecording',
        'SecretAsrReport',
        'SecretSmsIntercept',
        'SecretExceptionPhoneReport',
      ] as const)
        expect([type, queued(sandbox, type).length > 0]).toEqual([type, true])
    }))

  it('is the same in every sandbox', async () => {
    const heard: unknown[][] = []
    for (let run = 0; run < 2; run++)
      await during({ traffic: 6 }, async (sandbox, pass) => {
        await pass(20)
        heard.push(calls(sandbox).map(({ phone_no, peer_no, call_time }) => [phone_no, peer_no, call_time]))
      })
    expect(heard[0]).toEqual(heard[1])
    expect(heard[0]?.length).toBeGreaterThan(80)
  })

  it('never uses the id of a call or a message twice, not even in another run', async () => {
    const ids: unknown[] = []
    for (let run = 0; run < 2; run++)
      await during({ traffic: 60 }, async (sandbox, pass) => {
        await pass(5)
        ids.push(...calls(sandbox).map(({ call_id }) => call_id))
      })
    expect(ids.length).toBeGreaterThan(400)
    expect(counted(ids)).toBe(ids.length)
  })

  it('brings one call, not a year of them, when the clock leaps', () =>
    during({ traffic: 600 }, async (sandbox) => {
      sandbox.clock.advance(365 * 86_400_000)
      expect(calls(sandbox).length).toBeLessThanOrEqual(1)
    }))

  it('goes on after a reset', () =>
    during({ traffic: 60 }, async (sandbox, pass) => {
      sandbox.reset()
      await pass(2)
      expect(calls(sandbox).length).toBeGreaterThan(50)
    }))

  it('does not fill the memory: the oldest calls are forgotten, those of a fresh start excepted', () =>
    during({}, async ({ world, clock }) => {
      const call = (index: number) => ({ callId: `call-${index}`, poolKey: seeded.poolKey, callTime: clock.now() })
      for (let index = 0; index < 6_000; index++) world.recordedCalls.add(call(index))
      expect(world.recordedCalls.find('call-0')).toBeUndefined()
      expect(world.recordedCalls.find('call-5999')).toBeDefined()
      expect(world.recordedCalls.find(seededCalls.finished.callId)).toBeDefined()
    }))

  it('comes with a server that has the sandbox in it, which pushes where it is told to', async () => {
    const receiver = await startReceiver()
    const sandbox = await embedSandbox({ mischief: null, traffic: 6_000 }, Date.now)
    try {
      sandbox.receipts?.configure({ pushUrl: receiver.url })
      while (receiver.pushed.length === 0) await settled()
      expect(receiver.pushed[0]?.path).toMatch(/^\/receipts\/secret\/Secret/)
    } finally {
      await sandbox.close()
      await receiver.close()
    }
  })

  it('is set by the admin door, and refused there with one clear sentence', () =>
    during({}, async (sandbox, pass) => {
      expect(await admin(sandbox, 'POST', '/traffic', { callsPerMinute: 60 })).toMatchObject({ status: 200 })
      await pass(1)
      const made = calls(sandbox).length
      expect(made).toBeGreaterThan(20)
      await admin(sandbox, 'POST', '/traffic', { callsPerMinute: 0 })
      await pass(10)
      expect(calls(sandbox)).toHaveLength(made)
      expect(await admin(sandbox, 'POST', '/traffic', { callsPerMinute: 'many' })).toMatchObject({
        status: 400,
        body: { error: 'the traffic: callsPerMinute must be a number from 0 to 6000' },
      })
    }))
})
