import type { Credential } from './access-key.ts'
import type { SignatureVersion, SignedRequest, UnsignedRequest } from './request.ts'
import { signV1Drafted } from './v1-shortcut.ts'
import { signV3Drafted } from './v3-shortcut.ts'

export type Sign = (request: UnsignedRequest, credential: Credential) => SignedRequest

/** How calls are signed: by the short cuts, which sign what the steps of `signature-steps.ts` sign. */
export const signers: Readonly<Record<SignatureVersion, Sign>> = { v1: signV1Drafted, v3: signV3Drafted }
