import { describe, expect, it } from 'vitest'
import { unreachable } from '../../src/aliyun/failure.ts'
import type { MnsReceived, MnsRemoved } from '../../src/aliyun/queue/mns.ts'
import { createQueueConsumers, type QueueReport } from '../../src/receipts/queue.ts'
import { decodeMessage } from '../../src/receipts/queue-message.ts'
import { queuesOf } from '../../src/receipts/queue-names.ts'
import { createQueueToken } from '../../src/receipts/queue-token.ts'
import { fakeClock, settled } from '../support/clock.ts'

/** How long a consumer waits for what, with a queue that answers as it is told. */

const [second, minute] = [1_000, 60_000]
const queue = { name: 'Alicom-Queue-1-SecretReport', type: 'SecretReport', consumers: 1 }
const message = { id: '1', handle: '1-A', body: Buffer.from('{"call_id":"c1"}').toString('base64'), dequeueCount: 1 }

const setUp = (answer: () => MnsReceived, removed: () => MnsRemoved = () => ({ ok: true, failed: [] })) => {
  const clock = fakeClock()
  const polls: number[] = []
  const reports: QueueReport[] = []
  const deletions: (readonly string[])[] = []
  const start = clock.now()
  const token = { accessKeyId: 'id', accessKeySecret: 'secret', securityToken: 'token' }
  const consumers = createQueueConsumers({
    queues: [queue],
    mns: {
      receive: async () => {
        polls.push((clock.now() - start) / second)
        // Without it a queue that always answers would be asked for ever.
        return polls.length > 20 ? new Promise(() => {}) : answer()
      },
      remove: async (_queue, _credential, handles) => {
        deletions.push(handles)
        return removed()
      },
    },
    askToken: async () => ({
      ok: true,
      value: { ...token, expiresAt: new Date(clock.now() + 10 * minute) },
    }),
    store: async () => {},
    quarantine: async () => {},
    now: clock.now,
    after: clock.after,
    random: () => 1,
    observe: (report) => void reports.push(report),
  })
  return { clock, polls, reports, deletions, consumers }
}
const failing = (kind: 'missing' | 'throttled' | 'unreachable' | 'token', code: string) => (): MnsReceived => ({
  ok: false,
  failure: { kind, code },
})

describe('a consumer', () => {
  it('asks after 1, 2, 4 … and at last every 30 seconds while the service is in trouble', async () => {
    const { clock, polls } = setUp(failing('unreachable', 'CONNECT_FAILED'))
    await clock.advance(2 * minute)
    expect(polls).toEqual([0, 1, 3, 7, 15, 31, 61, 91])
  })

  it('waits at random between half of that and all of it', async () => {
    const clock = fakeClock()
    const polls: number[] = []
    const start = clock.now()
    createQueueConsumers({
      queues: [queue],
      mns: {
        receive: async () => {
          polls.push(clock.now() - start)
          return failing('throttled', 'QpsLimitExceeded')()
        },
        remove: async () => ({ ok: true, failed: [] }),
      },
      askToken: async () => ({
        ok: true,
        value: {
          accessKeyId: 'i',
          accessKeySecret: 's',
          securityToken: 't',
          expiresAt: new Date(clock.now() + minute),
        },
      }),
      store: async () => {},
      quarantine: async () => {},
      now: clock.now,
      after: clock.after,
      random: clock.random,
    })
    clock.toss(0, 0.5)
    await clock.advance(2 * second)
    expect(polls).toEqual([0, 500, 2_000])
  })

  it('looks only once a minute for a queue that is not there', async () => {
    const { clock, polls } = setUp(failing('missing', 'QueueNotExist'))
    await clock.advance(3 * minute)
    expect(polls).toEqual([0, 60, 120, 180])
  })

  it('asks for another token at once, and then with patience', async () => {
    const { clock, polls, reports } = setUp(failing('token', 'SignatureDoesNotMatch'))
    await clock.advance(10 * second)
    expect(polls).toEqual([0, 0, 2, 6])
    expect(reports.every(({ event, code }) => event === 'token failed' && code === 'SignatureDoesNotMatch')).toBe(true)
  })

  it('tries a deletion twice, and goes on', async () => {
    let first = true
    const answer = (): MnsReceived => {
      const messages = first ? [message] : []
      first = false
      return { ok: true, messages }
    }
    const { clock, deletions, reports } = setUp(answer, () => ({
      ok: false,
      failure: { kind: 'unreachable', code: 'CONNECTION_LOST' },
    }))
    await clock.advance(0)
    expect(deletions).toEqual([['1-A'], ['1-A']])
    expect(reports.map(({ event, code }) => [event, code])).toEqual([
      ['stored', null],
      ['delete failed', 'CONNECTION_LOST'],
      ['empty', null],
    ])
  })

  it('tells of a message that comes again and again', async () => {
    let first = true
    const { clock, reports } = setUp(() => {
      const messages = first ? [{ ...message, dequeueCount: 51 }] : []
      first = false
      return { ok: true, messages }
    })
    await clock.advance(0)
    expect(reports.map(({ event }) => event)).toEqual(['stuck', 'stored', 'empty'])
  })
})

