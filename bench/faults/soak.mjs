import { readdirSync } from 'node:fs'
import { alone, codesOf, connect, neighbour, offer, queryCallStatus } from './callers.mjs'
import { answer, faults, startUpstream, throttle } from './upstream.mjs'

const megabytes = (bytes) => Math.round((10 * bytes) / 1_048_576) / 10
const descriptors = () => readdirSync('/proc/self/fd').length

/** MB per minute, by least squares. */
const slope = (points) => {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  return under === 0 ? 0 : over / under
}

/**
 * Mixed load for so many minutes, 150 a second with one fault in twenty of every kind and callers who leave; prints
 * memory and descriptors every 10 s. The upstream lives in the same process, so its memory is in the figures too.
 */
export const soak = async (minutes) => {
  let rejections = 0
  process.on('unhandledRejection', () => rejections++)
  const usual = Object.values(faults)
  // Throttling is rarer still: each takes 30 % of the rate, which takes 18 s to come back.
  const ways = [...Array.from({ length: 10 }, () => usual).flat(), throttle]
  const upstream = await startUpstream((response, { action }) => {
    upstream.requests.length = 0
    if (action === 'Neighbour' || Math.random() > 0.05) return answer(response)
    return ways[Math.floor(Math.random() * ways.length)](response)
  })
  const { client, health, close } = connect(upstream.url, 200)
  const leaving = () => {
    const listeners = new Set()
    const caller = {
      cancelled: false,
      subscribe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
    setTimeout(() => {
      caller.cancelled = true
      for (const listener of listeners) listener()
    }, 10)
    return caller
  }
  const ask = (n) => {
    if (n % 10 === 0) return alone(client, queryCallStatus, { cancellation: leaving() })
    if (n % 10 === 1) return client.call(queryCallStatus, { poolKey: 'FC1', subsId: 'popular' })
    return alone(client, n % 2 === 0 ? queryCallStatus : neighbour, { lane: n % 3 === 0 ? 'bulk' : 'interactive' })
  }
  const points = []
  console.log('   s    rss MB   heap MB   descriptors   told in these 10 s')
  for (let round = 1; round <= minutes * 6; round++) {
    const asked = await offer(150, 10, ask)
    globalThis.gc?.()
    const { rss, heapUsed } = process.memoryUsage()
    const cells = [String(round * 10).padStart(4), megabytes(rss), megabytes(heapUsed), descriptors(), codesOf(asked)]
    console.log(cells.join('      '))
    // The first minute is warming up.
    if (round > 6) points.push([round / 6, megabytes(globalThis.gc ? heapUsed : rss), descriptors()])
  }
  console.log('at the end', JSON.stringify(health()))
  await close()
  upstream.close()
  const grows = slope(points)
  const moved =
    points.length > 0 ? Math.max(...points.map(([, , d]) => d)) - Math.min(...points.map(([, , d]) => d)) : 0
  return [
    {
      what: 'memory after the first minute',
      figure: `${grows.toFixed(2)} MB/min`,
      promise: '< 1 MB/min',
      kept: grows < 1,
    },
    { what: 'descriptors, most less least', figure: String(moved), promise: 'flat (≤ 64)', kept: moved <= 64 },
    { what: 'unhandled rejections', figure: String(rejections), promise: '0', kept: rejections === 0 },
  ]
}
