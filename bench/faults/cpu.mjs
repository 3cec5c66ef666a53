import { dist } from './dist.mjs'

const { createBreaker } = await dist('aliyun/call-path/breaker.js')
const { createBudget } = await dist('aliyun/call-path/rate-limit.js')
const { createBulkhead } = await dist('aliyun/call-path/bulkhead.js')
const { createClient } = await dist('aliyun/call-path/client.js')
const { createMerge } = await dist('aliyun/call-path/merge.js')
const { createMissing } = await dist('aliyun/call-path/missing.js')
const { encodeParams } = await dist('aliyun/contract/operation.js')
const { createQuota } = await dist('aliyun/call-path/retry.js')
const { after, now, random } = await dist('ambient/ambient.js')
const { queryCallStatus } = await dist('dypls/calls.js')

const inFlight = 64
const perRound = 64_000

/** Of one GraphQL request, as `cancellationOf` makes it. */
const caller = () => {
  const listeners = new Set()
  return {
    cancelled: false,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const answered = { ok: true, value: {} }
const attempt = async () => {
  await null
  return answered
}

const client = createClient({
  attempt,
  merge: createMerge(now, after),
  breaker: createBreaker(now, random),
  budget: createBudget(now, after),
  bulkhead: createBulkhead({ inFlight, waiting: 256 }, now, after),
  quota: createQuota(),
  missing: createMissing(now),
  now,
  after,
  random,
  timeoutMs: 5_000,
  limitOf: () => 1e9,
})

const question = (n) => ({ poolKey: 'FC100000000000001', subsId: String(n) })
const bare = (n) =>
  attempt(queryCallStatus, encodeParams(queryCallStatus, question(n)), { timeoutMs: 2_500, cancellation: caller() })
const whole = (n) => client.call(queryCallStatus, question(n), { cancellation: caller() })

/** CPU µs per asking, with 64 under way at a time. */
const cost = async (ask) => {
  const before = process.cpuUsage()
  const worker = async (_, index) => {
    for (let n = index; n < perRound; n += inFlight) await ask(n)
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / perRound
}

/** What deadline, merge, breaker, budget and bulkhead add to an attempt: median of interleaved rounds, the first dropped. */
export const addedCpu = async (rounds = 8) => {
  const added = []
  for (let round = 0; round < rounds; round++) {
    const without = await cost(bare)
    added.push((await cost(whole)) - without)
  }
  const [median] = added
    .slice(1)
    .sort((a, b) => a - b)
    .slice(Math.floor((rounds - 1) / 2))
  const figure = `${median.toFixed(1)} µs`
  return [{ what: 'CPU that the call path adds to a healthy look-up', figure, promise: '≤ 15 µs', kept: median <= 15 }]
}
