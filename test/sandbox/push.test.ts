import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, seeded, startSandbox } from '../../src/sandbox/sandbox.ts'
import { settled } from '../support/clock.ts'
import { admin } from './asking.ts'
import { queued, startReceiver } from './receiver.ts'

/** Pushing as the platform does it: arrays of one type, 700 ms, again after 1, 5 and 10 minutes, then never. */

const start = Date.parse('2026-11-28T12:00:00+08:00')
const [second, minute] = [1_000, 60_000]
const { normal } = seeded
const fromB = { from: normal.numberB, to: normal.numberX }

let receiver: Awaited<ReturnType<typeof startReceiver>>
let sandbox: Sandbox
/** Real timers that the sandbox set, to be fired by hand: the wake-up of its agenda, and the limit of a push. */
let timers: { readonly ms: number; readonly act: () => void }[]

beforeEach(async () => {
  timers = []
  receiver = await startReceiver()
  sandbox = await startSandbox({
    clock: () => start,
    after: (ms, act) => {
      const timer = { ms, act }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    receipts: { pushUrl: receiver.url },
  })
})
afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

const pushedTypes = () => receiver.pushed.map(({ path, items }) => [path.replace(/^.*\//, ''), items.length])
const advance = async (ms: number): Promise<void> => {
  sandbox.clock.advance(ms)
  await sandbox.receipts.settled()
}
const outcomes = () =>
  sandbox.receipts.pushes.map(({ attempt, answer, at }) => [attempt, answer, (at - start) / second])

describe('a push', () => {
  it('gathers the receipts of one type for a moment, and goes to the path of the type', async () => {
    sandbox.call(fromB)
    sandbox.call({ from: normal.numberA, to: normal.numberX })
    sandbox.message({ ...fromB, text: 'hello' })
    await advance(0)
    expect(receiver.pushed).toEqual([])
    await advance(second)
    expect(pushedTypes().toSorted()).toEqual([
      ['SecretSmsIntercept', 1],
      ['SecretStartReport', 2],
    ])
    expect(receiver.pushed[0]?.path).toMatch(/^\/receipts\/secret\//)
  })

  it('leaves at once when it is full', async () => {
    sandbox.receipts.configure({ batchMost: 2 })
    for (let call = 0; call < 5; call++) sandbox.call(fromB)
    await advance(0)
    expect(pushedTypes()).toEqual([
      ['SecretStartReport', 2],
      ['SecretStartReport', 2],
    ])
    await advance(second)
    expect(pushedTypes().at(-1)).toEqual(['SecretStartReport', 1])
  })

  it.each([
    ['any code', 200, '{"code":7}', 200],
    ['no code', 200, '{"msg":"OK"}', 'no JSON with a code'],
    ['a code as text', 200, '{"code":"0"}', 'no JSON with a code'],
    ['no JSON', 200, 'OK', 'no JSON with a code'],
    ['201', 201, '{"code":0}', 201],
    ['a redirect', 302, '', 302],
    ['404', 404, '', 404],
    ['503', 503, '{"code":0}', 503],
  ])('that is answered with %s counts as it does for the platform', async (_what, status, body, answer) => {
    receiver.answer({ status, body })
    sandbox.message({ ...fromB, text: 'hello' })
    await advance(second)
    expect(sandbox.receipts.pushes).toMatchObject([{ attempt: 1, answer }])
    await advance(minute)
    expect(receiver.pushed).toHaveLength(answer === 200 ? 1 : 2)
  })

  it('is repeated after 1, 5 and 10 minutes with the same receipts, and then given up', async () => {
    receiver.answer(...Array.from({ length: 4 }, () => ({ status: 503, body: '' })))
    sandbox.message({ ...fromB, text: 'hello' })
    await advance(second)
    await advance(minute - 1)
    expect(receiver.pushed).toHaveLength(1)
    await advance(1)
    expect(receiver.pushed).toHaveLength(2)
    await advance(5 * minute)
    await advance(10 * minute)
    expect(outcomes()).toEqual([
      [1, 503, 1],
      [2, 503, 61],
      [3, 503, 361],
      [4, 503, 961],
    ])
    expect(new Set(receiver.pushed.map(({ items }) => JSON.stringify(items))).size).toBe(1)
    expect(sandbox.receipts.dropped()).toBe(1)
    await advance(60 * minute)
    expect(receiver.pushed).toHaveLength(4)
  })

  it('is repeated as often when the clock leaps over all of it', async () => {
    receiver.answer(...Array.from({ length: 3 }, () => ({ status: 500, body: '' })))
    sandbox.message({ ...fromB, text: 'hello' })
    await advance(60 * minute)
    expect(outcomes().map(([, answer]) => answer)).toEqual([500, 500, 500, 200])
    expect(sandbox.receipts.dropped()).toBe(0)
  })

  it('is given 700 ms', async () => {
    receiver.answer({ status: 0, body: '' })
    sandbox.message({ ...fromB, text: 'hello' })
    sandbox.clock.advance(second)
    const limit = timers.find(({ ms }) => ms === 700)
    while (receiver.pushed.length === 0) await settled()
    expect(sandbox.receipts.pushes).toEqual([])
    limit?.act()
    await sandbox.receipts.settled()
    expect(outcomes()).toEqual([[1, 'too late', 1]])
    await advance(minute)
    expect(outcomes()[1]).toEqual([2, 200, 61])
  })

  it('that reaches nobody is repeated too', async () => {
    await receiver.close()
    sandbox.message({ ...fromB, text: 'hello' })
    await advance(second)
    expect(outcomes()).toEqual([[1, 'no answer', 1]])
  })

  it('that was under way at a reset is forgotten', async () => {
    receiver.answer({ status: 503, body: '' })
    sandbox.message({ ...fromB, text: 'hello' })
    sandbox.clock.advance(second)
    sandbox.reset()
    await advance(60 * minute)
    expect(sandbox.receipts.pushes).toEqual([])
    expect(sandbox.receipts.settings().pushUrl).toBe(receiver.url)
  })

  it('is turned on and off by the admin door', async () => {
    await admin(sandbox, 'POST', '/receipts', { pushUrl: null })
    sandbox.message({ ...fromB, text: 'hello' })
    await advance(minute)
    expect(receiver.pushed).toEqual([])
    await admin(sandbox, 'POST', '/receipts', { pushUrl: receiver.url, queue: false })
    sandbox.message({ ...fromB, text: 'hello' })
    await advance(minute)
    expect(receiver.pushed).toHaveLength(1)
    expect(queued(sandbox, 'SecretSmsIntercept')).toHaveLength(1)
  })
})

describe('the way of the receipts', () => {
  it('brings some twice and some out of order where it is told to, and loses none', async () => {
    sandbox.receipts.configure({ duplicates: 0.5, disorder: 0.5 })
    const ids: string[] = []
    for (let message = 0; message < 40; message++) {
      ids.push(sandbox.message({ ...fromB, text: `message ${message}` }).id)
      await advance(second)
    }
    await advance(2 * minute)
    const heard = receiver.pushed.flatMap(({ items }) => items.map(({ id }) => String(id)))
    expect(heard.length).toBeGreaterThan(50)
    expect([...new Set(heard)].toSorted()).toEqual(ids)
    expect([...new Set(heard)]).not.toEqual(ids)
    expect(queued(sandbox, 'SecretSmsIntercept')).toHaveLength(heard.length)
  })

  it('is the same in every run of the same seed', async () => {
    const run = async () => {
      const other = await startSandbox({
        clock: () => start,
        after: () => () => {},
        receipts: { duplicates: 0.5, disorder: 0.5, shapes: 'mixed' },
      })
      for (let message = 0; message < 20; message++) other.message({ ...fromB, text: `message ${message}` })
      other.clock.advance(minute * 5)
      const told = queued(other, 'SecretSmsIntercept').map(({ sms_content, status }) => [sms_content, status])
      await other.close()
      return told
    }
    expect(await run()).toEqual(await run())
  })

  it('is refused at the start where it leads off this machine', async () => {
    await expect(startSandbox({ receipts: { pushUrl: 'https://example.com/receipts' } })).rejects.toThrow(
      /^the receipts: pushUrl must be null or an http URL of this machine/,
    )
  })
})
