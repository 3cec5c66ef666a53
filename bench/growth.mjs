import { pathToFileURL } from 'node:url'
import { freePort, start } from './child.mjs'
import { table } from './figures.mjs'
import { seats } from './machine.mjs'
import { startOurs } from './ours.mjs'
import { distinctDocument, largeDocument, listOf, questions } from './question.mjs'
import { createStage, questionFor } from './stage.mjs'
import { faultsOf, warm } from './workloads.mjs'

/**
 * How our server grows (issue 6, item 6): look-ups per request, bindings in the sandbox, documents seen, connections.
 * Curves, not races: each step is measured once or twice, so look at the shape. `node bench/growth.mjs [--only documents]`
 */

/** One request with ever more different look-ups. Linear would be an equal share per look-up. */
const lookUps = async (stage, { seconds, say }) => {
  const ours = await stage.server('ours')
  const rows = []
  await warmUp(stage, ours)
  for (const count of [1, 2, 5, 10, 20, 50, 100]) {
    const question = questionFor('ours', listOf(count))
    const wanted = { mode: 'closed', ...question, connections: 4 }
    await stage.measure([ours], { ...wanted, seconds: seconds / 2 })
    const run = await stage.measure([ours], { ...wanted, seconds })
    rows.push({
      count,
      cpuMicros: run.cpuMicros,
      perLookUp: run.cpuMicros / count,
      upstreamCalls: run.upstreamCalls,
      p99: run.ms.p99,
      ...faults(run),
    })
    say(`look-ups ${count}`)
  }
  return {
    title: 'look-ups in one request (a list, all different)',
    heads: ['look-ups', 'CPU µs per request', 'per look-up', 'upstream calls', 'p99 ms', 'faults'],
    rows,
  }
}

/** The sandbox's share of a look-up while its world fills. One connection, so that nothing is merged on the way. */
const bindings = async (_stage, { seconds, say }) => {
  const port = await freePort()
  const world = await start('./world.mjs', { core: seats.server, args: [port] })
  const server = await startOurs(`http://127.0.0.1:${port}`, { core: seats.load })
  const stage = await createStage()
  const rows = []
  for (const broken of [false, true]) {
    for (const count of [1, 10, 100, 1_000]) {
      await world.ask({ kind: 'fill', bindings: count, broken })
      const { request } = questionFor('ours', questions.single)
      const wanted = { mode: 'closed', request, connections: 1, among: count }
      // With every number broken the answer is a refusal to dial: no number in it, but a status.
      const expect = { marker: broken ? '"UNAVAILABLE"' : '"NORMAL"', count: 1 }
      const through = { ...server, meter: world.meter }
      await warm((time) => stage.measure([through], { ...wanted, expect, seconds: time * 0.5 }), 0.3)
      const run = await stage.measure([through], { ...wanted, expect, seconds })
      rows.push({
        count,
        lines: broken ? 'all broken' : 'all sound',
        sandboxMicros: run.cpuMicros,
        rssMb: run.rssMb,
        ...faults(run),
      })
      say(`bindings ${count}`)
    }
  }
  await Promise.all([world.stop(), server.stop(), stage.close()])
  return {
    title: 'bindings in the sandbox world (the sandbox’s own CPU per look-up)',
    heads: ['bindings', 'their X numbers', 'CPU µs', 'RSS MB', 'faults'],
    rows,
  }
}

/**
 * Documents nobody has sent before. Memory is read after a full collection; the last rows send all of them again, twice:
 * what has grown by then is a leak.
 */
