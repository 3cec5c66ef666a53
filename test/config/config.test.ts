import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ConfigError, type Env, readConfig } from '../../src/config/config.ts'

const keys = {
  DYPLS_AUTH: 'open',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'made-up-id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'made-up-secret',
}

const complaint = (env: Env): string => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'no complaint'
}

describe('where things are kept', () => {
  const production = { ...keys, NODE_ENV: 'production' }
  const url = 'postgres://user:not-a-secret@db.example/name'
  const key = 'a key of the store of at least 32 characters'

  it('is a folder beside the server with the sandbox, nothing with the real service, and what is said otherwise', () => {
    expect(readConfig({}).store).toMatchObject({ source: { kind: 'folder', path: '.dypls' }, byDefault: true })
    expect(readConfig({ DYPLS_STORE: 'off' }).store.source).toBeNull()
    expect(readConfig(keys).store).toMatchObject({ source: null, byDefault: true })
    expect(readConfig({ ...keys, DYPLS_STORE: './kept' }).store).toMatchObject({
      source: { kind: 'folder', path: './kept' },
      byDefault: false,
    })
    expect(readConfig({ ...keys, DYPLS_STORE: url, DYPLS_STORE_LISTEN: url }).store.source).toMatchObject({
      kind: 'url',
    })
  })

  it('shows no password, key or secret when it is printed', () => {
    const secret = 'a-secret-of-the-push-door-1'
    const config = readConfig({
      ...keys,
      DYPLS_STORE: url,
      DYPLS_STORE_KEY: `${key},${key}`,
      DYPLS_RECEIPTS_SECRET: `${secret},${secret}2`,
    })
    const printed = JSON.stringify(config) + inspect(config, { depth: 9 })
    for (const hidden of ['not-a-secret', key, secret]) expect(printed).not.toContain(hidden)
    expect(config.store.keys?.()).toEqual([key, key])
    expect(config.receiptsSecrets?.()).toEqual([secret, `${secret}2`])
  })

  it.each([
    ['no URL that a database has', { DYPLS_STORE: 'mysql://host/name' }, 'DYPLS_STORE must be'],
    ['a short key', { DYPLS_STORE_KEY: `${key},short` }, 'DYPLS_STORE_KEY must have at least 32'],
    ['no key in production', { ...production, DYPLS_STORE: url }, 'DYPLS_STORE_KEY is missing'],
    ['a way past a pooler to nowhere', { DYPLS_STORE_LISTEN: url }, 'DYPLS_STORE_LISTEN needs'],
    ['a short secret', { DYPLS_RECEIPTS_SECRET: 'short' }, 'DYPLS_RECEIPTS_SECRET must be'],
    [
      'a secret that a path would change',
      { DYPLS_RECEIPTS_SECRET: 'sixteen/characters' },
      'DYPLS_RECEIPTS_SECRET must',
    ],
    ['three secrets', { DYPLS_RECEIPTS_SECRET: Array(3).fill('sixteen-characters').join() }, 'DYPLS_RECEIPTS_SECRET'],
    ['no number of days', { DYPLS_RETENTION_DAYS: '0' }, 'DYPLS_RETENTION_DAYS must be'],
  ])('refuses %s, and repeats nothing of it', (_what, env, told) => {
    const refused = complaint(env)
    expect(refused).toContain(told)
    expect(refused).not.toMatch(/not-a-secret|sixteen/)
  })
})

