import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { nodeOn } from './machine.mjs'

/** The processes of a run. Whatever happens to the benchmark, none of them outlives it. */
const alive = new Set()

const killAll = () => {
  for (const child of alive) child.kill('SIGKILL')
}
process.on('exit', killAll)
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])
  process.on(signal, () => process.exit(code))

const meter = new URL('./meter.mjs', import.meta.url).href
const readyWithinMs = 20_000

/** Nothing of the caller's environment reaches a process that is measured, least of all an access key. */
const { PATH, HOME, PEER_CLIENT } = process.env
const cleanEnv = { PATH, HOME, NODE_ENV: 'production', ...(PEER_CLIENT ? { PEER_CLIENT } : {}) }

/**
 * Starts `node file …args` on a core and resolves when it has printed something that matches `ready`.
 * `ask` sends a message and gives its answer; `meter` tells CPU and memory so far. Unmetered, it is started as anybody
 * would start it, without preload and IPC.
 */
export const start = async (file, options) => {
  const { args = [], env = {}, core, flags = [], ready = /\bready\b/, metered = true } = options
  const path = file instanceof URL ? fileURLToPath(file) : fileURLToPath(new URL(file, import.meta.url))
  const [command, before] = nodeOn(core)
  const child = spawn(
    command,
    [...before, ...(metered ? ['--import', meter] : []), ...flags, path, ...args.map(String)],
    {
      env: { ...cleanEnv, ...env },
      stdio: ['ignore', 'pipe', 'pipe', ...(metered ? ['ipc'] : [])],
      serialization: 'advanced',
    },
  )
  alive.add(child)
  let output = ''
  const waiting = new Map()
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      alive.delete(child)
      for (const { reject } of waiting.values()) reject(new Error(`${path} ended (${signal ?? code}):\n${output}`))
      waiting.clear()
      resolve()
    })
  })
  child.on('message', ({ id, ...answer }) => {
    waiting.get(id)?.resolve(answer)
    waiting.delete(id)
  })

  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${path} was not ready in time:\n${output}`)), readyWithinMs)
    ended.then(() => reject(new Error(`${path} ended at once:\n${output}`)))
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text) => {
        // The last words are what matters when something goes wrong.
        output = (output + text).slice(-20_000)
        if (!ready.test(output)) return
        clearTimeout(timer)
        resolve()
      })
    }
  })

  let lastId = 0
  const ask = (message) =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      child.send({ id, ...message })
    })
  return {
    pid: child.pid,
    output: () => output,
    ask,
    meter: () => ask({ kind: 'meter' }),
    /** Memory after a full collection; needs the flag --expose-gc. */
    collect: () => ask({ kind: 'collect' }),
    stop: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** A port that was free a moment ago. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
