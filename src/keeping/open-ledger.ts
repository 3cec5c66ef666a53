import type { Hmac } from '../aliyun/signing/hmac.ts'
import type { Context } from '../graph/request/context.ts'
import type { After, Soon } from '../ground/time.ts'
import type { Kept } from '../receipts/commit.ts'
import { createLedger, type Ledger } from '../receipts/ledger.ts'
import { prune } from '../receipts/retention.ts'
import { createVault } from '../receipts/vault.ts'
import type { Log } from '../server/telemetry/log.ts'
import { type FolderPorts, openFolder } from '../store/embedded/folder.ts'
import { keyFile, secretIn } from '../store/embedded/keys.ts'
import { createMemory, type Memory, type Place } from '../store/memory.ts'
import { type StoreSource, told } from '../store/source.ts'
import type { MemoryState } from '../store/state.ts'
import { StoreError } from '../store/store.ts'

export type OpenLedgerOptions = {
  readonly source: StoreSource
  readonly keys: readonly string[]
  /** Whether the operator gave the keys; otherwise a folder keeps its own. */
  readonly ownKey: boolean
  readonly ref: Context['ref']
  readonly digest: Hmac
  readonly retentionDays: number
  readonly now: () => number
  readonly after: After
  readonly soon: Soon
  readonly entropy: (bytes: number) => Uint8Array
  readonly log: Log
  readonly observe: (kept: Kept) => void
}

export type OpenedLedger = {
  readonly ledger: Ledger
  readonly state: () => MemoryState
  readonly open: () => Promise<string | null>
  readonly close: () => Promise<void>
}
export type OpenLedger = (options: OpenLedgerOptions) => OpenedLedger

/** Where the source says; `note` is told what an operator should know. */
export const findPlace = (
  source: StoreSource,
  { now, after, entropy, note }: Pick<OpenLedgerOptions, 'now' | 'after' | 'entropy'> & Pick<FolderPorts, 'note'>,
): Promise<Place> =>
  source.kind === 'folder'
    ? openFolder(source.path, {
        now,
        after,
        newSecret: () => Buffer.from(entropy(32)).toString('base64url'),
        note,
      })
    : Promise.resolve({
        address: { connectionString: source.url() },
        ...(source.listen ? { listenAddress: { connectionString: source.listen() } } : {}),
        gone: new Promise<void>(() => {}),
        leave: async () => {},
      })

const dayMs = 86_400_000
const [firstPruneMs, pruneEveryMs, prunePauseMs] = [60_000, 3_600_000, 50]

/** All that keeping takes: the store, the ledger on it, and the pruning of what is old. */
export const openLedger: OpenLedger = (options) => {
  const { source, log, now, after, entropy } = options
  const memory = createMemory({
    find: () => findPlace(source, { now, after, entropy, note: (sentence) => log.warn(sentence) }),
    now,
    after,
    changed: (state) => report(log, source, state),
  })
  const vault = createVault(keysFor(options), entropy)
  const ledger = createLedger({ ...options, store: memory.store, vault })
  const stopPruning = pruneAlways(memory, options)
  if (!options.ownKey && source.kind === 'url')
    log.warn('DYPLS_STORE_KEY is not set: real numbers are sealed with a key made from DYPLS_STORE, and lost with it')
  return {
    ledger,
    state: () => {
      memory.check()
      return memory.state()
    },
    open: async () => {
      try {
        await memory.open()
        return null
      } catch (error) {
        return error instanceof StoreError && error.fault === 'unfit' ? error.message : null
      }
    },
    close: async () => {
      stopPruning()
      await memory.close()
    },
  }
}

/** A folder's key is made when it is first used: by the key that this process has begun with, or by who was faster. */
const keysFor = ({ source, keys, ownKey }: OpenLedgerOptions): readonly string[] => {
  if (ownKey || source.kind !== 'folder') return keys
  const kept = secretIn(source.path, keyFile, () => keys[0] ?? '')
  return kept === null || kept === keys[0] ? keys : [kept, ...keys]
}

const report = (log: Log, source: StoreSource, { state, reason }: MemoryState): void => {
  const store = told(source)
  if (state === 'failing')
    log.error({ store, reason }, 'the store fails: receipts are not acknowledged until it serves')
  else if (state === 'ready') log.info({ store }, 'the store is ready')
}

/** What is old goes, a while after the start and then every hour, where the store is open anyway. */
const pruneAlways = (memory: Memory, { now, after, retentionDays, log }: OpenLedgerOptions): (() => void) => {
  const pause = (): Promise<void> => new Promise((resolve) => after(prunePauseMs, resolve))
  const act = async (): Promise<void> => {
    if (memory.state().state === 'ready') {
      const before = new Date(now() - retentionDays * dayMs)
      try {
        const pruned = await memory.maintain(({ query }) => prune(query, before, pause))
        if (pruned.receipts + pruned.calls + pruned.quarantined > 0) log.info(pruned, 'what was older was deleted')
      } catch (error) {
        log.warn(
          { reason: error instanceof StoreError ? error.message : 'unknown' },
          'what is old could not be deleted',
        )
      }
    }
    stop = after(pruneEveryMs, () => void act())
  }
  let stop = after(firstPruneMs, () => void act())
  return () => stop()
}
