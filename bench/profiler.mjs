import { readFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { fileURLToPath } from 'node:url'

/** Preloaded by `profile.mjs`: samples the process between two messages and tells times by function. */
const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.setSamplingInterval', { interval: 200 })

/** Lines on which a bundle says which module begins: `// dist/aliyun/call-path/merge.js`. */
const beginnings = /^\/\/ ((?:dist|node_modules)\/\S+)$/
const modules = new Map()
const modulesIn = (url) => {
  const known = modules.get(url)
  if (known) return known
  const lines = readFileSync(fileURLToPath(url), 'utf8').split('\n')
  const found = lines.flatMap((line, at) => (beginnings.test(line) ? [{ at, path: beginnings.exec(line)[1] }] : []))
  modules.set(url, found)
  return found
}

/** The module and line, in a bundle too. */
const where = ({ url, lineNumber }) => {
  if (url === '') return ''
  const inner = url.startsWith('file:') ? modulesIn(url).findLast(({ at }) => at <= lineNumber) : undefined
  const path = (inner?.path ?? url)
    .replace(/^file:\/\//, '')
    .replace(/.*node_modules\//, '')
    .replace(/.*\/(?=(?:dist|bench)\/)/, '')
  return `${path}:${lineNumber - (inner?.at ?? -1)}`
}

// What the inspector itself takes to begin and to end.
const isOurs = ({ functionName, url }) => !(functionName === 'dispatch' && url === '') && functionName !== '(idle)'

/** By function: its own time, and with all that it called (a function that calls itself counts once). */
const times = ({ nodes, samples, timeDeltas }) => {
  const byId = new Map(nodes.map((node) => [node.id, { ...node, self: 0 }]))
  for (const [index, id] of samples.entries()) byId.get(id).self += timeDeltas[index]
  const seen = new Map()
  const walk = ({ callFrame, children = [], self }, above) => {
    const [name, at] = [callFrame.functionName || '(anonymous)', where(callFrame)]
    const key = `${name} ${at}`
    const own = isOurs(callFrame) ? self : 0
    const inside = above.has(key) ? above : new Set(above).add(key)
    const total = children.reduce((sum, id) => sum + walk(byId.get(id), inside), own)
    const entry = seen.get(key) ?? { name, at, self: 0, total: 0 }
    entry.self += own
    if (!above.has(key)) entry.total += total
    seen.set(key, entry)
    return total
  }
  walk(byId.get(nodes[0].id), new Set())
  return [...seen.values()].filter(({ name }) => name !== '(root)' && name !== '(idle)')
}

process.on('message', ({ id, kind }) => {
  if (kind === 'sample') session.post('Profiler.start', () => process.send({ id }))
  if (kind === 'sampled')
    session.post('Profiler.stop', (_error, { profile }) => process.send({ id, functions: times(profile) }))
})
process.channel?.unref()
