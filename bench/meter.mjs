/**
 * Preloaded (`--import`) into every process that is measured, ours and peers alike: tells what the process has used when
 * asked over IPC, and ends it when the benchmark is gone, however that went.
 */
const read = () => {
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  return { cpuMicros: user + system, rss, heapUsed }
}

if (process.channel) {
  process.on('message', ({ id, kind }) => {
    if (kind === 'collect') globalThis.gc?.()
    if (kind === 'meter' || kind === 'collect') process.send({ id, ...read() })
  })
  process.on('disconnect', () => process.exit())
  // A server must not live, nor a client end, because of the meter.
  process.channel.unref()
}
