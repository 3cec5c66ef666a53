import type pg from 'pg'
import type { Store } from '../store.ts'
import { faultOf } from './faults.ts'

type ListenerOptions = {
  readonly connect: () => pg.Client
  readonly after: (ms: number, act: () => void) => () => void
}

type Hear = (payload: string | null) => void

const againMs = 1_000

/** One connection of its own for all that is listened to; made when the first listens, and anew when it breaks. */
export const createListener = ({ connect, after }: ListenerOptions) => {
  const channels = new Map<string, Set<Hear>>()
  let client: pg.Client | null = null
  let connecting: Promise<pg.Client> | null = null
  let closed = false
  let stopWaiting = (): void => {}

  const lost = (gone: pg.Client): void => {
    if (client !== gone) return
    client = null
    if (!closed && channels.size > 0) stopWaiting = after(againMs, again)
  }

  const open = async (): Promise<pg.Client> => {
    const made = connect()
    made.on('error', () => lost(made))
    made.on('end', () => lost(made))
    made.on('notification', ({ channel, payload = '' }) => {
      for (const hear of channels.get(channel) ?? []) hear(payload)
    })
    await made.connect()
    for (const channel of channels.keys()) await made.query(`listen ${quoted(channel)}`)
    client = made
    return made
  }

  const connected = (): Promise<pg.Client> => {
    if (client) return Promise.resolve(client)
    connecting ??= open().finally(() => {
      connecting = null
    })
    return connecting
  }

  const again = (): void => {
    connected().then(
      () => {
        for (const hears of channels.values()) for (const hear of hears) hear(null)
      },
      () => {
        if (!closed) stopWaiting = after(againMs, again)
      },
    )
  }

  const listen: Store['listen'] = async (channel, hear) => {
    const hears = channels.get(channel) ?? new Set<Hear>()
    const isFirst = hears.size === 0
    channels.set(channel, hears.add(hear))
    const stop = (): void => {
      hears.delete(hear)
      if (hears.size > 0 || channels.get(channel) !== hears) return
      channels.delete(channel)
      client?.query(`unlisten ${quoted(channel)}`).catch(() => {})
    }
    try {
      const open = await connected()
      if (isFirst) await open.query(`listen ${quoted(channel)}`)
      return stop
    } catch (error) {
      stop()
      throw faultOf(error)
    }
  }

  return {
    listen,
    close: (): void => {
      closed = true
      stopWaiting()
      channels.clear()
      client?.end().catch(() => {})
    },
  }
}

/** A name cannot be handed over beside the statement. */
const quoted = (channel: string): string => `"${channel.replaceAll('"', '""')}"`
