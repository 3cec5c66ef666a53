import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CanBeCalledDocument, type CanBeCalledQuery } from '../../../examples/generated/graphql.ts'
import { createApp } from '../../../src/app.ts'
import { ConfigError } from '../../../src/config/config.ts'
import { readTrusted } from '../../../src/server/graphql/trusted-documents.ts'
import { startGraph, type TestGraph, testConfig } from '../../support/graph.ts'

const manifest = 'examples/generated/persisted-documents.json'
const documents = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>
const id = String(CanBeCalledDocument.__meta__?.hash)
const variables = { poolKey: 'FC100000000000001', subsId: '1000000000000001' }

type Told = { data?: CanBeCalledQuery; errors?: { message: string; extensions: { code: string } }[] }

const asked = async (server: TestGraph, body: object): Promise<{ status: number; told: Told }> => {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, told: (await response.json()) as Told }
}
const codeOf = ({ told }: { told: Told }): string | undefined => told.errors?.[0]?.extensions.code
const apollo = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } })

describe.each([
  ['with the short way', 'on'],
  ['without it', 'off'],
])('trusted documents, %s,', (_way, DYPLS_FAST_PATH) => {
  let [only, prefer, off] = [] as unknown as [TestGraph, TestGraph, TestGraph]
  beforeAll(async () => {
    const env = { PERSISTED_MANIFEST: manifest, DYPLS_FAST_PATH }
    only = await startGraph({ ...env, PERSISTED: 'only' })
    prefer = await startGraph({ ...env, PERSISTED: 'prefer' })
    off = await startGraph({ DYPLS_FAST_PATH })
  })
  afterAll(async () => {
    for (const each of [only, prefer, off]) await each.close()
  })

  it.each([
    ['its id', { documentId: id }],
    ['its hash, as Apollo sends it', apollo(id)],
  ])('run an example by %s', async (_what, named) => {
    for (const server of [only, prefer]) {
      const { status, told } = await asked(server, { ...named, variables })
      expect([status, told.data?.callStatus]).toEqual([
        200,
        expect.objectContaining({ status: 'NORMAL', calledNo: '17000000001' }),
      ])
    }
  })

  it('alone are taken where nothing else may be', async () => {
    only.sandbox.reset()
    for (const body of [
      { query: documents[id], variables },
      { query: '{ __typename }' },
      { query: documents[id], ...apollo(id), variables },
      {},
      { documentId: 7 },
    ])
      for (let time = 1; time <= 3; time++) {
        const answer = await asked(only, body)
        expect([codeOf(answer), answer.told.data]).toEqual(['PERSISTED_ONLY', undefined])
        expect([400, 403]).toContain(answer.status)
      }
    expect(only.sandbox.journal).toHaveLength(0)
  })

  it('are taken beside others where they are preferred', async () => {
    for (let time = 1; time <= 3; time++)
      expect((await asked(prefer, { query: documents[id], variables })).told.data?.callStatus).toMatchObject({
        status: 'NORMAL',
      })
    expect(await asked(prefer, {})).toMatchObject({
      status: 400,
      told: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
    })
  })

  it('nobody knows are refused all alike', async () => {
    const answers = []
    for (const unknown of [
      '0'.repeat(64),
      id.slice(1),
      '__proto__',
      'constructor',
      '',
      '../../etc/passwd',
      'x'.repeat(50_000),
    ])
      answers.push(await asked(only, { documentId: unknown }))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect([answers[0]?.status, answers[0] && codeOf(answers[0])]).toEqual([404, 'PERSISTED_NOT_FOUND'])
  })

  it('may be asked by GET when they are free, and only then', async () => {
    const answer = await fetch(
      `${only.url}/graphql?${new URLSearchParams({ documentId: id, variables: JSON.stringify(variables) })}`,
    )
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
    const unknown = await fetch(`${only.url}/graphql?documentId=nope`)
    expect(unknown.status).toBe(404)
    const text = await fetch(`${only.url}/graphql?query=%7B__typename%7D`)
    expect(text.status).toBe(403)
  })

  it('are nothing a server knows that was not told of them', async () => {
    expect((await asked(off, { documentId: id, variables })).status).toBe(400)
    expect((await asked(off, { ...apollo(id), variables })).status).toBe(400)
  })
})

describe('the manifest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dypls-manifest-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const written = (text: string): string => {
    const path = join(folder, 'manifest.json')
    writeFileSync(path, text)
    return path
  }

  it('that codegen writes holds every document of the examples under its own hash', () => {
    expect(Object.keys(documents)).toHaveLength(5)
    const read = readTrusted({ mode: 'only', manifest })
    expect('value' in read && read.value.documentOf(id)).toBe(documents[id])
    expect('value' in read && read.value.takesText).toBe(false)
  })

  it.each([
    ['no JSON', '{', 'is no JSON'],
    ['a list', '[]', 'must be a JSON object of documents by id'],
    ['null', 'null', 'must be a JSON object of documents by id'],
    ['empty', '{}', 'holds no document'],
    ['a number', '{"a":1}', 'holds no GraphQL document under a'],
    ['no GraphQL', '{"a":"{"}', 'holds no GraphQL document under a'],
  ])('that is %s keeps the server from starting, with one readable line', async (_what, text, complaint) => {
    const path = written(text)
    expect(readTrusted({ mode: 'only', manifest: path })).toEqual({ fault: `${path} ${complaint}` })
    const config = testConfig('http://127.0.0.1:9', { PERSISTED: 'only', PERSISTED_MANIFEST: path })
    await expect(createApp(config)).rejects.toThrow(new ConfigError(`PERSISTED_MANIFEST: ${path} ${complaint}`))
  })

  it('that is not there keeps it from starting too, unless nobody wants it', () => {
    const path = join(folder, 'nowhere.json')
    expect(readTrusted({ mode: 'prefer', manifest: path })).toEqual({ fault: `${path} cannot be read` })
    expect(readTrusted({ mode: 'off', manifest: path })).toMatchObject({ value: { takesText: true } })
  })
})
