import { existsSync } from 'node:fs'
import { freePort, start } from './child.mjs'
import { seats } from './machine.mjs'
import { accessKey } from './question.mjs'

/** Our server as an operator runs it: the built command, production mode, every plugin on. */

const dist = (path) => new URL(`../dist/${path}`, import.meta.url)

if (!existsSync(dist('main.js'))) {
  console.error('there is no dist: run `npm run build` (npm run bench does)')
  process.exit(1)
}

/** Headers that our server wants of its callers, as JSON; an API key for instance. */
export const headers = JSON.parse(process.env.BENCH_HEADERS ?? '{}')
const extra = JSON.parse(process.env.BENCH_SETTINGS ?? '{}')

const { ourNames } = await import(dist('settings.js').href)
/** Access control came after this benchmark: name keys by BENCH_SETTINGS and BENCH_HEADERS to measure with it. */
const access = ourNames.has('DYPLS_AUTH') && !('DYPLS_AUTH' in extra) ? { DYPLS_AUTH: 'open' } : {}

export const settings = {
  DYPLS_UPSTREAM: 'aliyun',
  ALIBABA_CLOUD_ACCESS_KEY_ID: accessKey.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKey.accessKeySecret,
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  // The upstream of the benchmark knows no quota, and what waits for one is not what is measured.
  DYPLS_RATES: '*=999999',
  DYPLS_CONCURRENCY: '128',
  ...access,
  ...extra,
}

/** What else a reader of the figures must know about how ours ran. */
export const remarks = [
  ...(access.DYPLS_AUTH ? ['our server ran with DYPLS_AUTH=open: set BENCH_SETTINGS and BENCH_HEADERS for keys'] : []),
  ...(Object.keys(extra).length > 0
    ? [`our server ran with ${Object.keys(extra).join(', ')} set by BENCH_SETTINGS`]
    : []),
]

export const startOurs = async (upstream, { core = seats.server, flags = [], env = {}, metered = true } = {}) => {
  const port = await freePort()
  const child = await start(dist('main.js'), {
    env: { ...settings, DYPLS_ENDPOINT: upstream, PORT: String(port), ...env },
    core,
    flags,
    metered,
    ready: /\blistening\b/,
  })
  return { ...child, port, name: 'ours' }
}

export { dist }
