import { createHmac } from '../aliyun/signing/hmac.ts'
import type { Config } from '../config/config.ts'
import type { Context } from '../graph/request/context.ts'
import type { After, Soon } from '../ground/time.ts'
import type { Kept } from '../receipts/commit.ts'
import type { KnownCall, Ledger } from '../receipts/ledger.ts'
import { derivedKey } from '../receipts/vault.ts'
import type { Log } from '../server/telemetry/log.ts'
import { findPackage } from '../store/embedded/binaries.ts'
import { folderKey } from '../store/embedded/keys.ts'
import type { MemoryState } from '../store/state.ts'
import type { OpenLedger } from './open-ledger.ts'

/** What is kept beside the answers: receipts and the calls that they tell of. Nothing of it is loaded before it is needed. */
export type Keeping = Ledger & {
  /** Null while it was never needed. */
  readonly state: () => MemoryState
  /** Opens the store now. Resolves with a sentence where its tables are not this program's to use, otherwise with null. */
  readonly open: () => Promise<string | null>
  readonly close: () => Promise<void>
}

export type KeepingPorts = {
  readonly now: () => number
  readonly after: After
  readonly soon: Soon
  readonly entropy: (bytes: number) => Uint8Array
  readonly log: Log
  readonly observe: (kept: Kept) => void
}

/** The keys of what is kept, and where there are none yet, how they come to be. */
export type KeepingKeys = {
  /** The first seals, all open. */
  readonly store: readonly string[]
  /** Makes refs, and tells receipts apart. */
  readonly refs: string
}

/**
 * KeepingKeys by what the operator said: refs stay what they are as long as the oldest store key does. A folder has a key of its
 * own, made when it is first used; a database in development gets one that is made from its URL, password and all.
 */
export const keysOf = ({ store, refKey }: Pick<Config, 'store' | 'refKey'>, newSecret: () => string): KeepingKeys => {
  const { source, keys } = store
  const own = keys?.() ?? [
    (source?.kind === 'folder' ? folderKey(source.path) : null) ??
      (source?.kind === 'url' ? source.url() : newSecret()),
  ]
  return { store: own, refs: refKey?.() ?? derivedKey(own.at(-1) ?? '', 'refs') }
}

/** Whether there is a place to keep anything, or (the optional package may be missing) none that anybody asked for. */
export const keepsAnything = ({ store: { source, byDefault } }: Pick<Config, 'store'>): boolean =>
  source !== null && !(byDefault && findPackage() === null)

export const createKeeping = (
  config: Pick<Config, 'store' | 'retentionDays' | 'production'>,
  keys: KeepingKeys,
  ref: Context['ref'],
  ports: KeepingPorts,
): Keeping | null => {
  const { source } = config.store
  if (source === null || !keepsAnything(config)) return null
  let opened: ReturnType<OpenLedger> | null = null
  let loading: Promise<ReturnType<OpenLedger>> | null = null
  let closed = false
  const load = async (): Promise<ReturnType<OpenLedger>> => {
    const { openLedger } = await import('./open-ledger.ts')
    const made = openLedger({
      ...ports,
      source,
      ownKey: config.store.keys !== null,
      keys: keys.store,
      ref,
      digest: createHmac('sha256', derivedKey(keys.refs, 'digests'), 'base64url'),
      retentionDays: config.retentionDays,
    })
    if (closed) await made.close()
    opened = made
    return made
  }
  const loaded = (): Promise<ReturnType<OpenLedger>> => {
    loading ??= load()
    return loading
  }
  return {
    store: async (items, from) => (await loaded()).ledger.store(items, from),
    quarantine: async (items, from) => (await loaded()).ledger.quarantine(items, from),
    call: async (poolKey, callId): Promise<KnownCall | null> => (await loaded()).ledger.call(poolKey, callId),
    state: () => opened?.state() ?? { state: 'closed', reason: null },
    open: async () => (await loaded()).open(),
    close: async () => {
      closed = true
      await (await loading)?.close()
    },
  }
}
