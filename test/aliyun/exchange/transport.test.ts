import { type AddressInfo, createServer, Socket } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { createCancellation, never } from '../../../src/aliyun/cancellation.ts'
import { createTransport } from '../../../src/aliyun/exchange/transport.ts'
import { after, now, soon } from '../../../src/ambient/ambient.ts'
import { fakeClock } from '../../support/clock.ts'
import { listen } from '../../support/graph.ts'

afterEach(() => vi.restoreAllMocks())

const request = { method: 'POST', path: '/', headers: { host: 'a' }, body: 'x', signedText: '' } as const
const bounds = { timeoutMs: 2_000, maxBytes: 1_000, cancellation: never }

it.each(['EHOSTUNREACH', 'ENETUNREACH', 'ECONNREFUSED', 'ERR_SSL_BAD_RECORD_MAC', 'CERT_HAS_EXPIRED', 'ETIMEDOUT'])(
  'counts a request as perhaps run when its own connection fails with %s after it was sent',
  async (code) => {
    const sockets: Socket[] = []
    const connect = Socket.prototype.connect
    vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...args: unknown[]) {
      sockets.push(this)
      return Reflect.apply(connect, this, args) as Socket
    })
    const server = await listen(() => sockets[0]?.destroy(Object.assign(new Error(code), { code })))
    const transport = createTransport({ endpoint: new URL(server.url), connections: 1, now, after, soon })
    expect(await transport.send(request, bounds)).toMatchObject({
      kind: 'unreachable',
      code: 'CONNECTION_LOST',
      ran: 'perhaps',
    })
    await transport.close()
    await server.close()
  },
)

it('knows that nothing ran when no connection could be made, or the request cannot be written', async () => {
  const closed = await listen(() => {})
  await closed.close()
  const transport = createTransport({ endpoint: new URL(closed.url), connections: 1, now, after, soon })
  expect(await transport.send(request, bounds)).toMatchObject({ code: 'CONNECT_FAILED', ran: 'no' })
  const unwritable = { ...request, headers: { host: 'a', authorization: '…' } }
  expect(await transport.send(unwritable, bounds)).toMatchObject({ code: 'CONNECT_FAILED', ran: 'no' })
  await transport.close()
})

/** A server that answers each request when it is told to. */
const onDemand = async () => {
  const answers: (() => void)[] = []
  const sockets = new Set<unknown>()
  const server = await listen((request, response) => {
    sockets.add(request.socket)
    answers.push(() => response.end(request.url))
  })
  return { ...server, answers, sockets }
}

const bodyOf = async (sent: ReturnType<ReturnType<typeof createTransport>['send']>): Promise<unknown> => {
  const answer = await sent
  return 'body' in answer ? answer.body : answer.code
}

it('opens as many connections as allowed, keeps them, and lets further calls wait for one', async () => {
  const server = await onDemand()
  const transport = createTransport({ endpoint: new URL(server.url), connections: 2, now, after, soon })
  const sent = ['/1', '/2', '/3', '/4'].map((path) => bodyOf(transport.send({ ...request, path }, bounds)))
  await expect.poll(() => server.answers.length).toBe(2)
  for (let n = 0; n < 4; n++) {
    await expect.poll(() => server.answers.length).toBeGreaterThan(0)
    server.answers.shift()?.()
  }
  expect(await Promise.all(sent)).toEqual(['/1', '/2', '/3', '/4'])
  expect(server.sockets.size).toBe(2)
  await transport.close()
  await server.close()
})

it('does not send what nobody waits for any more when a connection becomes free', async () => {
  const server = await onDemand()
  const transport = createTransport({ endpoint: new URL(server.url), connections: 1, now, after, soon })
  const first = bodyOf(transport.send({ ...request, path: '/first' }, bounds))
  await expect.poll(() => server.answers.length).toBe(1)
  const canceller = createCancellation()
  const given = { ...bounds, cancellation: canceller }
  const gone = bodyOf(transport.send({ ...request, path: '/gone' }, given))
  const last = bodyOf(transport.send({ ...request, path: '/last' }, bounds))
  canceller.cancel()
  expect(await gone).toBe('CANCELLED')
  server.answers.shift()?.()
  expect(await first).toBe('/first')
  await expect.poll(() => server.answers.length).toBe(1)
  server.answers.shift()?.()
  expect(await last).toBe('/last')
  await transport.close()
  await server.close()
})

