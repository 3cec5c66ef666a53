/**
 * PROMISES §2: at three times what it can do, the server still does at least 80 % of its best, and refuses the rest within
 * 250 ms. Server and load on different cores; `npm run bench:overload`.
 */
import { startOurs } from '../ours.mjs'
import { questions } from '../question.mjs'
import { createStage, questionFor } from '../stage.mjs'
import { warm } from '../workloads.mjs'

const stage = await createStage()
const server = await startOurs(stage.upstreamUrl)
const question = questionFor('ours', questions.single)
const closed = (seconds) => stage.measure([server], { mode: 'closed', ...question, connections: 64, seconds })
await warm(closed, 4)
const runs = [await closed(3), await closed(3)]
const best = Math.max(...runs.map(({ rate }) => rate))
// Three times as many callers as are let in at once; whoever is refused connects anew and asks again a little later.
const [callers, restMs] = [1_500, 250]
const wanted = { mode: 'closed', ...question, connections: callers, restMs }
await stage.measure([server], { ...wanted, seconds: 1 })
const over = await stage.measure([server], { ...wanted, seconds: 6 })
await server.stop()
await stage.close()

const line = (kept, what, figure, promise) => {
  console.log(`${kept ? 'kept  ' : 'BROKEN'}  ${what.padEnd(44)} ${figure.padEnd(34)} ${promise}`)
  if (!kept) process.exitCode = 1
}
const { p50, p99 } = over.refusedMs
line(
  over.rate >= 0.8 * best,
  `answered, with ${callers} callers at once`,
  `${over.rate.toFixed(0)}/s of ${best.toFixed(0)}/s at best`,
  '≥ 80 %',
)
line(
  p99 !== null && p99 <= 250,
  `refused (${over.refused}) within, p50 and p99`,
  `${p50?.toFixed(0)} ms, ${p99?.toFixed(0)} ms`,
  '≤ 250 ms from the moment of asking',
)
line(over.wrong + over.broken === 0, 'neither answered nor refused', String(over.wrong + over.broken), '0')
console.log(`server ${(100 * over.share).toFixed(0)} % of its core; load ${over.loadMicros.toFixed(0)} µs an answer`)
process.exit()
