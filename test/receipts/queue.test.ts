import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isObject } from '../../src/aliyun/contract/json.ts'
import { staticCredentials } from '../../src/aliyun/signing/credentials.ts'
import { type OpenQueues, openQueues } from '../../src/receipts/open-queues.ts'
import type { QueueItem, QueueReport, UnreadableItem } from '../../src/receipts/queue.ts'
import { type Sandbox, seeded, startSandbox } from '../../src/sandbox/sandbox.ts'
import { type FakeClock, fakeClock, settled } from '../support/clock.ts'

/** The consumer against the queues of the sandbox: real signatures, real sockets, one clock for both, moved by hand. */

const second = 1_000
const type = 'SecretSmsIntercept'
const name = `Alicom-Queue-1000000000000001-${type}`
const { normal } = seeded

let clock: FakeClock
let sandbox: Sandbox
let open: OpenQueues | null
let stored: QueueItem[]
let quarantined: UnreadableItem[]
let reports: QueueReport[]
let nonces = 0

beforeEach(async () => {
  clock = fakeClock()
  open = null
  ;[stored, quarantined, reports] = [[], [], []]
  sandbox = await startSandbox({ clock: clock.now, after: clock.after })
})
afterEach(async () => {
  await open?.close()
  await sandbox.close()
})

type Given = { readonly consumers?: number; readonly store?: (items: readonly QueueItem[]) => Promise<void> }
const read = ({ consumers = 1, store = async (items) => void stored.push(...items) }: Given = {}): void => {
  open = openQueues({
    queues: [{ name, type, consumers }],
    sandbox: new URL(sandbox.url),
    signature: 'v3',
    credentials: staticCredentials(sandbox.accessKey),
    timeoutMs: 5_000,
    nonce: () => `queue-test-${nonces++}`,
    now: clock.now,
    after: clock.after,
    soon: (act) => void setImmediate(act),
    random: () => 1,
    store,
    quarantine: async (items) => void quarantined.push(...items),
    observe: (report) => void reports.push(report),
  })
}

/** Lets the sockets talk until it is so; time stands still. */
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await settled()
}
const polling = (consumers = 1) => until(() => sandbox.world.queues.watching(name) === consumers)
const write = (text: string) => sandbox.message({ from: normal.numberB, to: normal.numberX, text })
const left = () => sandbox.world.queues.size(name)
const texts = (items: readonly QueueItem[]) =>
  items.map(({ body }) => (isObject(body) ? String(body.sms_content) : 'no object'))
const events = () => reports.map(({ event, code }) => (code === null ? event : `${event}: ${code}`))
const tokensAsked = () => sandbox.journal.filter(({ action }) => action === 'QueryTokenForMnsQueue').length