it('goes on with another connection when one was given up in the middle of an answer', async () => {
  const server = await onDemand()
  const transport = createTransport({ endpoint: new URL(server.url), connections: 1, now, after, soon })
  expect(await bodyOf(transport.send({ ...request, path: '/slow' }, { ...bounds, timeoutMs: 50 }))).toBe('TIMEOUT')
  const next = bodyOf(transport.send({ ...request, path: '/next' }, bounds))
  await expect.poll(() => server.answers.length).toBe(2)
  server.answers[1]?.()
  expect(await next).toBe('/next')
  expect(server.sockets.size).toBe(2)
  await transport.close()
  await server.close()
})

it('ends all that wait when there is no connection to be had, and nothing else', async () => {
  const closed = await listen(() => {})
  await closed.close()
  const transport = createTransport({ endpoint: new URL(closed.url), connections: 1, now, after, soon })
  // undici counts on nothing new while it ends what a connection had: one handed over then would end the process.
  const sent = await Promise.all(Array.from({ length: 20 }, () => transport.send(request, bounds)))
  expect(new Set(sent.map((answer) => 'code' in answer && answer.code))).toEqual(new Set(['CONNECT_FAILED']))
  await transport.close()
})

it('goes on connecting when nothing but the greeting fails', async () => {
  const hole = createServer((socket) => socket.on('error', () => {}))
  await new Promise<void>((resolve) => hole.listen(0, '127.0.0.1', resolve))
  const { port } = hole.address() as AddressInfo
  const transport = createTransport({
    endpoint: new URL(`https://127.0.0.1:${port}`),
    connections: 2,
    now,
    after,
    soon,
  })
  const hasty = { ...bounds, timeoutMs: 100 }
  for (let n = 0; n < 12; n++)
    expect(await transport.send(request, hasty)).toMatchObject({ code: 'TIMEOUT', ran: 'no' })
  await transport.close()
  hole.close()
})

it('lets no call in once it is closed', async () => {
  const server = await listen((_request, response) => response.end('late'))
  const transport = createTransport({ endpoint: new URL(server.url), connections: 1, now, after, soon })
  await transport.close()
  expect(await transport.send(request, bounds)).toMatchObject({ code: 'CONNECT_FAILED', ran: 'no' })
  await server.close()
})

it('forgets a crowd that has left while it waited', async () => {
  const server = await onDemand()
  const transport = createTransport({ endpoint: new URL(server.url), connections: 1, now, after, soon })
  const first = bodyOf(transport.send({ ...request, path: '/first' }, bounds))
  const canceller = createCancellation()
  const crowd = Array.from({ length: 12_000 }, () => transport.send(request, { ...bounds, cancellation: canceller }))
  await expect.poll(() => server.answers.length).toBe(1)
  canceller.cancel()
  await Promise.all(crowd)
  server.answers.shift()?.()
  expect(await first).toBe('/first')
  const next = bodyOf(transport.send({ ...request, path: '/next' }, bounds))
  await expect.poll(() => server.answers.length).toBe(1)
  server.answers.shift()?.()
  expect(await next).toBe('/next')
  await transport.close()
  await server.close()
})

it('gives up on an upstream that says nothing for 2 s, whatever time there is', async () => {
  const server = await onDemand()
  const { now, after, advance, timers } = fakeClock()
  const transport = createTransport({ endpoint: new URL(server.url), connections: 1, now, after, soon })
  const sent = transport.send(request, { ...bounds, timeoutMs: 10_000 })
  await expect.poll(() => server.answers.length).toBe(1)
  await advance(1_999)
  expect(timers()).toBe(1)
  await advance(1)
  expect(await sent).toMatchObject({ code: 'TIMEOUT', ran: 'perhaps', reason: 'no answer began within 2000 ms' })
  expect(timers()).toBe(0)
  await transport.close()
  await server.close()
})

