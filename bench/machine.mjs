import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem } from 'node:os'

/** What the benchmark runs on: which cores it may use, who sits where, and how quiet it was. */

const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '')

/** `0-1,4` → [0, 1, 4] */
const coreNumbers = (list) =>
  list.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })

const allowedList = /Cpus_allowed_list:\s*(\S+)/.exec(textOf('/proc/self/status'))?.[1]
export const cores = allowedList
  ? coreNumbers(allowedList)
  : Array.from({ length: availableParallelism() }, (_, index) => index)

const hasTaskset = (() => {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

export const pinned = hasTaskset && cores.length > 1

/** Server and load never share a core where there are two; the upstream gets its own where there are three. */
export const seats = {
  server: cores[0],
  load: cores[1] ?? cores[0],
  upstream: cores[2] ?? cores[1] ?? cores[0],
  secondServer: cores[3] ?? cores[0],
}

/** The command that runs node on one core or a list of them, or just node where that cannot be had. */
export const nodeOn = (core) => (pinned ? ['taskset', ['-c', String(core), process.execPath]] : [process.execPath, []])

/** CPU time of the whole machine that was not idle, in µs since it started. */
export const busyMicros = () =>
  cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + (user + nice + sys + irq) * 1_000, 0)

export const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cores.length,
  siblings: textOf(`/sys/devices/system/cpu/cpu${cores[0]}/topology/thread_siblings_list`),
  memoryGb: Math.round(totalmem() / 2 ** 30),
  kernel: release(),
  node: process.version,
  pinned,
}

/** What a reader must know before believing a figure. */
export const caveats = () => [
  ...(pinned ? [] : ['nothing is pinned to a core (no taskset, or one core): expect wide spreads']),
  ...(cores.length < 3 ? ['load and upstream share the second core; CPU per request is not touched by that'] : []),
  ...(cores.length > 1 && coreNumbers(machine.siblings || String(cores[0])).includes(cores[1])
    ? ['the two cores are threads of one: the load slows the server']
    : []),
]
