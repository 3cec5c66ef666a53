import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { createServer } from '../../../src/commands/serve.ts'
import { readConfig } from '../../../src/config/config.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { testConfig } from '../../support/graph.ts'

/** Which pages get in, and what is said to whoever has to let them in. */

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const asks = (url: string, origin: string): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: '{"query":"{__typename}"}',
  })

describe('a page on another port of this machine', () => {
  const started = async (env: Readonly<Record<string, string>>): Promise<string> => {
    const server = await createServer(testConfig('http://127.0.0.1:9', { LOG_LEVEL: 'silent', ...env }))
    closers.push(server.close)
    return server.listen()
  }

  it.each(['http://localhost:5173', 'http://127.0.0.1:3000', 'http://[::1]:8080'])(
    '%s is answered in development',
    async (origin) => {
      const answer = await asks(await started({}), origin)
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, origin])
    },
  )

  it('may not read in production', async () => {
    const answer = await asks(await started({ NODE_ENV: 'production' }), 'http://localhost:5173')
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })

  it.each(['http://localhost.evil.example', 'http://evil.example', 'https://127.0.0.1.evil.example'])(
    'is not %s',
    async (origin) => {
      expect((await asks(await started({}), origin)).status).toBe(400)
    },
  )
})

describe('a page that may not read', () => {
  const logging = async () => {
    const lines: string[] = []
    const log = createLog('info', { write: (line) => void lines.push(line) })
    const app = await createApp(testConfig('http://127.0.0.1:9', { NODE_ENV: 'production' }), { log })
    closers.push(app.close)
    const ask = (origin: string): Promise<Response> =>
      app.fetch(
        new Request('https://graph.example.com/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin },
          body: '{"query":"{__typename}"}',
        }),
      )
    return { ask, told: () => lines.filter((line) => line.includes('DYPLS_ORIGINS')) }
  }

  it('is told of in one line per origin, which names the setting', async () => {
    const { ask, told } = await logging()
    for (const origin of ['https://a.example.com', 'https://a.example.com', 'https://b.example.com']) await ask(origin)
    expect(told()).toHaveLength(2)
    expect(told()[0]).toContain('"origin":"https://a.example.com"')
  })

  it('is not told of where it is a page of this server, or no origin at all, nor more than a hundred times', async () => {
    const { ask, told } = await logging()
    for (const origin of ['https://graph.example.com', 'null', 'nonsense', `https://${'x'.repeat(300)}.example.com`])
      await ask(origin)
    expect(told()).toEqual([])
    for (let index = 0; index < 150; index++) await ask(`https://a${index}.example.com`)
    expect(told()).toHaveLength(100)
  })
})

describe('a bad setting says what is wrong:', () => {
  const complaint = (env: Readonly<Record<string, string>>): string => {
    try {
      readConfig(env)
    } catch (error) {
      return (error as Error).message
    }
    return ''
  }

  it.each([
    ['https://a.example.com/', /no slash at the end/],
    ['*', /`\*` is not taken/],
    ['https://*.example.com', /wildcards are not taken/],
    ['a.example.com', /needs https:\/\//],
    ['localhost:5173', /needs https:\/\//],
    ['https://a.example.com/page', /has a path/],
    ['https://A.example.com', /is written https:\/\/a\.example\.com/],
    ['https://a.example.com:443', /is written https:\/\/a\.example\.com/],
    ['null', /"null" is not taken/],
    ['https://a.example.com,,https://b.example.com', /one is empty/],
  ])('DYPLS_ORIGINS=%s', (value, wanted) => {
    expect(complaint({ DYPLS_ORIGINS: value })).toMatch(wanted)
    expect(complaint({ DYPLS_ORIGINS: value })).toMatch(/DYPLS_ORIGINS/)
  })

  it.each(['phones', '/phones/', '/', '/a//b', '/a?b', '/../a', '//evil.example'])('DYPLS_PATH=%s', (value) => {
    expect(complaint({ DYPLS_PATH: value })).toMatch(
      /DYPLS_PATH must be a path such as \/phones: a slash in front, none at the end/,
    )
  })

  it.each(['*', 'a b', 'x-a,', 'x:y'])('DYPLS_CORS_HEADERS=%s', (value) => {
    expect(complaint({ DYPLS_CORS_HEADERS: value })).toMatch(/DYPLS_CORS_HEADERS must be names of headers/)
  })
})
