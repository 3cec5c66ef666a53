/**
 * PROMISES §2: at three times what it can do, the server still does at least 80 % of its best, and refuses the rest within
 * 250 ms. One process of ours on the sandbox, callers in this one; `npm run bench:overload`, half a minute, loopback only.
 */
import { spawn } from 'node:child_process'
import { Agent, request } from 'node:http'

const seconds = 6
const program = spawn(process.execPath, ['dist/main.js'], {
  env: {
    PATH: process.env.PATH,
    PORT: '0',
    NODE_ENV: 'production',
    DYPLS_UPSTREAM: 'sandbox',
    LOG_LEVEL: 'fatal',
    DYPLS_RATES: '*=999999',
    DYPLS_CONCURRENCY: '512',
  },
  stdio: ['ignore', 'ignore', 'pipe'],
})
process.on('exit', () => program.kill('SIGKILL'))
const url = await new Promise((resolve) => {
  let banner = ''
  program.stderr.on('data', (chunk) => {
    banner += chunk
    const found = /listening\s+(\S+)/.exec(banner)
    if (found) resolve(found[1])
  })
})

let id = 1_000_000
const ask = (agent) =>
  new Promise((resolve) => {
    const startedAt = performance.now()
    const body = JSON.stringify({
      query: 'query ($s: ID!) { callStatus(poolKey: "FC100000000000001", subsId: $s) { __typename } }',
      variables: { s: String(++id) },
    })
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const asked = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve({ status: response.statusCode, ms: performance.now() - startedAt }))
      response.on('error', () => resolve({ status: 0, ms: performance.now() - startedAt }))
    })
    asked.on('error', () => resolve({ status: 0, ms: performance.now() - startedAt }))
    asked.end(body)
  })

const drive = async (callers) => {
  const agent = new Agent({ keepAlive: true, maxSockets: callers })
  const answers = []
  const until = performance.now() + seconds * 1_000
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < until) answers.push(await ask(agent))
    }),
  )
  agent.destroy()
  const served = answers.filter(({ status }) => status === 200).length / seconds
  const refused = answers
    .filter(({ status }) => status === 503)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b)
  return { served, refused, other: answers.length - refused.length - served * seconds }
}

await drive(16)
const best = Math.max(...[await drive(64), await drive(128)].map(({ served }) => served))
const over = await drive(1_500)
const at = (share) => over.refused[Math.floor(over.refused.length * share)] ?? 0
const line = (kept, what, figure, promise) =>
  console.log(`${kept ? 'kept  ' : 'BROKEN'}  ${what.padEnd(44)} ${figure.padEnd(34)} ${promise}`)
line(
  over.served >= 0.8 * best,
  'answered with 1,500 callers at once',
  `${over.served.toFixed(0)}/s of ${best.toFixed(0)}/s at best`,
  '≥ 80 %',
)
line(
  at(0.99) <= 250,
  `refused (${over.refused.length}) within, p50 and p99`,
  `${at(0.5).toFixed(0)} ms, ${at(0.99).toFixed(0)} ms`,
  '≤ 250 ms, callers’ own queueing included',
)
line(over.other === 0, 'neither answered nor refused', String(Math.round(over.other)), '0')
program.kill('SIGTERM')
