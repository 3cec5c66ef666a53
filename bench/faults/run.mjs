/**
 * The faults of PROMISES §1 over real sockets, on loopback, each figure beside its promise; exits 1 when one is not kept.
 *
 *   npm run bench:faults                     all of them, in under two minutes
 *   npm run bench:faults -- hostile cpu      some of them
 *   npm run bench:faults -- --soak 30        mixed load for 30 minutes, memory and descriptors every 10 s
 */
import { addedCpu } from './cpu.mjs'
import { equalAtOnce, flowLimits, hanging, hostile, outages, rareFaults } from './scenarios.mjs'
import { soak } from './soak.mjs'

const scenarios = {
  cpu: addedCpu,
  equal: equalAtOnce,
  hostile,
  rare: rareFaults,
  outage: outages,
  hang: hanging,
  flow: flowLimits,
}

const words = process.argv.slice(2)
const soakAt = words.indexOf('--soak')
const wanted = words.filter((word) => Object.hasOwn(scenarios, word))

let rejections = 0
process.on('unhandledRejection', (error) => {
  rejections++
  console.error(error)
})

const show = ({ what, figure, promise, kept }) =>
  console.log(`${kept ? 'kept  ' : 'BROKEN'}  ${what.padEnd(52)} ${figure.padEnd(34)} ${promise}`)

const since = Date.now()
const lines = []
const run = async (act) => {
  const told = await act()
  told.forEach(show)
  lines.push(...told)
}

if (soakAt >= 0) await run(() => soak(Number(words[soakAt + 1]) || 10))
else {
  const chosen = wanted.length > 0 ? wanted : Object.keys(scenarios)
  // What is mostly waiting shares its time; what measures CPU runs alone, and first.
  for (const name of chosen.filter((each) => each === 'cpu' || each === 'equal' || each === 'hostile'))
    await run(scenarios[name])
  await Promise.all(
    chosen.filter((each) => !['cpu', 'equal', 'hostile'].includes(each)).map((name) => run(scenarios[name])),
  )
}

const broken = lines.filter(({ kept }) => !kept).length + (rejections > 0 ? 1 : 0)
console.log(
  `\n${lines.length} figures, ${broken} broken, ${rejections} unhandled rejections, ${Math.round((Date.now() - since) / 1_000)} s`,
)
process.exitCode = broken > 0 ? 1 : 0
