import { renameSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../../src/app.ts'
import { type Sandbox, seeded, startSandbox } from '../../../src/sandbox/sandbox.ts'
import { encodeKeyFile } from '../../../src/server/admission/keys/key-file.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { listen, testConfig } from '../../support/graph.ts'
import { aKey, fileOf, tempFile } from './admissions.ts'

/** A key that is revoked while something that it asked for is under way, on the running thing. */

const { poolKey, normal } = seeded
let [sandbox, app]: [Sandbox, App] = [null as never, null as never]
let [file, audited]: [string, string[]] = ['', []]
const scopes = ['calls:read', 'calls:unmask', 'bindings:read', 'bindings:write', 'numbers:write'] as const
const [key, other] = [aKey({ scopes, pools: 'all' }), aKey({ scopes, pools: 'all' })]
const revoke = (): void => {
  writeFileSync(`${file}.next`, encodeKeyFile(fileOf(other)))
  renameSync(`${file}.next`, file)
}

beforeEach(async () => {
  sandbox = await startSandbox()
  file = tempFile(encodeKeyFile(fileOf(key, other)))
  audited = []
  app = await createApp(testConfig(sandbox.url, { DYPLS_AUTH: 'keys', DYPLS_API_KEYS: file }), {
    log: createLog('silent', { write: () => {} }),
    auditOut: { write: (line) => audited.push(line) },
  })
})
afterEach(async () => {
  await app.close()
  await sandbox.close()
})

const ask = async (query: string | ReadableStream, { text } = key, headers = {}) => {
  const body = typeof query === 'string' ? JSON.stringify({ query }) : query
  const request = new Request('http://localhost/graphql', {
    method: 'POST',
    headers: { authorization: `Bearer ${text}`, 'content-type': 'application/json', ...headers },
    body,
    duplex: 'half',
  } as RequestInit)
  const response = await app.fetch(request)
  return { status: response.status, ...((await response.json()) as { data?: Record<string, never> }) }
}
const refused = (): Promise<void> =>
  expect.poll(async () => (await ask('{ __typename }')).status, { interval: 20, timeout: 5_000 }).toBe(401)
const asked = (count: number): Promise<void> => expect.poll(() => sandbox.journal.length).toBe(count)

const status = `callStatus(poolKey: "${poolKey}", subsId: "${normal.subsId}") { __typename ... on Error { code } }`
const lock = (number: string): string =>
  `lockNumber(input: { poolKey: "${poolKey}", number: "${number}" }) { __typename ... on Error { code } }`
const dead = { __typename: 'PermissionDeniedError', code: 'CREDENTIAL_REVOKED' }

describe('a key that is revoked', () => {
  it('is refused from then on, while what was sent for it is answered', async () => {
    sandbox.mischief({ kind: 'delay', ms: 1_500, times: 1 })
    const running = ask(`{ ${status} }`)
    await asked(1)
    revoke()
    await refused()
    expect((await running).data).toMatchObject({ callStatus: { __typename: 'CallStatus' } })
    expect((await ask(`{ ${status} }`, other)).status).toBe(200)
  })

  it('sends nothing more, also in the middle of an operation, and the records say so', async () => {
    sandbox.mischief({ kind: 'delay', ms: 1_500, times: 1 })
    const running = ask(`mutation { one: ${lock('17000000001')} two: ${lock('17000000002')} }`)
    await asked(1)
    revoke()
    await refused()
    expect((await running).data).toMatchObject({ one: { __typename: expect.not.stringMatching(/Error$/) }, two: dead })
    expect(sandbox.journal).toHaveLength(1)
    const ended = audited.map((line) => JSON.parse(line)).filter(({ kind }) => kind === 'mutation')
    expect(ended.map(({ results }) => results)).toEqual([
      [expect.not.stringMatching(/Error$/)],
      ['PermissionDeniedError'],
    ])
  })

  it('does not come to life in a question whose head came before and whose body comes after', async () => {
    const { readable, writable } = new TransformStream()
    const held = ask(readable)
    revoke()
    await refused()
    const writer = writable.getWriter()
    await writer.write(Buffer.from(JSON.stringify({ query: `mutation { one: ${lock('17000000001')} }` })))
    await writer.close()
    expect(await held).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    expect(sandbox.journal).toEqual([])
    expect(audited).toEqual([])
  })

  it('is shown no number any more, however long ago it asked', async () => {
    sandbox.mischief({ kind: 'delay', ms: 1_500, times: 1 })
    const details = `{ pool(key: "${poolKey}") { binding(subsId: "${normal.subsId}", numberX: "${normal.numberX}") {
      details { ... on BindingDetails { numberA } } } } }`
    const running = ask(details, key, { 'x-dypls-unmask-reason': 'complaint 4711' })
    await asked(1)
    revoke()
    await refused()
    expect(JSON.stringify(await running)).toContain('139****0001')
    expect(audited).toEqual([])
  })
})

describe('by node’s own server, a key that is revoked', () => {
  it.each(['on', 'off'])('does not come to life by a body that comes late, short way %s', async (fastPath) => {
    await app.close()
    app = await createApp(
      testConfig(sandbox.url, { DYPLS_AUTH: 'keys', DYPLS_API_KEYS: file, DYPLS_FAST_PATH: fastPath }),
      { log: createLog('silent', { write: () => {} }), auditOut: { write: (line) => audited.push(line) } },
    )
    const admitted = await app.admit(`Bearer ${key.text}`)
    if ('status' in admitted) throw new Error('the key is valid')
    const server = await listen((request, response) => void app.handle(request, response, admitted.viewer))
    const query = JSON.stringify({ query: `{ ${status} }` })
    const post = async (body: string) =>
      (await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }))
        .status
    // Often enough to be compiled.
    for (let time = 0; time < 8; time++) expect(await post(query)).toBe(200)
    const before = sandbox.journal.length
    const outgoing = httpRequest(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(query) },
    })
    const answered = new Promise<number>((resolve) => outgoing.on('response', (told) => resolve(told.statusCode ?? 0)))
    outgoing.write(query.slice(0, 5))
    revoke()
    await refused()
    outgoing.end(query.slice(5))
    expect(await answered).toBe(401)
    expect(sandbox.journal).toHaveLength(before)
    await server.close()
  })
})
