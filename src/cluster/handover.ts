import type { Worker } from 'node:cluster'

/**
 * Node hands a new connection to a worker and leaves it alone until the worker says that it has it. If the worker dies in
 * between, it is never closed and its caller waits for ever (seen about once a kill under load; Node 20, 2026-11-25).
 * So connections on the way are remembered and closed with the worker. This reads messages that node does not document:
 * should they change, nothing is remembered and all is as before.
 */
export const closeWithWorker = ({ process: child }: Pick<Worker, 'process'>): void => {
  const onTheWay = new Map<number, Connection>()
  let gone = false
  const send = child.send as Send
  const watched: Send = (message, connection, ...rest) => {
    if (message.act === 'newconn' && message.seq !== undefined && connection) {
      if (gone) {
        connection.close?.()
        return false
      }
      onTheWay.set(message.seq, connection)
    }
    return send.call(child, message, connection, ...rest)
  }
  child.send = watched as typeof child.send
  child.on('internalMessage', ({ ack }: { readonly ack?: number }) => {
    if (ack !== undefined) onTheWay.delete(ack)
  })
  child.once('exit', () => {
    gone = true
    for (const connection of onTheWay.values()) connection.close?.()
    onTheWay.clear()
  })
}

type Connection = { readonly close?: () => void }
/** As node itself calls it; what comes after the connection is passed on unseen. */
type Send = (
  message: { readonly act?: string; readonly seq?: number },
  connection?: Connection,
  ...rest: readonly unknown[]
) => boolean
