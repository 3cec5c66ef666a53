import { hash, timingSafeEqual } from 'node:crypto'
import { inspect } from 'node:util'
import { canonicalQuery, namesOf, percentEncode, type TextMap, timestamp } from './encoding.ts'
import { createHmac, type Hmac } from './hmac.ts'
import { formOf } from './v1-form.ts'

export { canonicalQuery, percentEncode, type TextMap, timestamp }

/**
 * Alibaba Cloud's two RPC signatures, each as the steps of its specification.
 * Golden texts for every step: test/fixtures/signing-vectors.json, made by running the official packages.
 */
export type SignatureVersion = 'v1' | 'v3'
export type Method = 'GET' | 'POST'

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

export type UnsignedRequest = {
  readonly method: Method
  /** As in the Host header: with the port when it is not the default one. */
  readonly host: string
  readonly action: string
  readonly version: string
  /** Business parameters by wire name. */
  readonly params: TextMap
  readonly nonce: string
  readonly at: Date
  /** Further `x-acs-*` headers; V3 signs them, V1 does not. */
  readonly headers?: TextMap
}

export type SignedRequest = {
  readonly method: Method
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | null
  /** What was signed. It holds every parameter: for `doctor` and tests only, never for a log. */
  readonly signedText: string
}

// ---- V1: HMAC-SHA1 over sorted parameters, system values among them

export const stringToSignV1 = (method: Method, params: TextMap): string =>
  `${method}&%2F&${percentEncode(canonicalQuery(params))}`

export const signatureV1 = (key: Hmac, stringToSign: string): string => key(stringToSign)

/** Everything, signature included, in the query (GET) or the form body (POST), as pop-core sends it. */
export const signV1 = (request: UnsignedRequest, credential: Credential): SignedRequest => {
  const { query, encoded } = formOf(request, credential)
  const signedText = `${request.method}&%2F&${encoded}`
  const form = `${query}&Signature=${encodeURIComponent(signatureV1(credential.key('v1'), signedText))}`
  const headers = { ...request.headers, host: request.host }
  return request.method === 'GET'
    ? { method: 'GET', path: `/?${form}`, headers, body: null, signedText }
    : {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: form,
        signedText,
      }
}

// ---- V3: ACS3-HMAC-SHA256 over method, query, headers and body hash, system values in headers

const algorithm = 'ACS3-HMAC-SHA256'

export const sha256 = (bytes: string | Uint8Array): string => hash('sha256', bytes)

const emptyBodyHash = sha256('')

export type CanonicalParts = {
  readonly method: Method
  readonly query: TextMap
  /** Exactly the headers that are signed, by lower-case name. */
  readonly headers: TextMap
  readonly payloadHash: string
}

export const signedHeaderNames = (headers: TextMap): string => namesOf(headers).join(';')

export const canonicalRequest = ({ method, query, headers, payloadHash }: CanonicalParts): string =>
  canonical(method, canonicalQuery(query), headers, signedHeaderNames(headers), payloadHash)

const canonical = (method: Method, query: string, headers: TextMap, names: string, payloadHash: string): string => {
  let lines = ''
  for (const name of namesOf(headers)) lines += `${name}:${(headers[name] ?? '').trim()}\n`
  return `${method}\n/\n${query}\n${lines}\n${names}\n${payloadHash}`
}

export const stringToSignV3 = (canonical: string): string => `${algorithm}\n${sha256(canonical)}`

export const signatureV3 = (key: Hmac, stringToSign: string): string => key(stringToSign)

const systemHeaders = (request: UnsignedRequest, credential: Credential): Record<string, string> => {
  const token = credential.securityToken()
  // A literal, added to only where it must be: V8 pays dearly for members that come after a spread.
  const headers: Record<string, string> = {
    host: request.host,
    'x-acs-action': request.action,
    'x-acs-content-sha256': emptyBodyHash,
    'x-acs-date': timestamp(request.at),
    'x-acs-signature-nonce': request.nonce,
    'x-acs-version': request.version,
  }
  if (token !== undefined) {
    headers['x-acs-accesskey-id'] = credential.accessKeyId
    headers['x-acs-security-token'] = token
  }
  return request.headers ? { ...request.headers, ...headers } : headers
}

const authorization = (credential: Credential, names: string, signedText: string): string =>
  `${algorithm} Credential=${credential.accessKeyId},SignedHeaders=${names},Signature=${signatureV3(credential.key('v3'), stringToSignV3(signedText))}`

/** Business parameters in the query and an empty body, also for POST, as the official SDK does for this product. */
export const signV3 = (request: UnsignedRequest, credential: Credential): SignedRequest => {
  const { method } = request
  const query = canonicalQuery(request.params)
  const path = query === '' ? '/' : `/?${query}`
  if (!request.headers && credential.securityToken() === undefined) return signPlain(request, credential, query, path)
  const headers = systemHeaders(request, credential)
  const names = signedHeaderNames(headers)
  const signedText = canonical(method, query, headers, names, emptyBodyHash)
  // Added before the spread would be faster still, but then a caller's header could take the signature's place.
  headers.accept = 'application/json'
  headers.authorization = authorization(credential, names, signedText)
  return { method, path, headers, body: null, signedText }
}

const plainNames = 'host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version'

/** Nearly every request has just these headers; written out, they cost half of what finding, sorting and joining them does. */
const signPlain = (
  { method, host, action, at, nonce, version }: UnsignedRequest,
  credential: Credential,
  query: string,
  path: string,
): SignedRequest => {
  const date = timestamp(at)
  const { before, after } = draftFor(host, action, date, version)
  const signedText = `${method}\n/\n${query}${before}${nonce}${after}`
  const headers = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': emptyBodyHash,
    'x-acs-date': date,
    'x-acs-signature-nonce': nonce,
    'x-acs-version': version,
    accept: 'application/json',
    authorization: authorization(credential, plainNames, signedText),
  }
  return { method, path, headers, body: null, signedText }
}

/** What stands around the nonce, the same for all requests of a kind within a second. */
type Draft = {
  readonly kind: readonly [string, string, string, string]
  readonly before: string
  readonly after: string
}

const draftFor = (host: string, action: string, date: string, version: string): Draft => {
  const { kind } = lastDraft
  if (kind[1] === action && kind[2] === date && kind[0] === host && kind[3] === version) return lastDraft
  lastDraft = {
    kind: [host, action, date, version],
    before: `\nhost:${host}\nx-acs-action:${action}\nx-acs-content-sha256:${emptyBodyHash}\nx-acs-date:${date}\nx-acs-signature-nonce:`,
    after: `\nx-acs-version:${version}\n\n${plainNames}\n${emptyBodyHash}`,
  }
  return lastDraft
}

let lastDraft: Draft = { kind: ['', '', '', ''], before: '', after: '' }

export type Sign = (request: UnsignedRequest, credential: Credential) => SignedRequest
export const signers: Readonly<Record<SignatureVersion, Sign>> = { v1: signV1, v3: signV3 }

/** Compares two signatures without telling by time how much of them agreed. */
export const sameSignature = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
