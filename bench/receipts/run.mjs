/**
 * PROMISES §5 with the embedded store: `npm run bench:receipts [-- --seconds 10 --kills 5 --rounds 5]`. Another database is taken by
 * `--store postgres://…` (then it is not killed or stopped, since it is not ours).
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { spread } from '../figures.mjs'
import { cores } from '../machine.mjs'
import { dist, startOurs } from '../ours.mjs'
import { questions } from '../question.mjs'
import { createStage, questionFor } from '../stage.mjs'
import { warm } from '../workloads.mjs'
import { createPusher, newBatch, pause, pushAgain, quantile, receiptsMade, secret, steadily } from './pusher.mjs'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    kills: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '5' },
    store: { type: 'string' },
  },
})
const [seconds, kills, rounds] = [values.seconds, values.kills, values.rounds].map(Number)
const folder = mkdtempSync(join(tmpdir(), 'dypls-receipts-'))
execFileSync('chmod', ['755', folder])
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const store = values.store ?? join(folder, 'kept')
const env = {
  DYPLS_STORE: store,
  DYPLS_STORE_KEY: 'a key of the store for the benchmark alone',
  DYPLS_RECEIPTS_SECRET: secret,
  LOG_LEVEL: 'fatal',
}

const stage = await createStage()
// Not bound to a core: the database is its child, and would share it.
const launch = () => startOurs(stage.upstreamUrl, { core: cores.join(','), env: { ...env, DYPLS_CONCURRENCY: '64' } })
let server = await launch()
const port = () => server.port
const { push, close } = createPusher(64)

const line = (kept, what, figure, promise) => {
  console.log(
    `${(kept === null ? '' : kept ? 'kept' : 'BROKEN').padEnd(8)}${what.padEnd(62)} ${figure.padEnd(40)} ${promise}`,
  )
  if (kept === false) process.exitCode = 1
}
const ms = (value) => `${value.toFixed(1)} ms`
const census = () =>
  JSON.parse(
    execFileSync(process.execPath, [fileURLToPath(dist('main.js')), 'store', 'status', '--json'], {
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    }),
  )
const stored = () => census().receipts.reduce((sum, { count }) => sum + count, 0)
/** Waits until receipts are taken; the one that it asks with is one of those that count. */
const opened = async () => {
  const body = newBatch(1)
  for (const since = performance.now(); performance.now() - since < 60_000; await pause(200))
    if ((await push(port(), body)) === 200) return
  throw new Error('the store does not open')
}

const postmaster = () => Number(readFileSync(join(store, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
const databaseProcesses = () => {
  const first = postmaster()
  const children = readFileSync(`/proc/${first}/task/${first}/children`, 'utf8').trim().split(/\s+/)
  return [first, ...children.map(Number)]
}
/** CPU of the database so far, in µs: what its live processes used, and those that have ended. */
const databaseMicros = () =>
  values.store
    ? Number.NaN
    : databaseProcesses().reduce((sum, pid) => {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        const [own, system] = [Number(fields[11]), Number(fields[12])]
        return sum + (own + system) * 10_000
      }, 0)

await opened()
console.log(
  `PostgreSQL ${census().server}, ${values.store ? 'by URL' : 'embedded'}; batches of 10; every receipt is another call`,
)

// 1. Acknowledgement at the promised rate.
await pushAgain(push, port, (await steadily(push, { port, perSecond: 20, seconds: 2 })).refused)
const steady = await steadily(push, { port, perSecond: 20, seconds })
const acks = steady.ms.map((each) => each.ms)
const p99 = quantile(acks, 0.99)
await pushAgain(push, port, steady.refused)
line(
  p99 <= 50 && steady.refused.length === 0,
  `acknowledged, 200 receipts/s for ${seconds} s: p50, p99, most`,
  `${ms(quantile(acks, 0.5))}, ${ms(p99)}, ${ms(Math.max(...acks))}`,
  'p99 ≤ 50 ms',
)

// 2. Capacity.
const capacity = async () => {
  const [until, since] = [performance.now() + 4_000, performance.now()]
  const before = { server: (await server.meter()).cpuMicros, database: databaseMicros() }
  const refused = []
  let acknowledged = 0
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      while (performance.now() < until) {
        const body = newBatch()
        if ((await push(port(), body)) === 200) acknowledged += 10
        else refused.push(body)
      }
    }),
  )
  const rate = acknowledged / ((performance.now() - since) / 1_000)
  const perReceipt = (now, then) => (now - then) / Math.max(1, acknowledged)
  const cpu = {
    server: perReceipt((await server.meter()).cpuMicros, before.server),
    database: perReceipt(databaseMicros(), before.database),
  }
  await pushAgain(push, port, refused)
  return { rate, cpu }
}
await capacity()
const rates = []
for (let round = 0; round < 3; round++) rates.push(await capacity())
const best = spread(rates.map(({ rate }) => rate))
line(
  best.median >= 5_000,
  'durable receipts/s, 64 connections',
  `${best.median.toFixed(0)} (${best.min.toFixed(0)}–${best.max.toFixed(0)})`,
  '≥ 5,000/s',
)
const micros = (of) => `${spread(rates.map(({ cpu }) => cpu[of])).median.toFixed(0)} µs`
line(null, 'CPU a receipt: server, database', `${micros('server')}, ${micros('database')}`, 'no promise')

