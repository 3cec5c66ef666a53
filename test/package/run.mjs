import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { inspect } from 'node:util'
import { clientTries } from './clients.mjs'
import { typeTries } from './compilers.mjs'
import { embeddingTries } from './embeddings.mjs'
import { installTries } from './installs.mjs'
import { settingTries } from './settings.mjs'
import { fetchTools, folder, pack, stopAll, tools } from './shop.mjs'

/**
 * What `npm publish` would give away, in the stacks of its users: package managers, Nodes, compilers, servers, clients,
 * browsers. `npm run test:package`, or `npm run test:package -- pnpm express` for those whose name has one of the words.
 */

const words = process.argv.slice(2)
const since = performance.now()
const seconds = (from) => `${((performance.now() - from) / 1_000).toFixed(1)} s`
process.once('exit', () => {
  stopAll()
  if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))

const [packed] = await Promise.all([pack(), fetchTools()])
console.log(
  `packed: ${(packed.size / 1e6).toFixed(1)} MB, unpacked ${(packed.unpackedSize / 1e6).toFixed(1)} MB; tools after ${seconds(since)}`,
)
for (const what of tools.missing) console.log(`not to be had, so nothing is tried with it: ${what}`)

const tries = [
  ...clientTries(packed),
  ...embeddingTries(packed),
  ...installTries(packed),
  ...typeTries(packed),
  ...settingTries(packed),
].filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))

const failed = []
const work = async () => {
  for (let next = tries.shift(); next; next = tries.shift()) {
    const from = performance.now()
    try {
      const said = await next.act()
      console.log(`ok    ${next.name}${said ? `: ${said}` : ''} (${seconds(from)})`)
    } catch (error) {
      failed.push(next.name)
      console.log(`FAIL  ${next.name} (${seconds(from)})\n${inspect(error).replace(/^/gm, '      ')}`)
    }
  }
}
const total = tries.length
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work))
console.log(`\npackage: ${total - failed.length} passed, ${failed.length} failed, in ${seconds(since)}`)
for (const name of failed) console.log(`  failed: ${name}`)
// A Node or package manager that cannot be had is a fault where everything is promised.
process.exit(failed.length > 0 || tools.missing.length > 0 ? 1 : 0)
