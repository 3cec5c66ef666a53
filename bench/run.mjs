import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** `npm run bench`: our server and the peers in turn within one run, one table of ratios, and the same as JSON. */

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    load: { type: 'string', default: 'own' },
    help: { type: 'boolean', default: false },
  },
})
const parts = ['client', 'signer', 'single', 'inline', 'list', 'latency', 'start', 'workers', 'growth']
const only = values.only?.split(',') ?? parts
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)]

if (
  values.help ||
  only.some((part) => !parts.includes(part)) ||
  !(rounds >= 1 && rounds <= 20 && seconds > 0 && seconds <= 20)
) {
  console.log(
    [
      'npm run bench -- [--only part,part] [--rounds 5] [--seconds 2] [--load own|autocannon]',
      `parts: ${parts.join(', ')}`,
      'PEER_CLIENT=dispatch gives the fast peers undici’s dispatch; BENCH_SETTINGS and BENCH_HEADERS (JSON) go to our server',
    ].join('\n'),
  )
  process.exit(values.help ? 0 : 64)
}

const isInstalled = () => {
  const lock = here('./node_modules/.package-lock.json')
  if (!existsSync(lock)) return false
  const installed = JSON.parse(readFileSync(lock, 'utf8')).packages
  const { dependencies } = JSON.parse(readFileSync(here('./package.json'), 'utf8'))
  return Object.entries(dependencies).every(([name, version]) => installed[`node_modules/${name}`]?.version === version)
}
if (!isInstalled()) {
  console.error('installing the peers into bench/node_modules …')
  execFileSync('npm', ['ci', '--prefix', here('.'), '--ignore-scripts', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
  })
}

// Only now: some of it imports the peers.
const { caveats, machine } = await import('./machine.mjs')
const { goalTable, printJson, spread, table, verdict } = await import('./figures.mjs')
const { checkSignatures } = await import('./check.mjs')
const { growthTables, measureGrowth } = await import('./growth.mjs')
const { remarks } = await import('./ours.mjs')
const { createStage, versions } = await import('./stage.mjs')
const { ceiling, workloads } = await import('./workloads.mjs')

const longestMs = 14 * 60_000
setTimeout(() => {
  console.error('\nthe benchmark took too long and was given up')
  process.exit(1)
}, longestMs).unref()

const startedAt = Date.now()
const progress = (text) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}
const commit = (() => {
  const git = (...args) => execFileSync('git', args, { cwd: here('.'), encoding: 'utf8', stdio: 'pipe' }).trim()
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--', '../src') === '' ? '' : ' with changes'}`
  } catch {
    return 'unknown'
  }
})()

if (values.only === undefined) await checkSignatures(progress)
const stage = await createStage()
const limits = await ceiling(stage, Math.min(2, seconds))
const onOneCore = 1e6 / (limits.loadMicros + limits.upstreamMicros)
console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, commit ${commit}`)
console.log(
  `upstream ${limits.upstreamMicros.toFixed(1)} µs an answer, load ${limits.loadMicros.toFixed(1)} µs a request: together at most ${Math.round(onOneCore / 1_000)},000/s on one core (${Math.round(limits.rate)}/s seen)`,
)

const rows = []
const figures = {}
for (const { name, title, run } of workloads) {
  if (!only.includes(name)) continue
  const partStartedAt = Date.now()
  const mode = values.load === 'autocannon' ? 'autocannon' : 'closed'
  const result = await run(stage, { rounds, seconds, mode, say: (text) => progress(`${name}: ${text}`) })
  rows.push(...result.rows.map((row) => ({ workload: title, ...row })))
  figures[name] = result.raw
  progress('')
  console.error(`${name}: done in ${Math.round((Date.now() - partStartedAt) / 1_000)} s`)
}
const growth = only.includes('growth')
  ? await measureGrowth(stage, { seconds: Math.min(1, seconds), say: (text) => progress(`growth: ${text}`) })
  : {}
progress('')
const foreign = spread(stage.foreign)
await stage.close()

const servedTable = (name, part) =>
  table(
    [name, 'CPU µs', 'answers/s', 'p50 ms', 'p99 ms', 'of its core', 'upstream calls', 'faults'],
    Object.entries(part).map(([contestant, figure]) => [
      contestant,
      figure.cpuMicros.median,
      Math.round(figure.rate.median),
      figure.p50?.median,
      figure.p99?.median,
      figure.share ? `${Math.round(100 * figure.share.median)} %` : undefined,
      figure.upstreamCallsPerAnswer?.median,
      figure.faults,
    ]),
  )
for (const name of ['client', 'single', 'inline', 'list', 'workers'])
  if (figures[name]) console.log(`\n${servedTable(name, figures[name])}`)
for (const [name, raw] of Object.entries(figures.latency ?? {})) console.log(`\n${servedTable(name, raw)}`)
if (Object.keys(growth).length > 0) console.log(`\n${growthTables(growth)}`)
if (rows.length > 0) console.log(`\n${goalTable(rows)}`)

const faults = Object.entries({ ...figures, latency: undefined, ...figures.latency }).flatMap(([part, contestants]) =>
  Object.entries(contestants ?? {}).flatMap(([name, each]) =>
    each.faults ? [`${name} in "${part}": ${[each.faults, ...each.faultSamples].join(' · ')}`] : [],
  ),
)
const notes = [
  ...caveats(),
  ...remarks,
  ...(foreign.median > 0.1
    ? [`other processes took ${foreign.median.toFixed(2)} cores meanwhile: do not quote these figures`]
    : []),
  ...faults.map((each) => `not every answer was good: ${each}`),
  ...(rounds < 5 ? [`${rounds} rounds are too few to quote`] : []),
]
for (const note of notes) console.log(`note: ${note}`)

const report = {
  date: new Date(startedAt).toISOString(),
  tookSeconds: Math.round((Date.now() - startedAt) / 1_000),
  commit,
  machine,
  versions: versions(),
  rounds,
  seconds,
  load: values.load,
  peerClient: process.env.PEER_CLIENT ?? 'request',
  foreignCores: foreign,
  ceiling: limits,
  notes,
  rows: rows.map((row) => ({ ...row, reached: verdict(row) || null })),
  figures,
  growth,
}
mkdirSync(here('./results'), { recursive: true })
const stamp = report.date.slice(0, 19).replace(/:/g, '')
const file = here(`./results/${stamp}-node${process.versions.node}.json`)
writeFileSync(file, printJson(report))
// The committed one: only a whole run on a quiet machine may replace it.
const whole = values.only === undefined && rounds >= 5 && faults.length === 0 && foreign.median <= 0.1
if (whole) writeFileSync(here('./results/last.json'), printJson(report))
console.log(`\nwritten to ${file}${whole ? ' and results/last.json' : ''} in ${report.tookSeconds} s`)
process.exit()
