/**
 * PROMISES §2: one key at ten times its limit leaves the others' p99 at most doubled. `npm run bench:fair`, half a minute.
 * Two keys with the default limits, an upstream that takes 20 ms.
 */
import { createKey, startOurs } from '../ours.mjs'
import { questions } from '../question.mjs'
import { createStage } from '../stage.mjs'

const stage = await createStage()
await stage.delay(20)
const [calm, greedy] = [createKey('calm'), createKey('greedy')]
const server = await startOurs(stage.upstreamUrl, { env: { DYPLS_LIMITS: 'burst=60' } })
const { path, body } = questions.single.request

let id = 1_000_000_000_000_000
const ask = async (key) => {
  const startedAt = performance.now()
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: body.replace('<<<<<<<<<<<<<<00', String(++id)),
  })
  await response.text()
  return { status: response.status, ms: performance.now() - startedAt }
}

/** So many a second, whatever the answers do. */
const atRate = async (key, rate, seconds) => {
  const asked = []
  for (let index = 0; index < rate * seconds; index++) {
    asked.push(ask(key))
    await new Promise((resolve) => setTimeout(resolve, 1_000 / rate))
  }
  return Promise.all(asked)
}
const p99 = (answers) => answers.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(answers.length * 0.99)]

await atRate(calm, 8, 3)
const alone = await atRate(calm, 8, 10)
const [beside, pushed] = await Promise.all([atRate(calm, 8, 10), atRate(greedy, 100, 10)])
await server.stop()
await stage.close()

const line = (kept, what, figure, promise) => {
  console.log(`${kept ? 'kept  ' : 'BROKEN'}  ${what.padEnd(44)} ${figure.padEnd(34)} ${promise}`)
  if (!kept) process.exitCode = 1
}
const count = (answers, wanted) => answers.filter(({ status }) => status === wanted).length
line(
  count(pushed, 429) > 500,
  'a key at ten times its limit',
  `${count(pushed, 200)} answered, ${count(pushed, 429)} refused`,
  '429',
)
line(count(beside, 200) === beside.length, 'its neighbour', `${count(beside, 200)} of ${beside.length} answered`, 'all')
line(
  p99(beside) <= 2 * p99(alone),
  'the neighbour’s p99, alone and beside it',
  `${p99(alone).toFixed(1)} ms, ${p99(beside).toFixed(1)} ms`,
  'at most doubled',
)
process.exit()
