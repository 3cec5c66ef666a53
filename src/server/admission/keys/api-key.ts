import { timingSafeEqual } from 'node:crypto'
import { createHmac, type Hmac } from '../../../aliyun/signing/hmac.ts'

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

/** What is kept of a secret, as 43 characters; prints as nothing. */
export const hmacFrom = (key: string): Hmac => createHmac('sha256', Buffer.from(key, 'base64url'), 'base64url')

/** Takes the same time whatever is in the two; both have 43 characters. */
export const hasHash = (hmac: Hmac, secret: string, hash: Uint8Array): boolean =>
  timingSafeEqual(Buffer.from(hmac(secret), 'latin1'), hash)
