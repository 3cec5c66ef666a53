import { createSecretKey, type KeyObject } from 'node:crypto'
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FakeClock, fakeClock } from '../../support/clock.ts'
import { listen } from '../../support/graph.ts'
import { aKey, limits, openDoor, outcomeOf, type TestDoor, textOf } from './admissions.ts'

/** An issuer on loopback with keys of its own, made anew for every run. */
type Pair = { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }
let pairs: Readonly<Record<string, Pair>> = {}
let stranger: Pair
beforeAll(async () => {
  const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']
  const made = await Promise.all(algorithms.map((alg) => generateKeyPair(alg, { extractable: true })))
  pairs = Object.fromEntries(made.map((pair, index) => [algorithms[index], pair]))
  stranger = await generateKeyPair('RS256', { extractable: true })
})

const issuer = 'https://issuer.example.com/'
const audience = 'dypls-graphql'

let clock: FakeClock
let served: { url: string; close: () => Promise<void> }
let [fetches, status]: [number, number] = [0, 200]
let published: Record<string, unknown>[] = []
beforeEach(async () => {
  clock = fakeClock()
  ;[fetches, status] = [0, 200]
  published = await Promise.all(
    Object.entries(pairs).map(async ([alg, { publicKey }]) => ({ ...(await exportJWK(publicKey)), kid: alg, alg })),
  )
  served = await listen((_request, response) => {
    fetches++
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: published }))
  })
})
afterEach(() => served.close())

const openJwtDoor = (given: Parameters<typeof openDoor>[1] = {}): Promise<TestDoor> =>
  openDoor(
    { jwt: { issuer, audience, jwksUrl: new URL(`${served.url}/jwks.json`) } },
    { clock, limits: { ...limits, burst: 1_000 }, ...given },
  )

const seconds = (): number => Math.floor(clock.now() / 1_000)
const claims = (): JWTPayload => ({
  iss: issuer,
  aud: audience,
  sub: 'alice',
  exp: seconds() + 3_600,
  scope: 'calls:read openid bindings:read',
  pools: ['FC100000000000001'],
})

type Made = { readonly claims?: JWTPayload; readonly alg?: string; readonly kid?: string | null; readonly key?: Signer }
type Signer = CryptoKey | KeyObject

/** A good token but for what is given; a claim set to undefined is left out. */
const token = async ({ claims: changed = {}, alg = 'RS256', kid = alg, key }: Made = {}): Promise<string> => {
  const header = kid === null ? { alg } : { alg, kid }
  const signer = key ?? pairs[alg]?.privateKey
  if (!signer) throw new Error(`no key for ${alg}`)
  return `Bearer ${await new SignJWT({ ...claims(), ...changed }).setProtectedHeader(header).sign(signer)}`
}

const plain = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')

describe('a token', () => {
  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('signed %s lets its subject in with its known scopes', async (alg) => {
    const { admit } = await openJwtDoor()
    expect(await outcomeOf(admit(await token({ alg })))).toEqual({
      id: 'jwt:alice',
      scopes: new Set(['calls:read', 'bindings:read']),
      pools: new Set(['FC100000000000001']),
    })
  })

  it.each([
    ['scp as a list', { scope: undefined, scp: ['calls:read', 7, 'root'] }, { scopes: new Set(['calls:read']) }],
    ['scp as a text', { scope: undefined, scp: 'numbers:read x' }, { scopes: new Set(['numbers:read']) }],
    ['every pool', { pools: 'all' }, { pools: 'all' }],
    ['no pools', { pools: undefined }, { pools: new Set() }],
    ['pools that are none', { pools: { all: true } }, { pools: new Set() }],
    ['a pool named all', { pools: ['all', 1, null] }, { pools: new Set(['all']) }],
    ['several audiences', { aud: ['x', audience] }, { id: 'jwt:alice' }],
    ['a clock that is off by little', { exp: 1_785_000_000 - 3 }, { id: 'jwt:alice' }],
  ])('says what it says: %s', async (_what, changed, expected) => {
    const { admit } = await openJwtDoor()
    expect(await outcomeOf(admit(await token({ claims: changed as JWTPayload })))).toMatchObject(expected)
  })

  it('is verified once, then known at once until it expires', async () => {
    const { admit } = await openJwtDoor()
    const header = await token({ claims: { exp: seconds() + 60 } })
    expect(admit(header)).toBeInstanceOf(Promise)
    await expect.poll(() => admit(header) instanceof Promise).toBe(false)
    await clock.advance(66_000)
    expect(await outcomeOf(admit(header))).toBe('401 UNAUTHENTICATED')
  })

  it('is limited as its subject, whichever of its tokens comes', async () => {
    const { admit } = await openJwtDoor({ limits: { ...limits, burst: 2 } })
    const ask = async (sub: string, jti: string) => outcomeOf(admit(await token({ claims: { sub, jti } })))
    expect([await ask('alice', '1'), await ask('alice', '2')]).toMatchObject([{ id: 'jwt:alice' }, { id: 'jwt:alice' }])
    expect(await ask('alice', '3')).toBe('429 RATE_LIMITED')
    expect(await ask('bob', '1')).toMatchObject({ id: 'jwt:bob' })
  })

  it('stands beside API keys: the prefix tells which is which, and no subject passes for a key', async () => {
    const key = aKey()
    const jwt = { issuer, audience, jwksUrl: new URL(served.url) }
    const { admit } = await openDoor({ keys: textOf(key), jwt }, { clock })
    expect(await outcomeOf(admit(`Bearer ${key.text}`))).toMatchObject({ id: key.stored.id })
    expect(fetches).toBe(0)
    const posing = await outcomeOf(admit(await token({ claims: { sub: key.stored.id } })))
    expect(posing).toMatchObject({ id: `jwt:${key.stored.id}` })
  })
})

