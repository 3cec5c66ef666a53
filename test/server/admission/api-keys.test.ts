import { createHash, timingSafeEqual } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { openViewer } from '../../../src/graph/request/viewer.ts'
import { listen } from '../../support/graph.ts'
import { aKey, fileOf, openDoor, outcomeOf, textOf } from './admissions.ts'

// Counts comparisons; everything else is node's own.
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>()
  return { ...crypto, timingSafeEqual: vi.fn(crypto.timingSafeEqual) }
})

const bearer = (text: string): string => `Bearer ${text}`

describe('an API key', () => {
  it('lets its owner in, at once, as what the file says', async () => {
    const key = aKey({ scopes: ['calls:read', 'bindings:read'] })
    const { admit } = await openDoor({ keys: textOf(key) })
    const admitted = admit(bearer(key.text))
    expect(admitted).not.toBeInstanceOf(Promise)
    expect(await outcomeOf(admitted)).toEqual({
      id: key.stored.id,
      scopes: new Set(['calls:read', 'bindings:read']),
      pools: new Set(['FC100000000000001']),
    })
  })

  it('reaches every pool only when it says so, and none when it says nothing', async () => {
    const [all, none] = [aKey({ pools: 'all' }), aKey({ pools: [] })]
    const { admit } = await openDoor({ keys: textOf(all, none) })
    expect(await outcomeOf(admit(bearer(all.text)))).toMatchObject({ pools: 'all' })
    expect(await outcomeOf(admit(bearer(none.text)))).toMatchObject({ pools: new Set() })
  })

  it('works until the moment it expires', async () => {
    const key = aKey({ expiresAt: '2026-07-25T17:30:00Z' })
    const { admit, clock } = await openDoor({ keys: textOf(key) })
    await clock.advance(Date.parse('2026-07-25T17:29:59.999Z') - clock.now())
    expect(await outcomeOf(admit(bearer(key.text)))).toMatchObject({ id: key.stored.id })
    await clock.advance(1)
    expect(await outcomeOf(admit(bearer(key.text)))).toBe('401 UNAUTHENTICATED')
  })

  it('has a twin of the same name while one takes over from the other', async () => {
    const [old, young] = [aKey(), aKey()]
    const { admit } = await openDoor({ keys: textOf(old, young) })
    for (const { text, stored } of [old, young])
      expect(await outcomeOf(admit(bearer(text)))).toMatchObject({ id: stored.id })
  })

  it('is nothing without a scope', async () => {
    const key = aKey({ scopes: [] })
    const { admit } = await openDoor({ keys: textOf(key) })
    expect(await outcomeOf(admit(bearer(key.text)))).toBe('403 FORBIDDEN')
  })
})

