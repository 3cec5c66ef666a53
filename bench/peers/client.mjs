import { once } from 'node:events'

/**
 * Runs one client's look-up over and over when told to over IPC, `parallel` at a time, and tells how many there were and
 * what they cost. Every answer is looked at.
 */
export const measured = (lookUp) => {
  const isRight = (answer) => answer.status === 1 && answer.calledNo === '17000000001'

  const run = async ({ seconds, parallel, most = Number.POSITIVE_INFINITY }) => {
    let [count, wrong] = [0, 0]
    const startedAt = performance.now()
    const until = startedAt + seconds * 1_000
    const before = process.cpuUsage()
    const worker = async () => {
      while (performance.now() < until && count < most) {
        const answer = await lookUp('FC100000000000001', String(1_000_000_000_000_000 + nextId++))
        if (!isRight(answer)) wrong++
        count++
      }
    }
    await Promise.all(Array.from({ length: parallel }, worker))
    const { user, system } = process.cpuUsage(before)
    return { count, wrong, cpuMicros: user + system, seconds: (performance.now() - startedAt) / 1_000 }
  }

  let nextId = 0
  process.on('message', async ({ id, kind, ...wanted }) => {
    if (kind !== 'run') return
    const result = await run(wanted)
    process.send({ id, ...result })
  })
  process.channel.ref()
  console.log('ready')
  return once(process, 'disconnect')
}
