import { dist } from './ours.mjs'
import { accessKey, poolKey } from './question.mjs'

/** Our sandbox with as many bindings as wanted, sound or broken, for the growth curve and the check. `node world.mjs <port>` */
const { startSandbox } = await import(dist('sandbox/sandbox.js').href)
const sandbox = await startSandbox({ port: Number(process.argv[2]), seed: false, accessKeys: [accessKey] })

const firstId = 1_000_000_000_000_000
const dayMs = 86_400_000

const fill = ({ bindings, broken }) => {
  const { world } = sandbox
  world.clear()
  for (let n = 0; n < bindings; n++) {
    const numberX = n === 0 ? '17000000001' : String(17_100_000_000 + n)
    world.addNumber(poolKey, numberX, { state: broken ? 'BROKEN' : 'NORMAL' })
    world.addBinding({
      subsId: String(firstId + n),
      poolKey,
      numberX,
      numberA: String(13_900_000_000 + n),
      numberB: String(13_800_000_000 + n),
      expiresAt: sandbox.clock.now() + dayMs,
    })
  }
  return { bindings: world.bindings.size }
}

process.on('message', ({ id, kind, ...wanted }) => {
  if (kind === 'fill') process.send({ id, ...fill(wanted) })
})
process.channel.ref()
console.log(`ready at ${sandbox.url}`)
