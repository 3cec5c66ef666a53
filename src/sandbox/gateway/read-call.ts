import type { SignatureVersion, TextMap } from '../../aliyun/signing/signature.ts'
import { type Received, textMap } from './request.ts'

export type Format = 'JSON' | 'XML'

/** A request read as a call: the system values of either dialect under one name each, absent where not sent. */
export type SignedCall = {
  readonly dialect: SignatureVersion
  readonly received: Received
  /** Query and form body merged, as the gateway does. V1 has its system values among them. */
  readonly params: TextMap
  readonly format: Format
  readonly host: string
  readonly system: SystemValues
  /** Lower-case names from `SignedHeaders`; empty for V1. */
  readonly signedHeaders: readonly string[]
}

export type SystemName =
  | 'Version'
  | 'Action'
  | 'AccessKeyId'
  | 'SignatureMethod'
  | 'SignatureVersion'
  | 'SignatureNonce'
  | 'Timestamp'
  | 'Signature'
  | 'SecurityToken'
  | 'Format'
  | 'ContentSha256'
export type SystemValues = Readonly<Partial<Record<SystemName, string>>>

/** The two dialects are told apart by the Authorization header (PROTOCOL §2). */
export const readCall = (received: Received): SignedCall => {
  const { authorization = '', host = '' } = received.headers
  const params = textMap([...Object.entries(received.query), ...Object.entries(received.form)])
  const common = { received, params, host }
  return authorization.startsWith('ACS3-')
    ? { ...common, dialect: 'v3', format: 'JSON', ...readV3(received.headers, authorization) }
    : { ...common, dialect: 'v1', format: formatOf(params.Format), system: params, signedHeaders: [] }
}

// The gateway's general default is XML, seen in the wild where a V1 request named no format (PROTOCOL §6).
const formatOf = (wish: string | undefined): Format => (wish?.toUpperCase() === 'JSON' ? 'JSON' : 'XML')

const credentials = /^ACS3-HMAC-SHA256 +Credential=([^,]*), *SignedHeaders=([^,]*), *Signature=(.*)$/

const readV3 = (headers: TextMap, authorization: string): Pick<SignedCall, 'system' | 'signedHeaders'> => {
  const [, accessKeyId, list, signature] = credentials.exec(authorization) ?? []
  return {
    signedHeaders: list === undefined ? [] : list.toLowerCase().split(';'),
    system: defined({
      Version: headers['x-acs-version'],
      Action: headers['x-acs-action'],
      AccessKeyId: accessKeyId,
      SignatureNonce: headers['x-acs-signature-nonce'],
      Timestamp: headers['x-acs-date'],
      Signature: signature,
      SecurityToken: headers['x-acs-security-token'],
      ContentSha256: headers['x-acs-content-sha256'],
    }),
  }
}

const defined = (values: Readonly<Partial<Record<SystemName, string | undefined>>>): SystemValues =>
  textMap(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
