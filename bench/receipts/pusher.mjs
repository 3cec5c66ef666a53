import { Agent, request } from 'node:http'

/** The platform's side: pushes of made-up receipts over connections that are kept. */
export const secret = 'a-secret-for-the-benchmark-alone'

const ended = (callId) => ({
  pool_key: 'FC100000000000001',
  sub_id: 1_000_000_768_798_832,
  call_id: callId,
  phone_no: '15000000000',
  secret_no: '17000000000',
  peer_no: '15800000000',
  called_display_no: '17000000000',
  call_type: 1,
  call_time: '2026-09-01 12:00:00',
  call_out_time: '2026-09-01 12:00:05',
  ring_time: '2026-09-01 12:00:10',
  free_ring_time: '2026-09-01 12:00:12',
  start_time: '2026-09-01 12:01:00',
  release_time: '2026-09-01 12:02:00',
  release_dir: 1,
  release_cause: 16,
  out_id: 'order-20260101-7',
  unconnected_cause: 0,
  control_msg: 'OK',
})

let made = 0
const run = `${Date.now().toString(36)}`

/** A batch with ids that were never used before. */
export const newBatch = (size = 10) =>
  JSON.stringify(Array.from({ length: size }, () => ended(`${run}-${(made++).toString(36)}`)))

/** How many receipts were made so far. */
export const receiptsMade = () => made

/** `push` gives the status; 0 when there was no answer within the 700 ms that the platform waits. */
export const createPusher = (connections) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const push = (port, body) =>
    new Promise((resolve) => {
      const outgoing = request(
        {
          port,
          host: '127.0.0.1',
          agent,
          method: 'POST',
          path: `/receipts/${secret}/SecretReport`,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        },
        (incoming) => {
          incoming.resume()
          incoming.once('end', () => resolve(incoming.statusCode))
          incoming.once('error', () => resolve(0))
        },
      )
      outgoing.setTimeout(700, () => outgoing.destroy())
      outgoing.once('error', () => resolve(0))
      outgoing.once('close', () => resolve(0))
      outgoing.end(body)
    })
  return { push, close: () => agent.destroy() }
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** So many pushes a second at even moments; gives the ms from the moment each was due, and what was not acknowledged. */
export const steadily = async (push, { port, perSecond, seconds, size = 10 }) => {
  const since = performance.now()
  const [ms, refused, waiting] = [[], [], []]
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = since + (n * 1_000) / perSecond
    const early = due - performance.now()
    if (early > 0) await pause(early)
    const body = newBatch(size)
    waiting.push(
      push(typeof port === 'function' ? port() : port, body).then((status) => {
        if (status === 200) ms.push({ at: due, ms: performance.now() - due })
        else refused.push(body)
      }),
    )
  }
  await Promise.all(waiting)
  return { ms, refused }
}

/** As the platform does, only sooner: again and again until it is acknowledged. */
export const pushAgain = async (push, port, bodies) => {
  let left = bodies
  for (let tries = 0; left.length > 0 && tries < 200; tries++) {
    const still = []
    for (const body of left)
      if ((await push(typeof port === 'function' ? port() : port, body)) !== 200) still.push(body)
    left = still
    if (left.length > 0) await pause(250)
  }
  return left.length
}

export const quantile = (list, share) => {
  const sorted = [...list].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
