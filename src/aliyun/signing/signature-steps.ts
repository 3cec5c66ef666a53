import { hash, timingSafeEqual } from 'node:crypto'
import type { Credential } from './access-key.ts'
import { canonicalQuery, namesOf, percentEncode, type TextMap, timestamp } from './encoding.ts'
import type { Hmac } from './hmac.ts'
import type { Method, SignedRequest, UnsignedRequest } from './request.ts'

/**
 * Alibaba Cloud's two RPC signatures, each as the steps of its specification, in their order; nothing here is made for
 * speed. `v1-shortcut.ts` and `v3-shortcut.ts` sign the same texts faster; a property holds them to these steps.
 * Golden texts for every step: test/fixtures/signing-vectors.json, made by running the official packages.
 */

// ---- V1: HMAC-SHA1 over sorted parameters, system values among them

/** A parameter of the caller's cannot take the place of one of these. */
export const systemParameters = (
  { action, version, nonce, at }: UnsignedRequest,
  credential: Credential,
): Record<string, string> => {
  const token = credential.securityToken()
  return {
    AccessKeyId: credential.accessKeyId,
    Action: action,
    Format: 'JSON',
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: nonce,
    SignatureVersion: '1.0',
    Timestamp: timestamp(at),
    Version: version,
    ...(token === undefined ? {} : { SecurityToken: token }),
  }
}

export const stringToSignV1 = (method: Method, params: TextMap): string =>
  `${method}&%2F&${percentEncode(canonicalQuery(params))}`

export const signatureV1 = (key: Hmac, stringToSign: string): string => key(stringToSign)

export const signV1 = (request: UnsignedRequest, credential: Credential): SignedRequest => {
  const params = { ...request.params, ...systemParameters(request, credential) }
  const signedText = stringToSignV1(request.method, params)
  return sendV1(request, credential, canonicalQuery(params), signedText)
}

/** Everything, signature included, in the query (GET) or the form body (POST), as pop-core sends it. */
export const sendV1 = (
  { method, host, headers }: UnsignedRequest,
  credential: Credential,
  query: string,
  signedText: string,
): SignedRequest => {
  const form = `${query}&Signature=${encodeURIComponent(signatureV1(credential.key('v1'), signedText))}`
  return method === 'GET'
    ? { method, path: `/?${form}`, headers: { ...headers, host }, body: null, signedText }
    : {
        method,
        path: '/',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers, host },
        body: form,
        signedText,
      }
}

// ---- V3: ACS3-HMAC-SHA256 over method, query, headers and body hash, system values in headers

const algorithm = 'ACS3-HMAC-SHA256'

export const sha256 = (bytes: string | Uint8Array): string => hash('sha256', bytes)

export const emptyBodyHash = sha256('')

export type CanonicalParts = {
  readonly method: Method
  readonly query: TextMap
  /** Exactly the headers that are signed, by lower-case name. */
  readonly headers: TextMap
  readonly payloadHash: string
}

export const signedHeaderNames = (headers: TextMap): string => namesOf(headers).join(';')

export const canonicalRequest = ({ method, query, headers, payloadHash }: CanonicalParts): string => {
  const lines = namesOf(headers).map((name) => `${name}:${(headers[name] ?? '').trim()}\n`)
  return [method, '/', canonicalQuery(query), lines.join(''), signedHeaderNames(headers), payloadHash].join('\n')
}

export const stringToSignV3 = (canonical: string): string => `${algorithm}\n${sha256(canonical)}`

export const signatureV3 = (key: Hmac, stringToSign: string): string => key(stringToSign)

/** Signed with the further `x-acs-*` headers of the request, which cannot take the place of one of these. */
const systemHeaders = ({ host, action, version, nonce, at }: UnsignedRequest, credential: Credential): TextMap => {
  const token = credential.securityToken()
  return {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': emptyBodyHash,
    'x-acs-date': timestamp(at),
    'x-acs-signature-nonce': nonce,
    'x-acs-version': version,
    ...(token === undefined ? {} : { 'x-acs-accesskey-id': credential.accessKeyId, 'x-acs-security-token': token }),
  }
}

export const authorization = (credential: Credential, names: string, canonical: string): string =>
  `${algorithm} Credential=${credential.accessKeyId},SignedHeaders=${names},Signature=${signatureV3(credential.key('v3'), stringToSignV3(canonical))}`

/** Business parameters in the query and an empty body, also for POST, as the official SDK does for this product. */
export const signV3 = (request: UnsignedRequest, credential: Credential): SignedRequest => {
  const { method, params: query } = request
  const headers = { ...request.headers, ...systemHeaders(request, credential) }
  const signedText = canonicalRequest({ method, query, headers, payloadHash: emptyBodyHash })
  return {
    method,
    path: pathOf(canonicalQuery(query)),
    headers: {
      ...headers,
      accept: 'application/json',
      authorization: authorization(credential, signedHeaderNames(headers), signedText),
    },
    body: null,
    signedText,
  }
}

export const pathOf = (query: string): string => (query === '' ? '/' : `/?${query}`)

/** Compares two signatures without telling by time how much of them agreed. */
export const sameSignature = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
