import { parseArgs } from 'node:util'
import { start } from './child.mjs'
import { table } from './figures.mjs'
import { seats } from './machine.mjs'
import { startOurs } from './ours.mjs'
import { questions } from './question.mjs'
import { createStage, questionFor } from './stage.mjs'
import { warm } from './workloads.mjs'

/** Where the time of our own code goes, by package and by function. `node bench/profile.mjs single|inline|list|client` */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '4' }, top: { type: 'string', default: '40' } },
})
const [what = 'single'] = positionals
const seconds = Number(values.seconds)
const flags = ['--import', new URL('./profiler.mjs', import.meta.url).href]
const stage = await createStage()

const client = async () => {
  const child = await start('./peers/client-ours.mjs', { core: seats.server, args: [stage.upstreamUrl], flags })
  const run = async (time) => {
    const { count, cpuMicros, seconds: took } = await child.ask({ kind: 'run', seconds: time, parallel: 64 })
    return { cpuMicros: cpuMicros / count, rate: count / took, seconds: took, ok: count }
  }
  return { child, run }
}

const server = async () => {
  const child = await startOurs(stage.upstreamUrl, { flags })
  const wanted = { mode: 'closed', ...questionFor('ours', questions[what]), connections: what === 'list' ? 8 : 64 }
  return { child, run: (time) => stage.measure([child], { ...wanted, seconds: time }) }
}

const { child, run } = what === 'client' ? await client() : await server()
await warm(run, 3)
await child.ask({ kind: 'sample' })
const { ok, cpuMicros } = await run(seconds)
const { functions } = await child.ask({ kind: 'sampled' })

const busy = functions.filter(({ name }) => name !== '(idle)')
const total = busy.reduce((sum, { self }) => sum + self, 0)
const packageOf = (name) => {
  const path = name.split(' ')[1] ?? ''
  if (path.startsWith('dist/')) return path.split('/').slice(0, 2).join('/').replace(/:\d+$/, '')
  if (path.startsWith('node:')) return path.replace(/:\d+$/, '')
  if (path === '') return name
  return path.startsWith('@') ? path.split('/').slice(0, 2).join('/') : path.split('/')[0]
}
const packages = new Map()
for (const { name, self } of busy) packages.set(packageOf(name), (packages.get(packageOf(name)) ?? 0) + self)

const share = (self) => `${((100 * self) / total).toFixed(1)} %`
const rows = (entries) => entries.map(([name, self]) => [name, share(self), (self / ok).toFixed(1)])
console.log(`${what}: ${ok} answers, ${cpuMicros.toFixed(1)} µs of CPU each (the profiler's own cost included)\n`)
console.log(table(['package', 'share', 'µs per answer'], rows([...packages].sort((a, b) => b[1] - a[1]).slice(0, 25))))
console.log()
console.log(
  table(
    ['function', 'share', 'µs per answer'],
    rows(busy.slice(0, Number(values.top)).map(({ name, self }) => [name, self])),
  ),
)
process.exit()
