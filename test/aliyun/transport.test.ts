import { Socket } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { never } from '../../src/aliyun/cancellation.ts'
import { createTransport } from '../../src/aliyun/transport.ts'
import { after, soon } from '../../src/ambient.ts'
import { listen } from '../drive.ts'

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
    const transport = createTransport({ endpoint: new URL(server.url), connections: 1, after, soon })
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
  const transport = createTransport({ endpoint: new URL(closed.url), connections: 1, after, soon })
  expect(await transport.send(request, bounds)).toMatchObject({ code: 'CONNECT_FAILED', ran: 'no' })
  const unwritable = { ...request, headers: { host: 'a', authorization: '…' } }
  expect(await transport.send(unwritable, bounds)).toMatchObject({ code: 'CONNECT_FAILED', ran: 'no' })
  await transport.close()
})
