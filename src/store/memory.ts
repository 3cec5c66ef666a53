import type { After } from '../ground/time.ts'
import { migrate } from './migrations/migrate.ts'
import { migrations } from './migrations/migrations.ts'
import { type Address, createPools } from './postgres/pools.ts'
import { openSession, type Session } from './postgres/session.ts'
import type { MemoryState } from './state.ts'
import { type Store, StoreError, unavailable } from './store.ts'

/** Where a database is, for as long as somebody holds it. */
export type Place = {
  readonly address: Address
  readonly listenAddress?: Address | undefined
  /** Resolves when the database is gone for good: its process has ended. Never, where another machine has it. */
  readonly gone: Promise<void>
  /** Lets go of it; ends a database that was started for it. */
  readonly leave: () => Promise<void>
}

/**
 * A store that opens when it is first needed, and anew when it was lost. Nothing that asks it waits for an opening longer
 * than `patienceMs`, and while the database is known to be away it is not asked more than once a second.
 */
export type Memory = {
  readonly store: Store
  /** Opens it, if need be, and waits until that has succeeded or failed. */
  readonly open: () => Promise<void>
  /** A connection for what may take its time; closed when `act` ends. */
  readonly maintain: <T>(act: (session: Session) => Promise<T>) => Promise<T>
  readonly state: () => MemoryState
  /** Asks the database, where nothing has in the last seconds, so that `state` is not stale. */
  readonly check: () => void
  readonly close: () => Promise<void>
}

export type MemoryOptions = {
  /** Finds the database, or starts it. */
  readonly find: () => Promise<Place>
  readonly now: () => number
  readonly after: After
  /** Told once for each change of `state`. */
  readonly changed?: (state: MemoryState) => void
}

const [patienceMs, againMs, staleMs] = [450, 1_000, 2_000]

type Opened = { readonly place: Place; readonly pools: Store }

export const createMemory = ({ find, now, after, changed = () => {} }: MemoryOptions): Memory => {
  let opened: Opened | null = null
  let opening: Promise<Opened> | null = null
  let [closed, failedAt, askedAt] = [false, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let fault: StoreError | null = null
  let current: MemoryState = { state: 'closed', reason: null }

  const become = (state: MemoryState['state'], reason: string | null = null): void => {
    if (current.state === state && current.reason === reason) return
    current = { state, reason }
    changed(current)
  }

  const failed = (error: unknown): StoreError => {
    const known = error instanceof StoreError ? error : unavailable('the store could not be opened')
    fault = known
    failedAt = now()
    become('failing', known.message)
    return known
  }

  const open = async (): Promise<Opened> => {
    if (current.state === 'closed') become('opening')
    const place = await find()
    try {
      const session = await openSession(place.address)
      try {
        await migrate(session, migrations)
      } finally {
        await session.close()
      }
      const pools = createPools({ address: place.address, listenAddress: place.listenAddress, after })
      const made: Opened = { place, pools }
      void place.gone.then(() => lose(made))
      if (closed) throw unavailable('the store is closed')
      return made
    } catch (error) {
      await place.leave()
      throw error
    }
  }

  /** The process of the database has ended: the next who asks starts it again. */
  const lose = (gone: Opened): void => {
    if (opened !== gone) return
    opened = null
    if (closed) return
    failed(unavailable('the database has ended'))
    void gone.pools.close()
    void gone.place.leave()
  }

  const acquire = (): Promise<Opened> => {
    if (opened) return Promise.resolve(opened)
    if (closed) return Promise.reject(unavailable('the store is closed'))
    // What does not fit now fits no better in a second; only another program or database does.
    if (fault && (fault.fault === 'unfit' || now() - failedAt < againMs)) return Promise.reject(fault)
    opening ??= open()
      .then(
        (made) => {
          opened = made
          fault = null
          askedAt = now()
          become('ready')
          return made
        },
        (error: unknown) => {
          throw failed(error)
        },
      )
      .finally(() => {
        opening = null
      })
    return opening
  }

  /** Whoever asks does not wait for a database to start; the next one finds it there. */
  const soonOpen = (): Promise<Opened> => {
    const acquired = acquire()
    return opened
      ? acquired
      : new Promise((resolve, reject) => {
          const stop = after(patienceMs, () => reject(unavailable('the store is not open yet')))
          acquired.then(resolve, reject).finally(stop)
        })
  }

  /** What the database answers tells how it is, whoever asked. Only a write proves that it keeps anything. */
  const noting = async <T>(writes: boolean, act: (pools: Store) => Promise<T>): Promise<T> => {
    const { pools } = await soonOpen()
    try {
      const result = await act(pools)
      if (writes) {
        askedAt = now()
        become('ready')
      }
      return result
    } catch (error) {
      if (error instanceof StoreError && error.fault === 'unavailable') become('failing', error.message)
      throw error
    }
  }

  const store: Store = {
    query: (statement, values) => noting(false, ({ query }) => query(statement, values)),
    transaction: (act) => noting(true, ({ transaction }) => transaction(act)),
    listen: async (channel, hear) => (await acquire()).pools.listen(channel, hear),
    close: () => close(),
  }

  const close = async (): Promise<void> => {
    if (closed) return
    closed = true
    await opening?.catch(() => {})
    const last = opened
    opened = null
    await last?.pools.close()
    await last?.place.leave()
    become('closed')
  }

  return {
    store,
    open: async () => void (await acquire()),
    maintain: async (act) => {
      const { place } = await acquire()
      const session = await openSession(place.address)
      try {
        return await act(session)
      } finally {
        await session.close()
      }
    },
    state: () => current,
    check: () => {
      if (closed || current.state === 'closed' || now() - askedAt < staleMs) return
      askedAt = now()
      // Asked as a receipt would: a database that only reads is none that keeps.
      store.transaction((query) => query(probe)).catch(() => {})
    },
    close,
  }
}

/** Writes nothing, and fails where nothing can be written: read only, or without its tables. */
const probe = "update setting set value = value where name = ''"
