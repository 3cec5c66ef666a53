import { accessKey, version } from '../question.mjs'
import { measured } from './client.mjs'

/** Our client as `app.ts` wires it, with every promise on: deadline, merge, breaker, budget, bulkhead, classification. */
const dist = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href)
const { createUpstream } = await dist('aliyun/call-path/upstream.js')
const { staticCredentials } = await dist('aliyun/signing/credentials.js')
const { queryCallStatus } = await dist('dypls/calls.js')
const ambient = await dist('ambient/ambient.js')

const [upstream, signature = 'v3'] = process.argv.slice(2)
const { client } = createUpstream({
  endpoint: new URL(upstream),
  version,
  signature,
  credentials: staticCredentials(accessKey),
  timeoutMs: 5_000,
  concurrency: 128,
  limitOf: () => 999_999,
  now: ambient.now,
  after: ambient.after,
  soon: ambient.soon,
  random: ambient.random,
  nonce: ambient.newNonce,
  observe: () => {},
  count: () => {},
})

await measured(async (poolKey, subsId) => {
  const outcome = await client.call(queryCallStatus, { poolKey, subsId })
  if (!outcome.ok) throw new Error(outcome.failure.code)
  return { status: outcome.value.status, calledNo: outcome.value.calledNo?.reveal() }
})
