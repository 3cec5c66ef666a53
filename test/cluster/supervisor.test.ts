import { describe, expect, it } from 'vitest'
import type { ToPrimary, ToWorker, WorkerFault } from '../../src/cluster/messages.ts'
import { type Fork, supervise } from '../../src/cluster/supervisor.ts'
import { createLog } from '../../src/server/telemetry/log.ts'
import { fakeClock, isPending, settled } from '../support/clock.ts'

const listening: ToPrimary = { kind: 'listening', url: 'http://127.0.0.1:1', banner: 'a banner' }

const setUp = (count = 2) => {
  const clock = fakeClock()
  const events: string[] = []
  const workers: { tell: Parameters<Fork>[0]; heard: ToWorker[]; killed: boolean }[] = []
  const supervisor = supervise({
    count,
    fork: (tell) => {
      const worker = { tell, heard: [] as ToWorker[], killed: false }
      workers.push(worker)
      return {
        pid: workers.length,
        send: (message) => worker.heard.push(message),
        kill: () => {
          worker.killed = true
        },
      }
    },
    begin: { sandbox: null },
    now: clock.now,
    after: clock.after,
    log: createLog('silent', { write: () => {} }),
    ready: ({ banner }) => events.push(`ready: ${banner}`),
    failed: ({ message }: WorkerFault) => events.push(`failed: ${message}`),
    givenUp: () => events.push('given up'),
  })
  const tell = (n: number, message: ToPrimary): void => workers[n]?.tell.message(message)
  return {
    clock,
    events,
    workers,
    supervisor,
    tell,
    exit: (n: number, how: number | string = 'SIGKILL'): void => workers[n]?.tell.exit(how),
    allListen: (): void => {
      for (const n of workers.keys()) tell(n, listening)
    },
  }
}

describe('the workers', () => {
  it('are ready when all of them listen, once', () => {
    const { events, tell, workers, exit } = setUp()
    tell(0, { kind: 'hello' })
    expect(workers[0]?.heard).toEqual([{ kind: 'begin', begin: { sandbox: null } }])
    tell(0, listening)
    expect(events).toEqual([])
    tell(1, listening)
    expect(events).toEqual(['ready: a banner'])
    exit(0)
    tell(1, listening)
    expect(events).toHaveLength(1)
  })

  it('are replaced: one that served for a while at once, one that died young after a pause', async () => {
    const { clock, workers, allListen, exit } = setUp()
    allListen()
    await clock.advance(60_000)
    exit(0)
    await clock.advance(0)
    expect(workers).toHaveLength(3)
    exit(2)
    await clock.advance(99)
    expect(workers).toHaveLength(3)
    await clock.advance(1)
    expect(workers).toHaveLength(4)
  })

  it('are given up when they keep dying young and none serves', async () => {
    const { clock, events, workers, exit } = setUp(1)
    for (let n = 0; n < 5; n++) {
      exit(n, 7)
      await clock.advance(1_000)
    }
    expect(events).toEqual(['given up'])
    expect(workers).toHaveLength(5)
    expect(clock.timers()).toBe(0)
  })

  it('all fail when one cannot start, and none is replaced', async () => {
    const { clock, events, workers, tell, exit } = setUp()
    const fault = { name: 'Error', message: 'the port is taken' }
    tell(0, { kind: 'failed', fault })
    tell(1, { kind: 'failed', fault })
    expect(events).toEqual(['failed: the port is taken'])
    expect(workers.map(({ killed }) => killed)).toEqual([true, true])
    exit(0)
    exit(1)
    await clock.advance(60_000)
    expect(workers).toHaveLength(2)
  })

  it('go on when a later one cannot start: it is tried again', async () => {
    const { clock, events, workers, allListen, tell, exit } = setUp()
    allListen()
    await clock.advance(60_000)
    exit(0)
    await clock.advance(0)
    tell(2, { kind: 'failed', fault: { name: 'Error', message: 'no such file' } })
    exit(2, 1)
    await clock.advance(100)
    expect(workers).toHaveLength(4)
    expect(events).toEqual(['ready: a banner'])
  })
})

describe('stopping', () => {
  it('asks all of them at once and waits until they are gone', async () => {
    const { clock, workers, allListen, supervisor, exit } = setUp()
    allListen()
    const closed = supervisor.close()
    expect(workers.map(({ heard }) => heard)).toEqual([[{ kind: 'stop' }], [{ kind: 'stop' }]])
    exit(0, 0)
    expect(await isPending(closed)).toBe(true)
    exit(1, 0)
    await closed
    expect(workers).toHaveLength(2)
    expect(clock.timers()).toBe(0)
  })

  it('kills who does not end in time', async () => {
    const { clock, workers, allListen, supervisor, exit } = setUp()
    allListen()
    const closed = supervisor.close()
    exit(0, 0)
    await clock.advance(18_999)
    expect(workers[1]?.killed).toBe(false)
    await clock.advance(1)
    expect(workers.map(({ killed }) => killed)).toEqual([false, true])
    exit(1)
    await closed
  })

  it('starts nobody any more, and sends home who has only just come', async () => {
    const { clock, workers, allListen, supervisor, tell, exit } = setUp()
    allListen()
    exit(0)
    await clock.advance(100)
    exit(1)
    const closed = supervisor.close()
    await clock.advance(60_000)
    expect(workers).toHaveLength(3)
    tell(2, { kind: 'hello' })
    expect(workers[2]?.heard.at(-1)).toEqual({ kind: 'stop' })
    exit(2, 0)
    await closed
  })

  it('ends at once when nobody is left', async () => {
    const { supervisor, exit, workers } = setUp(1)
    exit(0)
    await supervisor.close()
    expect(workers).toHaveLength(1)
  })
})

it('passes figures from all the others to the one who asked', async () => {
  const { workers, allListen, tell } = setUp(3)
  allListen()
  tell(0, { kind: 'figures?', id: 5 })
  for (const n of [1, 2]) {
    const question = workers[n]?.heard.at(-1)
    if (question?.kind !== 'snapshot?') throw new Error('it was not asked')
    tell(n, { kind: 'snapshot', id: question.id, snapshot: [{ n }] })
  }
  await settled()
  expect(workers[0]?.heard).toEqual([{ kind: 'figures', id: 5, snapshots: [[{ n: 1 }], [{ n: 2 }]] }])
})
