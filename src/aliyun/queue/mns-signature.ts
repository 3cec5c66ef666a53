import { hash } from 'node:crypto'
import { inspect } from 'node:util'
import type { AccessKey } from '../signing/access-key.ts'
import { namesOf, type TextMap } from '../signing/encoding.ts'
import { createHmac, type Hmac } from '../signing/hmac.ts'

/**
 * The signature of Alibaba Cloud's message service (MNS), as the steps of its specification. It is not that of the other
 * services: no `&` behind the secret, and the security token is sent without being signed.
 */
export const mnsVersion = '2015-06-06'

/** A temporary key that cannot be printed. */
export type MnsCredential = {
  readonly accessKeyId: string
  readonly securityToken: () => string | undefined
  readonly sign: Hmac
}

export const createMnsCredential = ({ accessKeyId, accessKeySecret, securityToken }: AccessKey): MnsCredential => {
  const credential: MnsCredential = {
    accessKeyId,
    securityToken: () => securityToken,
    sign: createHmac('sha1', accessKeySecret, 'base64'),
  }
  return Object.defineProperty(credential, inspect.custom, { value: () => 'MnsCredential {}' })
}

/** Base64 of the hex text of the MD5, not of its 16 bytes. */
export const contentMd5 = (body: string): string => Buffer.from(hash('md5', body), 'utf8').toString('base64')

/** MD5 and type are empty lines where there is no body. */
export const mnsStringToSign = (method: string, headers: TextMap, resource: string): string => {
  const own = namesOf(headers).filter((name) => name.startsWith('x-mns-'))
  const lines = own.map((name) => `${name}:${headers[name] ?? ''}\n`).join('')
  return `${method}\n${headers['content-md5'] ?? ''}\n${headers['content-type'] ?? ''}\n${headers.date ?? ''}\n${lines}${resource}`
}

export type MnsMethod = 'GET' | 'DELETE'

/** Headers of a signed request; `resource` is the path with its query, as it goes over the wire. */
export const signMns = (
  method: MnsMethod,
  resource: string,
  body: string | null,
  at: Date,
  credential: MnsCredential,
): Record<string, string> => {
  const date = at.toUTCString()
  const headers: Record<string, string> = { date, 'x-mns-date': date, 'x-mns-version': mnsVersion }
  if (body !== null) {
    headers['content-md5'] = contentMd5(body)
    headers['content-type'] = 'text/xml'
  }
  headers.authorization = `MNS ${credential.accessKeyId}:${credential.sign(mnsStringToSign(method, headers, resource))}`
  const token = credential.securityToken()
  if (token !== undefined) headers['security-token'] = token
  return headers
}
