import { inspect } from 'node:util'
import { createHmac, type Hmac } from './hmac.ts'
import type { SignatureVersion } from './request.ts'

export type AccessKey = {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string | undefined
}

/**
 * An access key that cannot be printed: the secret lives inside of functions, and so does the token.
 * V1 signs with the secret and a trailing "&", V3 with the secret as it is.
 */
export type Credential = {
  readonly accessKeyId: string
  readonly securityToken: () => string | undefined
  readonly key: (version: SignatureVersion) => Hmac
}

export const createCredential = ({ accessKeyId, accessKeySecret, securityToken }: AccessKey): Credential => {
  const v1 = createHmac('sha1', `${accessKeySecret}&`, 'base64')
  const v3 = createHmac('sha256', accessKeySecret, 'hex')
  const credential: Credential = {
    accessKeyId,
    securityToken: () => securityToken,
    key: (version) => (version === 'v1' ? v1 : v3),
  }
  return Object.defineProperty(credential, inspect.custom, { value: () => 'Credential {}' })
}
