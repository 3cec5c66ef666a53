import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { AttemptReport, CallOptions } from '../../../src/aliyun/call-path/client.ts'
import type { RateLimit } from '../../../src/aliyun/call-path/rate-limit.ts'
import { createUpstream, type UpstreamOptions } from '../../../src/aliyun/call-path/upstream.ts'
import { type Outcome, withheld } from '../../../src/aliyun/failure.ts'
import { staticCredentials } from '../../../src/aliyun/signing/credentials.ts'
import * as ambient from '../../../src/ambient/ambient.ts'
import { queryCallStatus } from '../../../src/dypls/calls.ts'
import { lockSecretNo } from '../../../src/dypls/numbers.ts'
import { product } from '../../../src/dypls/product.ts'
import { numberX } from '../../../src/dypls/terms/phone.ts'
import { type Sandbox, type SandboxOptions, seeded, startSandbox } from '../../../src/sandbox/sandbox.ts'
import { createAuthority, selfSigned } from '../../support/certificate.ts'
import { fakeCaller } from '../../support/clock.ts'
import { listen, startGraph } from '../../support/graph.ts'

/** The whole call path over real sockets. */

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const act of cleanUp.splice(0).reverse()) await act()
})

const accessKey = { accessKeyId: 'sandbox-access-key-id', accessKeySecret: 'sandbox-access-key-secret' }
const { poolKey, normal } = seeded

const upstreamAt = (url: string, more: Partial<UpstreamOptions> = {}) => {
  const observed: AttemptReport[] = []
  const upstream = createUpstream({
    endpoint: new URL(url),
    version: product.version,
    signature: 'v3',
    credentials: staticCredentials(accessKey),
    timeoutMs: 5_000,
    concurrency: 64,
    limitOf: () => 10_000,
    now: ambient.now,
    after: ambient.after,
    soon: ambient.soon,
    random: ambient.random,
    nonce: ambient.newId,
    observe: (report) => observed.push(report),
    count: () => {},
    ...more,
  })
  cleanUp.push(upstream.close)
  const ask = (options?: CallOptions, subsId: string = normal.subsId) =>
    upstream.client.call(queryCallStatus, { poolKey, subsId }, options)
  return { upstream, observed, ask, outcomes: () => observed.map(({ outcome }) => outcome) }
}

const withSandbox = async (more: Partial<UpstreamOptions> = {}, options: SandboxOptions = {}) => {
  const sandbox: Sandbox = await startSandbox(options)
  cleanUp.push(sandbox.close)
  return { sandbox, ...upstreamAt(sandbox.url, more), codes: () => sandbox.journal.map(({ code }) => code) }
}

/** An upstream of one's own, for what the sandbox would never do, and a view of the sockets that carry a request. */
const withServer = async (listener: RequestListener, more: Partial<UpstreamOptions> = {}) => {
  const sockets = new Set<Socket>()
  const { url, close } = await listen((request, response) => {
    const { socket } = request
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    request.resume()
    listener(request, response)
  })
  cleanUp.push(close)
  return { ...upstreamAt(url, more), sockets }
}

const hang = (_request: IncomingMessage, _response: ServerResponse): void => {}
const lock = { poolKey, numberX: numberX(normal.numberX) }

describe('the account’s quota', () => {
  it('is kept by the budget that was handed in', async () => {
    const asked: string[] = []
    const late = { kind: 'withheld', code: 'LOCAL_BUDGET', reason: 'another instance has it' } as const
    const budget: RateLimit = {
      take: (operation, limit, lane) => {
        asked.push(`${operation} ${limit} ${lane}`)
        return asked.length > 1 ? Promise.resolve(withheld(late.code, late.reason)) : null
      },
      throttled: () => {},
      rates: () => new Map(),
    }
    const { ask, sandbox } = await withSandbox({ budget })
    expect(await ask()).toMatchObject({ ok: true })
    expect(await ask()).toMatchObject({ ok: false, failure: late })
    expect(asked).toEqual(Array(2).fill('QueryCallStatus 10000 interactive'))
    expect(sandbox.journal).toHaveLength(1)
  })
})