describe('settings', () => {
  it('need nothing: the sandbox, on loopback only', () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      upstream: 'sandbox',
      signature: 'v3',
      timeoutMs: 5_000,
      concurrency: 64,
      logLevel: 'info',
      production: false,
      accessKey: null,
    })
  })

  it('go to the real service as soon as credentials are there', () => {
    const config = readConfig(keys)
    expect(config).toMatchObject({ upstream: 'aliyun', host: '0.0.0.0' })
    expect(config.endpoint.href).toBe('https://dyplsapi.aliyuncs.com/')
    expect(config.accessKey?.()).toEqual({
      accessKeyId: 'made-up-id',
      accessKeySecret: 'made-up-secret',
      securityToken: undefined,
    })
  })

  it.each(['ALIBABA_CLOUD_OIDC_TOKEN_FILE', 'ALIBABA_CLOUD_ECS_METADATA', 'ALIBABA_CLOUD_CREDENTIALS_URI'])(
    'take %s as a wish for the official chain',
    (name) => {
      expect(readConfig({ DYPLS_AUTH: 'open', [name]: 'x' })).toMatchObject({ upstream: 'aliyun', accessKey: null })
    },
  )

  it('say what to set when production has no credentials', () => {
    expect(complaint({ NODE_ENV: 'production' })).toContain('set ALIBABA_CLOUD_ACCESS_KEY_ID')
    expect(readConfig({ NODE_ENV: 'production', ...keys })).toMatchObject({ production: true, upstream: 'aliyun' })
  })

  it('let callers ask for costs in development, and in production only where it is said', () => {
    expect(readConfig(keys).tally).toBe(true)
    expect(readConfig({ ...keys, NODE_ENV: 'production' }).tally).toBe(false)
    expect(readConfig({ ...keys, NODE_ENV: 'production', DYPLS_TALLY: 'on' }).tally).toBe(true)
    expect(complaint({ ...keys, DYPLS_TALLY: 'yes' })).toContain('DYPLS_TALLY must be one of on, off')
  })

  it('name the queues to read receipts from, and by how many', () => {
    const own = 'Alicom-Queue-1234567890123456-SecretReport-orders'
    const queues = (text: string) => readConfig({ ...keys, DYPLS_RECEIPTS_QUEUES: text }).queues
    expect(readConfig(keys).queues).toEqual([])
    expect(queues(`${own}*4, default:42`)).toEqual([
      { queue: own, accountId: null, consumers: 4 },
      { queue: 'default', accountId: '42', consumers: 1 },
    ])
    expect(readConfig({ DYPLS_RECEIPTS_QUEUES: 'default' }).queues).toEqual([
      { queue: 'default', accountId: null, consumers: 1 },
    ])
    for (const text of ['orders', `${own}*0`, `${own}*17`, `${own},`, 'default:me', 'Alicom-Queue-x-SecretReport'])
      expect(complaint({ ...keys, DYPLS_RECEIPTS_QUEUES: text })).toContain(
        '  - DYPLS_RECEIPTS_QUEUES must be queue names like Alicom-Queue-1234567890123456-SecretReport, or default:1234567890123456',
      )
    expect(complaint({ ...keys, DYPLS_RECEIPTS_QUEUES: 'default' })).toContain(
      'DYPLS_RECEIPTS_QUEUES: the names of the default queues hold the account’s number, so name it: default:1234567890123456',
    )
  })

  it('make traffic in the sandbox by default, and nowhere else', () => {
    expect(readConfig({}).traffic).toBe(6)
    expect(readConfig({ DYPLS_SANDBOX_TRAFFIC: '0' }).traffic).toBe(0)
    expect(readConfig(keys).traffic).toBe(0)
    expect(complaint({ DYPLS_SANDBOX_TRAFFIC: 'much' })).toContain(
      'DYPLS_SANDBOX_TRAFFIC must be a whole number from 0 to 6000',
    )
    expect(complaint({ ...keys, DYPLS_SANDBOX_TRAFFIC: '6' })).toContain(
      'DYPLS_SANDBOX_TRAFFIC is for the embedded sandbox only',
    )
  })

  it('are frozen, and print no secret', () => {
    const config = readConfig({ ...keys, ALIBABA_CLOUD_SECURITY_TOKEN: 'made-up-token' })
    expect(Object.isFrozen(config)).toBe(true)
    expect(inspect(config, { depth: 9 }) + JSON.stringify(config)).not.toMatch(/made-up-(secret|token)/)
  })

  it('name every bad one in a single complaint', () => {
    const told = complaint({
      PORT: '70000',
      HOST: 'a b',
      DYPLS_ENDPOINT: 'http://example.com',
      DYPLS_SIGNATURE: 'v2',
      DYPLS_UPSTREAM: 'moon',
      DYPLS_TIMEOUT_MS: '1',
      DYPLS_CONCURRENCY: '0',
      LOG_LEVEL: 'loud',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'made-up-id',
      DYPLS_TIMEOUT: '3',
    })
    for (const name of [
      'PORT',
      'HOST',
      'DYPLS_ENDPOINT',
      'DYPLS_SIGNATURE',
      'DYPLS_UPSTREAM',
      'DYPLS_TIMEOUT_MS',
      'DYPLS_CONCURRENCY',
      'LOG_LEVEL',
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
      'DYPLS_TIMEOUT ',
    ])
      expect(told).toContain(`- ${name}`)
    expect(told.split('\n')).toHaveLength(11)
  })

  it.each([
    ['the sandbox off loopback', { HOST: '0.0.0.0' }, 'HOST'],
    ['an endpoint without a key', { DYPLS_ENDPOINT: 'http://127.0.0.1:4010' }, 'DYPLS_ENDPOINT'],
    ['a key that no header can carry', { ...keys, ALIBABA_CLOUD_ACCESS_KEY_ID: '…' }, 'ALIBABA_CLOUD_ACCESS_KEY_ID'],
    ['half a key', { ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'made-up-secret' }, 'ALIBABA_CLOUD_ACCESS_KEY_ID'],
    [
      'an endpoint with a password',
      { ...keys, DYPLS_ENDPOINT: 'https://user:made-up-secret@example.com' },
      'DYPLS_ENDPOINT',
    ],
    ['an endpoint with a path', { ...keys, DYPLS_ENDPOINT: 'https://example.com/x' }, 'DYPLS_ENDPOINT'],
    ['an endpoint that is no URL', { ...keys, DYPLS_ENDPOINT: 'example.com' }, 'DYPLS_ENDPOINT'],
  ])('refuse %s, without repeating a secret', (_what, env, name) => {
    expect(complaint(env)).toContain(name)
    expect(complaint(env)).not.toContain('made-up-secret')
  })

  describe('of who may ask', () => {
    const { DYPLS_AUTH: _open, ...credentials } = keys
    const jwt = {
      DYPLS_JWT_ISSUER: 'https://issuer.example.com/',
      DYPLS_JWT_AUDIENCE: 'dypls-graphql',
      DYPLS_JWKS_URL: 'https://issuer.example.com/jwks.json',
    }

    it('must be made with real credentials, and need not be with the sandbox', () => {
      expect(complaint(credentials)).toContain('DYPLS_AUTH is missing')
      expect(complaint({ DYPLS_UPSTREAM: 'aliyun' })).toContain('DYPLS_AUTH is missing')
      expect(readConfig({}).auth).toEqual({ open: true, keys: null, jwt: null })
    })

    it('are complained of once: without DYPLS_AUTH, what stands beside it is not judged', () => {
      for (const auth of ['', 'everybody'])
        expect(complaint({ ...credentials, ...jwt, DYPLS_AUTH: auth }).split('\n')).toHaveLength(2)
    })

    it('can be open, keys, jwt or both', () => {
      const file = { DYPLS_API_KEYS: 'keys.json' }
      const read = (env: Env) => readConfig({ ...credentials, ...env }).auth
      const issuer = {
        issuer: 'https://issuer.example.com/',
        audience: 'dypls-graphql',
        jwksUrl: new URL('https://issuer.example.com/jwks.json'),
      }
      expect(read({ DYPLS_AUTH: 'open' })).toEqual({ open: true, keys: null, jwt: null })
      expect(read({ DYPLS_AUTH: 'keys', ...file })).toEqual({ open: false, keys: { file: 'keys.json' }, jwt: null })
      expect(read({ DYPLS_AUTH: 'jwt', ...jwt })).toEqual({ open: false, keys: null, jwt: issuer })
      expect(read({ DYPLS_AUTH: 'keys,jwt', ...file, ...jwt })).toMatchObject({
        keys: { file: 'keys.json' },
        jwt: issuer,
      })
    })

    it('may hold the keys themselves, which are not printed', () => {
      const json = JSON.stringify({ hmacKey: 'made-up-secret', keys: Array(100).fill('x'.repeat(20)) })
      const config = readConfig({ ...credentials, DYPLS_AUTH: 'keys', DYPLS_API_KEYS: json })
      expect((config.auth.keys as { text: () => string }).text()).toBe(json)
      expect(inspect(config, { depth: 9 }) + JSON.stringify(config)).not.toContain('made-up-secret')
    })

    it.each([
      ['keys without a file', { DYPLS_AUTH: 'keys' }, ['DYPLS_API_KEYS is missing']],
      [
        'jwt without an issuer, an audience and its keys',
        { DYPLS_AUTH: 'jwt' },
        ['DYPLS_JWT_ISSUER is missing', 'DYPLS_JWT_AUDIENCE is missing', 'DYPLS_JWKS_URL is missing'],
      ],
      ['jwt without an issuer', { DYPLS_AUTH: 'jwt', ...jwt, DYPLS_JWT_ISSUER: ' ' }, ['DYPLS_JWT_ISSUER is missing']],
      ['both with keys alone', { DYPLS_AUTH: 'keys,jwt', ...jwt }, ['DYPLS_API_KEYS is missing']],
      ['a file that open would ignore', { DYPLS_API_KEYS: 'keys.json' }, ['DYPLS_API_KEYS needs DYPLS_AUTH=keys']],
      [
        'an issuer that keys would ignore',
        { DYPLS_AUTH: 'keys', DYPLS_API_KEYS: 'k', ...jwt },
        ['DYPLS_JWKS_URL needs'],
      ],
      ['open beside keys', { DYPLS_AUTH: 'open,keys', DYPLS_API_KEYS: 'k' }, ['DYPLS_AUTH must be']],
      [
        'keys over plain http',
        { DYPLS_AUTH: 'jwt', ...jwt, DYPLS_JWKS_URL: 'http://example.com' },
        ['must be an https URL'],
      ],
      [
        'keys beyond reason',
        { DYPLS_AUTH: 'keys', DYPLS_API_KEYS: `{${' '.repeat(200_000)}}` },
        ['DYPLS_API_KEYS must'],
      ],
    ])('are refused: %s', (_what, env, told) => {
      for (const part of told) expect(complaint({ ...keys, ...env })).toContain(part)
    })
  })

  it('take plain http for loopback', () => {
    expect(readConfig({ ...keys, DYPLS_ENDPOINT: 'http://127.0.0.1:4010' }).endpoint.host).toBe('127.0.0.1:4010')
    expect(readConfig({ ...keys, DYPLS_ENDPOINT: 'http://[::1]:4010' }).endpoint.host).toBe('[::1]:4010')
  })
})
