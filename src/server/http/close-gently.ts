import type { Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import type { After } from '../../ground/time.ts'

/** A client that had connected before the listener closed may still ask, and is told that the server is stopping. */
const lingerMs = 300

type Closing = {
  readonly after: After
  /** What is under way then is cut. */
  readonly graceMs: number
  /** From now on the connection of an answer that ends is idle, and closed. */
  readonly sweep: () => void
}

/** Takes no new connection, and resolves when the last one has ended. */
export const closeGently = (server: Server, { after, graceMs, sweep }: Closing): Promise<void> =>
  new Promise<void>((resolve) => {
    const stopWaiting = after(graceMs, () => server.closeAllConnections())
    // Not http's own close, which ends idle connections at once: one that has just been made looks idle, while its
    // question is on the way.
    NetServer.prototype.close.call(server, () => {
      stopWaiting()
      stopLingering()
      server.close()
      resolve()
    })
    const stopLingering = after(Math.min(lingerMs, graceMs), () => {
      sweep()
      server.closeIdleConnections()
    })
  })
