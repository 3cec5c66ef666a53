import type { Hmac } from '../../../aliyun/signing/hmac.ts'
import type { Viewer } from '../../../graph/request/viewer.ts'
import type { CredentialCheck } from '../credential-check.ts'
import { hasHash, hmacFrom, parseKey } from './api-key.ts'
import type { KeyFile, StoredKey } from './key-file.ts'

/** The API keys that are valid now; another file can take the place of the first while requests come in. */
export type Keyring = {
  readonly check: (token: string) => CredentialCheck
  readonly replace: (file: KeyFile) => void
}

type Entry = { readonly viewer: Viewer; readonly hash: Buffer; readonly expiresAt: number }

/** Hash of no secret: an unknown id is compared with it, so that it takes as long as a wrong secret. */
const nobody = Buffer.alloc(43)

export const createKeyring = (first: KeyFile, now: () => number): Keyring => {
  let ring = ringOf(first)
  return {
    check: (token) => {
      const key = parseKey(token)
      if (!key) return 'malformed'
      const entry = ring.entries.get(key.id)
      const right = hasHash(ring.hmac, key.secret, entry?.hash ?? nobody)
      if (!entry) return 'unknown key'
      if (!right) return 'wrong secret'
      if (entry.expiresAt <= now()) return 'expired'
      return entry.viewer.scopes.size > 0 ? entry.viewer : 'no scopes'
    },
    replace: (file) => {
      ring = ringOf(file)
    },
  }
}

const ringOf = ({ hmacKey, keys }: KeyFile): { hmac: Hmac; entries: ReadonlyMap<string, Entry> } => ({
  hmac: hmacFrom(hmacKey),
  entries: new Map(keys.map((key) => [key.id, entryOf(key)])),
})

const entryOf = ({ id, hash, scopes, pools, expiresAt }: StoredKey): Entry => ({
  viewer: { id, scopes: new Set(scopes), pools: pools === 'all' ? 'all' : new Set(pools) },
  hash: Buffer.from(hash, 'latin1'),
  expiresAt: expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt),
})
