import { deepStrictEqual, match, ok, strictEqual } from 'node:assert'
import { join } from 'node:path'
import { freshFolder, managers, npm, run, tools } from './shop.mjs'

/** Into an empty folder, by every package manager, on every Node: no warning, no refusal, and it works. */

const manifest = { name: 'consumer', version: '1.0.0', private: true, license: 'MIT', type: 'module' }

/** Imports all there is, asks the sandbox once, by import and by require. */
const check = `
import { createRequire } from 'node:module'
const since = performance.now()
const { createServer, readConfig } = await import('dypls-graphql')
const importMs = Math.round(performance.now() - since)
const required = createRequire(import.meta.url)('dypls-graphql')
const { keys } = await import('dypls-graphql/cache')
const server = await createServer(readConfig({ PORT: '0', LOG_LEVEL: 'warn' }))
const answer = await fetch(await server.listen() + '/graphql', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: '{ callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { ... on CallStatus { calledNo } } }' }),
})
const told = await answer.json()
await server.close()
console.log(JSON.stringify({ told, same: required.createServer === createServer, keys: typeof keys.Binding, importMs }))
`
const told = { data: { callStatus: { calledNo: '17000000001' } } }

const works = async (node, cwd, manager) => {
  const printed = manager.run ? await manager.run(node, cwd, ['check.mjs']) : await run(node, ['check.mjs'], { cwd })
  ok(!/warning/i.test(printed), printed)
  const { importMs, ...rest } = JSON.parse(printed.slice(printed.indexOf('{')))
  deepStrictEqual(rest, { told, same: true, keys: 'function' })
  return importMs
}

export const installTries = ({ tarball }) => {
  const empty = () => freshFolder({ 'package.json': manifest, 'check.mjs': check })
  const install = (name, major, graphql) => ({
    name: `${name} on Node ${major}, graphql ${graphql ?? 'none'}`,
    act: async () => {
      const cwd = empty()
      const printed = await managers[name].add(tools.nodes[major], cwd, [
        tarball,
        ...(graphql ? [`graphql@${graphql}`] : []),
      ])
      ok(!managers[name].warns.test(printed), printed)
      return `import ${await works(tools.nodes[major], cwd, managers[name])} ms`
    },
  })
  const had = Object.keys(managers).filter((name) => name === 'npm' || tools[name])
  const majors = Object.keys(tools.nodes)
  return [
    // Yarn does not install peers by itself; README says to name graphql.
    ...majors.flatMap((major) =>
      had.flatMap((name) =>
        (name.startsWith('yarn') ? ['16.11.0'] : [undefined, '16.11.0']).map((graphql) =>
          install(name, major, graphql),
        ),
      ),
    ),
    {
      name: 'npm refuses graphql 17',
      act: async () => {
        const printed = await managers.npm.add(process.execPath, empty(), [tarball, 'graphql@17'], { fails: true })
        match(printed, /ERESOLVE[\s\S]*peer graphql@"\^16\.11\.0"/)
      },
    },
    ...(tools.pnpm
      ? [
          {
            name: 'pnpm refuses graphql 17 when it is strict, and names it otherwise',
            act: async () => {
              const node = tools.nodes[24] ?? process.execPath
              const lax = await managers.pnpm.add(node, empty(), [tarball, 'graphql@17.1.0'])
              match(lax, /peer graphql|peer dependenc/i)
              // `pnpm add` only warns, whatever it is told; `pnpm install` refuses.
              const both = { 'dypls-graphql': `file:${tarball}`, graphql: '17.1.0' }
              const strict = freshFolder({ 'package.json': { ...manifest, dependencies: both } })
              const install = ['install', '--strict-peer-dependencies', '--no-frozen-lockfile', '--prefer-offline']
              match(await run(node, [tools.pnpm, ...install], { node, cwd: strict, fails: true }), /unmet peer graphql/)
            },
          },
        ]
      : []),
    ...['yarn1', 'yarn4']
      .filter((name) => tools[name])
      .map((name) => ({
        name: `${name} names graphql where it is 17 or missing`,
        act: async () => {
          const node = tools.nodes[24] ?? process.execPath
          for (const specs of [[tarball], [tarball, 'graphql@17.1.0']]) {
            const printed = await managers[name].add(node, empty(), specs)
            match(printed, /graphql/)
            match(printed, managers[name].warns)
          }
        },
      })),
    {
      name: 'CommonJS, by require and by import()',
      act: async () => {
        const required = `
          const { createApp, readConfig } = require('dypls-graphql')
          const { startSandbox } = require('dypls-graphql/sandbox')
          import('dypls-graphql').then(async (imported) => {
            const app = await imported.createApp(readConfig({ LOG_LEVEL: 'warn' }))
            const headers = { 'content-type': 'application/json', authorization: 'Bearer x' }
            const answer = await app.fetch(new Request('http://graph/', { method: 'POST', headers, body: '{"query":"{__typename}"}' }))
            console.log(await answer.text(), createApp === imported.createApp, typeof startSandbox)
            await app.close()
          })`
        const cwd = freshFolder({ 'package.json': { ...manifest, type: 'commonjs' }, 'main.js': required })
        await managers.npm.add(process.execPath, cwd, [tarball])
        for (const node of Object.values(tools.nodes))
          strictEqual(await run(node, ['main.js'], { cwd }), '{"data":{"__typename":"Query"}} true function\n')
      },
    },
    {
      name: 'size of an install',
      act: async () => {
        const cwd = empty()
        await managers.npm.add(process.execPath, cwd, [tarball])
        const sizes = await run('du', ['-sm', 'node_modules'], { cwd })
        const packages =
          (await npm(process.execPath, ['ls', '--all', '--parseable'], { cwd })).trim().split('\n').length - 1
        ok(packages <= 2, `${packages} packages`)
        return `${packages} packages, ${sizes.split('\t')[0]} MB`
      },
    },
    {
      name: 'the command, without any graphql beside it',
      act: async () => {
        const cwd = freshFolder({ 'package.json': manifest })
        await npm(process.execPath, ['install', '--no-audit', '--no-fund', '--legacy-peer-deps', tarball], { cwd })
        match(await run(join(cwd, 'node_modules/.bin/dypls-graphql'), ['schema'], { cwd }), /type Query/)
      },
    },
  ]
}
