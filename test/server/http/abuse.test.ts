import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Program, startProgram } from '../../support/program.ts'
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
  beforeAll(async () => {
    server = await served(env)
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

  it('has not kept anybody else from being served', async () => {
    const { status, body } = await send(server.url, good)
    expect([status, body]).toEqual([200, '{"data":{"callStatus":{"status":"NORMAL"}}}'])
  })
})

describe('all of it at once', () => {
  let program: Program
  beforeAll(async () => {
    program = await startProgram([process.execPath, 'dist/main.js'], { env: { PORT: '0', DYPLS_RATES: '*=10000' } })
  })
  afterAll(() => program.stop('SIGTERM'))

  const residentMegabytes = async (): Promise<number> => {
    const metrics = await (await fetch(`${program.url}/metrics`)).text()
    return Number(/^process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1]) / 1024 / 1024
  }

  /** Valid or nearly so, and never the same: what a cache could keep. */
  const largeDocuments = Array.from({ length: 120 }, (_each, i) =>
    bytesOf({
      body: JSON.stringify({
        query: `{ ${Array.from({ length: 2_000 }, (_e, n) => `a${i}_${n}: __typename`).join(' ')} }`,
      }),
    }),
  )

  it('costs at most 256 MB, is said nowhere to be a bug, and leaves the server answering', async () => {
    await send(program.url, good)
    const before = await residentMegabytes()
    const everything = [
      ...Object.values(hostile).flat(),
      ...largeDocuments.map((bytes) => ({ bytes, sending: undefined })),
    ]
    const left = everything.values()
    const callers = Array.from({ length: 20 }, async () => {
      for (const { bytes, sending } of left) expectHarmless(await send(program.url, bytes, sending))
    })
    await Promise.all(callers)
    expect((await residentMegabytes()) - before).toBeLessThan(256)
    expect(program.printed()).not.toMatch(/"level":(?:50|60)/)
    expect((await send(program.url, good)).body).toContain('NORMAL')
  }, 60_000)
})
