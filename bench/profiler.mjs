import { Session } from 'node:inspector'

/** Preloaded by `profile.mjs`: samples the process between two messages and tells self times by function. */
const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.setSamplingInterval', { interval: 200 })

const where = ({ url, lineNumber }) => {
  const path = url
    .replace(/^file:\/\//, '')
    .replace(/.*\/node_modules\//, '')
    .replace(/.*\/(dist\/)/, '$1')
  return path === '' ? '' : `${path}:${lineNumber + 1}`
}

const selfTimes = ({ nodes, samples, timeDeltas }) => {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]))
  const micros = new Map()
  for (const [index, id] of samples.entries()) {
    const frame = byId.get(id)
    const name = `${frame.functionName || '(anonymous)'} ${where(frame)}`.trim()
    micros.set(name, (micros.get(name) ?? 0) + timeDeltas[index])
  }
  return [...micros].map(([name, self]) => ({ name, self })).sort((a, b) => b.self - a.self)
}

process.on('message', ({ id, kind }) => {
  if (kind === 'sample') session.post('Profiler.start', () => process.send({ id }))
  if (kind === 'sampled')
    session.post('Profiler.stop', (_error, { profile }) => process.send({ id, functions: selfTimes(profile) }))
})
process.channel?.unref()
