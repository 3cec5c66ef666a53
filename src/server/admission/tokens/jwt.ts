import { createHash } from 'node:crypto'
import type { FetchImplementation, JWTVerifyGetKey } from 'jose'
import type { Log } from '../../telemetry/log.ts'
import type { CheckCredential, CredentialCheck } from '../credential-check.ts'
import { putBounded } from '../rates/bounded-map.ts'
import { viewerOf } from './claims.ts'

/** Whose tokens are taken. */
export type JwtIssuer = { readonly issuer: string; readonly audience: string; readonly jwksUrl: URL }

/** Signed by the private half of a key pair: with HS256 the public half, which all the world may read, would sign too. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']
const clockToleranceSeconds = 5

/** A verified token is not verified again so soon: costs a hash instead of a signature. Bounds how long a withdrawn key of the issuer holds. */
const rememberMs = 300_000
const mostRemembered = 1_000

/** An issuer that does not answer is asked again so much later, however many tokens come. */
const pauseMs = 2_000

/** Checks tokens of one issuer by the keys it publishes, fetched when the first token comes. `jose` is loaded only here. */
export const createJwtCheck = async (
  { issuer, audience, jwksUrl }: JwtIssuer,
  { now, log }: { readonly now: () => number; readonly log: Log },
): Promise<CheckCredential> => {
  const { createRemoteJWKSet, customFetch, errors, jwtVerify } = await import('jose')
  const unreachable = new Error('the keys of the issuer cannot be had')
  let askAgainAt = 0

  const fetchKeys: FetchImplementation = (url, init) =>
    now() < askAgainAt ? Promise.reject(unreachable) : fetch(url, init)
  const published = createRemoteJWKSet(jwksUrl, {
    timeoutDuration: pauseMs,
    cooldownDuration: 30_000,
    cacheMaxAge: 600_000,
    [customFetch]: fetchKeys,
  })

  /** Tells a token that names no key of the issuer from an issuer that cannot be asked. */
  const keyFor: JWTVerifyGetKey = async (header, token) => {
    try {
      return await published(header, token)
    } catch (error) {
      if (tokensOwnFaults.has((error as { code?: string }).code ?? '')) throw error
      if (error !== unreachable) {
        askAgainAt = now() + pauseMs
        log.error({ host: jwksUrl.host, reason: reasonOf(error) }, 'the keys of the token issuer cannot be had')
      }
      throw unreachable
    }
  }
  const tokensOwnFaults: ReadonlySet<string> = new Set([
    errors.JWKSNoMatchingKey.code,
    errors.JWKSMultipleMatchingKeys.code,
    errors.JOSENotSupported.code,
  ])

  const remembered = new Map<string, { readonly verdict: CredentialCheck; readonly until: number }>()

  const verify = async (token: string, digest: string): Promise<CredentialCheck> => {
    try {
      const { payload } = await jwtVerify(token, keyFor, {
        algorithms,
        issuer,
        audience,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(now()),
      })
      const viewer = viewerOf(payload)
      if (!viewer) return 'invalid token'
      const verdict = viewer.scopes.size > 0 ? viewer : 'no scopes'
      const until = Math.min((payload.exp ?? 0) * 1_000, now() + rememberMs)
      putBounded(remembered, digest, { verdict, until }, mostRemembered)
      return verdict
    } catch (error) {
      if (error === unreachable) return 'issuer unreachable'
      return error instanceof errors.JWTExpired ? 'expired' : 'invalid token'
    }
  }

  return (token) => {
    const digest = createHash('sha256').update(token).digest('base64')
    const known = remembered.get(digest)
    if (known && now() < known.until) return known.verdict
    if (known) remembered.delete(digest)
    return verify(token, digest)
  }
}

/** A code, never a message: messages of a failed fetch hold addresses. */
const reasonOf = (error: unknown): string => {
  const { code, cause } = error as { code?: string; cause?: { code?: string } }
  return cause?.code ?? code ?? 'unknown'
}
