import cluster from 'node:cluster'

/**
 * Preloaded (`--import`) into every process that is measured, ours and peers alike: tells what the process has used when
 * asked over IPC, its workers included, and ends it when the benchmark is gone, however that went.
 */
const read = () => {
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  return { cpuMicros: user + system, rss, heapUsed }
}

const waiting = new Map()
let lastId = 0
const ofWorkers = () =>
  Promise.all(
    Object.values(cluster.workers ?? {}).map(
      (worker) =>
        new Promise((resolve) => {
          // No id that the program itself might use.
          const id = `meter ${++lastId}`
          waiting.set(id, resolve)
          worker.send({ id, kind: 'meter' })
        }),
    ),
  )
cluster.on('message', (_worker, { id, ...figures }) => {
  waiting.get(id)?.(figures)
  waiting.delete(id)
})

const sum = (all) =>
  all.reduce((total, each) => Object.fromEntries(Object.keys(total).map((name) => [name, total[name] + each[name]])))

if (process.channel) {
  process.on('message', async ({ id, kind }) => {
    if (kind === 'collect') globalThis.gc?.()
    if (kind === 'meter' || kind === 'collect') process.send({ id, ...sum([read(), ...(await ofWorkers())]) })
  })
  process.on('disconnect', () => process.exit())
  // A server must not live, nor a client end, because of the meter. A worker's channel is its own.
  if (cluster.isPrimary) process.channel.unref()
}