describe('a failed attempt', () => {
  it.each(['v3', 'v1'] as const)('is repeated under a fresh nonce and signature (%s)', async (signature) => {
    const { sandbox, ask, codes, outcomes } = await withSandbox({ signature })
    // The first request is admitted and its nonce remembered: the very same one would be refused now.
    sandbox.mischief({ kind: 'reset', at: 'answer', times: 1 })
    expect(await ask()).toMatchObject({ ok: true, value: { status: 1 } })
    expect(outcomes()).toEqual(['CONNECTION_LOST', 'OK'])
    expect(codes()).toEqual(['mischief:reset', 'OK'])
  })

  it.each([
    [{ kind: 'answer', code: 'isp.SYSTEM_ERROR' }, 'isp.SYSTEM_ERROR'],
    [{ kind: 'answer', code: 'ServiceUnavailable' }, 'ServiceUnavailable'],
    [{ kind: 'html', status: 502 }, 'BAD_RESPONSE'],
    [{ kind: 'html', status: 503 }, 'BAD_RESPONSE'],
    [{ kind: 'truncate' }, 'CONNECTION_LOST'],
    [{ kind: 'throttle', retryAfterMs: 20 }, 'Throttling.User'],
    [{ kind: 'reset', at: 'arrival' }, 'CONNECTION_LOST'],
    [{ kind: 'reset', at: 'body' }, 'CONNECTION_LOST'],
    [{ kind: 'delay', ms: 10_000 }, 'TIMEOUT'],
  ] as const)('once with %o is seen by nobody', async (mischief, code) => {
    const { sandbox, ask, outcomes } = await withSandbox()
    sandbox.mischief({ ...mischief, times: 1 })
    expect(await ask()).toMatchObject({ ok: true })
    expect(outcomes()).toEqual([code, 'OK'])
  })

  it('in a hundred is seen by nobody, and costs few extra calls', async () => {
    const { sandbox, ask, observed } = await withSandbox()
    const troubles = [
      { kind: 'reset' },
      { kind: 'html', status: 503 },
      { kind: 'answer', code: 'isp.DAO_EXCEPTION' },
    ] as const
    for (const trouble of troubles) sandbox.mischief({ ...trouble, probability: 0.0034 })
    const failed: Outcome<unknown>[] = []
    for (let round = 0; round < 50; round++) {
      const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => ask({}, String(7_000 + n))))
      failed.push(...outcomes.filter((each) => !each.ok && each.failure.code !== 'isv.SUBS_NOT_EXIST'))
    }
    expect(observed.length).toBeGreaterThan(1_000)
    expect(observed.length).toBeLessThanOrEqual(1_050)
    expect(failed).toHaveLength(0)
  })

  it('of QueryCallStatus is repeated once at most', async () => {
    const { sandbox, ask, codes } = await withSandbox()
    sandbox.mischief({ kind: 'reset', at: 'answer' })
    expect(await ask()).toMatchObject({ ok: false, failure: { code: 'CONNECTION_LOST' }, attempts: 2 })
    expect(codes()).toHaveLength(2)
  })

  it.each(['isv.SUBS_NOT_EXIST', 'SignatureDoesNotMatch', 'Forbidden.RAM', 'BrandNew'])(
    'with %s is final',
    async (code) => {
      const { sandbox, ask, codes } = await withSandbox()
      sandbox.mischief({ kind: 'answer', code })
      expect(await ask()).toMatchObject({ failure: { code }, attempts: 1 })
      expect(codes()).toEqual([code])
    },
  )
})

describe('a write', () => {
  it('whose answer was lost is not sent again', async () => {
    const { sandbox, upstream, codes } = await withSandbox()
    sandbox.mischief({ kind: 'reset', at: 'answer' })
    expect(await upstream.client.call(lockSecretNo, lock)).toMatchObject({
      ok: false,
      failure: { code: 'CONNECTION_LOST', ran: 'perhaps' },
      attempts: 1,
    })
    expect(codes()).toHaveLength(1)
  })

  it('that was held back by throttling is', async () => {
    const { sandbox, upstream, codes } = await withSandbox()
    sandbox.mischief({ kind: 'throttle', retryAfterMs: 10, times: 2 })
    expect(await upstream.client.call(lockSecretNo, lock)).toMatchObject({ ok: true })
    expect(codes()).toEqual(['Throttling.User', 'Throttling.User', 'OK'])
  })

  it('to a host that is not there is tried three times and provably did not run', async () => {
    const { url, close } = await listen(hang)
    await close()
    const { upstream } = upstreamAt(url)
    expect(await upstream.client.call(lockSecretNo, lock)).toMatchObject({
      failure: { code: 'CONNECT_FAILED', ran: 'no' },
      attempts: 3,
    })
  })
})

