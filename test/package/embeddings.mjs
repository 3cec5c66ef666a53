import { deepStrictEqual, match, ok, strictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exampleFrom, freshFolder, npm, run, serving, tools } from './shop.mjs'

/** The servers and test runners of the cookbook, and the real OpenTelemetry SDK. */

export const question =
  '{ callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { ... on CallStatus { calledNo } } }'
export const asked = (query = question, headers = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ query }),
})
export const told = { data: { callStatus: { calledNo: '17000000001' } } }

/** Questions, GraphiQL, preflights and refusals, wherever it is. */
const embeds = async (url) => {
  deepStrictEqual(await (await fetch(url, asked())).json(), told)
  // What the short way does not take.
  const mutation =
    'mutation { lockNumber(input: { poolKey: "FC100000000000001", number: "17000000001" }) { __typename } }'
  deepStrictEqual(await (await fetch(url, asked(mutation))).json(), {
    data: { lockNumber: { __typename: 'NumberLock' } },
  })
  await showsPage(url)
  const origin = 'http://localhost:5173'
  const preflight = await fetch(url, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  })
  strictEqual(preflight.headers.get('access-control-allow-origin'), origin)
  match(preflight.headers.get('access-control-allow-headers'), /traceparent/)
  strictEqual((await fetch(url, asked(question, { origin }))).headers.get('access-control-allow-origin'), origin)
  strictEqual((await fetch(`${url}?query={__typename}`)).status, 405)
}

/** Not read to its end: while Node's fetch inflates 9 MB, Express hangs up an idle connection after 5 s, and fetch fails. */
const showsPage = async (url) => {
  const page = await fetch(url, { headers: { accept: 'text/html' } })
  deepStrictEqual([page.status, page.headers.get('content-type')], [200, 'text/html; charset=utf-8'])
  await page.body.cancel()
}

export const embeddingTries = (packed) => {
  const server = (name, node, paths = [''], command = ['server.mjs']) => ({
    name: `example ${name}`,
    act: async () => {
      const cwd = await exampleFrom(packed, name, node)
      const running = await serving(node, command, { cwd, node, env: { PORT: '0' } })
      try {
        for (const path of paths) await embeds(path === '' ? running.url : new URL(path, running.url).href)
      } finally {
        strictEqual(await running.close(), 0, 'it ends by itself when told to')
      }
    },
  })
  const floor = tools.nodes[20] ?? process.execPath
  const runner = (name) => ({
    name: `example ${name}`,
    act: async () =>
      match(await npm(floor, ['test'], { cwd: await exampleFrom(packed, name, floor) }), /1 passed/) ?? undefined,
  })
  return [
    {
      name: 'example next',
      act: async () => {
        const node = tools.nodes[24] ?? process.execPath
        const cwd = await exampleFrom(packed, 'next', node)
        await run(node, ['node_modules/next/dist/bin/next', 'build'], { cwd, node })
        const running = await serving(
          node,
          ['node_modules/next/dist/bin/next', 'start', '-p', '0', '-H', '127.0.0.1'],
          { cwd, node, says: /Local: +(http:\S+)/ },
        )
        try {
          await embedsInProduction(`${running.url}/api/graphql`)
        } finally {
          await running.close()
        }
      },
    },
    server('express', floor, ['', '/plain/graphql']),
    server('fastify', floor),
    server('hono', floor),
    runner('vitest'),
    runner('jest'),
    {
      name: 'the real OpenTelemetry SDK gets spans',
      act: async () => {
        const cwd = freshFolder({
          'package.json': { private: true, type: 'module' },
          'tracing.mjs': readFileSync(join(packed.unpacked, 'examples/tracing.mjs'), 'utf8'),
        })
        const specs = [packed.tarball, 'graphql@16', '@opentelemetry/api@1.9.1', '@opentelemetry/sdk-trace-node@2.12.1']
        const installed = await npm(floor, ['install', '--no-audit', '--no-fund', '--prefer-offline', ...specs], {
          cwd,
        })
        ok(!/npm warn/i.test(installed), installed)
        const running = await serving(floor, ['--import', './tracing.mjs', 'node_modules/dypls-graphql/dist/main.js'], {
          cwd,
          env: { PORT: '0' },
        })
        try {
          deepStrictEqual(await (await fetch(`${running.url}/graphql`, asked())).json(), told)
          await until(() => running.printed().includes("name: 'Dyplsapi QueryCallStatus'"))
        } finally {
          await running.close()
        }
      },
    },
  ]
}

const until = async (holds, ms = 5_000) => {
  for (const end = Date.now() + ms; !holds(); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (Date.now() > end) throw new Error('it did not come')
}

/** `next start` is production: no page of another origin may read. */
const embedsInProduction = async (url) => {
  deepStrictEqual(await (await fetch(url, asked())).json(), told)
  await showsPage(url)
  const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin: 'http://localhost:5173' } })
  deepStrictEqual([preflight.status, preflight.headers.get('access-control-allow-origin')], [204, null])
}
