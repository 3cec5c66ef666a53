import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { freePort, start } from './child.mjs'
import { showSpread, spread, table } from './figures.mjs'
import { seats } from './machine.mjs'
import { headers, startOurs } from './ours.mjs'
import { questions } from './question.mjs'

/** Cold start to the first answer, and memory when idle (issue 6, item 7). `node bench/start.mjs [--modules]` */

const settleMs = 2_000

const rssMb = (pid) => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1_024
  } catch {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024
  }
}

const firstAnswer = async (port, { request }, more = {}) => {
  const fill = (text) => text.replace(/<{14}\d\d/g, '1000000000000001')
  const response = await fetch(`http://127.0.0.1:${port}${fill(request.path)}`, {
    method: request.method,
    headers: { ...request.headers, ...more },
    ...(request.body === '' ? {} : { body: fill(request.body) }),
  })
  const text = await response.text()
  if (response.status !== 200 || !text.includes('17000000001')) throw new Error(`no answer: ${text.slice(0, 400)}`)
}

const launches = {
  ours: (upstream) => startOurs(upstream, { metered: false }),
  'ours, embedded sandbox': (upstream) =>
    startOurs(upstream, {
      metered: false,
      // Without traffic nothing is kept, and no database starts beside what is measured (with it: 3 to 5 MB more).
      env: { DYPLS_UPSTREAM: 'sandbox', DYPLS_ENDPOINT: '', NODE_ENV: 'development', DYPLS_SANDBOX_TRAFFIC: '0' },
    }),
  ...Object.fromEntries(
    ['apollo', 'mercurius', 'rest'].map((name) => [
      name,
      async (upstream) => {
        const port = await freePort()
        const child = await start(`./peers/${name}.mjs`, { core: seats.server, args: [upstream, port], metered: false })
        return { ...child, port }
      },
    ]),
  ),
}

/** Milliseconds from the command to its first answer, and MB a while after; each start is a process of its own. */
export const measureStarts = async (upstream, { times = 5, names = Object.keys(launches), say = () => {} } = {}) => {
  const seen = new Map(names.map((name) => [name, { ms: [], mb: [] }]))
  for (let round = 0; round < times; round++) {
    for (const name of names) {
      const startedAt = performance.now()
      const child = await launches[name](upstream)
      await firstAnswer(
        child.port,
        name === 'rest' ? questions.rest : questions.single,
        name.startsWith('ours') ? headers : {},
      )
      seen.get(name).ms.push(performance.now() - startedAt)
      await new Promise((resolve) => setTimeout(resolve, settleMs))
      seen.get(name).mb.push(rssMb(child.pid))
      await child.stop()
    }
    say(`start ${round + 1}/${times}`)
  }
  return [...seen].map(([name, { ms, mb }]) => ({ name, ms: spread(ms), mb: spread(mb) }))
}

export const startTable = (starts) =>
  table(
    ['start', 'to the first answer', 'idle memory'],
    starts.map(({ name, ms, mb }) => [name, showSpread(ms, ' ms'), showSpread(mb, ' MB')]),
  )

/** What a start loads, by package: where to look for what could be loaded later. */
const modulesLoaded = async (upstream) => {
  const child = await startOurs(upstream, { flags: ['--import', new URL('./modules.mjs', import.meta.url).href] })
  await firstAnswer(child.port, questions.single, headers)
  const { packages } = await child.ask({ kind: 'modules' })
  await child.stop()
  return table(
    ['package', 'files', 'KB of source'],
    packages.map(({ name, files, bytes }) => [name, files, Math.round(bytes / 1_024)]),
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const upstream = await start('./upstream.mjs', { core: seats.upstream, args: [0] })
  const url = `http://127.0.0.1:${/ready on (\d+)/.exec(upstream.output())[1]}`
  console.log(
    process.argv.includes('--modules')
      ? await modulesLoaded(url)
      : startTable(await measureStarts(url, { say: console.error })),
  )
  process.exit()
}
