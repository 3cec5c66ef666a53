import { gzipSync } from 'node:zlib'
import { alone, codesOf, connect, neighbour, offer, quantile, queryCallStatus, sleep } from './callers.mjs'
import { answer, faults, startUpstream, throttle } from './upstream.mjs'

/** Each scenario of PROMISES §1 gives lines: what was promised, what was measured, whether it holds. */
const line = (what, figure, promise, kept) => ({ what, figure, promise, kept })
const share = (part, whole) => `${((100 * part) / whole).toFixed(2)} %`

const between = async (treat, limit, act) => {
  const upstream = await startUpstream(treat)
  const { client, health, close } = connect(upstream.url, limit)
  try {
    return await act({ client, health, ...upstream })
  } finally {
    await close()
    upstream.close()
  }
}

/** 1 % of the answers go wrong, in every way in turn. */
export const rareFaults = () => {
  const ways = Object.values(faults)
  let count = 0
  const treat = (response) => {
    count++
    return count % 100 === 0 ? ways[(count / 100) % ways.length](response) : answer(response)
  }
  return between(treat, undefined, async ({ client, requests }) => {
    const asked = await offer(250, 16, () => alone(client))
    const failed = asked.filter(({ outcome }) => !outcome.ok).length
    const extra = requests.length - asked.length
    return [
      line('callers who see a failure', `${failed} of ${asked.length}`, '≤ 0.1 %', failed <= asked.length / 1_000),
      line('extra calls', share(extra, asked.length), '≤ 5 %', extra <= asked.length / 20),
    ]
  })
}

/** 11 s of health (so that the breaker's window is full of it), 12 s of `fault`, 16 s of health. */
const outage = (name, fault) => {
  let down = false
  const treat = (response) => (down ? fault(response) : answer(response))
  return between(treat, undefined, async ({ client, requests }) => {
    const since = Date.now()
    const [from, until] = [since + 11_000, since + 23_000]
    setTimeout(() => {
      down = true
    }, 11_000)
    setTimeout(() => {
      down = false
    }, 23_000)
    const asked = await offer(80, 39, () => alone(client))
    const during = asked.filter(({ at }) => at >= from && at < until)
    const sent = requests.filter(({ at }) => at >= from && at < until).length
    const later = quantile(
      during.filter(({ at }) => at >= from + 6_000).map(({ ms }) => ms),
      0.99,
    )
    const lastFailed = Math.max(until, ...asked.filter(({ outcome }) => !outcome.ok).map(({ at }) => at))
    const back = lastFailed - until
    return [
      line(
        `${name}: calls sent per call offered`,
        (sent / during.length).toFixed(2),
        '< 1.2',
        sent < 1.2 * during.length,
      ),
      line(`${name}: p99 of the later half`, `${later} ms`, '< 1500 ms', later < 1_500),
      line(`${name}: full service after`, `${(back / 1_000).toFixed(1)} s`, '≤ 15 s', back <= 15_000),
    ]
  })
}

export const outages = async () =>
  (
    await Promise.all([
      outage('outage of 503s', faults['HTTP 503']),
      outage('outage of resets', faults.reset),
      outage('outage that hangs', faults.hang),
    ])
  ).flat()

/** One operation hangs while another is well; then one question in ten hangs. */
export const hanging = async () => {
  const whole = await between(
    (response, { action }) => (action === 'Neighbour' ? answer(response) : faults.hang(response)),
    undefined,
    async ({ client, requests, sockets }) => {
      const [stuck, others] = await Promise.all([
        offer(50, 8, () => alone(client)),
        offer(50, 8, () => alone(client, neighbour)),
      ])
      await sleep(1_500)
      const hung = requests.filter(({ action }) => action !== 'Neighbour')
      const open = hung.filter(({ closedAt }) => closedAt === null).length
      const longest = Math.max(...stuck.map(({ ms }) => ms))
      const p95 = quantile(
        others.map(({ ms }) => ms),
        0.95,
      )
      return [
        line('neighbours of a hanging operation, p95', `${p95} ms`, '< 2500 ms', p95 < 2_500),
        line('longest answer of the hanging one', `${longest} ms`, '≤ 5000 ms (+ 100)', longest <= 5_100),
        line('its requests still open 1.5 s later', `${open} of ${hung.length}`, '0', open === 0),
        line('sockets then open in all', String(sockets.size), '(for the record)', true),
      ]
    },
  )
  const stuck = (n) => n % 4 === 0
  const some = await between(
    (response, _seen, { url }) =>
      stuck(Number(/SubsId=(\d+)/.exec(url)?.[1])) ? faults.hang(response) : answer(response),
    undefined,
    async ({ client }) => {
      const asked = await offer(60, 12, (n) => client.call(queryCallStatus, { poolKey: 'FC1', subsId: String(n) }))
      const others = asked.filter((_, n) => !stuck(n))
      const p95 = quantile(
        others.map(({ ms }) => ms),
        0.95,
      )
      const good = others.filter(({ outcome }) => outcome.ok).length
      return [
        line('one question in four hangs: p95 of the others', `${p95} ms`, '< 2500 ms', p95 < 2_500),
        line(
          'one question in four hangs: others answered',
          share(good, others.length),
          '≥ 90 %',
          good >= 0.9 * others.length,
        ),
      ]
    },
  )
  let count = 0
  const rescued = await between(
    (response) => (count++ % 10 === 0 ? faults.hang(response) : answer(response)),
    undefined,
    async ({ client }) => {
      const asked = await offer(60, 8, () => alone(client))
      const p95 = quantile(
        asked.map(({ ms }) => ms),
        0.95,
      )
      return [line('one attempt in ten hangs: p95 of all', `${p95} ms`, '< 2500 ms', p95 < 2_500)]
    },
  )
  return [...whole, ...some, ...rescued]
}

