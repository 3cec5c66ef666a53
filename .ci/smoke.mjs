import { deepStrictEqual, match, ok, strictEqual } from 'node:assert'
import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

/**
 * Starts what the command line names, asks the README's question, compares with the README's answer, presses Ctrl-C and
 * looks whether all is tidy. `node .ci/smoke.mjs npm start` or `node .ci/smoke.mjs node dist/main.js`
 */
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const [, query, answer] = /```graphql\n(.*?)```.*?```json\n(.*?)```/s.exec(readme) ?? []
ok(query && answer, 'README.md shows a query and its answer')

const [command, ...args] = process.argv.slice(2)
const since = performance.now()
const elapsed = () => `${Math.round(performance.now() - since)} ms`

// A process group of its own, since Ctrl-C reaches every process in the foreground.
const child = spawn(command === 'node' ? process.execPath : command, args, {
  detached: true,
  stdio: ['ignore', 'pipe', 'pipe'],
  env: { ...process.env, PORT: '0' },
})
const giveUp = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), 60_000)
let printed = ''
const url = await new Promise((resolve, reject) => {
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      printed += text
      const [, found] = /listening {2}(http:\S+)/.exec(printed) ?? []
      if (found) resolve(found)
    })
  child.once('close', (code) => reject(new Error(`it ended with ${code} before it listened:\n${printed}`)))
})
const listening = elapsed()

const response = await fetch(`${url}/graphql`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query }),
})
deepStrictEqual(await response.json(), JSON.parse(answer))
const answered = elapsed()

// Where Node runs TypeScript as it is, the example client does what its README says.
if (process.features.typescript) {
  const told = execFileSync(process.execPath, ['examples/can-be-called.ts', `${url}/graphql`], { encoding: 'utf8' })
  match(told, /^1000000000000001: dial 17000000001$/m)
}

const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)))
process.kill(-child.pid, 'SIGINT')
const how = await ended
clearTimeout(giveUp)
// npm waits for what it runs and then ends by the signal it got itself, whatever the code was.
strictEqual(how, command === 'npm' ? 'SIGINT' : 0, `after Ctrl-C it ended with ${how}:\n${printed}`)
ok(printed.includes('stopping:'), `it takes its leave:\n${printed}`)

const { hostname, port } = new URL(url)
const refused = await new Promise((resolve) => {
  const socket = connect(Number(port), hostname, () => resolve('still open'))
  socket.once('error', ({ code: reason }) => resolve(reason))
  socket.once('close', () => socket.destroy())
})
strictEqual(refused, 'ECONNREFUSED', `port ${port} is free again`)
console.log(
  `${[command, ...args].join(' ')} on Node ${process.version}: listening after ${listening}, the README's answer after ${answered}, ended by Ctrl-C after ${elapsed()}`,
)
