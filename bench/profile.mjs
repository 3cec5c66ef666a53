import { parseArgs } from 'node:util'
import { start } from './child.mjs'
import { table } from './figures.mjs'
import { seats } from './machine.mjs'
import { startOurs } from './ours.mjs'
import { questions } from './question.mjs'
import { createStage, questionFor } from './stage.mjs'
import { warm } from './workloads.mjs'

/** Where the time of our own code goes, by package, by our files and by function. `node bench/profile.mjs single|inline|list|client` */
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
await warm(run, 5)
await child.ask({ kind: 'sample' })
const { ok, cpuMicros } = await run(seconds)
const { functions } = await child.ask({ kind: 'sampled' })

const total = functions.reduce((sum, { self }) => sum + self, 0)
const packageOf = ({ name, at }) => {
  if (at === '') return name
  if (at.startsWith('dist/') || at.startsWith('@')) return at.replace(/:\d+$/, '').split('/').slice(0, 2).join('/')
  return at.startsWith('node:') ? at.replace(/:\d+$/, '') : at.split('/')[0]
}
const packages = new Map()
for (const each of functions) packages.set(packageOf(each), (packages.get(packageOf(each)) ?? 0) + each.self)

const most = (entries, by) => entries.sort((one, other) => other[by] - one[by]).slice(0, Number(values.top))
const show = (title, entries, by) =>
  console.log(
    `\n${table(
      [title, 'share', 'µs per answer'],
      entries.map((each) => [
        `${each.name} ${each.at ?? ''}`,
        `${((100 * each[by]) / total).toFixed(1)} %`,
        (each[by] / ok).toFixed(1),
      ]),
    )}`,
  )
console.log(`${what}: ${ok} answers, ${cpuMicros.toFixed(1)} µs of CPU each (the profiler's own cost included)`)
show(
  'package',
  most(
    [...packages].map(([name, self]) => ({ name, self })),
    'self',
  ).slice(0, 25),
  'self',
)
const files = new Map()
for (const { at, self } of functions) {
  const file = at.replace(/:\d+$/, '')
  if (file.startsWith('dist/')) files.set(file, (files.get(file) ?? 0) + self)
}
show(
  'our files',
  most(
    [...files].map(([name, self]) => ({ name, self })),
    'self',
  ),
  'self',
)
show('function, itself', most(functions, 'self'), 'self')
show(
  'our functions, with all they call',
  most(
    functions.filter(({ at }) => at.startsWith('dist/')),
    'total',
  ),
  'total',
)
process.exit()