describe('a broken token', () => {
  const broken: Readonly<Record<string, () => string | Promise<string>>> = {
    'alg none': () => `Bearer ${new UnsecuredJWT(claims()).encode()}`,
    'alg none with a kid': async () =>
      `Bearer ${plain({ alg: 'none', kid: 'RS256' })}.${plain(claims())}.${(await token()).split('.')[2]}`,
    'HS256 signed with the public key': async () => {
      const spki = Buffer.from(await exportSPKI((pairs.RS256 as Pair).publicKey))
      return token({ alg: 'HS256', kid: 'RS256', key: createSecretKey(spki) })
    },
    'RS512, which is not pinned': async () => {
      const { privateKey } = await generateKeyPair('RS512')
      return token({ alg: 'RS512', kid: 'RS256', key: privateKey })
    },
    'the wrong issuer': () => token({ claims: { iss: 'https://elsewhere.example.com/' } }),
    'no issuer': () => token({ claims: { iss: undefined } }),
    'the wrong audience': () => token({ claims: { aud: 'another-service' } }),
    'no audience': () => token({ claims: { aud: undefined } }),
    expired: () => token({ claims: { exp: seconds() - 6 } }),
    'no exp': () => token({ claims: { exp: undefined } }),
    'an exp that is a text': () => token({ claims: { exp: '9999999999' as never } }),
    'not valid yet': () => token({ claims: { nbf: seconds() + 60 } }),
    'an unknown kid': () => token({ kid: 'nobody' }),
    'no kid, with several keys that fit': async () => {
      published.push({ ...(await exportJWK(stranger.publicKey)), kid: 'other', alg: 'RS256' })
      return token({ kid: null })
    },
    'signed by a stranger under a known kid': () => token({ key: stranger.privateKey }),
    'a changed payload': async () => {
      const [header, , signature] = (await token()).split('.')
      return `${header}.${plain({ ...claims(), sub: 'mallory', pools: 'all' })}.${signature}`
    },
    'a changed header': async () => {
      const [, payload, signature] = (await token()).split('.')
      return `Bearer ${plain({ alg: 'PS256', kid: 'RS256' })}.${payload}.${signature}`
    },
    'a signature cut off': async () => (await token()).replace(/[^.]*$/, ''),
    'a critical extension nobody knows': async () =>
      `Bearer ${plain({ alg: 'RS256', kid: 'RS256', crit: ['x'], x: 1 })}.${(await token()).split('.').slice(1).join('.')}`,
    'no subject': () => token({ claims: { sub: undefined } }),
    'a subject of control characters': () => token({ claims: { sub: 'alice\n{"forged":"line"}' } }),
    'a subject without end': () => token({ claims: { sub: 'a'.repeat(256) } }),
    'no token at all': () => 'Bearer x.y.z',
  }

  it.each(Object.entries(broken))('is refused: %s', async (_what, make) => {
    const { admit } = await openJwtDoor()
    expect(await outcomeOf(admit(await make()))).toBe('401 UNAUTHENTICATED')
  })

  it.each([
    ['none', { scope: undefined }],
    ['unknown ones', { scope: 'admin calls:*' }],
    ['something else for them', { scope: { 'calls:read': true } }],
  ])('has no scopes but %s: known, and nothing may be done', async (_what, changed) => {
    const { admit } = await openJwtDoor()
    const header = await token({ claims: changed as JWTPayload })
    expect([await outcomeOf(admit(header)), await outcomeOf(admit(header))]).toEqual(['403 FORBIDDEN', '403 FORBIDDEN'])
  })

  it('is never repeated in a log', async () => {
    const { admit, logged } = await openJwtDoor()
    const header = await token({ key: stranger.privateKey })
    await admit(header)
    expect(logged.join()).toContain('invalid token')
    for (const part of header.slice('Bearer '.length).split('.')) expect(logged.join()).not.toContain(part)
  })
})

describe('the keys of the issuer', () => {
  it('are fetched once for many tokens, and not again for every unknown kid', async () => {
    const { admit } = await openJwtDoor()
    const headers = await Promise.all(
      [...Array(20).keys()].map((i) => token({ claims: { jti: `${i}` }, ...(i % 2 ? { kid: `nobody-${i}` } : {}) })),
    )
    const outcomes = await Promise.all(headers.map((header) => outcomeOf(admit(header))))
    expect(outcomes.filter((outcome) => outcome === '401 UNAUTHENTICATED')).toHaveLength(10)
    expect(fetches).toBe(1)
  })

  it.each([
    ['answers 500', () => (status = 500)],
    ['redirects', () => (status = 302)],
    ['publishes nonsense', () => (published = 'nonsense' as never)],
    ['cannot be connected to', () => served.close()],
  ])('that cannot be had are nobody’s fault here: an issuer that %s', async (_what, fail) => {
    await fail()
    const { admit, logged } = await openJwtDoor()
    for (let i = 0; i < 5; i++)
      expect(await admit(await token())).toMatchObject({ status: 503, code: 'AUTH_UNAVAILABLE', retryAfterSeconds: 2 })
    expect(fetches).toBeLessThanOrEqual(1)
    expect(logged.filter((line) => line.includes('the keys of the token issuer cannot be had'))).toHaveLength(1)
  })

  it('are asked for again once the issuer is back', async () => {
    const { admit } = await openJwtDoor()
    status = 503
    expect(await outcomeOf(admit(await token()))).toBe('503 AUTH_UNAVAILABLE')
    status = 200
    await clock.advance(2_000)
    expect(await outcomeOf(admit(await token()))).toMatchObject({ id: 'jwt:alice' })
  })
})
