import { createHash } from 'node:crypto'
import type { JWTVerifyGetKey } from 'jose'
import type { Log } from '../../telemetry/log.ts'
import type { CheckCredential, CredentialCheck } from '../credential-check.ts'
import { putBounded } from '../rates/bounded-map.ts'
import { viewerOf } from './claims.ts'
import { createKeyFetch } from './key-fetch.ts'

/** Whose tokens are taken. */
export type JwtIssuer = { readonly issuer: string; readonly audience: string; readonly jwksUrl: URL }

/** Signed by the private half of a key pair: with HS256 the public half, which all the world may read, would sign too. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']
const clockToleranceSeconds = 5

/** A verified token is not verified again so soon, unless the issuer's keys change: costs a hash instead of a signature. */
const rememberMs = 300_000
const mostRemembered = 1_000

/** How old the issuer's keys may be, which bounds how long one that was withdrawn goes on counting. */
const maxAgeMs = 600_000

/** An issuer that does not answer is asked again so much later, however many tokens come. */
const pauseMs = 2_000

/** Checks tokens of one issuer by the keys it publishes, fetched when the first token comes. `jose` is loaded only here. */
export const createJwtCheck = async (
  { issuer, audience, jwksUrl }: JwtIssuer,
  { now, log }: { readonly now: () => number; readonly log: Log },
): Promise<CheckCredential> => {
  const { createRemoteJWKSet, customFetch, errors, jwtVerify } = await import('jose')
  const unreachable = new Error('the keys of the issuer cannot be had')
  const keys = createKeyFetch({ pauseMs, maxAgeMs, paused: unreachable, now })
  const published = createRemoteJWKSet(jwksUrl, {
    timeoutDuration: pauseMs,
    cooldownDuration: 30_000,
    cacheMaxAge: maxAgeMs,
    [customFetch]: keys.fetch,
  })
  const complain = (error: unknown): void => {
    if (error !== unreachable && keys.failed())
      log.error({ host: jwksUrl.host, reason: reasonOf(error) }, 'the keys of the token issuer cannot be had')
  }

  /** Tells a token that names no key of the issuer from an issuer that cannot be asked. */
  const keyFor: JWTVerifyGetKey = async (header, token) => {
    try {
      return await published(header, token)
    } catch (error) {
      if (tokensOwnFaults.has((error as { code?: string }).code ?? '')) throw error
      complain(error)
      throw unreachable
    }
  }
  const tokensOwnFaults: ReadonlySet<string> = new Set([
    errors.JWKSNoMatchingKey.code,
    errors.JWKSMultipleMatchingKeys.code,
    errors.JOSENotSupported.code,
  ])

  type Known = { readonly verdict: CredentialCheck; readonly until: number; readonly generation: number }
  const remembered = new Map<string, Known>()

  const verify = async (token: string, digest: string): Promise<CredentialCheck> => {
    try {
      let generation = 0
      const getKey: JWTVerifyGetKey = async (header, input) => {
        // Of before, since the key may be of a set that is replaced meanwhile; before the first there was none.
        const before = keys.generation()
        const key = await keyFor(header, input)
        generation = before || keys.generation()
        return key
      }
      const { payload } = await jwtVerify(token, getKey, {
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
      putBounded(remembered, digest, { verdict, until, generation }, mostRemembered)
      return verdict
    } catch (error) {
      if (error === unreachable) return 'issuer unreachable'
      return error instanceof errors.JWTExpired ? 'expired' : 'invalid token'
    }
  }

  return (token) => {
    const digest = createHash('sha256').update(token).digest('base64')
    const known = remembered.get(digest)
    // Where only known tokens come, no other would have the keys fetched anew.
    if (known && keys.isDue() && !published.reloading) published.reload().catch(complain)
    if (known && now() < known.until && known.generation === keys.generation()) return known.verdict
    if (known) remembered.delete(digest)
    return verify(token, digest)
  }
}

/** A code, never a message: messages of a failed fetch hold addresses. */
const reasonOf = (error: unknown): string => {
  const { code, cause } = error as { code?: string; cause?: { code?: string } }
  return cause?.code ?? code ?? 'unknown'
}
