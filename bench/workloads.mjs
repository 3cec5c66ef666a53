import { start } from './child.mjs'
import { spread } from './figures.mjs'
import { cores, seats } from './machine.mjs'
import { startOurs } from './ours.mjs'
import { questions } from './question.mjs'
import { questionFor, verify } from './stage.mjs'
import { measureStarts } from './start.mjs'

/**
 * The workloads and their goals (PERFORMANCE §4 and the "added goals" of §5). Each takes the stage and gives rows for the
 * table and the raw figures behind them. Contestants run in turn within a round; a ratio is made of one round's figures.
 */

/** CPU, not time: on a busy machine a second may be a tenth of one, and V8 compiles what has run often. */
const usualWarmUpSeconds = 3
const longestWarmUpMs = 10_000

export const warm = async (act, wanted = usualWarmUpSeconds) => {
  const until = performance.now() + longestWarmUpMs
  for (let used = 0; used < wanted && performance.now() < until; ) {
    const { cpuMicros, rate, seconds } = await act(1)
    used += (cpuMicros * rate * seconds) / 1e6
  }
}

/** Every contestant once a round, in another order each time, after a warm-up that counts for nothing. */
const inTurn = async (contestants, { rounds, say, warmUp, measure, warmUpSeconds }) => {
  const seen = Object.fromEntries(contestants.map(({ name }) => [name, []]))
  for (const contestant of contestants) {
    say(`warming up ${contestant.name}`)
    await warm((seconds) => warmUp(contestant, seconds), warmUpSeconds)
  }
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const contestant = contestants[(round + turn) % contestants.length]
      say(`round ${round + 1}/${rounds}: ${contestant.name}`)
      seen[contestant.name].push(await measure(contestant))
    }
  }
  return seen
}

const perRound = (rounds, figure) => spread(rounds.map(figure))
const against = (ours, theirs, figure) => spread(ours.map((run, round) => figure(run, theirs[round])))

/** By CPU per answer, the steadier figure, and by answers per second beside it. */
const ratio = (seen, name) => ({
  unit: '×',
  value: against(seen.ours, seen[name], (ours, theirs) => theirs.cpuMicros / ours.cpuMicros),
  byRate: against(seen.ours, seen[name], (ours, theirs) => ours.rate / theirs.rate),
})

const sum = (values) => values.reduce((total, each) => total + (each ?? 0), 0)

/** What came back that was no good answer: `3 refused, 1 broken`; 0 for nothing. */
export const faultsOf = (runs) => {
  const told = ['refused', 'wrong', 'broken'].flatMap((kind) => {
    const count = sum(runs.map((run) => run[kind]))
    return count === 0 ? [] : [`${count} ${kind}`]
  })
  return told.length === 0 ? 0 : told.join(', ')
}

const raw = (seen) =>
  Object.fromEntries(
    Object.entries(seen).map(([name, runs]) => {
      const faults = faultsOf(runs)
      const [first] = runs
      return [
        name,
        {
          cpuMicros: perRound(runs, (run) => run.cpuMicros),
          cpuMicrosByRound: runs.map((run) => Math.round(run.cpuMicros * 10) / 10),
          rate: perRound(runs, (run) => run.rate),
          ...(first.ms ? { p50: perRound(runs, (run) => run.ms.p50), p99: perRound(runs, (run) => run.ms.p99) } : {}),
          ...(first.share === undefined ? {} : { share: perRound(runs, (run) => run.share) }),
          ...(first.upstreamCalls === undefined
            ? {}
            : { upstreamCallsPerAnswer: perRound(runs, (run) => run.upstreamCalls) }),
          faults,
          ...(faults === 0 ? {} : { faultSamples: runs.flatMap(({ samples = [] }) => samples).slice(0, 3) }),
        },
      ]
    }),
  )

/** A workload over HTTP: our server against peers, all asked the same question. */
const served = (question, connections, peers) => async (stage, options) => {
  const { seconds, mode = 'closed' } = options
  const names = ['ours', ...peers.map(({ name }) => name)]
  const contestants = []
  for (const name of names) contestants.push(await stage.server(name))
  for (const contestant of contestants) await verify(contestant, question)
  const run = (contestant, time) =>
    stage.measure([contestant], { mode, ...questionFor(contestant.name, question), connections, seconds: time })
  const seen = await inTurn(contestants, {
    ...options,
    warmUp: run,
    measure: (contestant) => run(contestant, seconds),
  })
  const rows = peers.map(({ name, title, ...goals }) => ({ against: title, ...ratio(seen, name), ...goals }))
  return { rows, seen, raw: raw(seen) }
}

const titles = {
  apollo: 'Apollo 5 + pop-core',
  mercurius: 'mercurius + jit + undici',
  rest: 'bare REST',
}

