import { contentMd5, createMnsCredential, mnsStringToSign } from '../../aliyun/queue/mns-signature.ts'
import { sameSignature } from '../../aliyun/signing/signature-steps.ts'
import { isLoopback, withoutPort } from '../../ground/loopback.ts'
import type { Received } from '../gateway/request.ts'
import type { Queues } from './queues.ts'

export type AdmitPorts = { readonly queues: Queues; readonly now: () => number; readonly windowMs: number }

/** The code for turning a request away, or null. Order of checks and the code for a token that ran out are inferred. */
export const refusalOf = (received: Received, queue: string, { queues, now, windowMs }: AdmitPorts): string | null => {
  const { headers } = received
  if (!isLoopback(withoutPort(headers.host ?? ''))) return 'AccessDenied'
  const [, accessKeyId, signature] = /^MNS ([^:\s]+):(\S+)$/.exec(headers.authorization ?? '') ?? []
  if (accessKeyId === undefined || signature === undefined) return 'MissingAuthorizationHeader'
  const at = Date.parse(headers['x-mns-date'] ?? headers.date ?? '')
  if (!(Math.abs(now() - at) <= windowMs)) return 'TimeExpired'
  const token = queues.tokenOf(accessKeyId)
  if (!token || token.expiresAt <= now()) return 'InvalidAccessKeyId'
  const text = mnsStringToSign(received.method, headers, received.target)
  if (!sameSignature(signature, createMnsCredential(token).sign(text))) return 'SignatureDoesNotMatch'
  if (headers['security-token'] !== token.securityToken || token.queue !== queue) return 'AccessDenied'
  const md5 = headers['content-md5']
  const body = Buffer.from(received.body).toString('utf8')
  return md5 !== undefined && md5 !== contentMd5(body) ? 'InvalidDigest' : null
}
