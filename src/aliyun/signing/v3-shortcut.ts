import type { Credential } from './access-key.ts'
import { canonicalQuery, timestamp } from './encoding.ts'
import type { SignedRequest, UnsignedRequest } from './request.ts'
import { authorization, emptyBodyHash, pathOf, signV3 } from './signature-steps.ts'

const plainNames = 'host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version'

/**
 * Signs what `signV3` signs. Nearly every request has just these headers; written out, they cost half of what finding,
 * sorting and joining them does (measured on Node 20, 2026-11-25). A request with a token or headers of its own takes the
 * steps.
 */
export const signV3Drafted = (request: UnsignedRequest, credential: Credential): SignedRequest => {
  if (request.headers || credential.securityToken() !== undefined) return signV3(request, credential)
  const { method, host, action, at, nonce, version } = request
  const query = canonicalQuery(request.params)
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
  return { method, path: pathOf(query), headers, body: null, signedText }
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