describe('the clock and the credential', () => {
  it('a clock that is an hour off costs one repeat, once', async () => {
    const { sandbox, ask, upstream, codes } = await withSandbox()
    sandbox.clock.advance(3_600_000)
    expect(await ask()).toMatchObject({ ok: true })
    expect(await ask()).toMatchObject({ ok: true })
    expect(codes()).toEqual(['InvalidTimeStamp.Expired', 'OK', 'OK'])
    expect(Math.abs(upstream.clockOffsetMs() - 3_600_000)).toBeLessThan(2_000)
  })

  it('a token that has expired is renewed once, for one repeat', async () => {
    let renewed = 0
    const { current } = staticCredentials(accessKey)
    const { sandbox, ask, codes } = await withSandbox({ credentials: { current, renew: () => renewed++ } })
    sandbox.mischief({ kind: 'answer', code: 'InvalidSecurityToken.Expired', status: 400 })
    expect(await ask()).toMatchObject({ failure: { code: 'InvalidSecurityToken.Expired' }, attempts: 2 })
    expect(codes()).toHaveLength(2)
    expect(renewed).toBe(2)
  })

  it('a wrong secret is told once, loudly, and without any secret', async () => {
    const server = await startGraph({ ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'not-the-right-secret' })
    cleanUp.push(server.close)
    const { data } = await server.ask(`{ callStatus(poolKey: "${poolKey}", subsId: "1") { ... on Error { code } } }`)
    expect(data).toEqual({ callStatus: { code: 'SignatureDoesNotMatch' } })
    const loud = server.logged.filter((line) => JSON.parse(line).level === 50)
    expect(loud).toHaveLength(1)
    expect(loud[0]).toContain('doctor')
    expect(server.logged.join()).not.toMatch(/not-the-right-secret|string.to.sign|Signature=/i)
  })
})

describe('throttling', () => {
  it('slows the budget and opens no circuit', async () => {
    const { sandbox, ask, upstream } = await withSandbox({ limitOf: () => 100 })
    await ask()
    sandbox.mischief({ kind: 'throttle', retryAfterMs: 600 })
    await ask()
    const [health] = upstream.health()
    expect(health).toMatchObject({ action: 'QueryCallStatus', breaker: 'closed', inFlight: 0, queued: 0 })
    expect(health?.ratePerSecond).toBeCloseTo(80 * 0.7, 0)
  })

  it.each([429, 503])(
    'by a page with the status %i keeps its Retry-After, and a write is sent again: it did not run',
    async (status) => {
      let asked = 0
      const { upstream, observed } = await withServer((_request, response) => {
        asked++
        response.writeHead(status, { 'content-type': 'text/html', 'retry-after': '1' }).end('<html>Busy</html>')
      })
      const call = upstream.client.call(lockSecretNo, lock, { deadline: Date.now() + 1_900 })
      expect(await call).toMatchObject({
        failure: { code: 'BAD_RESPONSE', httpStatus: status, retryAfterMs: 1_000 },
        attempts: 2,
      })
      expect(asked).toBe(2)
      const [first, second] = observed.map(({ endedAt }) => endedAt)
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(990)
    },
  )

  it('that asks for more time than there is ends the call at once', async () => {
    const { sandbox, ask, codes } = await withSandbox()
    sandbox.mischief({ kind: 'throttle', retryAfterMs: 5_000 })
    const since = Date.now()
    expect(await ask()).toMatchObject({ failure: { code: 'Throttling.User', retryAfterMs: 5_000 }, attempts: 1 })
    expect(Date.now() - since).toBeLessThan(1_000)
    expect(codes()).toHaveLength(1)
  })
})

describe('nobody waits any more', () => {
  it('so the socket is closed, when the last one has left', async () => {
    const { ask, sockets, observed } = await withServer(hang)
    const callers = [fakeCaller(), fakeCaller()]
    const calls = callers.map(({ cancellation }) => ask({ cancellation }))
    await expect.poll(() => sockets.size).toBe(1)
    callers[0]?.leave()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(sockets.size).toBe(1)
    callers[1]?.leave()
    for (const call of calls) expect(await call).toMatchObject({ failure: { code: 'CANCELLED' } })
    await expect.poll(() => sockets.size, { timeout: 500 }).toBe(0)
    expect(observed).toHaveLength(1)
  })

  it('so the socket is closed, when time is up', async () => {
    const { ask, sockets } = await withServer(hang)
    const since = Date.now()
    expect(await ask({ deadline: since + 500 })).toMatchObject({ failure: { code: 'TIMEOUT' } })
    expect(Date.now() - since).toBeLessThan(700)
    await expect.poll(() => sockets.size, { timeout: 1_500 }).toBe(0)
  })

  it('and had left before: no socket is opened', async () => {
    const { ask, sockets } = await withServer(hang)
    const caller = fakeCaller()
    caller.leave()
    expect(await ask({ cancellation: caller.cancellation })).toMatchObject({
      failure: { code: 'CANCELLED' },
      attempts: 0,
    })
    expect(sockets.size).toBe(0)
  })
})

