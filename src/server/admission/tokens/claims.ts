import { type Scope, scopes, type Viewer } from '../../../graph/request/viewer.ts'

/** Visible ASCII, as long as OpenID allows: it goes into logs and audit records. */
const subject = /^[\x21-\x7e]{1,255}$/

/**
 * The viewer that a verified token speaks of; null when it names none. What a claim does not say in full is not granted:
 * unknown scopes and pools that are no texts fall away. The id has a prefix, so that no subject passes for an API key.
 */
export const viewerOf = (claims: Readonly<Record<string, unknown>>): Viewer | null => {
  const { sub, scope, scp, pools } = claims
  if (typeof sub !== 'string' || !subject.test(sub)) return null
  const told = new Set([...wordsOf(scope), ...wordsOf(scp)])
  return {
    id: `jwt:${sub}`,
    scopes: new Set<Scope>(scopes.filter((known) => told.has(known))),
    pools: pools === 'all' ? 'all' : new Set(Array.isArray(pools) ? pools.filter(isText) : []),
  }
}

/** `scope` is a text with blanks (RFC 8693); `scp` a list with some issuers and such a text with others. */
const wordsOf = (claim: unknown): readonly string[] => {
  if (typeof claim === 'string') return claim.split(' ')
  return Array.isArray(claim) ? claim.filter(isText) : []
}

const isText = (value: unknown): value is string => typeof value === 'string'
