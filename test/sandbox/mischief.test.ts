import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDealer, seededRandom } from '../../src/sandbox/mischief/dealer.ts'
import { parseMischief } from '../../src/sandbox/mischief/mischief.ts'
import { type Mischief, type Sandbox, seeded, startSandbox } from '../../src/sandbox/sandbox.ts'
import { admin, ask, send, signed } from './asking.ts'

let sandbox: Sandbox
let waits: number[]
const bugs: unknown[] = []

beforeEach(async () => {
  waits = []
  sandbox = await startSandbox({
    // Nobody sleeps in a test: waits are written down and over at once.
    wait: async (ms) => {
      waits.push(ms)
      await new Promise((resolve) => setImmediate(resolve))
    },
    onBug: (error) => bugs.push(error),
  })
})
afterEach(() => sandbox.close())

const params = { PoolKey: seeded.poolKey, SubsId: seeded.normal.subsId }
const askWith = (script: Mischief) =>
  ask(sandbox, { params, dialect: 'v3', headers: { 'x-sandbox-mischief': JSON.stringify(script) } })
const failureOf = (heard: Promise<unknown>): Promise<NodeJS.ErrnoException> =>
  heard.then(
    () => expect.unreachable('an answer came'),
    (error) => error,
  )

/** Everything that comes over the socket until it is closed, and whether that was by a reset. */
const rawExchange = (bytes: { method: string; path: string; headers: Record<string, string>; body: string | null }) =>
  new Promise<{ text: string; reset: boolean }>((resolve) => {
    const { hostname, port } = new URL(sandbox.url)
    const body = bytes.body ?? ''
    const socket = connect(Number(port), hostname)
    let text = ''
    let reset = false
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8')
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      reset = error.code === 'ECONNRESET'
    })
    socket.on('close', () => resolve({ text, reset }))
    const lines = Object.entries({ ...bytes.headers, 'content-length': String(Buffer.byteLength(body)) })
    socket.write(
      `${bytes.method} ${bytes.path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
    )
  })

describe('mischief', () => {
  it('answers a business code with HTTP 200', async () => {
    const heard = await askWith({ kind: 'answer', code: 'isv.FLOW_LIMIT' })
    expect(heard).toMatchObject({ status: 200, body: { Code: 'isv.FLOW_LIMIT', Message: '业务流控' } })
  })

  it('answers a gateway code with the status it is known for', async () => {
    const heard = await askWith({ kind: 'answer', code: 'ServiceUnavailable' })
    expect(heard).toMatchObject({ status: 503, body: { Code: 'ServiceUnavailable', HostId: expect.any(String) } })
  })

  it('answers any code with any status, words and headers', async () => {
    const heard = await askWith({
      kind: 'answer',
      code: 'Odd.Code',
      status: 302,
      message: 'elsewhere',
      headers: { Location: 'http://127.0.0.1:1/', 'Retry-After': '7' },
    })
    expect(heard).toMatchObject({ status: 302, body: { Code: 'Odd.Code', Message: 'elsewhere' } })
    expect(heard.headers).toMatchObject({ location: 'http://127.0.0.1:1/', 'retry-after': '7' })
  })

  it('throttles so many calls and then no more', async () => {
    sandbox.mischief({ kind: 'throttle', times: 2, retryAfterMs: 1_500 })
    const first = await ask(sandbox, { params })
    expect(first).toMatchObject({
      status: 400,
      body: { Code: 'Throttling.User', Message: 'Request was denied due to user flow control.' },
      headers: { 'x-acs-retry-after': '1500' },
    })
    expect((await ask(sandbox, { params })).status).toBe(400)
    expect((await ask(sandbox, { params })).status).toBe(200)
  })

  it('delays a true answer', async () => {
    const heard = await askWith({ kind: 'delay', ms: 7_000 })
    expect(heard.body.Code).toBe('OK')
    expect(waits).toEqual([7_000])
  })

  it.each(['arrival', 'answer'] as const)('resets the connection at the %s', async (at) => {
    expect((await failureOf(askWith({ kind: 'reset', at }))).code).toBe('ECONNRESET')
    expect(sandbox.journal.at(-1)).toMatchObject({ code: 'mischief:reset', httpStatus: null })
  })

  it('handles a call whose answer it resets, unless at the arrival', async () => {
    const ask2 = (at: 'arrival' | 'answer') =>
      failureOf(
        ask(sandbox, {
          params: { ...params, SubsId: seeded.reassigned.subsId },
          headers: { 'x-sandbox-mischief': JSON.stringify({ kind: 'reset', at }) },
        }),
      )
    await ask2('arrival')
    expect(sandbox.world.bindings.get(seeded.reassigned.subsId)?.temporaryX).toBeNull()
    await ask2('answer')
    expect(sandbox.world.bindings.get(seeded.reassigned.subsId)?.temporaryX).toBe(seeded.spares[0])
  })

  it('resets the connection between headers and body', async () => {
    sandbox.mischief({ kind: 'reset', at: 'body' })
    const { text } = await rawExchange(signed(sandbox, { params }))
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(text.endsWith('\r\n\r\n')).toBe(true)
  })

  it('cuts a body off before its declared length', async () => {
    sandbox.mischief({ kind: 'truncate', bytes: 9 })
    const { text, reset } = await rawExchange(signed(sandbox, { params }))
    expect(text.split('\r\n\r\n')[1]).toBe('{"Code":"')
    expect(Number(/content-length: (\d+)/i.exec(text)?.[1])).toBeGreaterThan(50)
    expect(reset).toBe(false)
  })

  it('drips a body, a few bytes at a time', async () => {
    const heard = await askWith({ kind: 'drip', bytes: 10, everyMs: 250 })
    expect(heard.body.Code).toBe('OK')
    expect(waits.length).toBe(Math.ceil(Buffer.byteLength(heard.text) / 10) - 1)
    expect(new Set(waits)).toEqual(new Set([250]))
  })

  it('answers like a proxy, with a page', async () => {
    const heard = await askWith({ kind: 'html' })
    expect(heard).toMatchObject({ status: 502, headers: { 'content-type': 'text/html' } })
    expect(heard.text).toContain('<h1>502 Bad Gateway</h1>')
  })

  it('answers nothing', async () => {
    expect(await askWith({ kind: 'empty' })).toMatchObject({ status: 200, text: '' })
  })

  it('answers JSON that breaks off', async () => {
    const { text, status } = await askWith({ kind: 'invalidJson' })
    expect(status).toBe(200)
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
  })

  it.each([
    ['array', []],
    ['number', 42],
    ['text', 'OK'],
    ['null', null],
  ] as const)('answers JSON of another type: %s', async (type, value) => {
    expect(JSON.parse((await askWith({ kind: 'wrongType', type })).text)).toEqual(value)
  })

  it.each([
    [3_000_000, false],
    [3_000_000, true],
    [30, true],
    [10, true],
    [0, false],
  ])('answers a body of %d bytes (declared: %s)', async (bytes, declared) => {
    const heard = await askWith({ kind: 'huge', bytes, declared })
    expect(heard.text.length).toBe(bytes)
    expect(heard.headers['content-length']).toBe(declared ? String(bytes) : undefined)
    if (bytes > 25) expect(heard.body.Code).toBe('OK')
  })

  it('answers a status that nobody knows', async () => {
    const heard = await askWith({ kind: 'status', status: 9 })
    expect(heard.body.SecretCallStatusDTO).toEqual({ Status: 9, CalledNo: seeded.normal.numberX })
    const empty = await askWith({ kind: 'status', status: 1, calledNo: null })
    expect(empty.body.SecretCallStatusDTO).toEqual({ Status: 1, CalledNo: null })
  })

  it('meets only the action it names', async () => {
    sandbox.mischief({ kind: 'answer', code: 'InternalError', action: 'BindAxb' })
    expect((await ask(sandbox, { params })).status).toBe(200)
    sandbox.mischief({ kind: 'answer', code: 'InternalError', action: 'QueryCallStatus' })
    expect((await ask(sandbox, { params })).status).toBe(500)
  })

  it('meets about as many calls as its probability says, the same ones in every run', () => {
    const hits = (): number[] => {
      const dealer = createDealer(seededRandom(7))
      dealer.add({ kind: 'empty', probability: 0.25 })
      return Array.from({ length: 400 }, (_, index) => index).filter(() => dealer.plan('QueryCallStatus').spoil)
    }
    expect(hits().length).toBeGreaterThan(70)
    expect(hits().length).toBeLessThan(130)
    expect(hits()).toEqual(hits())
  })

  it('adds up at different points of a call and queues at the same one', async () => {
    sandbox.mischief({ kind: 'delay', ms: 5 })
    sandbox.mischief({ kind: 'throttle', times: 1 })
    sandbox.mischief({ kind: 'answer', code: 'isp.SYSTEM_ERROR', times: 1 })
    const codes = []
    for (const _ of [1, 2, 3]) codes.push((await ask(sandbox, { params })).body.Code)
    expect(codes).toEqual(['Throttling.User', 'isp.SYSTEM_ERROR', 'OK'])
    expect(waits).toEqual([5, 5, 5])
  })

  it('ends when it is cleared', async () => {
    sandbox.mischief({ kind: 'empty' })
    sandbox.clearMischief()
    expect((await ask(sandbox, { params })).body.Code).toBe('OK')
  })

  it('never meets a call that the gateway refuses', async () => {
    sandbox.mischief({ kind: 'empty', times: 1 })
    expect((await ask(sandbox, { action: 'MakeTea' })).body.Code).toBe('InvalidAction.NotFound')
    expect((await ask(sandbox, { params })).text).toBe('')
  })

  it.each([
    [{}, 'mischief needs a kind, one of: answer, throttle, delay'],
    [[], 'mischief must be an object'],
    [{ kind: 'toString' }, 'mischief needs a kind'],
    [{ kind: 'delay' }, 'mischief of kind delay: ms must be milliseconds, a whole number up to 600000'],
    [{ kind: 'delay', ms: '5' }, 'mischief of kind delay: ms must be milliseconds'],
    [{ kind: 'html', ms: 5 }, 'mischief of kind html takes status, action, times, probability, not ms'],
    [{ kind: 'empty', probability: 2 }, 'mischief of kind empty: probability must be a number from 0 to 1'],
    [{ kind: 'empty', times: 0 }, 'mischief of kind empty: times must be a whole number from 1'],
    [{ kind: 'answer', code: 'X', headers: { 'a b': 'c' } }, 'headers must be header names with texts'],
    [{ kind: 'reset', at: 'noon' }, 'mischief of kind reset: at must be arrival or answer or body'],
  ])('that is none is refused: %j', (script, words) => {
    expect(() => parseMischief(script)).toThrow(words)
  })

  it('that is none gets a clear 400 in the header', async () => {
    const heard = await ask(sandbox, { params, headers: { 'x-sandbox-mischief': '{kind' } })
    expect(heard).toMatchObject({ status: 400, body: { Code: 'InvalidMischief', Message: 'mischief must be JSON' } })
  })
})

describe('the admin door', () => {
  it('shows pools and bindings, lent numbers in full and real ones masked', async () => {
    const { body, text } = await admin(sandbox, 'GET', '')
    expect(body).toMatchObject({
      accessKeyId: 'sandbox-access-key-id',
      pools: expect.arrayContaining([
        expect.objectContaining({ poolKey: seeded.poolKey, bindingCount: 6, broken: [seeded.reassigned.numberX] }),
        expect.objectContaining({ poolKey: seeded.otherPool.poolKey }),
      ]),
    })
    expect(text).toContain(seeded.normal.numberX)
    expect(text).toContain('139****0001')
    expect(text).not.toMatch(/1390000\d{4}/)
  })

  it('adds and ends mischief', async () => {
    const added = await admin(sandbox, 'POST', '/mischief', { kind: 'throttle', times: 3 })
    expect(added.body).toEqual({ mischief: [{ kind: 'throttle', times: 3 }] })
    expect((await ask(sandbox, { params })).body.Code).toBe('Throttling.User')
    await admin(sandbox, 'DELETE', '/mischief')
    expect((await ask(sandbox, { params })).body.Code).toBe('OK')
  })

  it('says what is wrong with a script', async () => {
    const heard = await admin(sandbox, 'POST', '/mischief', { kind: 'delay', ms: -1 })
    expect(heard).toMatchObject({ status: 400, body: { error: expect.stringContaining('ms must be milliseconds') } })
  })

  it('moves the clock', async () => {
    await admin(sandbox, 'POST', '/clock', { advanceMs: 31 * 86_400_000 })
    expect((await ask(sandbox, { params })).body.SecretCallStatusDTO).toMatchObject({ Status: 4 })
    expect((await admin(sandbox, 'POST', '/clock', { advanceMs: 'soon' })).status).toBe(400)
    expect((await admin(sandbox, 'POST', '/clock')).status).toBe(400)
  })

  it('starts again', async () => {
    sandbox.world.clear()
    sandbox.mischief({ kind: 'empty' })
    sandbox.clock.advance(1e9)
    expect((await admin(sandbox, 'POST', '/reset')).body).toEqual({ reset: true })
    expect(sandbox.journal).toEqual([])
    expect((await ask(sandbox, { params })).body.SecretCallStatusDTO).toMatchObject({ Status: 1 })
    expect(Math.abs(sandbox.clock.now() - Date.now())).toBeLessThan(5_000)
  })

  it.each([
    [{ origin: 'https://example.com' }, 403],
    [{ origin: 'null' }, 403],
    [{ host: 'rebound.example.com' }, 403],
    [{ origin: 'http://127.0.0.1.example.com' }, 403],
    [{ origin: 'http://localhost:8080' }, 200],
    [{ origin: 'http://127.0.0.1:4000' }, 200],
  ])('is closed to pages of other sites: %o', async (headers, status) => {
    expect((await admin(sandbox, 'DELETE', '/mischief', undefined, headers)).status).toBe(status)
  })

  it('names its calls when asked for another', async () => {
    const heard = await admin(sandbox, 'POST', '/coffee')
    expect(heard).toMatchObject({ status: 404, body: { error: expect.stringContaining('POST /_sandbox/clock') } })
  })
})

describe('the journal', () => {
  it('tells action, dialect, code, status and time of each call, and nothing of its content', async () => {
    await ask(sandbox, { params: { ...params, CallNo: '13900000001' }, dialect: 'v3' })
    await ask(sandbox, { action: 'Call13900000001' })
    expect(sandbox.journal).toEqual([
      {
        action: 'QueryCallStatus',
        dialect: 'v3',
        code: 'OK',
        httpStatus: 200,
        requestId: expect.any(String),
        startedAt: expect.any(Number),
      },
      expect.objectContaining({ action: 'unknown', dialect: 'v1', code: 'InvalidAction.NotFound', httpStatus: 404 }),
    ])
    expect(JSON.stringify(sandbox.journal)).not.toMatch(/1390000/)
  })

  it('keeps the latest thousand', async () => {
    for (let index = 0; index < 1_010; index += 1)
      await send(sandbox.url, { method: 'GET', path: '/?Format=JSON' }).then(() => undefined)
    expect(sandbox.journal.length).toBe(1_000)
  })

  it('knows the most calls that were in flight at once', async () => {
    const slow = await startSandbox()
    slow.mischief({ kind: 'delay', ms: 30 })
    await Promise.all([1, 2, 3, 4, 5].map(() => ask(slow, { params })))
    await ask(slow, { params })
    expect(slow.peakInFlight()).toBe(5)
    await slow.close()
  })
})

describe('the sandbox', () => {
  it.each(['0.0.0.0', '192.168.1.5', 'example.com', '::', '127.evil.example'])(
    'does not listen on %s',
    async (host) => {
      await expect(startSandbox({ host })).rejects.toThrow('loopback only')
    },
  )

  it('listens on IPv6 loopback too', async () => {
    const six = await startSandbox({ host: '::1' })
    expect(six.url).toMatch(/^http:\/\/\[::1\]:\d+$/)
    expect((await ask(six, { params })).body.Code).toBe('OK')
    await six.close()
  })

  it('says so when its port is taken', async () => {
    await expect(startSandbox({ port: Number(new URL(sandbox.url).port) })).rejects.toThrow('EADDRINUSE')
  })

  it('answers a bug of its own with InternalError and no word about it', async () => {
    sandbox.world.pools.has = () => {
      throw new Error('13900000001 broke it')
    }
    const heard = await ask(sandbox, { params })
    expect(heard).toMatchObject({ status: 500, body: { Code: 'InternalError' } })
    expect(heard.text).not.toMatch(/broke|1390000|\.ts/)
    expect(bugs).toHaveLength(1)
  })

  it('closes at once, whatever hangs: a scripted delay, an idle connection, a half-sent request', async () => {
    const hanging = await startSandbox()
    hanging.mischief({ kind: 'delay', ms: 600_000 })
    const lost = failureOf(ask(hanging, { params }))
    const { port, hostname } = new URL(hanging.url)
    const idle = connect(Number(port), hostname)
    const half = connect(Number(port), hostname)
    half.write('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\nabc')
    const ended = Promise.all(
      [idle, half].map((socket) => new Promise((resolve) => socket.on('error', () => {}).on('close', resolve))),
    )
    while (hanging.peakInFlight() < 2) await new Promise((resolve) => setImmediate(resolve))
    await hanging.close()
    await hanging.close()
    expect((await lost).code).toBe('ECONNRESET')
    await ended
  })
})