describe('equal questions', () => {
  it('of a hundred GraphQL requests in flight are one upstream call, and none once it is answered', async () => {
    const server = await startGraph({ DYPLS_TIMEOUT_MS: '8000' })
    cleanUp.push(server.close)
    server.sandbox.mischief({ kind: 'delay', ms: 1_500 })
    const query = `{ callStatus(poolKey: "${poolKey}", subsId: "${normal.subsId}") { ... on CallStatus { calledNo } } }`
    const asked = Array.from({ length: 100 }, () => server.ask(query))
    for (const { data } of await Promise.all(asked)) expect(data).toEqual({ callStatus: { calledNo: normal.numberX } })
    expect(server.sandbox.journal).toHaveLength(1)
    server.sandbox.clearMischief()
    await server.ask(query)
    expect(server.sandbox.journal).toHaveLength(2)
  })

  it('go on for the others when the one who asked first leaves', async () => {
    const server = await startGraph()
    cleanUp.push(server.close)
    server.sandbox.mischief({ kind: 'delay', ms: 600 })
    const query = `{ callStatus(poolKey: "${poolKey}", subsId: "${normal.subsId}") { ... on CallStatus { calledNo } } }`
    const leaving = new AbortController()
    const first = fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: leaving.signal,
    }).catch(() => 'left')
    await expect.poll(() => server.sandbox.peakInFlight()).toBe(1)
    const second = server.ask(query)
    await new Promise((resolve) => setTimeout(resolve, 150))
    leaving.abort()
    expect(await first).toBe('left')
    expect((await second).data).toEqual({ callStatus: { calledNo: normal.numberX } })
    expect(server.sandbox.journal).toHaveLength(1)
  })
})

describe('hostile answers', () => {
  const json = { 'content-type': 'application/json' }

  it('redirect: it is not followed', async () => {
    const paths: string[] = []
    const { ask } = await withServer((request, response) => {
      paths.push(request.url ?? '')
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect(await ask()).toMatchObject({
      failure: { code: 'BAD_RESPONSE', reason: expect.stringContaining('redirect') },
      attempts: 1,
    })
    expect(paths.map((path) => path.split('?', 1)[0])).toEqual(['/'])
  })

  it('are a gzip bomb: it is not inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000))
    const { ask } = await withServer((_request, response) => {
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb)
    })
    const before = process.memoryUsage.rss()
    expect(await ask()).toMatchObject({
      failure: { code: 'BAD_RESPONSE', reason: expect.stringContaining('compressed') },
    })
    expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000)
  })

  it('say that they are compressed when they are not: what can be read counts', async () => {
    const told = { Code: 'OK', RequestId: 'A', SecretCallStatusDTO: { Status: 3 } }
    const { ask } = await withServer((_request, response) => {
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(JSON.stringify(told))
    })
    expect(await ask()).toMatchObject({ ok: true, value: { status: 3 } })
  })

  it.each([
    ['declared', { 'content-length': '104857600' }],
    ['not declared', {}],
  ])('have a body of 100 MB, %s: little of it is read', async (_what, headers) => {
    let sent = 0
    const piece = Buffer.alloc(65_536, ' ')
    const { ask, sockets } = await withServer((_request, response) => {
      response.writeHead(200, { ...json, ...headers })
      const pour = (): void => {
        while (sent < 104_857_600 && !response.destroyed) {
          sent += piece.length
          if (!response.write(piece)) return void response.once('drain', pour)
        }
      }
      pour()
    })
    expect(await ask()).toMatchObject({ failure: { code: 'RESPONSE_TOO_LARGE' }, attempts: 1 })
    await expect.poll(() => sockets.size).toBe(0)
    expect(sent).toBeLessThan(4_194_304)
  })

  it('have headers of more than 16 KB', async () => {
    const { ask } = await withServer((_request, response) => {
      response.writeHead(200, { ...json, 'x-much': 'm'.repeat(17_000) }).end('{}')
    })
    expect(await ask()).toMatchObject({
      failure: { code: 'RESPONSE_TOO_LARGE', reason: expect.stringContaining('headers') },
      attempts: 1,
    })
  })

  it('drip: the deadline holds', async () => {
    const { ask, sockets } = await withServer((_request, response) => {
      response.writeHead(200, json)
      const timer = setInterval(() => response.write(' '), 20)
      response.once('close', () => clearInterval(timer))
    })
    const since = Date.now()
    expect(await ask({ deadline: since + 700 })).toMatchObject({ failure: { code: 'TIMEOUT' } })
    expect(Date.now() - since).toBeLessThan(1_000)
    await expect.poll(() => sockets.size, { timeout: 1_500 }).toBe(0)
  })

  it.each([
    ['not HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n'],
    [
      'two answers to one question',
      `HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}`,
    ],
    ['a length that is none', 'HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n{}'],
    ['an upgrade nobody asked for', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
    ['nothing and a farewell', ''],
  ])('are %s', async (_what, bytes) => {
    const { ask } = await withServer((request) => {
      request.socket.end(bytes)
    })
    const outcome = await ask({ deadline: Date.now() + 1_000 })
    expect(outcome).toMatchObject({
      ok: false,
      failure: { kind: 'unreachable', code: expect.stringMatching(/^(BAD_RESPONSE|CONNECTION_LOST)$/) },
    })
  })
})

