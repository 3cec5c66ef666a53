import type { Worker } from 'node:cluster'
import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { closeWithWorker } from '../../src/cluster/handover.ts'

/** Node's side of a hand-over, without a process. */
const setUp = () => {
  const sent: unknown[] = []
  const child = Object.assign(new EventEmitter(), {
    send: (...all: unknown[]): boolean => {
      sent.push(all)
      return true
    },
  })
  closeWithWorker({ process: child } as unknown as Worker)
  const closed: number[] = []
  return {
    child,
    sent,
    closed,
    handOver: (seq: number) =>
      child.send({ cmd: 'NODE_CLUSTER', act: 'newconn', seq }, { close: () => closed.push(seq) }),
    take: (seq: number) => child.emit('internalMessage', { cmd: 'NODE_CLUSTER', ack: seq, accepted: true }),
  }
}

it('closes the connections that a worker had not taken yet when it died', () => {
  const { child, closed, handOver, take } = setUp()
  for (const seq of [1, 2, 3]) handOver(seq)
  take(2)
  expect(closed).toEqual([])
  child.emit('exit', null, 'SIGKILL')
  expect(closed).toEqual([1, 3])
})

it('closes a connection that comes when the worker is gone, and sends it nowhere', () => {
  const { child, sent, closed, handOver } = setUp()
  child.emit('exit', null, 'SIGKILL')
  expect(handOver(1)).toBe(false)
  expect([closed, sent]).toEqual([[1], []])
})

it('leaves everything else that is sent alone', () => {
  const { child, sent, closed } = setUp()
  const tell = (): void => {}
  child.send({ kind: 'stop' }, tell)
  child.emit('internalMessage', { cmd: 'NODE_CLUSTER', act: 'close' })
  child.emit('exit', 0)
  expect([sent, closed]).toEqual([[[{ kind: 'stop' }, tell]], []])
})
