import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startProgram } from './support/program.ts'

/** What `npm publish` would give away, installed into an empty folder and used as its users would. */

const run = promisify(execFile)
const { version, scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string
  scripts: Record<string, string>
}

const question =
  '{ callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { ... on CallStatus { status calledNo } } }'

/** All that an embedder can import, typed; the compiler checks it and node runs what the compiler makes of it. */
const consumer = `
import { type App, type Config, ConfigError, createApp, type Ports, printGraph, readConfig, schema } from 'dypls-graphql'
import { readFileSync } from 'node:fs'
import possible from 'dypls-graphql/possible-types.json' with { type: 'json' }
import { type Sandbox, seeded, startSandbox } from 'dypls-graphql/sandbox'
import { schema as same } from 'dypls-graphql/schema'

const sandbox: Sandbox = await startSandbox()
const { accessKeyId, accessKeySecret } = sandbox.accessKey
const config: Config = readConfig({
  LOG_LEVEL: 'silent',
  DYPLS_AUTH: 'open',
  DYPLS_ENDPOINT: sandbox.url,
  ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
})
const ports: Partial<Ports> = { now: Date.now }
const app: App = await createApp(config, ports)
const answer: Response = await app.fetch(
  new Request('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: ${JSON.stringify(question)} }),
  }),
)
const told: unknown = await answer.json()
const [call] = sandbox.journal
await app.close()
await sandbox.close()

try {
  // @ts-expect-error settings are texts, as the environment has them
  readConfig({ PORT: 4000 }).nothing
} catch {}
console.log(
  JSON.stringify({
    told,
    asked: call?.action,
    number: seeded.normal.numberX,
    oneSchema: schema === same,
    sameText: readFileSync(new URL(import.meta.resolve('dypls-graphql/schema.graphql')), 'utf8') === printGraph(),
    unions: 'CallStatusResult' in possible.possibleTypes,
    exitCode: ConfigError.exitCode,
  }),
)
`
const tsconfig = {
  compilerOptions: { module: 'nodenext', target: 'es2023', strict: true, skipLibCheck: false, types: ['node'] },
  files: ['consumer.ts'],
}

describe('the package', () => {
  let folder: string
  let packed: string[]
  let unreachable: string | undefined
  const app = (...path: string[]): string => join(folder, 'app', ...path)
  const bin = (...args: string[]) => run(app('node_modules/.bin/dypls-graphql'), args, { cwd: app() })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dypls-package-'))
    // `npm test` has built dist; building it once more would pull it from under the tests beside this one.
    const pack = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder])
    const [{ filename, files }] = JSON.parse(pack.stdout) as [{ filename: string; files: { path: string }[] }]
    packed = files.map(({ path }) => path)

    mkdirSync(app())
    writeFileSync(app('package.json'), '{ "private": true, "type": "module" }\n')
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
    await run('npm', ['install', ...flags, join(folder, filename), '@types/node@20'], { cwd: app() }).catch(
      ({ stderr = '' }: { stderr?: string }) => {
        unreachable = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH)\b/.exec(stderr)?.[0]
        if (!unreachable) throw new Error(stderr)
        console.warn(`skipped: the installed package (the npm registry cannot be reached: ${unreachable})`)
      },
    )
  }, 180_000)
  beforeEach(({ skip }) => skip(unreachable !== undefined))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('holds what runs and what describes it, and nothing else', () => {
    const wanted =
      /^(dist\/.+\.(js|d\.ts)|dist\/command\/LICENSES\.txt|package\.json|README\.md|LICENSE|docs\/.+\.md|SECURITY\.md|schema\.graphql|possible-types\.json)$/
    expect(packed.filter((path) => !wanted.test(path))).toEqual([])
    expect(packed).toEqual(
      expect.arrayContaining([
        'dist/main.js',
        'dist/command/LICENSES.txt',
        'dist/index.d.ts',
        'schema.graphql',
        'possible-types.json',
        'README.md',
      ]),
    )
  })

  it('is built before it is packed, and runs nothing on its users’ machines', () => {
    expect(scripts).toHaveProperty('prepack', 'npm run --silent build')
    expect(Object.keys(scripts)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(pre|post)?(install|prepare)$/)]),
    )
  })

  it('brings a command that tells its version, its use and its schema', async () => {
    expect((await bin('--version')).stdout).toBe(`${version}\n`)
    expect((await bin('--help')).stdout).toMatch(/sandbox[\s\S]*schema[\s\S]*doctor/)
    expect((await bin('schema')).stdout).toBe(readFileSync(app('node_modules/dypls-graphql/schema.graphql'), 'utf8'))
  })

  it('serves, answers and leaves when told to', async () => {
    const program = await startProgram([app('node_modules/.bin/dypls-graphql')], { cwd: app(), env: { PORT: '0' } })
    const response = await fetch(`${program.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: question }),
    })
    expect(await response.json()).toEqual({ data: { callStatus: { status: 'NORMAL', calledNo: '17000000001' } } })
    expect(await program.stop('SIGTERM')).toBe(0)
  })

  it('is an upstream for its users’ own tests, and a typed library', async () => {
    writeFileSync(app('consumer.ts'), consumer)
    writeFileSync(app('tsconfig.json'), JSON.stringify(tsconfig))
    const checked = await run(resolve('node_modules/.bin/tsc'), ['-p', app(), '--pretty', 'false']).catch(
      (error) => error,
    )
    expect(checked.stdout).toBe('')

    const { stdout } = await run(process.execPath, ['consumer.js'], { cwd: app() })
    expect(JSON.parse(stdout)).toEqual({
      told: { data: { callStatus: { status: 'NORMAL', calledNo: '17000000001' } } },
      asked: 'QueryCallStatus',
      number: '17000000001',
      oneSchema: true,
      sameText: true,
      unions: true,
      exitCode: 78,
    })
  }, 60_000)
})
