import { strictEqual } from 'node:assert'
import { join } from 'node:path'
import { freshFolder, npm, root, run } from './shop.mjs'

/** Types hold in every way that TypeScript finds packages, with nothing skipped. */

const consumer = `
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Admission, type App, type Config, createApp, createServer, openViewer, type Ports, printGraph, readConfig, type Refusal, schema, type Scope, scopes, type Server, type Viewer } from 'dypls-graphql'
import { keys, possibleTypes, scalars, typePolicies } from 'dypls-graphql/cache'
import { type Sandbox, seeded, startSandbox } from 'dypls-graphql/sandbox'
import { schema as same } from 'dypls-graphql/schema'
import type { GraphQLSchema } from 'graphql'

export const graph: GraphQLSchema = schema === same ? schema : same
export const viewer: Viewer = { id: 'a', scopes: new Set<Scope>(['calls:read', ...scopes]), pools: 'all' }
export const use = async (request: IncomingMessage, response: ServerResponse): Promise<Response> => {
  const config: Config = readConfig({})
  const ports: Partial<Ports> = { now: Date.now, viewer: openViewer }
  const app: App = await createApp(config, ports)
  const server: Server = await createServer(config)
  const url: string = await server.listen(0, '127.0.0.1')
  const admitted: Admission | Refusal = await app.admit(undefined)
  app.handle(request, response)
  app.handle(request, response, viewer)
  const sandbox: Sandbox = await startSandbox()
  const told: [string, string] = [seeded.normal.numberX, sandbox.url]
  app.log.info({ url, told, admitted: 'viewer' in admitted }, printGraph())
  const ids: string | null = keys.Binding?.({ nodeId: 'x' }) ?? null
  void [ids, possibleTypes.Error, scalars.DateTime, typePolicies.Pool?.merge]
  // @ts-expect-error a scope that there is not
  const wrong: Scope = 'everything'
  void wrong
  return app.fetch(new Request('http://localhost/'), { viewer })
}
`

const ways = [
  ['node16', { module: 'node16', moduleResolution: 'node16' }],
  ['nodenext', { module: 'nodenext', moduleResolution: 'nodenext' }],
  ['bundler', { module: 'esnext', moduleResolution: 'bundler' }],
]

export const typeTries = ({ tarball }) => {
  let installed
  const project = () => {
    installed ??= (async () => {
      const cwd = freshFolder({
        'package.json': { name: 'typed', private: true, type: 'module' },
        'consumer.ts': consumer,
        ...Object.fromEntries(
          ways.map(([name, how]) => [
            `tsconfig.${name}.json`,
            {
              compilerOptions: {
                ...how,
                target: 'es2023',
                strict: true,
                skipLibCheck: false,
                noEmit: true,
                types: ['node'],
              },
              files: ['consumer.ts'],
            },
          ]),
        ),
      })
      await npm(
        process.execPath,
        [
          'install',
          '--no-audit',
          '--no-fund',
          '--prefer-offline',
          tarball,
          'graphql@16.11.0',
          '@types/node@20',
          'typescript@5.9.3',
        ],
        { cwd },
      )
      return cwd
    })()
    return installed
  }
  return ways.flatMap(([name]) => [
    {
      name: `types, ${name}, TypeScript 5.9`,
      act: async () => compiled(join(await project(), 'node_modules/.bin/tsc'), await project(), name),
    },
    {
      name: `types, ${name}, TypeScript 7`,
      act: async () => compiled(join(root, 'node_modules/.bin/tsc'), await project(), name),
    },
  ])
}

const compiled = async (tsc, cwd, name) =>
  strictEqual(await run(tsc, ['-p', `tsconfig.${name}.json`, '--pretty', 'false'], { cwd }), '') ?? undefined