const documents = async (stage, { say, most = 10_000 }) => {
  const rows = []
  for (const [kind, question, connections] of [
    ['one look-up', distinctDocument, 8],
    ['25 aliases, no look-up', largeDocument, 4],
  ]) {
    const server = await startOurs(stage.upstreamUrl, { flags: ['--expose-gc'] })
    await warmUp(stage, server)
    const steps = [1, 10, 100, 1_000, most, most, most].filter((step) => step <= most)
    let sent = 0
    for (const [index, distinct] of steps.entries()) {
      const again = index > 0 && steps[index - 1] === distinct
      const asked = questionFor('ours', question)
      const wanted = {
        mode: 'closed',
        ...asked,
        connections,
        among: distinct,
        count: Math.max(300, distinct),
        seconds: 30,
      }
      const run = await stage.measure([server], wanted)
      sent += run.ok
      const { heapUsed, rss } = await server.collect()
      rows.push({
        kind,
        distinct: again ? `${distinct} again` : distinct,
        sent,
        cpuMicros: run.cpuMicros,
        heapMb: heapUsed / 2 ** 20,
        rssMb: rss / 2 ** 20,
        ...faults(run),
      })
      say(`documents ${distinct}`)
    }
    await server.stop()
  }
  return {
    title: 'distinct documents',
    heads: ['document', 'distinct', 'sent in all', 'CPU µs per request', 'heap MB', 'RSS MB', 'faults'],
    rows,
  }
}

/** Connections, all of them asking, and 64 asking among many that idle. The storms come last: they make it refuse. */
const connections = async (stage, { seconds, say }) => {
  const server = await startOurs(stage.upstreamUrl)
  const question = questionFor('ours', questions.single)
  const rows = []
  const steps = [
    ...[1, 10, 64, 250, 500].map((count) => [count, count]),
    [500, 64],
    [2_000, 64],
    [1_000, 1_000],
    [2_000, 2_000],
  ]
  await warmUp(stage, server)
  for (const [count, active] of steps) {
    const run = await stage.measure([server], { mode: 'closed', ...question, connections: count, active, seconds })
    rows.push({
      count,
      active,
      rate: run.rate,
      cpuMicros: run.cpuMicros,
      p50: run.ms.p50,
      p99: run.ms.p99,
      longest: run.ms.max,
      rssMb: run.rssMb,
      refused: `${Math.round((100 * run.refused) / Math.max(1, run.ok + run.refused))} %`,
      // Refusing has a column of its own.
      ...faults({ ...run, refused: 0 }),
    })
    say(`connections ${count}/${active}`)
  }
  await server.stop()
  return {
    title: 'connections (what would wait too long is refused on purpose, with 503)',
    heads: [
      'connections',
      'asking',
      'answers/s',
      'CPU µs per answer',
      'p50 ms',
      'p99 ms',
      'longest ms',
      'RSS MB',
      'refused',
      'faults',
    ],
    rows,
  }
}

const warmUp = (stage, server) => {
  const wanted = { mode: 'closed', ...questionFor('ours', questions.single), connections: 16 }
  return warm((seconds) => stage.measure([server], { ...wanted, seconds }))
}

const faults = (run) => ({ faults: faultsOf([run]) })

export const curves = { 'look-ups': lookUps, bindings, documents, connections }

export const measureGrowth = async (stage, options) => {
  const measured = {}
  for (const [name, curve] of Object.entries(curves)) {
    if (options.only && !options.only.includes(name)) continue
    measured[name] = await curve(stage, options)
  }
  return measured
}

export const growthTables = (measured) =>
  Object.values(measured)
    .map(
      ({ title, heads, rows }) =>
        `${title}\n${table(
          heads,
          rows.map((row) => Object.values(row)),
        )}`,
    )
    .join('\n\n')

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { parseArgs } = await import('node:util')
  const { values } = parseArgs({
    options: { only: { type: 'string' }, seconds: { type: 'string', default: '1.5' }, documents: { type: 'string' } },
  })
  const stage = await createStage()
  const measured = await measureGrowth(stage, {
    only: values.only?.split(','),
    seconds: Number(values.seconds),
    most: values.documents ? Number(values.documents) : undefined,
    say: (text) => console.error(text),
  })
  console.log(growthTables(measured))
  process.exit()
}