describe('a broken credential', () => {
  const key = aKey()
  const other = aKey()
  const expired = aKey({ expiresAt: '2026-01-02T00:00:00Z' })
  const [, id = '', secret = ''] = /^dpk_([^_]+)_(.+)$/.exec(key.text) ?? []
  const swapped = other.text.replace(/^dpk_[^_]+/, `dpk_${id}`)

  const broken: readonly (readonly [string, string | undefined])[] = [
    ['no header', undefined],
    ['an empty header', ''],
    ['a scheme alone', 'Bearer'],
    ['a scheme and a blank', 'Bearer '],
    ['another scheme', `Basic ${Buffer.from(`x:${key.text}`).toString('base64')}`],
    ['no scheme', key.text],
    ['an empty key', bearer('dpk__')],
    ['a malformed id', bearer(`dpk_${id.slice(1)}_${secret}`)],
    ['an unknown id', bearer(`dpk_aaaaaaaaaaaa_${secret}`)],
    ['the secret of another key', bearer(swapped)],
    ['a wrong last letter', bearer(key.text.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A')))],
    ['an expired key', bearer(expired.text)],
    ['a truncated key', bearer(key.text.slice(0, -1))],
    ['a longer key', bearer(`${key.text}A`)],
    ['an upper-case prefix', bearer(key.text.replace('dpk', 'DPK'))],
    ['the stored hash for a secret', bearer(`dpk_${id}_${key.stored.hash}`)],
    ['two joined by a comma', `${bearer(key.text)}, ${bearer(key.text)}`],
    ['two tokens', `${bearer(key.text)} ${other.text}`],
    ['a quoted key', bearer(`"${key.text}"`)],
    ['a prototype’s name', bearer('__proto__')],
    ['a very long text', bearer('a'.repeat(16_000))],
    ['a token where only keys are taken', bearer('eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.')],
  ]

  it.each(broken)('is refused: %s', async (_what, header) => {
    const { admit } = await openDoor({ keys: textOf(key, other, expired) })
    expect(await outcomeOf(admit(header))).toBe('401 UNAUTHENTICATED')
  })

  it('hears the same, whatever is wrong with it', async () => {
    const { admit } = await openDoor({ keys: textOf(key, other, expired) })
    const answers = await Promise.all(broken.map(async ([, header]) => JSON.stringify(await admit(header))))
    expect(new Set(answers).size).toBe(1)
  })

  it('costs one comparison, whether its id is known or not', async () => {
    const { admit } = await openDoor({ keys: textOf(key) })
    const comparisons = (header: string): number => {
      vi.mocked(timingSafeEqual).mockClear()
      admit(header)
      return vi.mocked(timingSafeEqual).mock.calls.length
    }
    expect(comparisons(bearer(key.text))).toBe(1)
    expect(comparisons(bearer(swapped))).toBe(1)
    expect(comparisons(bearer(`dpk_aaaaaaaaaaaa_${secret}`))).toBe(1)
  })

  it('is read from the header only, never from the address or a cookie', async () => {
    const { admit } = await openDoor({ keys: textOf(key) })
    const server = await listen(async (request, response) =>
      response.end(JSON.stringify(await outcomeOf(admit(request.headers.authorization)))),
    )
    const ask = async (path: string, headers: Record<string, string>): Promise<string> =>
      (await fetch(`${server.url}${path}`, { headers })).text()
    expect(await ask('/graphql', { authorization: bearer(key.text) })).toContain(id)
    for (const path of [`/graphql?access_token=${key.text}`, `/graphql?authorization=Bearer%20${key.text}`])
      expect(await ask(path, { cookie: `authorization=${bearer(key.text)}; token=${key.text}` })).toContain('401')
    await server.close()
  })

  it('is counted in the log, ten seconds a line, and never repeated there', async () => {
    const { admit, clock, logged } = await openDoor({ keys: textOf(key, expired) })
    for (let i = 0; i < 50; i++) {
      admit(bearer(swapped))
      admit(bearer(expired.text))
    }
    await clock.advance(60_000)
    expect(logged.map((line) => JSON.parse(line).refused)).toEqual([
      { 'wrong secret': 1 },
      { 'wrong secret': 49, expired: 50 },
    ])
    for (const text of [id, secret, swapped, expired.text]) expect(logged.join()).not.toContain(text)
    expect(clock.timers()).toBe(0)
  })

  it('is told to slow down when there are too many, while good ones still come in', async () => {
    const { admit, clock } = await openDoor({ keys: textOf(key) })
    for (let i = 0; i < 300; i++) expect(await outcomeOf(admit(bearer(swapped)))).toBe('401 UNAUTHENTICATED')
    expect(admit(bearer(swapped))).toMatchObject({ status: 429, code: 'RATE_LIMITED', retryAfterSeconds: 1 })
    expect(await outcomeOf(admit(bearer(key.text)))).toMatchObject({ id })
    await clock.advance(100)
    expect(await outcomeOf(admit(bearer(swapped)))).toBe('401 UNAUTHENTICATED')
  })
})

describe('an open door', () => {
  it('lets everybody in as the same viewer, header or not, and limits nobody', async () => {
    const { admit } = await openDoor(
      { open: true },
      { limits: { perMinute: 1, burst: 1, inFlight: 1, unmaskPerMinute: 1 } },
    )
    for (const header of [undefined, '', bearer(aKey().text)])
      expect(admit(header)).toMatchObject({ viewer: openViewer })
  })
})

describe('what is kept of a key', () => {
  it('is neither its secret nor a plain hash of it', () => {
    const key = aKey()
    const secret = key.text.slice(-43)
    const kept = JSON.stringify(fileOf(key))
    expect(kept).not.toContain(secret)
    expect(kept).not.toContain(createHash('sha256').update(secret).digest('base64url'))
  })

  it('is not printed with the settings', () => {
    expect(inspect({ keys: textOf(aKey()) }, { depth: 9 })).not.toContain('hmacKey')
  })
})
