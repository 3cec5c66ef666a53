import type { Operation } from '../../aliyun/contract/operation.ts'
import type { Credential } from '../../aliyun/signing/access-key.ts'
import { timestamp } from '../../aliyun/signing/encoding.ts'
import { product } from '../../dypls/product.ts'
import { baseProduct } from '../../dypls/receipts/queue.ts'
import { isLoopback, withoutPort } from '../../ground/loopback.ts'
import { isForeignPage } from './foreign-page.ts'
import { type GatewayError, gatewayError, missing } from './gateway-error.ts'
import type { Nonces } from './nonces.ts'
import type { SignedCall, SystemName } from './read-call.ts'
import { signatureMismatchMessage, verifySignature } from './verify.ts'

export type GatewayPorts = {
  readonly rowOf: (action: string) => Operation | undefined
  readonly credentials: ReadonlyMap<string, Credential>
  readonly nonces: Nonces
  readonly now: () => number
  /** How far a timestamp may lie from our clock, either way. */
  readonly windowMs: number
}

export type CallAdmission =
  | { readonly admitted: true; readonly row: Operation }
  | { readonly admitted: false; readonly error: GatewayError }

const hosts: readonly string[] = [product.host, baseProduct.host]

type Check = (call: SignedCall, ports: GatewayPorts) => GatewayError | null

/** A call passes when no check objects; the first that does gives the answer. */
export const admit = (call: SignedCall, ports: GatewayPorts): CallAdmission => {
  for (const check of checks) {
    const error = check(call, ports)
    if (error) return { admitted: false, error }
  }
  const row = ports.rowOf(call.system.Action ?? '')
  if (!row) return { admitted: false, error: gatewayError('InvalidAction.NotFound') }
  ports.nonces.remember(call.system.AccessKeyId ?? '', call.system.SignatureNonce ?? '')
  return { admitted: true, row }
}

/** The made-up key is known to all the world, so any page could sign with it. */
const place: Check = ({ host, received: { path, method, headers } }) => {
  if (isForeignPage(headers)) return gatewayError('InvalidProduct.NotFound')
  if (!isLoopback(withoutPort(host)) && !hosts.includes(withoutPort(host)))
    return gatewayError('InvalidProduct.NotFound')
  return path === '/' && (method === 'GET' || method === 'POST') ? null : gatewayError('InvalidApi.NotFound')
}

const version: Check = ({ system: { Version } }) => {
  if (!Version) return missing('Version')
  return Version === product.version ? null : gatewayError('InvalidVersion')
}

const action: Check = ({ system: { Action } }, { rowOf }) => {
  if (!Action) return missing('Action')
  return rowOf(Action) ? null : gatewayError('InvalidAction.NotFound')
}

const needed: Readonly<Record<SignedCall['dialect'], readonly SystemName[]>> = {
  v1: ['AccessKeyId', 'SignatureMethod', 'SignatureVersion', 'SignatureNonce', 'Timestamp', 'Signature'],
  v3: ['AccessKeyId', 'SignatureNonce', 'Timestamp', 'Signature', 'ContentSha256'],
}

const systemValues: Check = ({ dialect, system }) => {
  // An Authorization header that cannot be read lacks everything at once, which is a fault of its own.
  if (dialect === 'v3' && system.Signature === undefined) return gatewayError('IncompleteSignature')
  const absent = needed[dialect].find((name) => !system[name])
  if (absent) return missing(absent)
  if (dialect === 'v3') return null
  if (system.SignatureMethod !== 'HMAC-SHA1') return gatewayError('InvalidSignatureMethod')
  if (system.SignatureVersion !== '1.0') return gatewayError('InvalidSignatureVersion')
  return /^(json|xml)?$/i.test(system.Format ?? '') ? null : gatewayError('InvalidParameter.Format')
}

const accessKey: Check = ({ system }, { credentials }) =>
  credentials.has(system.AccessKeyId ?? '') ? null : gatewayError('InvalidAccessKeyId.NotFound')

const token: Check = ({ system }, { credentials }) => {
  const expected = credentials.get(system.AccessKeyId ?? '')?.securityToken()
  if (expected === system.SecurityToken) return null
  return gatewayError(
    system.SecurityToken === undefined ? 'MissingSecurityToken' : 'InvalidSecurityToken.MismatchWithAccessKey',
  )
}

const time: Check = ({ system: { Timestamp = '' } }, { now, windowMs }) => {
  const at = Date.parse(Timestamp)
  // Printing it back refuses every other spelling, and days like 31 February.
  if (Number.isNaN(at) || timestamp(new Date(at)) !== Timestamp) return gatewayError('InvalidTimeStamp.Format')
  return Math.abs(now() - at) <= windowMs ? null : gatewayError('InvalidTimeStamp.Expired')
}

/** Looked up here and remembered by `admit`: an unsigned request must not burn a nonce or fill the memory. */
const nonce: Check = ({ system }, { nonces }) =>
  nonces.used(system.AccessKeyId ?? '', system.SignatureNonce ?? '') ? gatewayError('SignatureNonceUsed') : null

const signature: Check = (call, { credentials }) => {
  const credential = credentials.get(call.system.AccessKeyId ?? '')
  if (!credential) return gatewayError('InvalidAccessKeyId.NotFound')
  const { matches, serverText } = verifySignature(call, credential)
  return matches ? null : gatewayError('SignatureDoesNotMatch', signatureMismatchMessage(serverText))
}

/** HTTPS-only operations are served over plain HTTP here: the sandbox lives on loopback, where there is no TLS. */
const method: Check = ({ received, system }, { rowOf }) =>
  received.method === 'GET' && rowOf(system.Action ?? '')?.postOnly ? gatewayError('UnsupportedHTTPMethod') : null

/** The order that PROTOCOL §10 advises; the real gateway's is not documented. */
const checks: readonly Check[] = [
  place,
  version,
  action,
  systemValues,
  accessKey,
  token,
  time,
  nonce,
  signature,
  method,
]
