/**
 * PROMISES §2, under its own conditions (the upstream answers in 20 ms, default settings): offered three times what it can
 * do, the server still does at least 80 % of its best, and refuses the rest within 250 ms. After it, with no promise, what
 * it does when its own CPU is the limit. Server and load on different cores; `npm run bench:overload [-- --rounds 5]`.
 */
import { parseArgs } from 'node:util'
import { spread } from '../figures.mjs'
import { startOurs } from '../ours.mjs'
import { questions } from '../question.mjs'
import { createStage, questionFor } from '../stage.mjs'
import { warm } from '../workloads.mjs'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } })
const rounds = Number(values.rounds)
const [upstreamMs, callers, overloadSeconds] = [20, 1_500, 4]

const stage = await createStage()
const server = await startOurs(stage.upstreamUrl, { env: { DYPLS_CONCURRENCY: '64' } })
const question = questionFor('ours', questions.single)
const closed = (connections, seconds) => stage.measure([server], { mode: 'closed', ...question, connections, seconds })
await warm((seconds) => closed(64, seconds), 4)

/** A round: the best, then three times as many questions a second, whatever the answers do. */
const promised = async () => {
  const best = await closed(128, 2)
  const rate = 3 * best.rate
  const over = await stage.measure([server], {
    mode: 'open',
    ...question,
    connections: callers,
    rate,
    seconds: overloadSeconds,
  })
  return { best, over }
}

await stage.delay(upstreamMs)
const seen = []
for (let round = 0; round < rounds; round++) seen.push(await promised())

await stage.delay(0)
const free = await closed(64, 2)
const crowd = { mode: 'closed', ...question, connections: callers, restMs: 250 }
const crowded = await stage.measure([server], { ...crowd, seconds: overloadSeconds })
await server.stop()
await stage.close()

const line = (kept, what, figure, promise) => {
  console.log(
    `${(kept === null ? '' : kept ? 'kept' : 'BROKEN').padEnd(8)}${what.padEnd(58)} ${figure.padEnd(36)} ${promise}`,
  )
  if (kept === false) process.exitCode = 1
}
const percent = (share) => `${(100 * share).toFixed(0)} %`
const told = ({ median, min, max }, show) => `${show(median)} (${show(min)}–${show(max)})`
const ms = (value) => `${value.toFixed(0)} ms`

const best = spread(seen.map((round) => round.best.rate))
const shares = spread(seen.map((round) => round.over.rate / round.best.rate))
const late = spread(seen.map((round) => round.over.refusedMs.p99 ?? Number.POSITIVE_INFINITY))
const typed = spread(seen.map(({ over }) => over.wrong / (over.ok + over.refused + over.wrong)))
const lost = seen.reduce((sum, { over }) => sum + over.broken, 0) + crowded.broken
console.log(`${rounds} rounds, upstream ${upstreamMs} ms, best ${best.median.toFixed(0)}/s, ${callers} connections`)
line(shares.median >= 0.8, 'done of the best, with three times as much offered', told(shares, percent), '≥ 80 %')
line(late.median <= 250, 'p99 of refusals (503 with Retry-After), from the moment due', told(late, ms), '≤ 250 ms')
line(typed.median <= 0.05, 'answered with a typed error instead', told(typed, percent), '≤ 5 % (ours)')
line(lost === 0, 'neither answered nor refused', String(lost), '0')
line(
  null,
  `CPU-bound: ${callers} callers at once, of the best with 64`,
  `${percent(crowded.rate / free.rate)} of ${free.rate.toFixed(0)}/s`,
  'no promise',
)
line(
  null,
  `CPU-bound: refusals (${crowded.refused}), p50 and p99`,
  `${ms(crowded.refusedMs.p50)}, ${ms(crowded.refusedMs.p99)}`,
  'no promise',
)
process.exit()
