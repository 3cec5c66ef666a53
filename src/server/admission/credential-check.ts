import type { Viewer } from '../../graph/request/viewer.ts'

/** Why a credential is not taken: for the operator's log. Its sender hears the same of all that are simply wrong. */
export type Denial =
  | 'malformed'
  | 'unknown key'
  | 'wrong secret'
  | 'expired'
  | 'invalid token'
  | 'no scopes'
  | 'issuer unreachable'

export type CredentialCheck = Viewer | Denial

/** Checks what stands after `Bearer`. A promise only where something must be fetched or verified elsewhere. */
export type CheckCredential = (token: string) => CredentialCheck | Promise<CredentialCheck>
