import type { Hmac } from '../aliyun/signing/hmac.ts'
import type { PhoneNumber } from '../dypls/terms/phone.ts'
import type { After, Soon } from '../ground/time.ts'
import { type Store, StoreError } from '../store/store.ts'
import { type Kept, writeEntries } from './commit.ts'
import {
  type Entry,
  type EntryPorts,
  entryOf,
  type Item,
  quarantineEntry,
  type ReceiptSource,
  refusedEntry,
} from './entry.ts'
import { createGroup } from './group.ts'
import { selectCall } from './statements.ts'
import type { Vault } from './vault.ts'

export type Unreadable = { readonly type: string; readonly body: string; readonly reason: string }

/** What is known of a call by its receipts. */
export type KnownCall = {
  /** When it was placed; null until a receipt says so. */
  readonly callTime: Date | null
  readonly firstReceivedAt: Date
}

/** Every receipt exactly once, and the calls that they tell of. All rejects with a `StoreError` where the store does not serve. */
export type Ledger = {
  /** Resolves when all of them are durable: as receipts, as known already, or in quarantine with a reason. */
  readonly store: (items: readonly Item[], source: ReceiptSource) => Promise<void>
  /** The same for what could not be read at all. */
  readonly quarantine: (items: readonly Unreadable[], source: ReceiptSource) => Promise<void>
  /** Null where no receipt has told of it in this pool. */
  readonly call: (poolKey: string, callId: string) => Promise<KnownCall | null>
}

export type LedgerOptions = {
  readonly store: Pick<Store, 'query' | 'transaction'>
  readonly vault: Vault
  readonly ref: (number: PhoneNumber) => string
  readonly digest: Hmac
  readonly after: After
  readonly soon: Soon
  /** Told after each commit. */
  readonly observe?: (kept: Kept) => void
}

/** Reading so many takes a few ms; others get their turn in between. */
const atOnce = 200

export const createLedger = (options: LedgerOptions): Ledger => {
  const { store, soon, after, observe = () => {} } = options
  const ports: EntryPorts = options

  const write = async (entries: readonly Entry[]): Promise<void> =>
    observe(await store.transaction((query) => writeEntries(query, entries)))

  /**
   * One item that the database refuses must not keep its neighbours from being kept, nor come again for ever: the batch is
   * halved until it stands alone, and then it is quarantined.
   */
  const commit = async (entries: readonly Entry[]): Promise<void> => {
    try {
      await write(entries)
    } catch (error) {
      if (!(error instanceof StoreError) || error.fault !== 'refused') throw error
      const [only, second] = entries
      if (only === undefined) return
      if (second === undefined) {
        if (only.kind !== 'receipt') throw error
        return write([refusedEntry(only, error.message, ports)])
      }
      const middle = entries.length >> 1
      await commit(entries.slice(0, middle))
      await commit(entries.slice(middle))
    }
  }

  const group = createGroup({ commit, after })

  const turn = (): Promise<void> => new Promise((resolve) => soon(resolve))

  const read = async (items: readonly Item[], source: ReceiptSource): Promise<Entry[]> => {
    const entries: Entry[] = []
    for (let index = 0; index < items.length; index++) {
      if (index > 0 && index % atOnce === 0) await turn()
      entries.push(entryOf(items[index] as Item, source, ports))
    }
    return entries
  }

  return {
    store: async (items, source) => {
      if (items.length > 0) await group(await read(items, source))
    },
    quarantine: async (items, source) => {
      if (items.length > 0)
        await group(items.map(({ type, body, reason }) => quarantineEntry(type, body, reason, source, ports)))
    },
    call: async (poolKey, callId) => {
      const [row] = await store.query(selectCall, [callId, poolKey])
      // The driver makes dates of the database's moments.
      return row ? { callTime: row.started_at as Date | null, firstReceivedAt: row.first_received_at as Date } : null
    },
  }
}
