import { sha256 } from '../../aliyun/signing/signature-steps.ts'

/** Remembers which nonces were used, for a time and up to a number. */
export type Nonces = {
  readonly used: (accessKeyId: string, nonce: string) => boolean
  readonly remember: (accessKeyId: string, nonce: string) => void
  readonly clear: () => void
  readonly size: () => number
}

export type NonceOptions = {
  readonly now: () => number
  readonly keepMs: number
  /** Beyond this many the oldest are forgotten early: memory is bounded even under a flood. */
  readonly limit: number
}

export const createNonces = ({ now, keepMs, limit }: NonceOptions): Nonces => {
  // A Map keeps the order of insertion, so the oldest stand first and forgetting them costs no search.
  const usedAt = new Map<string, number>()
  const forget = (): void => {
    for (const [key, at] of usedAt) {
      if (usedAt.size <= limit && now() - at <= keepMs) return
      usedAt.delete(key)
    }
  }
  return {
    used: (accessKeyId, nonce) => {
      const at = usedAt.get(keyOf(accessKeyId, nonce))
      return at !== undefined && now() - at <= keepMs
    },
    remember: (accessKeyId, nonce) => {
      usedAt.set(keyOf(accessKeyId, nonce), now())
      forget()
    },
    clear: () => usedAt.clear(),
    size: () => usedAt.size,
  }
}

// A nonce may be any text; a long one is kept as its hash, so that entries are small.
const keyOf = (accessKeyId: string, nonce: string): string =>
  `${accessKeyId} ${nonce.length > 64 ? sha256(nonce) : nonce}`
