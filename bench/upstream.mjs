import { createServer } from 'node:net'
import { upstreamBody } from './question.mjs'

/**
 * The upstream of all contestants: the same answer to every request, on raw sockets, so that it is never the bottleneck.
 * It reads just enough HTTP to know where a request ends. `node upstream.mjs [port]`; the delay is set over IPC.
 */
const answer = Buffer.from(
  [
    'HTTP/1.1 200 OK',
    'Date: Tue, 24 Nov 2026 00:00:00 GMT',
    'Content-Type: application/json;charset=utf-8',
    `Content-Length: ${Buffer.byteLength(upstreamBody)}`,
    'Connection: keep-alive',
    'Access-Control-Allow-Origin: *',
    'x-acs-request-id: 9297B722-A016-43FB-B51A-E54050D9369D',
    'x-acs-trace-id: 1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d',
    '',
    upstreamBody,
  ].join('\r\n'),
)

let delayMs = 0
let answered = 0

const contentLength = /\r\ncontent-length: *(\d+)/i
const chunked = /\r\ntransfer-encoding:/i

/** How many whole requests `bytes` holds and where the rest of it begins. */
const requestsIn = (bytes) => {
  let [count, from] = [0, 0]
  while (from < bytes.length) {
    const end = bytes.indexOf('\r\n\r\n', from)
    if (end < 0) break
    const head = bytes.latin1Slice(from, end)
    if (chunked.test(head)) throw new Error('the upstream of the benchmark reads no chunked requests')
    const next = end + 4 + Number(contentLength.exec(head)?.[1] ?? 0)
    if (next > bytes.length) break
    from = next
    count++
  }
  return { count, from }
}

const server = createServer({ noDelay: true }, (socket) => {
  let rest = null
  const reply = () => {
    answered++
    if (!socket.destroyed) socket.write(answer)
  }
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    const bytes = rest ? Buffer.concat([rest, chunk]) : chunk
    const { count, from } = requestsIn(bytes)
    rest = from < bytes.length ? bytes.subarray(from) : null
    for (let n = 0; n < count; n++) {
      if (delayMs > 0) setTimeout(reply, delayMs)
      else reply()
    }
  })
})

process.on('message', ({ id, kind, delayMs: wanted }) => {
  if (kind === 'delay') delayMs = wanted
  if (kind === 'delay' || kind === 'answered') process.send({ id, answered })
})

server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => console.log(`ready on ${server.address().port}`))