describe('a TLS endpoint that cannot be trusted', () => {
  it('is told as such, with the clear reason, and nothing is sent', async () => {
    const authority = createAuthority()
    const certificates = {
      fine: authority.issue('localhost'),
      expired: authority.issue('localhost', new Date(Date.now() - 3_600_000)),
      foreign: authority.issue('another.example'),
      selfSigned: selfSigned('localhost'),
      unknown: createAuthority('nobody we know').issue('localhost'),
    }
    const requests: string[] = []
    const endpoints = await Promise.all(
      Object.entries(certificates).map(
        ([name, certificate]) =>
          new Promise<[string, string]>((resolve) => {
            const server = createServer(certificate, (request, response) => {
              requests.push(name)
              request.resume()
              response.end('{}')
            })
            server.listen(0, 'localhost', () =>
              resolve([name, `https://localhost:${(server.address() as AddressInfo).port}`]),
            )
            cleanUp.push(() => {
              server.close()
              server.closeAllConnections()
            })
          }),
      ),
    )
    const folder = mkdtempSync(join(tmpdir(), 'dypls-tls-'))
    cleanUp.push(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'authority.pem'), authority.cert)
    // Whom node trusts is settled when it starts, so it takes another one.
    expect(await askInAnotherProcess(Object.fromEntries(endpoints), join(folder, 'authority.pem'))).toEqual({
      fine: 'BAD_RESPONSE: the answer has the wrong shape: Code is not there',
      expired: 'TLS_FAILED: the certificate has expired',
      foreign: 'TLS_FAILED: the certificate is for another host',
      selfSigned: 'TLS_FAILED: the certificate is self-signed',
      unknown: 'TLS_FAILED: the certificate is signed by an unknown authority',
    })
    expect(requests).toEqual(Array<string>(6).fill('fine'))
  })
})

const askInAnotherProcess = (endpoints: Record<string, string>, trusted: string): Promise<Record<string, string>> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(endpoints)], {
      env: { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: trusted },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
    child.once('error', reject)
    child.once('close', () => {
      try {
        resolve(JSON.parse(printed) as Record<string, string>)
      } catch (error) {
        reject(error as Error)
      }
    })
  })

const script = `
import { staticCredentials } from './dist/aliyun/signing/credentials.js'
import { createUpstream } from './dist/aliyun/call-path/upstream.js'
import * as ambient from './dist/ambient/ambient.js'
import { queryCallStatus } from './dist/dypls/calls.js'
const told = {}
for (const [name, url] of Object.entries(JSON.parse(process.argv[1]))) {
  const { client, close } = createUpstream({
    ...ambient, nonce: ambient.newId, endpoint: new URL(url), version: '2017-05-25', signature: 'v3', timeoutMs: 5000,
    concurrency: 1, limitOf: () => 1000, observe() {}, count() {},
    credentials: staticCredentials({ accessKeyId: 'id', accessKeySecret: 'secret' }),
  })
  // More often than there are connections: none of them may be used up by it.
  const answers = new Set()
  for (let n = 0; n < 6; n++) {
    const { failure } = await client.call(queryCallStatus, { poolKey: 'FC1', subsId: '1' })
    answers.add(failure.code + ': ' + failure.reason)
  }
  told[name] = [...answers].join(', then ')
  await close()
}
console.log(JSON.stringify(told))
`
