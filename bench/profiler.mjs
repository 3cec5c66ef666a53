import { Session } from 'node:inspector'

/** Preloaded by `profile.mjs`: samples the process between two messages and tells times by function. */
const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.setSamplingInterval', { interval: 200 })

const where = ({ url, lineNumber }) => {
  const path = url
    .replace(/^file:\/\//, '')
    .replace(/.*\/node_modules\//, '')
    .replace(/.*\/(?=(?:dist|bench)\/)/, '')
  return path === '' ? '' : `${path}:${lineNumber + 1}`
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
