import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, start } from './child.mjs'
import { seats } from './machine.mjs'
import { accessKey } from './question.mjs'

/** Our server as an operator runs it: the built command, production mode, every plugin on. */

const dist = (path) => new URL(`../dist/${path}`, import.meta.url)

if (!existsSync(dist('main.js'))) {
  console.error('there is no dist: run `npm run build` (npm run bench does)')
  process.exit(1)
}

const extra = JSON.parse(process.env.BENCH_SETTINGS ?? '{}')

/** A key of one's own, made by the command an operator uses; its limits are far above any load of a benchmark. */
const folder = mkdtempSync(join(tmpdir(), 'dypls-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const keyFile = join(folder, 'keys.json')
export const createKey = (name) =>
  execFileSync(
    process.execPath,
    [
      fileURLToPath(dist('main.js')),
      ...['key', 'create', '--name', name, '--scope', 'calls:read', '--all-pools', '--file', keyFile],
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  ).trim()
const key = createKey('bench')
const access = {
  DYPLS_AUTH: 'keys',
  DYPLS_API_KEYS: keyFile,
  DYPLS_LIMITS: 'perMinute=1000000,burst=100000,inFlight=10000',
}

/** What our server wants of its callers. */
export const headers = { authorization: `Bearer ${key}`, ...JSON.parse(process.env.BENCH_HEADERS ?? '{}') }

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
