import buildConnector from 'undici/lib/core/connect.js'
import Client from 'undici/lib/dispatcher/client.js'
import { createWaitingLine } from '../../ground/waiting-line.ts'
import { connectTimeoutMs, maxHeaderBytes } from './network-error.ts'

/**
 * One connection each, given to one call at a time. Not undici's `Pool`, which looks through all of them for a free one and
 * tells of each that becomes free: 5 of 48 µs a call. The one used last goes first; what is not needed closes by itself.
 */
export const createClients = (endpoint: URL, most: number) => {
  // Shared, so that TLS sessions are resumed across connections.
  const connect = buildConnector({ timeout: connectTimeoutMs, allowH2: false })
  const options = {
    connect,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: maxHeaderBytes,
    // Ours cover both: undici's for the body would not bound a dripping one, and a timer each costs 1.5 of 28 µs.
    headersTimeout: 0,
    bodyTimeout: 0,
  }
  const all = new Set<Client>()
  const idle: Client[] = []
  const waiting = createWaitingLine<Waiting>()
  let closed = false

  const open = (): Client | undefined => {
    if (all.size >= most) return undefined
    const client = new Client(endpoint.origin, options)
    all.add(client)
    // One made too late fails its call by itself.
    if (closed) void client.destroy()
    return client
  }

  const next = (): Waiting | undefined => {
    let first = waiting.next()
    while (first && !first.isWanted()) first = waiting.next()
    return first
  }

  return {
    take: (isWanted: () => boolean, use: (client: Client) => void): void => {
      const client = idle.pop() ?? open()
      if (client) use(client)
      else waiting.join({ isWanted, use })
    },
    giveBack: (client: Client): void => {
      const first = next()
      if (first) first.use(client)
      else idle.push(client)
    },
    /** For one that could not connect: undici may go on counting the call it had as under way, and would send no other. */
    replace: (client: Client): void => {
      all.delete(client)
      void client.destroy()
      const first = next()
      const fresh = first && open()
      if (first && fresh) first.use(fresh)
    },
    close: async (): Promise<void> => {
      closed = true
      await Promise.all([...all].map((client) => client.destroy()))
    },
  }
}

/** A call for which there is no connection yet. */
type Waiting = { readonly isWanted: () => boolean; readonly use: (client: Client) => void }
