import type { TextMap } from './encoding.ts'

export type SignatureVersion = 'v1' | 'v3'
export type Method = 'GET' | 'POST'

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
