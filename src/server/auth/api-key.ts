import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'

/**
 * An API key is `dpk_<id>_<secret>`: the id is for people and logs, the secret is shown once. Kept is its HMAC-SHA-256 only;
 * with 256 random bits there is nothing to guess, so a slow hash would cost every request and protect nothing.
 */
export type ApiKey = { readonly id: string; readonly secret: string }

/** Chance, handed in: that many random bytes. */
export type Entropy = (bytes: number) => Uint8Array

export const keyPrefix = 'dpk_'

/** Lengths are fixed, so an underscore within the secret is never taken for the one before it. */
const form = /^dpk_([a-z2-7]{12})_([\w-]{43})$/

export const parseKey = (text: string): ApiKey | null => {
  const [, id, secret] = form.exec(text) ?? []
  return id && secret ? { id, secret } : null
}

export const printKey = ({ id, secret }: ApiKey): string => `${keyPrefix}${id}_${secret}`

const idLetters = 'abcdefghijklmnopqrstuvwxyz234567'

export const makeKey = (entropy: Entropy): ApiKey => ({
  id: Array.from(entropy(12), (byte) => idLetters[byte % idLetters.length]).join(''),
  secret: makeSecret(entropy),
})

/** 32 random bytes as 43 characters. */
export const makeSecret = (entropy: Entropy): string => Buffer.from(entropy(32)).toString('base64url')

/** Held as node's own object, which prints as nothing. */
export const hmacKeyFrom = (text: string): KeyObject => createSecretKey(text, 'base64url')

export const hashOf = (hmacKey: KeyObject, secret: string): Buffer =>
  createHmac('sha256', hmacKey).update(secret).digest()

/** Takes the same time whatever is in the two; both have 32 bytes. */
export const hasHash = (hmacKey: KeyObject, secret: string, hash: Uint8Array): boolean =>
  timingSafeEqual(hashOf(hmacKey, secret), hash)
