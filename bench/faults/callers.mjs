import { dist } from './dist.mjs'

const { staticCredentials } = await dist('aliyun/signing/credentials.js')
const { createUpstream } = await dist('aliyun/call-path/upstream.js')
const { operation } = await dist('aliyun/contract/operation.js')
const ambient = await dist('ambient/ambient.js')
export const { queryCallStatus } = await dist('dypls/calls.js')

/** The same question under another name: what one operation goes through must not reach it. */
export const neighbour = operation({ ...queryCallStatus, action: 'Neighbour' })

/** The call path as `app.ts` puts it together, with real time and real sockets. */
export const connect = (url, limit = 100_000) =>
  createUpstream({
    ...ambient,
    endpoint: new URL(url),
    version: '2017-05-25',
    signature: 'v3',
    credentials: staticCredentials({ accessKeyId: 'bench-id', accessKeySecret: 'bench-secret' }),
    timeoutMs: 5_000,
    concurrency: 64,
    limitOf: () => limit,
    nonce: ambient.newNonce,
    observe: () => {},
    count: () => {},
  })

let ids = 0
/** A question that nobody else asks. */
export const alone = (client, row = queryCallStatus, options = {}) =>
  client.call(row, { poolKey: 'FC1', subsId: String(ids++) }, options)

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Asks `perSecond` times a second for `seconds`, whatever comes back; gives all askings with their time and outcome. */
export const offer = async (perSecond, seconds, ask) => {
  const since = Date.now()
  const asked = []
  for (let n = 0; n < perSecond * seconds; ) {
    const due = Math.min(perSecond * seconds, Math.floor(((Date.now() - since) / 1_000) * perSecond) + 1)
    for (; n < due; n++) {
      const at = Date.now()
      asked.push(ask(n).then((outcome) => ({ at, ms: Date.now() - at, outcome })))
    }
    await sleep(5)
  }
  return Promise.all(asked)
}

export const quantile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export const codesOf = (asked) => {
  const counts = {}
  for (const { outcome } of asked) {
    const code = outcome.ok ? 'OK' : outcome.failure.code
    counts[code] = (counts[code] ?? 0) + 1
  }
  return Object.entries(counts)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ')
}
