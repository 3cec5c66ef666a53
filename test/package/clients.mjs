import { deepStrictEqual, match, strictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { chromium as engine } from 'playwright-core'
import { told } from './embeddings.mjs'
import { chromium, exampleFrom, freshFolder, npm, run, serving, tools } from './shop.mjs'

/** Pages of the cookbook in a real browser, on another port than the graph; and clients without one. */

const floor = () => tools.nodes[20] ?? process.execPath
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
]

/** Opens the page and waits for what it says. */
const says = async (url, text) => {
  if (!chromium) throw new Error('no Chromium here: set CHROMIUM_PATH or install it')
  const browser = await engine.launch({ executablePath: chromium, args })
  try {
    const page = await browser.newPage()
    const complaints = []
    page.on(
      'console',
      (message) =>
        ['error', 'warning'].includes(message.type()) &&
        !/favicon/.test(message.location().url) &&
        complaints.push(message.text()),
    )
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(url)
    await page
      .locator('#root', { hasText: text })
      .waitFor({ timeout: 30_000 })
      .catch(async (error) => {
        throw new Error(`${error.message}\n${await page.content()}\n${complaints.join('\n')}`)
      })
    deepStrictEqual(complaints, [])
  } finally {
    await browser.close()
  }
}

const freePort = async () => {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return String(port)
}

export const clientTries = (packed) => {
  const page = (name, before, after) => ({
    name: `example ${name}, in a browser`,
    act: async () => {
      const node = floor()
      const cwd = await exampleFrom(packed, name, node)
      await before?.(node, cwd)
      const running = await serving(node, ['start.mjs'], {
        cwd,
        node,
        env: { GRAPH_PORT: '0', PORT: await freePort() },
      })
      try {
        await says(running.url, 'dial 17000000001')
      } finally {
        strictEqual(await running.close(), 0)
      }
      await after?.(node, cwd)
    },
  })
  return [
    page('react-apollo', undefined, async (node, cwd) => {
      await npm(node, ['run', 'manifest'], { cwd })
      const { operations } = JSON.parse(readFileSync(join(cwd, 'persisted-query-manifest.json'), 'utf8'))
      const server = await serving(node, ['node_modules/dypls-graphql/dist/main.js'], {
        cwd,
        env: { PORT: '0', PERSISTED: 'only', PERSISTED_MANIFEST: 'persisted-query-manifest.json' },
      })
      try {
        const answer = await fetch(`${server.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            variables: { pool: 'FC100000000000001', subsId: '1000000000000001' },
            extensions: { persistedQuery: { version: 1, sha256Hash: operations[0].id } },
          }),
        })
        match(await answer.text(), /"calledNo":"17000000001"/)
      } finally {
        await server.close()
      }
    }),
    page('react-urql'),
    page('relay', (node, cwd) => run(node, ['node_modules/.bin/relay-compiler'], { cwd })),
    {
      name: 'example gql-tada',
      act: async () => {
        const node = floor()
        const cwd = await exampleFrom(packed, 'gql-tada', node)
        const printed = await npm(node, ['start'], { cwd, env: { GRAPH_PORT: '0' } })
        match(printed, /^dial 17000000001$/m)
      },
    },
    {
      name: 'urql asks by GET unless told: it is told how to ask',
      act: async () => {
        const cwd = freshFolder({
          'package.json': { private: true, type: 'module' },
          'ask.mjs': `
            import { Client, fetchExchange } from '@urql/core'
            const ask = async (preferGetMethod) => {
              const client = new Client({ url: process.argv[2], exchanges: [fetchExchange], ...(preferGetMethod === undefined ? {} : { preferGetMethod }) })
              const { data, error } = await client.query('{ callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { ... on CallStatus { calledNo } } }', {})
              return { data, said: error?.message, text: error && (await fetch(process.argv[2] + '?query={__typename}')).status }
            }
            console.log(JSON.stringify([await ask('force'), await ask(false)]))`,
        })
        await npm(
          floor(),
          ['install', '--no-audit', '--no-fund', '--prefer-offline', packed.tarball, 'graphql@16', '@urql/core@6.0.3'],
          { cwd },
        )
        const server = await serving(floor(), ['node_modules/dypls-graphql/dist/main.js'], { cwd, env: { PORT: '0' } })
        try {
          const printed = await run(floor(), ['ask.mjs', `${server.url}/graphql`], { cwd })
          const [byGet, byPost] = JSON.parse(printed)
          match(byGet.said, /preferGetMethod: false/)
          deepStrictEqual(byPost.data.callStatus.calledNo, told.data.callStatus.calledNo)
        } finally {
          await server.close()
        }
      },
    },
  ]
}