/** 120 a second against an upstream that throttles what exceeds 40 in each second. */
const flowLimit = (believed) => {
  const since = Date.now()
  const seconds = []
  const treat = (response, { at }) => {
    const second = Math.floor((at - since) / 1_000)
    seconds[second] ??= { passed: 0, throttled: 0 }
    const window = seconds[second]
    if (window.passed < 40) {
      window.passed++
      return answer(response)
    }
    window.throttled++
    return throttle(response)
  }
  return between(treat, believed, async ({ client, requests }) => {
    const asked = await offer(120, 30, (n) =>
      alone(client, queryCallStatus, { lane: n % 2 === 0 ? 'interactive' : 'bulk' }),
    )
    const steady = seconds.slice(8, 30)
    const passed = steady.reduce((sum, each) => sum + (each?.passed ?? 0), 0)
    const throttled = steady.reduce((sum, each) => sum + (each?.throttled ?? 0), 0)
    const times = requests.map(({ at }) => at)
    const burst = Math.max(...times.map((at, n) => times.findLastIndex((later) => later < at + 20) - n + 1))
    const name = `limit 40/s, believed ${believed}/s`
    const codes = codesOf(asked)
    return [
      line(
        `${name}: quota used from second 8`,
        share(passed, 40 * steady.length),
        '≥ 60 %',
        passed >= 24 * steady.length,
      ),
      line(
        `${name}: throttled of those sent`,
        share(throttled, passed + throttled),
        '≤ 20 %',
        throttled <= 0.2 * (passed + throttled),
      ),
      line(`${name}: most sent within 20 ms`, String(burst), `(a tenth of ${believed * 0.8} and what is due)`, true),
      line(`${name}: told`, codes, 'typed', /^(OK|LOCAL_BUDGET|Throttling\.User| |\d|,)+$/.test(codes)),
    ]
  })
}

export const flowLimits = async () => (await Promise.all([flowLimit(40), flowLimit(100)])).flat()

export const equalAtOnce = () =>
  between(
    (response) => answer(response),
    undefined,
    async ({ client, requests }) => {
      const ask = () => client.call(queryCallStatus, { poolKey: 'FC1', subsId: 'the same' })
      const outcomes = await Promise.all(Array.from({ length: 100 }, ask))
      const good = outcomes.filter(({ ok }) => ok).length
      return [
        line('100 equal at once: upstream calls', String(requests.length), '1', requests.length === 1),
        line('100 equal at once: answered', String(good), '100', good === 100),
      ]
    },
  )

/** Bodies without end, bombs and drips. */
export const hostile = async () => {
  const whole = 100 * 1024 * 1024
  const piece = Buffer.alloc(65_536, ' ')
  const bomb = gzipSync(Buffer.alloc(whole))
  const endless = (declared) => async () => {
    let sent = 0
    const treat = (response) => {
      response.writeHead(200, declared ? { 'content-length': whole } : {})
      const pour = () => {
        while (sent < whole && !response.destroyed) {
          sent += piece.length
          if (!response.write(piece)) return void response.once('drain', pour)
        }
      }
      pour()
    }
    const outcome = await between(treat, undefined, ({ client }) => alone(client))
    const kb = Math.round(sent / 1_024)
    const name = `100 MB ${declared ? 'declared' : 'undeclared'}`
    return line(`${name}: handed to the socket`, `${kb} KB, ${outcome.failure?.code}`, '≤ 4096 KB', kb <= 4_096)
  }
  const inflated = async () => {
    const before = process.memoryUsage.rss()
    const treat = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    const outcome = await between(treat, undefined, ({ client }) => alone(client))
    const grown = Math.round((process.memoryUsage.rss() - before) / 1_048_576)
    return line('gzip bomb of 100 MB: memory', `${grown} MB more, ${outcome.failure?.code}`, 'not inflated', grown < 32)
  }
  const dripping = async () => {
    const treat = (response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write(' '), 50)
      response.once('close', () => clearInterval(timer))
    }
    return between(treat, undefined, async ({ client, requests }) => {
      const since = Date.now()
      const outcome = await alone(client)
      const ms = Date.now() - since
      await sleep(100)
      const open = requests.filter(({ closedAt }) => closedAt === null).length
      return line(
        'dripping body: answered',
        `${ms} ms, ${outcome.failure?.code}, ${open} open`,
        '≤ 5000 ms (+ 100)',
        ms <= 5_100 && open === 0,
      )
    })
  }
  return [await endless(true)(), await endless(false)(), await inflated(), await dripping()]
}
