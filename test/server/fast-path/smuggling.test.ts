import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seeded } from '../../../src/sandbox/sandbox.ts'
import { startGraph, type TestGraph } from '../../support/graph.ts'
import { changingViewer, viewerOf } from '../../support/viewers.ts'

/**
 * Bodies that mean one thing to who judges and another to who executes, tried by the short way and the long: at first
 * sight, with a plan, and compiled. Asked by a key that may read calls of one pool and nothing else.
 */

const { poolKey, normal, expired, otherPool } = seeded
let [short, long] = [] as unknown as [TestGraph, TestGraph]
const { viewer, become } = changingViewer(viewerOf())
const limited = viewerOf({ scopes: ['calls:read'], pools: new Set([poolKey]) })
beforeAll(async () => {
  short = await startGraph({ DYPLS_RATES: '*=10000' }, { viewer })
  long = await startGraph({ DYPLS_RATES: '*=10000', DYPLS_FAST_PATH: 'off', DYPLS_JIT: 'off' }, { viewer })
})
beforeEach(() => become(limited))
afterAll(async () => {
  await short.close()
  await long.close()
})

const asked = async ({ url, sandbox }: TestGraph, body: string | Buffer<ArrayBuffer>) => {
  sandbox.reset()
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const text = await response.text()
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text: text.replace(/"requestId":"[^"]+"/g, '"requestId":"…"').replace(/"checkedAt":"[^"]+"/g, '"checkedAt":"…"'),
    actions: sandbox.journal.map(({ action }) => action),
  }
}

const free = '{ callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { __typename } }'
const costly = `{ pool(key: "${poolKey}") { privateNumber(number: "17000000001") { bindings { __typename } } } }`
const two = `query A ${free} query B ${costly}`
const byId =
  'query ($s: ID!) { callStatus(poolKey: "FC100000000000001", subsId: $s) { __typename ... on CallStatus { calledNo } } }'
const json = (value: unknown): string => JSON.stringify(value)
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

const shapes: readonly (readonly [string, string | Buffer<ArrayBuffer>])[] = [
  ['a query twice, the second forbidden', `{"query":${json(free)},"query":${json(costly)}}`],
  ['a query twice, the first forbidden', `{"query":${json(costly)},"query":${json(free)}}`],
  ['a query twice, once by an escape', `{"query":${json(free)},"qu\\u0065ry":${json(costly)}}`],
  [
    'variables twice',
    `{"query":${json(byId)},"variables":{"s":"${normal.subsId}"},"variables":{"s":"${expired.subsId}"}}`,
  ],
  ['a variable twice', `{"query":${json(byId)},"variables":{"s":"${normal.subsId}","s":"${expired.subsId}"}}`],
  ['the allowed operation of two', json({ query: two, operationName: 'A' })],
  ['the forbidden operation of two', json({ query: two, operationName: 'B' })],
  ['an operation name twice', `{"query":${json(two)},"operationName":"A","operationName":"B"}`],
  ['the name of another operation', json({ query: `query A ${free}`, operationName: 'B' })],
  ['an empty operation name', json({ query: `query A ${free}`, operationName: '' })],
  ['a name for what has none', json({ query: free, operationName: 'A' })],
  ['an operation called __proto__', json({ query: `query __proto__ ${free}`, operationName: '__proto__' })],
  ['an operation name that all objects have', json({ query: `query A ${free}`, operationName: 'constructor' })],
  ['variables with our names', json({ query: free, variables: { _literal0: otherPool.poolKey, _literal1: '1' } })],
  [
    'variables of our names declared',
    json({ query: byId.replaceAll('$s', '$_literal0'), variables: { _literal0: '1' } }),
  ],
  ['a field called as ours', json({ query: '{ _literal0: errorCatalog(code: "TIMEOUT") { code } }' })],
  ['a mark in the text', json({ query: '{ callStatus(poolKey: \u0001s, subsId: \u0001s) { __typename } }' })],
  ['a mark in a literal', json({ query: free.replace('1000000000000001', '\u0001s') })],
  ['a query inside __proto__', `{"query":${json(free)},"__proto__":{"query":${json(costly)}}}`],
  ['nothing but __proto__', `{"__proto__":{"query":${json(costly)}}}`],
  ['variables inside __proto__', `{"query":${json(byId)},"variables":{"__proto__":{"s":"${normal.subsId}"}}}`],
  [
    'a variable called __proto__',
    `{"query":"query ($__proto__: ID!) { callStatus(poolKey: \\"${poolKey}\\", subsId: $__proto__) { __typename } }","variables":{"__proto__":"1"}}`,
  ],
  ['a variable called constructor', json({ query: byId.replaceAll('$s', '$constructor'), variables: {} })],
  ['a list for variables', json({ query: byId, variables: ['1'] })],
  ['a text for variables', json({ query: byId, variables: json({ s: '1' }) })],
  [
    'extensions that name a document',
    json({ query: free, extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } }),
  ],
  ['a document by id', json({ query: free, documentId: 'a' })],
  ['a batch', `[${json({ query: free })},${json({ query: costly })}]`],
  ['two bodies', `${json({ query: free })}${json({ query: costly })}`],
  ['a byte order mark', `\ufeff${json({ query: free })}`],
  ['a byte order mark in the document', json({ query: `\ufeff${free}` })],
  ['UTF-16', Buffer.from(json({ query: free }), 'utf16le')],
  [
    'bytes that are no UTF-8',
    Buffer.concat([
      Buffer.from('{"query":"{ errorCatalog(code: \\"'),
      Buffer.from([0xc0, 0xaf]),
      Buffer.from('\\") { code } }"}'),
    ]),
  ],
  ['a NUL', `{"query":${json(free)}}\u0000`],
  ['a comment that swallows a line by another end', json({ query: `# \u2028 ${costly}\n${free}` })],
  ['a comment that ends by a carriage return', json({ query: `# a\r${costly}` })],
  ['a text that would end a comment', json({ query: `{ callStatus(poolKey: "#", subsId: "1") { __typename } }` })],
  ['JSON nested deeply', `{"query":${json(byId)},"variables":{"s":${nested(10_000)}}}`],
  ['lists nested deeply', `{"query":${json(byId)},"variables":{"s":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`],
  ['another pool, where the plan was made for the own', json({ query: free.replace(poolKey, otherPool.poolKey) })],
]

describe('a body that means two things', () => {
  it.each(shapes)('is taken alike by both ways, judged as executed: %s', async (_what, body) => {
    // What the shape of most was planned and compiled for.
    for (let time = 1; time <= 6; time++) await asked(short, json({ query: free }))
    const expected = await asked(long, body)
    for (let time = 1; time <= 8; time++) expect(await asked(short, body)).toEqual(expected)
    expect(expected.actions.filter((action) => action !== 'QueryCallStatus')).toEqual([])
    expect(short.logged.filter((line) => line.includes('this is a bug'))).toEqual([])
  })

  it('never lends its plan to another key', async () => {
    become(viewerOf())
    for (let time = 1; time <= 8; time++) expect((await asked(short, json({ query: costly }))).status).toBe(200)
    become(limited)
    expect(await asked(short, json({ query: costly }))).toMatchObject({ status: 403, actions: [] })
  })
})