const single = async (stage, options) => {
  const { rows, seen, raw } = await served(questions.single, 64, [
    { name: 'apollo', title: titles.apollo, least: 3, aim: 4 },
    { name: 'mercurius', title: titles.mercurius, least: 0.8, aim: 1 },
    { name: 'rest', title: titles.rest, least: 0.6, aim: 0.8 },
  ])(stage, options)
  const memory = {
    against: 'memory after it',
    unit: 'MB',
    better: 'less',
    value: perRound(seen.ours, ({ rssMb }) => rssMb),
    least: 150,
    aim: 125,
  }
  return { rows: [...rows, memory], raw }
}

const inline = served(questions.inline, 64, [
  { name: 'apollo', title: titles.apollo, least: 8, aim: 10 },
  { name: 'mercurius', title: titles.mercurius, least: 4, aim: 5 },
])

// Eight connections ask for at most 400 different things at a time: within our bulkhead, and plenty for one core.
const list = served(questions.list, 8, [
  { name: 'apollo', title: `${titles.apollo}, no DataLoader`, least: 6, aim: 8 },
  { name: 'mercurius', title: `${titles.mercurius} + DataLoader`, least: 0.9, aim: 1.1 },
])

const client = async (stage, options) => {
  const contestants = []
  for (const [name, file, ...args] of [
    ['ours', 'client-ours', 'v3'],
    ['ours (V1)', 'client-ours', 'v1'],
    ['pop-core', 'client-pop-core'],
    ['openapi-client', 'client-openapi'],
    ['bare undici', 'client-bare'],
  ]) {
    const child = await start(`./peers/${file}.mjs`, { core: seats.server, args: [stage.upstreamUrl, ...args] })
    contestants.push({ ...child, name })
  }
  const run = async (contestant, seconds) => {
    const { count, wrong, cpuMicros, seconds: took } = await contestant.ask({ kind: 'run', seconds, parallel: 64 })
    return { cpuMicros: cpuMicros / count, rate: count / took, seconds: took, wrong }
  }
  const seen = await inTurn(contestants, {
    ...options,
    warmUp: run,
    measure: (contestant) => run(contestant, options.seconds),
  })
  for (const contestant of contestants) await contestant.stop()
  const over = against(seen.ours, seen['bare undici'], (ours, bare) => ours.cpuMicros - bare.cpuMicros)
  return {
    rows: [
      { against: 'pop-core', ...ratio(seen, 'pop-core'), least: 4, aim: 6 },
      { against: 'openapi-client', ...ratio(seen, 'openapi-client') },
      { against: 'what the promises cost, over bare undici', unit: 'µs', better: 'less', value: over, least: 15 },
    ],
    raw: raw(seen),
  }
}

const signer = async (_stage, { rounds, say }) => {
  const child = await start('./signer.mjs', { core: seats.server })
  const kinds = [
    { signature: 'v1', fresh: true, least: 3, aim: 2 },
    { signature: 'v3', fresh: true, least: 3, aim: 2 },
    { signature: 'v1', fresh: false },
    { signature: 'v3', fresh: false },
  ]
  const seconds = 0.4
  const seen = kinds.map(() => [])
  for (let round = -1; round < rounds; round++) {
    say(`round ${round + 1}/${rounds}`)
    for (const [index, { signature, fresh }] of kinds.entries()) {
      const { micros } = await child.ask({ kind: 'run', signature, fresh, seconds })
      if (round >= 0) seen[index].push(micros)
    }
  }
  await child.stop()
  const rows = kinds.map(({ signature, fresh, least, aim }, index) => ({
    against: `${signature.toUpperCase()}, ${fresh ? 'nonce and time made' : 'nonce and time given'}`,
    unit: 'µs',
    better: 'less',
    value: spread(seen[index]),
    least,
    aim,
  }))
  return { rows, raw: Object.fromEntries(rows.map((row) => [row.against, row.value])) }
}