describe('a token', () => {
  const value = (clock: { readonly now: () => number }, lifeMs: number) => ({
    accessKeyId: 'id',
    accessKeySecret: 'secret',
    securityToken: 'token',
    expiresAt: new Date(clock.now() + lifeMs),
  })

  it('is asked for once by all who need it at one moment', async () => {
    const clock = fakeClock()
    let asked = 0
    const token = createQueueToken(async () => {
      asked += 1
      await settled()
      return { ok: true, value: value(clock, 10 * minute) }
    }, clock.now)
    const all = await Promise.all([token.current(), token.current(), token.current()])
    expect(new Set(all).size).toBe(1)
    expect(asked).toBe(1)
  })

  it('is used on when its renewal fails, as long as it lives, with a new try every ten seconds', async () => {
    const clock = fakeClock()
    let asked = 0
    const token = createQueueToken(async () => {
      asked += 1
      return asked === 1
        ? { ok: true, value: value(clock, 10 * minute) }
        : { ok: false, failure: unreachable('CONNECT_FAILED', 'nobody is there'), attempts: 1 }
    }, clock.now)
    const first = await token.current()
    await clock.advance(8 * minute)
    expect(await token.current()).toBe(first)
    expect(await token.current()).toBe(first)
    expect(asked).toBe(2)
    await clock.advance(10 * second)
    expect(await token.current()).toBe(first)
    expect(asked).toBe(3)
    await clock.advance(2 * minute)
    expect(await token.current()).toBe('CONNECT_FAILED')
  })

  it('that lives but a minute is used for half of it', async () => {
    const clock = fakeClock()
    let asked = 0
    const token = createQueueToken(async () => {
      asked += 1
      return { ok: true, value: value(clock, minute) }
    }, clock.now)
    await token.current()
    await clock.advance(29 * second)
    await token.current()
    expect(asked).toBe(1)
    await clock.advance(second)
    await token.current()
    expect(asked).toBe(2)
  })
})

describe('a message', () => {
  it.each([
    ['nothing', '', 'the message is not base64'],
    ['plain JSON', '{"a":1}', 'the message is not base64'],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe]).toString('base64'), 'the message is not UTF-8'],
    ['half of a JSON', Buffer.from('{"a":').toString('base64'), 'the text is not JSON'],
    [
      'a tower of brackets',
      Buffer.from('['.repeat(9_999) + ']'.repeat(9_999)).toString('base64'),
      'the JSON nests too deeply',
    ],
  ])('that holds %s is told as such', (_what, body, reason) => {
    expect(decodeMessage({ body })).toEqual({ ok: false, reason })
  })

  it('is read with line breaks and in the other alphabet too', () => {
    const text = JSON.stringify({ text: '>>>???ÿ中文'.repeat(20) })
    const bytes = Buffer.from(text)
    const broken = bytes.toString('base64').replace(/(.{76})/g, '$1\r\n')
    for (const body of [broken, bytes.toString('base64url')])
      expect(decodeMessage({ body })).toEqual({ ok: true, body: JSON.parse(text) })
  })
})

describe('the queues to read', () => {
  const entry = { accountId: null, consumers: 1 }

  it('are named ones, or the default ones of all types', () => {
    const own = 'Alicom-Queue-123-SecretReport-orders'
    expect(queuesOf([{ ...entry, queue: own, consumers: 3 }], null)).toEqual([
      { name: own, type: 'SecretReport', consumers: 3 },
    ])
    const all = queuesOf([{ ...entry, queue: 'default' }], '1000000000000001')
    expect(all).toHaveLength(11)
    expect(all[0]).toEqual({
      name: 'Alicom-Queue-1000000000000001-SecretStartReport',
      type: 'SecretStartReport',
      consumers: 1,
    })
    expect(queuesOf([{ ...entry, queue: 'default', accountId: '42' }], '1')[0]?.name).toMatch(/^Alicom-Queue-42-/)
  })

  it('are each read once, the later entry deciding by how many', () => {
    const queues = queuesOf(
      [
        { ...entry, queue: 'default', accountId: '42' },
        { ...entry, queue: 'Alicom-Queue-42-SecretReport', consumers: 4 },
      ],
      null,
    )
    expect(queues).toHaveLength(11)
    expect(queues.find(({ type }) => type === 'SecretReport')?.consumers).toBe(4)
  })
})
