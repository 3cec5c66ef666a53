import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bytesOf, type Served, send, served } from './wire.ts'

/** PROMISES §3, slow clients: with the real clocks, since the timeouts are node's own. All at once, so it takes one timeout. */

let server: Served
beforeAll(async () => {
  server = await served()
})
afterAll(() => server.close())

const question = bytesOf({
  body: JSON.stringify({
    query: '{ callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { ... on CallStatus { status } } }',
  }),
})

/** Sends one byte after another, as long as it may; gives what it heard and how long it was borne with. */
const drip = (first: Buffer | string, next: string): Promise<{ text: string; seconds: number }> =>
  new Promise((resolve) => {
    const startedAt = performance.now()
    let text = ''
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(first))
    const dripping = setInterval(() => socket.write(next), 500)
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(dripping)
      resolve({ text, seconds: (performance.now() - startedAt) / 1_000 })
    })
  })

it('cuts slow headers and slow bodies within 15 s, and serves everybody else meanwhile', async () => {
  const slow = Promise.all([
    ...Array.from({ length: 20 }, () => drip('POST /graphql HTTP/1.1\r\nHost: localhost\r\nx-slow: ', 'x')),
    ...Array.from({ length: 10 }, () => drip(bytesOf({ body: 'x', headers: [['content-length', '1000']] }), ' ')),
    ...Array.from({ length: 5 }, () => drip('', '')),
  ])
  let over = false
  const others = (async () => {
    const statuses: (number | null)[] = []
    while (!over) {
      statuses.push((await send(server.url, question)).status)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    return statuses
  })()
  const cut = await slow
  over = true
  expect(cut.filter(({ seconds }) => seconds > 15)).toEqual([])
  for (const { text } of cut.slice(0, 30)) expect(text).toMatch(/^HTTP\/1\.1 408 [\s\S]*"TOO_SLOW"/)
  const statuses = await others
  expect(statuses.length).toBeGreaterThan(10)
  expect(statuses.filter((status) => status !== 200)).toEqual([])
}, 30_000)
