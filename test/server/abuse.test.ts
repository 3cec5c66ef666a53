import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostile } from './hostile.ts'
import { bytesOf, type Heard, type Served, send, served } from './wire.ts'

/** PROMISES §3, the abuse battery: what is refused is refused small, silently about the house, and before the upstream. */

const mostBytes = 16 * 1024
const leaks =
  /\n\s+at |node:|node_modules|\/(?:src|dist|tmp|work|home|root|usr)\/|\.(?:ts|mjs|cjs|js)\b|file:|RangeError|TypeError|SyntaxError/

const statusesIn = (text: string): number[] =>
  Array.from(text.matchAll(/HTTP\/1\.[01] (\d{3})/g), ([, code]) => Number(code))

const expectHarmless = ({ text, head, body, status }: Heard): void => {
  expect(statusesIn(text).filter((code) => code >= 500 && ![501, 503, 505].includes(code))).toEqual([])
  expect(text).not.toMatch(leaks)
  expect(head.length).toBeLessThanOrEqual(mostBytes)
  if (status !== null && !hasData(body)) expect(body.length).toBeLessThanOrEqual(mostBytes)
}

const hasData = (body: string): boolean => body.startsWith('{"data":{')

const good = bytesOf({
  body: JSON.stringify({
    query: '{ callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { ... on CallStatus { status } } }',
  }),
})

describe.each([
  ['with the short way', { DYPLS_FAST_PATH: 'on' }],
  ['without it', { DYPLS_FAST_PATH: 'off' }],
])('a hostile caller, %s,', (_way, env) => {
  let server: Served
  let memoryBefore = 0
  beforeAll(async () => {
    server = await served(env)
    await send(server.url, good)
    memoryBefore = process.memoryUsage().rss
  })
  afterAll(() => server.close())

  describe.each(Object.entries(hostile))('%s', (_kind, cases) => {
    it.each(cases.map((each) => [each.name, each] as const))('%s', async (_name, { bytes, sending, status }) => {
      server.sandbox.reset()
      const heard = await send(server.url, bytes, sending)
      expectHarmless(heard)
      if (status !== undefined) expect([status].flat()).toContain(heard.status)
      if (heard.status !== null && !hasData(heard.body) && sending?.answers === undefined)
        expect(server.sandbox.journal).toHaveLength(0)
    })
  })

  it('has had more than a hundred tries', () => {
    expect(Object.values(hostile).flat().length).toBeGreaterThan(100)
  })

  it('costs little memory with large documents, each another', async () => {
    for (let round = 0; round < 20; round++) {
      const bodies = Array.from({ length: 10 }, (_each, i) =>
        JSON.stringify({
          query: `{ ${Array.from({ length: 2_000 }, (_e, n) => `a${round}_${i}_${n}: __typename`).join(' ')} }`,
        }),
      )
      for (const heard of await Promise.all(bodies.map((body) => send(server.url, bytesOf({ body })))))
        expectHarmless(heard)
    }
    expect((process.memoryUsage().rss - memoryBefore) / 1024 / 1024).toBeLessThan(256)
  }, 60_000)

  it('has not kept anybody else from being served', async () => {
    const { status, body } = await send(server.url, good)
    expect([status, body]).toEqual([200, '{"data":{"callStatus":{"status":"NORMAL"}}}'])
  })
})