it('does not wait longer when the clock is set back meanwhile', async () => {
  const server = await onDemand()
  const { now, after, advance, shift, timers } = fakeClock()
  const transport = createTransport({ endpoint: new URL(server.url), connections: 1, now, after, soon })
  const sent = transport.send(request, { ...bounds, timeoutMs: 2_500 })
  await expect.poll(() => server.answers.length).toBe(1)
  shift(-3_600_000)
  await advance(2_500)
  expect(await sent).toMatchObject({ code: 'TIMEOUT', ran: 'perhaps' })
  expect(timers()).toBe(0)
  await transport.close()
  await server.close()
})

it.each([
  ['was answered', 1_500],
  ['was given up', 2_000],
])('counts the silence from when the request left, after the one before it %s', async (_what, waitedMs) => {
  const server = await onDemand()
  const { now, after, advance } = fakeClock()
  const transport = createTransport({ endpoint: new URL(server.url), connections: 1, now, after, soon })
  const long = { ...bounds, timeoutMs: 10_000 }
  const first = bodyOf(transport.send({ ...request, path: '/first' }, long))
  await expect.poll(() => server.answers.length).toBe(1)
  const second = transport.send({ ...request, path: '/second' }, long)
  await advance(waitedMs)
  server.answers.shift()?.()
  expect(await first).toBe(waitedMs < 2_000 ? '/first' : 'TIMEOUT')
  await expect.poll(() => server.answers.length).toBe(1)
  await advance(1_999)
  const early = Promise.race([second, new Promise((resolve) => setImmediate(resolve, 'waiting'))])
  expect(await early).toBe('waiting')
  await advance(1)
  expect(await second).toMatchObject({ code: 'TIMEOUT', reason: 'no answer began within 2000 ms' })
  await transport.close()
  await server.close()
})

it('lets an answer that has begun take the whole of its time, and no more', async () => {
  const begun: unknown[] = []
  const server = await listen((request, response) => {
    if (request.url === '/whole') response.end('b')
    else response.write('a', () => begun.push(request.url))
  })
  const { now, after, advance } = fakeClock()
  const seen = vi.fn()
  const transport = createTransport({ endpoint: new URL(server.url), connections: 2, now, after, soon })
  const sent = transport.send(request, { ...bounds, timeoutMs: 5_000 }).then((answer) => {
    seen()
    return answer
  })
  await expect.poll(() => begun.length).toBe(1)
  // What was sent to us after it has arrived, so it has too.
  expect(await bodyOf(transport.send({ ...request, path: '/whole' }, bounds))).toBe('b')
  await advance(4_999)
  expect(seen).not.toHaveBeenCalled()
  await advance(1)
  expect(await sent).toMatchObject({ code: 'TIMEOUT', httpStatus: 200, reason: 'no complete answer within 5000 ms' })
  await transport.close()
  await server.close()
})

it('sends nothing for a caller who has gone before it came here', async () => {
  const server = await onDemand()
  const transport = createTransport({ endpoint: new URL(server.url), connections: 1, now, after, soon })
  const canceller = createCancellation()
  canceller.cancel()
  const gone = await transport.send(request, { ...bounds, cancellation: canceller })
  expect(gone).toMatchObject({ code: 'CANCELLED', ran: 'no' })
  expect(server.answers).toEqual([])
  await transport.close()
  await server.close()
})

it('takes no news ahead of an answer for its beginning', async () => {
  const begun: unknown[] = []
  const server = await listen((_request, response) => response.writeEarlyHints({ link: '</a>' }, () => begun.push(1)))
  const { now, after, advance } = fakeClock()
  const transport = createTransport({ endpoint: new URL(server.url), connections: 1, now, after, soon })
  const sent = transport.send(request, { ...bounds, timeoutMs: 10_000 })
  await expect.poll(() => begun.length).toBe(1)
  await advance(2_000)
  expect(await sent).toMatchObject({ code: 'TIMEOUT', httpStatus: null, reason: 'no answer began within 2000 ms' })
  await transport.close()
  await server.close()
})

it('refuses an answer that announces more than it may hold, before it comes', async () => {
  const server = await listen((_request, response) => {
    response.writeHead(200, { 'Content-Length': '1001' })
    response.write('a')
  })
  const transport = createTransport({ endpoint: new URL(server.url), connections: 1, now, after, soon })
  expect(await transport.send(request, bounds)).toMatchObject({ code: 'RESPONSE_TOO_LARGE', httpStatus: 200 })
  await transport.close()
  await server.close()
})
