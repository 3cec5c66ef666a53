import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

/** Seals what is personal before it is kept, with AES-256-GCM. */
export type Vault = {
  readonly seal: (text: string) => Buffer
  /** Null where none of the keys opens it, or it was changed. */
  readonly open: (sealed: Uint8Array) => string | null
}

/** Format 1: this byte, four bytes that name the key, twelve that are never used twice with it, the text, sixteen that prove it. */
const format = 1
const [idBytes, nonceBytes, proofBytes] = [4, 12, 16]
const headBytes = 1 + idBytes + nonceBytes

type Key = { readonly id: Buffer; readonly secret: Buffer }

const derive = (key: string, purpose: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, 'dypls-graphql', purpose, bytes))

const keyOf = (key: string): Key => ({ id: derive(key, 'store key id', idBytes), secret: derive(key, 'store key', 32) })

/** A key for something else, made from the operator's one, which cannot be had back from it. */
export const derivedKey = (key: string, purpose: string): string => derive(key, purpose, 32).toString('base64url')

const entropyAtOnce = 4_096

/**
 * Seals with the first key and opens with any, so that a key is changed by putting the new one before the old one and
 * dropping the old one when what it sealed has been pruned.
 */
export const createVault = (keys: readonly string[], entropy: (bytes: number) => Uint8Array): Vault => {
  const ring = keys.map(keyOf)
  const [first] = ring
  if (!first) throw new Error('a vault needs a key')
  let [nonces, used] = [entropy(entropyAtOnce), 0]
  const nonce = (): Uint8Array => {
    if (used + nonceBytes > nonces.length) [nonces, used] = [entropy(entropyAtOnce), 0]
    used += nonceBytes
    return nonces.subarray(used - nonceBytes, used)
  }
  return {
    seal: (text) => {
      const once = nonce()
      const cipher = createCipheriv('aes-256-gcm', first.secret, once)
      const body = cipher.update(text, 'utf8')
      cipher.final()
      return Buffer.concat([Buffer.of(format), first.id, once, body, cipher.getAuthTag()])
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
      if (bytes.length < headBytes + proofBytes || bytes[0] !== format) return null
      const id = bytes.subarray(1, 1 + idBytes)
      for (const key of ring) {
        if (!key.id.equals(id)) continue
        try {
          const decipher = createDecipheriv('aes-256-gcm', key.secret, bytes.subarray(1 + idBytes, headBytes))
          decipher.setAuthTag(bytes.subarray(-proofBytes))
          const text = decipher.update(bytes.subarray(headBytes, -proofBytes))
          return Buffer.concat([text, decipher.final()]).toString('utf8')
        } catch {
          return null
        }
      }
      return null
    },
  }
}