/** Arrivals at random moments, whatever the answers do; latency from the moment a request was due. */
const latency = async (stage, options) => {
  const contestants = [await stage.server('ours'), await stage.server('rest')]
  const question = (name) => questionFor(name, questions.single)
  await stage.delay(0)
  const results = []
  for (const { rate, delayMs, connections } of [
    { rate: 100, delayMs: 20, connections: 16 },
    { rate: 1_000, delayMs: 20, connections: 64 },
    { rate: 1_000, delayMs: 0, connections: 64 },
  ]) {
    await stage.delay(0)
    const seconds = Math.max(options.seconds, 3)
    const seen = await inTurn(contestants, {
      ...options,
      // The longest part, and the servers of a whole run are warm by now.
      warmUpSeconds: 1,
      say: (text) => options.say(`${rate}/s, upstream ${delayMs} ms, ${text}`),
      warmUp: async (contestant, time) => {
        await stage.delay(0)
        const wanted = { mode: 'closed', ...question(contestant.name), connections, seconds: time }
        const run = await stage.measure([contestant], wanted)
        await stage.delay(delayMs)
        return run
      },
      measure: (contestant) =>
        stage.measure([contestant], { mode: 'open', ...question(contestant.name), connections, rate, seconds }),
    })
    await stage.delay(0)
    results.push({ rate, delayMs, seen })
  }
  const [slow, fast, quick] = results
  const added = ({ seen }, percentile) =>
    against(seen.ours, seen.rest, (ours, rest) => ours.ms[percentile] - rest.ms[percentile])
  const milliseconds = { unit: 'ms', better: 'less' }
  const name = ({ rate, delayMs }, what) => `${what} at ${rate}/s, upstream ${delayMs} ms`
  return {
    rows: [
      { against: name(slow, 'added p50'), ...milliseconds, value: added(slow, 'p50'), least: 2 },
      { against: name(slow, 'added p99'), ...milliseconds, value: added(slow, 'p99'), least: 10 },
      { against: name(fast, 'added p50'), ...milliseconds, value: added(fast, 'p50') },
      { against: name(fast, 'added p99'), ...milliseconds, value: added(fast, 'p99') },
      { against: name(quick, 'p99'), ...milliseconds, value: perRound(quick.seen.ours, ({ ms }) => ms.p99), least: 5 },
      {
        against: name(quick, 'p99, ours to REST,'),
        unit: '×',
        better: 'less',
        value: against(quick.seen.ours, quick.seen.rest, (ours, rest) => ours.ms.p99 / rest.ms.p99),
        least: 1.5,
      },
    ],
    raw: Object.fromEntries(results.map((result) => [name(result, 'all'), raw(result.seen)])),
  }
}

const starting = async (stage, { rounds, say }) => {
  const names = ['ours', 'apollo', 'mercurius']
  const starts = await measureStarts(stage.upstreamUrl, { times: rounds, names, say })
  const [ours] = starts
  return {
    rows: [
      { against: 'to the first answer', unit: 'ms', better: 'less', value: ours.ms, least: 1_000 },
      { against: 'idle memory', unit: 'MB', better: 'less', value: ours.mb, least: 110 },
    ],
    raw: starts,
  }
}

/** Two workers take twice the load only where each has a core, and load and upstream have theirs. */
const workers = async (stage, { rounds, seconds, say }) => {
  const apart = cores.length >= 4
  const one = await startOurs(stage.upstreamUrl, { core: seats.server })
  const two = await startOurs(stage.upstreamUrl, {
    core: apart ? [seats.server, seats.secondServer] : seats.server,
    env: { DYPLS_WORKERS: '2' },
  })
  const question = questionFor('ours', questions.single)
  const contestants = [
    { name: 'one', child: one },
    { name: 'ours', child: two },
  ]
  const run = ({ child }, time) =>
    stage.measure([child], { mode: 'closed', ...question, connections: 64, seconds: time })
  const seen = await inTurn(contestants, {
    rounds,
    say,
    // V8 compiles everything once in each of the two.
    warmUpSeconds: 2 * usualWarmUpSeconds,
    warmUp: run,
    measure: (contestant) => run(contestant, seconds),
  })
  await Promise.all([one.stop(), two.stop()])
  const value = apart
    ? against(seen.ours, seen.one, (both, alone) => both.rate / alone.rate)
    : against(seen.ours, seen.one, (both, alone) => (2 * alone.cpuMicros) / both.cpuMicros)
  return {
    rows: [
      apart
        ? { against: 'one process', unit: '×', value, least: 1.8 }
        : { against: `one process (from CPU; ${cores.length} cores are too few to see it)`, unit: '×', value },
    ],
    raw: raw(seen),
  }
}

export const workloads = [
  { name: 'client', title: 'client look-up', run: client },
  { name: 'signer', title: 'signer', run: signer },
  { name: 'single', title: 'single look-up', run: single },
  { name: 'inline', title: 'single, ids inline', run: inline },
  { name: 'list', title: '100 look-ups, 50 equal', run: list },
  { name: 'latency', title: 'latency', run: latency },
  { name: 'start', title: 'start', run: starting },
  { name: 'workers', title: 'two workers', run: workers },
]

/** What upstream and load could do at most, so that nobody mistakes them for the servers. */
export const ceiling = async (stage, seconds) => {
  const { request } = questions.rest
  const target = { name: 'upstream', port: stage.upstreamPort, meter: () => ({ cpuMicros: 0, rss: 0 }) }
  const wanted = { mode: 'closed', request, expect: { marker: '"17000000001"', count: 1 }, connections: 64 }
  await stage.measure([target], { ...wanted, seconds: 0.5 })
  const { rate, loadMicros, upstreamMicros } = await stage.measure([target], { ...wanted, seconds })
  return { rate, loadMicros, upstreamMicros }
}
