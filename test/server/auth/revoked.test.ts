import { renameSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../../src/app.ts'
import { type Sandbox, seeded, startSandbox } from '../../../src/sandbox/sandbox.ts'
import { encodeKeyFile } from '../../../src/server/auth/key-file.ts'
import { createLog } from '../../../src/server/log.ts'
import { testConfig } from '../../drive.ts'
import { aKey, fileOf, tempFile } from './door.ts'

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
    expect(audited.map((line) => JSON.parse(line).results)).toEqual([
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
    expect((await held).data).toMatchObject({ one: dead })
    expect(sandbox.journal).toEqual([])
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
