import type { Credential } from '../../aliyun/signing/access-key.ts'
import type { Method } from '../../aliyun/signing/request.ts'
import {
  type CanonicalParts,
  canonicalRequest,
  sameSignature,
  sha256,
  signatureV1,
  signatureV3,
  stringToSignV1,
  stringToSignV3,
} from '../../aliyun/signing/signature-steps.ts'
import type { SignedCall } from './read-call.ts'
import { textMap } from './request.ts'

/** What the gateway itself signs for a call, in the steps of either dialect. */
export type ServerText =
  | { readonly dialect: 'v1'; readonly stringToSign: string }
  | { readonly dialect: 'v3'; readonly stringToSign: string; readonly canonicalRequest: string }

export type SignatureCheck = { readonly matches: boolean; readonly serverText: ServerText }

/** Signs the call as received and compares in constant time. Expects that key and system values were checked. */
export const verifySignature = (call: SignedCall, credential: Credential): SignatureCheck =>
  call.dialect === 'v1' ? verifyV1(call, credential) : verifyV3(call, credential)

const verifyV1 = (call: SignedCall, credential: Credential): SignatureCheck => {
  const { Signature: sent = '', ...signed } = call.params
  const stringToSign = stringToSignV1(methodOf(call), signed)
  return {
    matches: sameSignature(sent, signatureV1(credential.key('v1'), stringToSign)),
    serverText: { dialect: 'v1', stringToSign },
  }
}

const alwaysSigned = [
  'host',
  'x-acs-action',
  'x-acs-content-sha256',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-version',
] as const

/**
 * Beside the headers the client lists, the gateway signs those that must be listed and every `x-acs-*` it received, so
 * that a header left unsigned or added on the way shows in the text it prints (PROTOCOL §4).
 */
const headersToSign = ({ received, signedHeaders }: SignedCall): CanonicalParts['headers'] => {
  const systemHeaders = Object.keys(received.headers).filter((name) => name.startsWith('x-acs-'))
  const names = new Set([...signedHeaders, ...alwaysSigned, ...systemHeaders])
  return textMap([...names].map((name) => [name, received.headers[name] ?? '']))
}

const verifyV3 = (call: SignedCall, credential: Credential): SignatureCheck => {
  const headers = headersToSign(call)
  const payloadHash = sha256(call.received.body)
  const method = methodOf(call)
  const canonical = canonicalRequest({ method, query: call.received.query, headers, payloadHash })
  const stringToSign = stringToSignV3(canonical)
  const sameText = sameSignature(call.system.Signature ?? '', signatureV3(credential.key('v3'), stringToSign))
  const allListed = Object.keys(headers).every((name) => call.signedHeaders.includes(name))
  return {
    matches: sameText && allListed && call.system.ContentSha256 === payloadHash,
    serverText: { dialect: 'v3', stringToSign, canonicalRequest: canonical },
  }
}

// The gateway turned every other method away before it came to the signature.
const methodOf = (call: SignedCall): Method => (call.received.method === 'GET' ? 'GET' : 'POST')

/**
 * The gateway's words for a signature that is not its own. Both forms carry the text it signed, which is how one finds
 * the difference: V1 as in many public reports, V3 in its newer form, where line breaks stand as they are. They hold
 * every parameter of the call, phone numbers too: never to be logged or passed on.
 */
export const signatureMismatchMessage = (text: ServerText): string =>
  text.dialect === 'v1'
    ? `Specified signature is not matched with our calculation. server string to sign is:${text.stringToSign}`
    : `Specified signature does not match our calculation. server StringToSign is [${text.stringToSign}] server CanonicalRequest is [${text.canonicalRequest}]`
