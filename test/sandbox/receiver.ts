import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Json, parseJson } from '../../src/aliyun/contract/json.ts'
import type { ReceiptType } from '../../src/dypls/receipts/rows.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'

type Item = { readonly [name: string]: Json }
export type Pushed = { readonly path: string; readonly items: readonly Item[] }

/** Somebody to push to. Answers as told, in order; well when nothing is told. */
export const startReceiver = async () => {
  const pushed: Pushed[] = []
  const answers: { readonly status: number; readonly body: string }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const items = parseJson(Buffer.concat(chunks).toString('utf8')) as readonly Item[]
      pushed.push({ path: request.url ?? '', items })
      const { status, body } = answers.shift() ?? { status: 200, body: '{"code":0,"msg":"OK"}' }
      if (status === 0) return // Never answers.
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/receipts/secret`,
    pushed,
    answer: (...next: { readonly status: number; readonly body: string }[]) => void answers.push(...next),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What waits in the queue of a type, in the order in which it came. Takes nothing away. */
export const queued = (sandbox: Sandbox, type: ReceiptType): readonly Item[] => {
  const name = sandbox.world.queues.names().find((each) => each.endsWith(`-${type}`)) ?? ''
  return sandbox.world.queues
    .receive(name, 10_000, sandbox.clock.now(), false)
    .map(({ body }) => parseJson(Buffer.from(body, 'base64').toString('utf8')) as Item)
}
