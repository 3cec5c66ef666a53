import { connect } from 'node:net'

/**
 * The load: raw sockets with requests made beforehand, so that it costs a fraction of what it measures (autocannon is
 * there as a cross-check, `--load autocannon`). Every answer is looked at; every binding id is new.
 *
 * closed: so many connections, each asking again as soon as it has its answer. open: so many requests a second at random
 * moments, whatever the answers do, and latency from the moment a request was due.
 */
const slots = /<{14}(\d\d)/g
const crlf = '\r\n'

/** The request as bytes, and where its ids go. Ids have the width of a slot, so the length never changes. */
const compile = ({ method, path, headers, body }, host) => {
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${host}`]
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
  if (body !== '') lines.push(`content-length: ${Buffer.byteLength(body)}`)
  const text = `${lines.join(crlf)}${crlf}${crlf}${body}`
  const places = Array.from(text.matchAll(slots), ({ index, 1: slot }) => ({ index, slot: Number(slot) }))
  return { text, places, ids: 1 + Math.max(-1, ...places.map(({ slot }) => slot)) }
}

const firstId = 1_000_000_000_000_000
// Another range for every process and second, so that no run asks what an earlier one asked.
let nextId = (Math.floor(Date.now() / 1_000) % 1_000_000) * 100_000_000
const takeIds = (count, among) => {
  const id = nextId
  nextId += count
  return (offset) => String(firstId + (among ? (id + offset) % among : id + offset))
}

const hasOften = (body, { marker, count }) => {
  let at = -1
  for (let found = 0; found < count; found++) {
    at = body.indexOf(marker, at + 1)
    if (at < 0) return false
  }
  return true
}

const contentLength = /\r\ncontent-length: *(\d+)/i
const chunkedEnd = Buffer.from('0\r\n\r\n')

/** One answer when `bytes` holds a whole one, else null. Only one is ever under way on a connection. */
const parse = (bytes) => {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const head = bytes.latin1Slice(0, headEnd + 2)
  const length = contentLength.exec(head)?.[1]
  const whole = length
    ? bytes.length >= headEnd + 4 + Number(length)
    : bytes.length >= headEnd + 9 && bytes.subarray(-5).equals(chunkedEnd)
  if (!whole) return null
  return {
    status: Number(head.slice(9, 12)),
    body: bytes.subarray(headEnd + 4),
    closes: /\r\nconnection: *close/i.test(head),
  }
}

const reconnectMs = 10

/** A connection that is made again whenever it ends. `ask` calls back with the answer, or null when it broke. */
const createConnection = (port, request, among) => {
  const bytes = Buffer.from(request.text, 'latin1')
  let [socket, rest, onAnswer] = [null, null, null]
  const settle = (answer) => {
    const told = onAnswer
    ;[rest, onAnswer] = [null, null]
    told?.(answer)
  }
  const open = () =>
    new Promise((resolve, reject) => {
      const fresh = connect({ port, host: '127.0.0.1', noDelay: true })
      fresh.once('connect', () => {
        socket = fresh
        resolve()
      })
      fresh.once('error', reject)
      fresh.on('error', () => fresh.destroy())
      fresh.once('close', () => {
        if (socket !== fresh) return
        socket = null
        settle(null)
      })
      fresh.on('data', (chunk) => {
        if (!onAnswer) return
        rest = rest ? Buffer.concat([rest, chunk]) : chunk
        const answer = parse(rest)
        if (!answer) return
        if (answer.closes) {
          socket = null
          fresh.destroy()
        }
        settle(answer)
      })
    })
  const reopen = async () => {
    for (let tries = 0; tries < 50; tries++) {
      try {
        return await open()
      } catch {
        await new Promise((resolve) => setTimeout(resolve, reconnectMs))
      }
    }
  }
  const send = () => {
    const idOf = takeIds(request.ids, among)
    for (const { index, slot } of request.places) bytes.latin1Write(idOf(slot), index, 16)
    socket.write(bytes)
  }
  return {
    open,
    ask: (then) => {
      onAnswer = then
      if (socket) return send()
      reopen().then(() => (socket ? send() : settle(null)))
    },
    close: () => {
      onAnswer = null
      socket?.destroy()
    },
  }
}

const createTally = (expect) => {
  const tally = { ok: 0, refused: 0, wrong: 0, broken: 0, samples: [], latencies: [], refusals: [] }
  return {
    tally,
    count: (answer, ms) => {
      if (!answer) tally.broken++
      else if (answer.status === 503) {
        tally.refused++
        tally.refusals.push(ms)
      } else if (answer.status === 200 && hasOften(answer.body, expect)) {
        tally.ok++
        tally.latencies.push(ms)
      } else {
        tally.wrong++
        if (tally.samples.length < 3) tally.samples.push(`${answer.status} ${answer.body.toString().slice(0, 400)}`)
      }
    },
  }
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null

const summed = ({ latencies, refusals, ...tally }, seconds) => {
  const late = Float64Array.from(refusals).sort()
  const sorted = Float64Array.from(latencies).sort()
  const ms = Object.fromEntries([50, 90, 99].map((percent) => [`p${percent}`, quantile(sorted, percent / 100)]))
  const refusedMs = { p50: quantile(late, 0.5), p99: quantile(late, 0.99) }
  return { ...tally, seconds, ms: { ...ms, max: sorted.at(-1) ?? null }, refusedMs }
}

/** Asks until the time is up or `count` were sent, then waits for what is under way. */
const runClosed = ({ connections, active, seconds, count = Number.POSITIVE_INFINITY, restMs = reconnectMs, expect }) =>
  new Promise((resolve) => {
    const { tally, count: note } = createTally(expect)
    const startedAt = performance.now()
    const until = startedAt + seconds * 1_000
    let [sent, busy] = [0, 0]
    const next = (connection) => {
      const now = performance.now()
      if (now >= until || sent >= count) {
        if (busy === 0) resolve(summed(tally, (now - startedAt) / 1_000))
        return
      }
      sent++
      busy++
      connection.ask((answer) => {
        busy--
        note(answer, performance.now() - now)
        // A refusal must not become a spin.
        if (answer?.status === 503 || !answer) setTimeout(next, restMs, connection)
        else next(connection)
      })
    }
    for (const connection of connections.slice(0, active ?? connections.length)) next(connection)
  })

/** mulberry32: the same arrivals for every contestant. */
const seeded = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

const runOpen = ({ connections, rate, seconds, expect, seed = 1 }) =>
  new Promise((resolve) => {
    const { tally, count: note } = createTally(expect)
    const random = seeded(seed)
    const free = [...connections]
    const waiting = []
    const startedAt = performance.now()
    const until = startedAt + seconds * 1_000
    let [dueAt, busy, late] = [startedAt, 0, 0]
    const send = (connection, since) => {
      busy++
      connection.ask((answer) => {
        busy--
        note(answer, performance.now() - since)
        const next = waiting.shift()
        if (next === undefined) free.push(connection)
        else send(connection, next)
      })
    }
    const tick = () => {
      const now = performance.now()
      while (dueAt <= now && dueAt < until) {
        late = Math.max(late, now - dueAt)
        // Oldest first, so that no connection idles until the server gives it up.
        const connection = free.shift()
        if (connection) send(connection, now)
        else waiting.push(now)
        dueAt += (-Math.log(1 - random()) / rate) * 1_000
      }
      if (dueAt < until || busy > 0) setTimeout(tick, 1)
      else resolve({ ...summed(tally, (performance.now() - startedAt) / 1_000), lateMs: late })
    }
    tick()
  })

const runAutocannon = async ({ port, request, connections, seconds, expect }) => {
  const { default: autocannon } = await import('autocannon')
  const bodyOf = () => {
    const idOf = takeIds(request.ids)
    return (text) => text.replace(slots, (_slot, number) => idOf(Number(number)))
  }
  const plain = request.source
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: connections.length,
    duration: seconds,
    requests: [
      {
        method: plain.method,
        path: plain.path,
        headers: plain.headers,
        setupRequest: (each) => {
          const fill = bodyOf()
          return { ...each, path: fill(plain.path), ...(plain.body === '' ? {} : { body: fill(plain.body) }) }
        },
      },
    ],
    verifyBody: (body) => hasOften(Buffer.from(body), expect),
  })
  const { p50, p90, p99, max } = result.latency
  return {
    ok: result['2xx'] - result.mismatches,
    refused: result['5xx'],
    wrong: result.mismatches + result['4xx'],
    broken: result.errors + result.timeouts,
    samples: [],
    seconds: result.duration,
    ms: { p50, p90, p99, max },
  }
}

const runs = { closed: runClosed, open: runOpen, autocannon: runAutocannon }
let prepared = null

const actions = {
  /** Opens the connections, so that what is measured is answering and not connecting. */
  connect: async ({ ports, request: source, connections: wanted, among }) => {
    const request = { ...compile(source, `127.0.0.1:${ports[0]}`), source }
    const connections = Array.from({ length: wanted }, (_, index) =>
      createConnection(ports[index % ports.length], request, among),
    )
    for (let from = 0; from < wanted; from += 100)
      await Promise.all(connections.slice(from, from + 100).map((each) => each.open()))
    prepared = { port: ports[0], request, connections }
    return {}
  },
  go: async ({ mode, ...wanted }) => {
    const result = await runs[mode]({ ...prepared, ...wanted })
    return result
  },
  disconnect: async () => {
    for (const connection of prepared.connections) connection.close()
    prepared = null
    return {}
  },
}

process.on('message', async ({ id, kind, ...wanted }) => {
  if (!actions[kind]) return
  try {
    process.send({ id, ...(await actions[kind](wanted)) })
  } catch (error) {
    process.send({ id, fault: error.message })
  }
})
process.channel.ref()
console.log('ready')