describe('a consumer', () => {
  it('stores what waits and what comes, in batches, and leaves nothing behind', async () => {
    for (let message = 0; message < 20; message++) write(`waiting ${message}`)
    read()
    await until(() => left() === 0)
    await polling()
    write('just come')
    await until(() => left() === 0)
    expect(texts(stored)).toEqual([...Array.from({ length: 20 }, (_, index) => `waiting ${index}`), 'just come'])
    expect(stored.every((item) => item.type === type)).toBe(true)
    expect(reports.map(({ event, count }) => [event, count])).toEqual([
      ['stored', 16],
      ['stored', 4],
      ['stored', 1],
    ])
  })

  it('keeps ids of 64 bits exact', async () => {
    const { numberB, numberX, subsId } = seeded.bigId
    sandbox.message({ from: numberB, to: numberX, text: 'hello' })
    read()
    await until(() => stored.length === 1)
    expect(stored[0]?.body).toMatchObject({ sub_id: BigInt(subsId) })
  })

  it('deletes nothing before it is durable', async () => {
    const commits: (() => void)[] = []
    write('hello')
    read({
      store: (items) =>
        new Promise((resolve) => {
          commits.push(() => {
            stored.push(...items)
            resolve()
          })
        }),
    })
    await until(() => commits.length === 1)
    for (let turn = 0; turn < 100; turn++) await settled()
    expect(left()).toBe(1)
    commits[0]?.()
    await until(() => left() === 0)
    expect(texts(stored)).toEqual(['hello'])
  })

  it('gets again what could not be stored, and stores it then', async () => {
    let up = false
    write('hello')
    read({
      store: async (items) => {
        if (!up) throw new Error('the store is down')
        stored.push(...items)
      },
    })
    await until(() => events().includes('store failed'))
    expect(left()).toBe(1)
    up = true
    await clock.advance(second)
    await polling()
    await clock.advance(29 * second)
    await until(() => left() === 0)
    expect(texts(stored)).toEqual(['hello'])
  })

  it('takes an empty queue for no error, and asks on', async () => {
    read()
    await polling()
    await clock.advance(30 * second)
    await until(() => reports.length === 1)
    await polling()
    expect(events()).toEqual(['empty'])
    write('hello')
    await until(() => left() === 0)
    expect(texts(stored)).toEqual(['hello'])
  })

  it('waits a second after an "empty" that came at once', async () => {
    sandbox.queueMischief({ kind: 'emptyStorm', times: 3 })
    write('hello')
    read()
    for (const times of [1, 2, 3]) {
      await until(() => events().length === times)
      for (let turn = 0; turn < 100; turn++) await settled()
      expect(events()).toEqual(Array.from({ length: times }, () => 'empty'))
      await clock.advance(second)
    }
    await until(() => left() === 0)
    expect(texts(stored)).toEqual(['hello'])
  })

  it.each([
    ['junkBody', 'the text is not JSON'],
    ['notBase64', 'the message is not base64'],
  ] as const)('quarantines %s, deletes it, and keeps what comes after it', async (kind, reason) => {
    sandbox.queueMischief({ kind, times: 1 })
    write('junk')
    read()
    await until(() => left() === 0)
    expect(quarantined).toMatchObject([{ type, reason }])
    expect(stored).toEqual([])
    await polling()
    write('hello')
    await until(() => left() === 0)
    expect(texts(stored)).toEqual(['hello'])
  })

  it.each(['duplicate', 'disorder'] as const)('loses nothing by %s', async (kind) => {
    for (const text of ['a', 'b', 'c']) write(text)
    sandbox.queueMischief({ kind, times: 1 })
    read()
    await until(() => left() === 0)
    expect([...new Set(texts(stored))].toSorted()).toEqual(['a', 'b', 'c'])
  })

  it('gets again what could not be deleted', async () => {
    write('hello')
    sandbox.queueMischief({ kind: 'handleExpired', times: 1 })
    read()
    await until(() => events().includes('delete failed: ReceiptHandleError'))
    await polling()
    await clock.advance(30 * second)
    await until(() => left() === 0)
    expect(texts(stored)).toEqual(['hello', 'hello'])
  })

  it.each([
    ['throttle', 'receive failed: QpsLimitExceeded'],
    ['timeExpired', 'receive failed: TimeExpired'],
    ['internalError', 'receive failed: InternalError'],
    ['halfXml', 'receive failed: BAD_RESPONSE'],
  ] as const)('comes back a second after %s', async (kind, event) => {
    sandbox.queueMischief({ kind, times: 1 })
    write('hello')
    read()
    await until(() => reports.length === 1)
    expect(events()).toEqual([event])
    await clock.advance(second)
    // Half a document hid the message that was in it.
    if (kind === 'halfXml') {
      await polling()
      await clock.advance(29 * second)
    }
    await until(() => left() === 0)
    expect(texts(stored)).toEqual(['hello'])
  })

  it('asks for one token, and for another two minutes before it ends', async () => {
    read({ consumers: 3 })
    await polling(3)
    expect(tokensAsked()).toBe(1)
    for (let passed = 0; passed < 16; passed++) {
      await clock.advance(30 * second)
      await until(() => reports.length === 3 * (passed + 1))
      await polling(3)
      expect(tokensAsked()).toBe(passed < 15 ? 1 : 2)
    }
    expect(new Set(events())).toEqual(new Set(['empty']))
  })

  it('asks for another token at once when the service takes it no longer', async () => {
    sandbox.queueMischief({ kind: 'tokenExpired', times: 1 })
    write('hello')
    read()
    await until(() => left() === 0)
    expect(tokensAsked()).toBe(2)
    expect(events()[0]).toBe('token failed: InvalidAccessKeyId')
  })

  it('waits longer and longer when no token can be had, and goes on when there is one', async () => {
    sandbox.mischief({ kind: 'answer', action: 'QueryTokenForMnsQueue', code: 'isv.ACCOUNT_ABNORMAL', times: 3 })
    write('hello')
    read()
    for (const [times, waits] of [1, 2, 4].entries()) {
      await until(() => reports.length === times + 1)
      await clock.advance(waits * second - 1)
      for (let turn = 0; turn < 50; turn++) await settled()
      expect(tokensAsked()).toBe(times + 1)
      await clock.advance(1)
    }
    await until(() => left() === 0)
    expect(events()).toEqual([...Array.from({ length: 3 }, () => 'token failed: isv.ACCOUNT_ABNORMAL'), 'stored'])
  })

  it('shares a queue with others without reading anything twice', async () => {
    for (let message = 0; message < 100; message++) write(String(message))
    read({ consumers: 4 })
    await until(() => left() === 0)
    expect(
      texts(stored)
        .map(Number)
        .toSorted((a, b) => a - b),
    ).toEqual(Array.from({ length: 100 }, (_, index) => index))
  })
})

describe('stopping', () => {
  it('cuts a long poll short', async () => {
    read({ consumers: 2 })
    await polling(2)
    await open?.close()
    await until(() => sandbox.world.queues.watching(name) === 0)
    expect(events()).toEqual([])
  })

  it('lets what is at hand be stored and deleted first', async () => {
    const commits: (() => void)[] = []
    write('hello')
    read({
      store: (items) =>
        new Promise((resolve) => {
          commits.push(() => {
            stored.push(...items)
            resolve()
          })
        }),
    })
    await until(() => commits.length === 1)
    let closed = false
    const closing = open?.close().then(() => {
      closed = true
    })
    for (let turn = 0; turn < 50; turn++) await settled()
    expect(closed).toBe(false)
    commits[0]?.()
    await closing
    expect(left()).toBe(0)
    expect(texts(stored)).toEqual(['hello'])
  })

  it('ends a pause', async () => {
    sandbox.queueMischief({ kind: 'internalError' })
    read()
    await until(() => reports.length === 1)
    await open?.close()
    expect(reports).toHaveLength(1)
  })

  it('leaves no timer behind', async () => {
    read()
    await polling()
    await open?.close()
    await until(() => sandbox.world.queues.watching(name) === 0)
    expect(clock.timers()).toBe(0)
  })
})
