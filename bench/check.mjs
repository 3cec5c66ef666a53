import assert from 'node:assert/strict'
import { pathToFileURL } from 'node:url'
import { freePort, start } from './child.mjs'
import { seats } from './machine.mjs'
import { questions, told } from './question.mjs'
import { askOnce, serverNames, startServer } from './stage.mjs'

/**
 * The upstream of the benchmark believes everybody. So once per whole run every contestant asks our sandbox, which checks
 * real signatures: a peer that saved the work of signing would be found out here. `node bench/check.mjs`
 */
const withoutIds = (answer) => JSON.parse(JSON.stringify(answer, (key, value) => (key === 'requestId' ? '' : value)))

export const checkSignatures = async (say) => {
  const world = await start('./world.mjs', { core: seats.upstream, args: [await freePort()] })
  const [url] = /http:\S+/.exec(world.output())
  await world.ask({ kind: 'fill', bindings: 10, broken: false })

  for (const name of serverNames) {
    const server = await startServer(name, url)
    const question = name === 'rest' ? questions.rest : questions.single
    const right = name === 'rest' ? (({ __typename, ...rest }) => rest)(told) : { data: { callStatus: told } }
    assert.deepEqual(withoutIds(await askOnce(server, question)), withoutIds(right), `${name} is not understood`)
    await server.stop()
    say(`${name} signs`)
  }
  for (const [name, ...args] of [['ours', 'v3'], ['ours', 'v1'], ['pop-core'], ['openapi'], ['bare']]) {
    const client = await start(`./peers/client-${name}.mjs`, { core: seats.server, args: [url, ...args] })
    const { count, wrong } = await client.ask({ kind: 'run', seconds: 5, parallel: 1, most: 1 })
    assert.deepEqual({ count, wrong }, { count: 1, wrong: 0 }, `the client ${name} is not understood`)
    await client.stop()
    say(`client ${[name, ...args].join(' ')} signs`)
  }
  await world.stop()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await checkSignatures(console.log)
  process.exit()
}
