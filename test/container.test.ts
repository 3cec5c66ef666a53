import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Program, startProgram } from './support/program.ts'

/** The image’s own health check, word for word, against the built program as the image would start it. */
vi.setConfig({ testTimeout: 30_000 })

const check = (): readonly [string, ...string[]] =>
  JSON.parse(/^HEALTHCHECK[^[]*CMD (\[.*\])$/m.exec(readFileSync('Dockerfile', 'utf8'))?.[1] ?? '[]')

/** The exit code, with the environment that the program has. */
const checked = (env: Readonly<Record<string, string>>): Promise<number | string | null> =>
  new Promise((resolve) => {
    const [_node, ...args] = check()
    const child = execFile(process.execPath, args, { env, timeout: 3_000 }, (error) =>
      resolve(error ? (error.code ?? 'killed') : 0),
    )
    child.stdin?.end()
  })

const running: Program[] = []
afterEach(async () => {
  for (const { stop } of running.splice(0)) await stop('SIGKILL')
})

const serving = async (env: Readonly<Record<string, string>>): Promise<string> => {
  const program = await startProgram([process.execPath, 'dist/main.js'], { env: { PORT: '0', ...env } })
  running.push(program)
  return new URL(program.url).port
}

const account = {
  NODE_ENV: 'production',
  DYPLS_AUTH: 'open',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'made-up-id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'made-up-secret',
  DYPLS_ENDPOINT: 'http://127.0.0.1:1',
}

describe('the health check of the image', () => {
  it.each([
    ['nothing set', {}],
    ['an account', account],
    ['a list of names', { ...account, DYPLS_HOSTS: 'graph.example.com' }],
    ['a list of names on loopback', { DYPLS_HOSTS: 'graph.example.com' }],
    ['every address', { ...account, HOST: '0.0.0.0', DYPLS_HOSTS: 'graph.example.com' }],
    ['IPv6 loopback', { HOST: '::1' }],
    ['every address of IPv6', { ...account, HOST: '::', DYPLS_HOSTS: 'graph.example.com' }],
    ['a name and blanks around it', { HOST: ' localhost ' }],
    // One of those that browsers, and so `fetch`, refuse to ask.
    ['a port that no page may ask', { PORT: '6697' }],
  ])('finds the server alive with %s', async (_what, env) => {
    const port = await serving(env)
    expect(await checked({ ...env, PORT: port })).toBe(0)
  })

  it('finds none where none is', async () => {
    expect(await checked({ PORT: '1' })).toBe(1)
    expect(await checked({ PORT: '1', HOST: '::1' })).toBe(1)
  })
})