// 3. to 5. What is acknowledged is kept, whatever dies.
const underLoad = async (what, promise, act) => {
  let going = true
  const bodies = []
  const load = (async () => {
    while (going) bodies.push(...(await steadily(push, { port, perSecond: 20, seconds: 1 })).refused)
  })()
  await pause(500)
  const detail = await act()
  going = false
  await load
  const left = await pushAgain(push, port, bodies)
  const [there, made] = [stored(), receiptsMade()]
  line(there === made && left === 0, what, `${there} of ${made}, ${bodies.length} pushed again${detail ?? ''}`, promise)
}

await underLoad(`after ${kills} kill -9 of the server: stored of made`, '0 lost, each once', async () => {
  for (let n = 0; n < kills; n++) {
    await pause(1_500)
    await server.stop()
    server = await launch()
  }
  await opened()
})

if (!values.store) {
  await underLoad(`after ${kills} kill -9 of the database: stored of made`, '0 lost, each once', async () => {
    for (let n = 0; n < kills; n++) {
      await pause(1_500)
      process.kill(postmaster(), 'SIGKILL')
      await opened()
    }
  })

  await underLoad('store stopped for 10 s: stored of made', 'none acknowledged meanwhile', async () => {
    const all = databaseProcesses()
    for (const pid of all) process.kill(pid, 'SIGSTOP')
    await pause(200)
    const stopped = await steadily(push, { port, perSecond: 20, seconds: 10 })
    for (const pid of all) process.kill(pid, 'SIGCONT')
    await opened()
    await pushAgain(push, port, stopped.refused)
    line(stopped.ms.length === 0, 'acknowledged while it was stopped', String(stopped.ms.length), '0')
  })
}

// 6. Look-ups beside receipts.
await stage.delay(20)
const question = questionFor('ours', questions.single)
const closed = (time) => stage.measure([server], { mode: 'closed', ...question, connections: 64, seconds: time })
await warm((time) => closed(time), 4)
const shares = []
for (let round = 0; round < rounds; round++) {
  const alone = await closed(3)
  const pushing = steadily(push, { port, perSecond: 20, seconds: 4 })
  await pause(300)
  const beside = await closed(3)
  await pushing
  shares.push(beside.rate / alone.rate)
}
const kept = spread(shares)
const percent = (share) => `${(100 * share).toFixed(1)} %`
line(
  kept.median >= 0.85,
  `look-ups beside 200 receipts/s, of their rate without (${rounds} rounds)`,
  `${percent(kept.median)} (${percent(kept.min)}–${percent(kept.max)})`,
  '≥ 85 %',
)

close()
await server.stop()
await stage.close()
await pause(500)
process.exit()
