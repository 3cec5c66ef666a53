import type { SignatureVersion } from './signature.ts'

/**
 * Why the gateway's signature differs from ours. With SignatureDoesNotMatch it tells the text it signed itself, in V1
 * behind "server string to sign is:" (seen in github.com/NewFuture/DDNS/issues/57), in V3 as "server CanonicalRequest is
 * [...]" (general knowledge). Equal texts mean a wrong secret; the first difference tells what changed on the way.
 */
export type Mismatch =
  | { readonly kind: 'wrong-secret' }
  | { readonly kind: 'difference'; readonly place: string; readonly ours: string; readonly theirs: string }
  | { readonly kind: 'not-told' }

export const explainMismatch = (version: SignatureVersion, signedText: string, gatewayMessage: string): Mismatch => {
  const theirText = toldText(version, gatewayMessage)
  if (theirText === null) return { kind: 'not-told' }
  if (theirText === signedText) return { kind: 'wrong-secret' }
  const [ours, theirs] = [parts(version, signedText), parts(version, theirText)]
  const index = ours.findIndex(({ text }, position) => text !== theirs[position]?.text)
  const [our, their] = index >= 0 ? [ours[index], theirs[index]] : [undefined, theirs[ours.length]]
  const place = our?.place ?? their?.place ?? 'the end'
  return { kind: 'difference', place, ours: shown(place, our?.text), theirs: shown(place, their?.text) }
}

const toldText = (version: SignatureVersion, message: string): string | null =>
  (version === 'v1'
    ? /server string to sign is:\s*(\S+)/i.exec(message)?.[1]
    : /server CanonicalRequest is \[([\s\S]*?)\](?=\s*$|\s+server|[.,;]?\s*$)/i.exec(message)?.[1]) ?? null

type Part = { readonly place: string; readonly text: string }

const v3Lines = ['method', 'path', 'query'] as const

/** The pieces in which people think: V1 method, path and each parameter; V3 each line of the canonical request. */
const parts = (version: SignatureVersion, text: string): Part[] => {
  if (version === 'v3') {
    return text.split('\n').map((line, index) => ({
      place: v3Lines[index] ?? (line.includes(':') ? `header ${line.split(':', 1)[0]}` : `line ${index + 1}`),
      text: line,
    }))
  }
  const [method = '', path = '', encoded = ''] = text.split('&')
  return [
    { place: 'method', text: method },
    { place: 'path', text: path },
    ...encoded.split('%26').map((pair) => ({ place: `parameter ${pair.split('%3D', 1)[0]}`, text: pair })),
  ]
}

const secret = /token|accesskeyid|accesskey-id/i

/** Enough to recognise a wrong encoding, never a credential, and never more than a glance of a parameter. */
const shown = (place: string, text: string | undefined): string => {
  if (text === undefined) return '(nothing)'
  if (secret.test(place)) return `(${text.length} characters, not shown)`
  const masked = text.replace(/\d{7,}/g, (digits) => `${digits.slice(0, 3)}****`)
  return masked.length > 60 ? `${masked.slice(0, 60)}…` : masked
}
