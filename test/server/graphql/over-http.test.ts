import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { describe, expect, it } from 'vitest'
import type { Client } from '../../../src/aliyun/call-path/client.ts'
import { newId } from '../../../src/ambient/ambient.ts'
import { createApp } from '../../../src/app.ts'
import { readConfig } from '../../../src/config/config.ts'
import { createFanOut } from '../../../src/graph/fields/fan-out.ts'
import { openViewer } from '../../../src/graph/request/viewer.ts'
import { schema } from '../../../src/schema/schema.ts'
import { callScopesOf } from '../../../src/schema/support/call-scopes.ts'
import { createGraphqlServer } from '../../../src/server/graphql/yoga.ts'
import { securityHeaders } from '../../../src/server/http/headers.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { testConfig } from '../../support/graph.ts'

/** The traps that Yoga leaves open, closed behind `fetch` too, where no HTTP server of ours stands in front. */

const calls: string[] = []
const client: Client = {
  call: async (row) => {
    calls.push(row.action)
    throw new Error('made up')
  },
} as Client

const yogaWith = (...plugins: Plugin<object>[]) => {
  const { yoga } = createGraphqlServer({
    schema,
    client,
    fanOut: createFanOut(1),
    timeoutMs: 1_000,
    bodyBytes: 102_400,
    limits: readConfig({}).limits,
    developing: true,
    ref: () => 'pn_made-up',
    ownRef: () => 'own_made-up',
    stands: () => true,
    numbers: { take: () => null, audit: () => {} },
    recordedCall: async () => null,
    auditLog: async () => ({ items: [], older: null }) as never,
    unmasking: { take: () => false, audit: () => {} },
    tallies: false,
    callScopes: callScopesOf(schema),
    unjudged: () => {},
    health: () => [],
    now: () => 0,
    log: createLog('silent', { write: () => {} }),
    newId,
    plugins,
  })
  const fetch = (url: string, init: RequestInit = {}) => yoga.fetch(new URL(url), init, { viewer: openViewer })
  return { fetch }
}

const post = async (yoga: ReturnType<typeof yogaWith>, body: string, headers: Record<string, string> = {}) => {
  const answer = await yoga.fetch('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const ask = (yoga: ReturnType<typeof yogaWith>, query: string, headers?: Record<string, string>) =>
  post(yoga, JSON.stringify({ query }), headers)

const lookUp = '{ callStatus(poolKey: "FC100000000000001", subsId: "1") { __typename } }'

describe('a rule that throws', () => {
  it('by a bug of ours is a masked 500, never 200', async () => {
    const yoga = yogaWith({
      onValidate: ({ addValidationRule }) =>
        addValidationRule(() => {
          throw new Error('rule')
        }),
    })
    const { status, text } = await ask(yoga, '{ __typename }')
    expect([status, text]).toEqual([500, expect.stringContaining('INTERNAL_SERVER_ERROR')])
    expect(text).not.toMatch(/"data"|rule/)
  })

  it('that refuses with an error of GraphQL is answered 400', async () => {
    const yoga = yogaWith({
      onParse: () => {
        throw new GraphQLError('too much', { extensions: { code: 'TOO_MUCH' } })
      },
    })
    const { status, text } = await ask(yoga, '{ __typename }')
    expect([status, JSON.parse(text)]).toEqual([
      400,
      { errors: [{ message: 'too much', extensions: { code: 'TOO_MUCH' } }] },
    ])
  })
})

describe('an Accept', () => {
  it.each([
    'text/html',
    'text/event-stream',
    'multipart/mixed',
    `${'a,'.repeat(250)}b`,
    'application/json;charset=latin1',
  ])('that no answer fits (%s) is refused small and before anything runs', async (accept) => {
    calls.length = 0
    const { status, headers, text } = await ask(yogaWith(), lookUp, { accept })
    expect(status).toBe(406)
    expect([...headers].join('').length + text.length).toBeLessThan(1_000)
    expect(calls).toEqual([])
  })

  it.each([
    '*/*',
    'application/*',
    'text/html, */*;q=0.1',
    'application/graphql-response+json',
    'APPLICATION/JSON; charset=UTF-8',
  ])('that an answer fits (%s) is not', async (accept) => {
    expect((await ask(yogaWith(), '{ __typename }', { accept })).status).toBe(200)
  })
})

describe('the older name of the type', () => {
  const older = 'application/graphql+json'

  it.each([older, `${older}; charset=utf-8`, `text/html, ${older}`])('is answered in kind: %s', async (accept) => {
    const { status, headers, text } = await ask(yogaWith(), '{ __typename }', { accept })
    expect([status, headers.get('content-type'), text]).toEqual([
      200,
      'application/graphql+json; charset=utf-8',
      '{"data":{"__typename":"Query"}}',
    ])
  })

  it('says by its status what is wrong, as the type that came after it does', async () => {
    const { status, headers } = await ask(yogaWith(), '{ nothing }', { accept: older })
    expect([status, headers.get('content-type')]).toEqual([400, 'application/graphql+json; charset=utf-8'])
  })

  it('gives way to a newer one', async () => {
    const { headers } = await ask(yogaWith(), '{ __typename }', { accept: `${older}, application/json` })
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
  })
})

describe('by GET', () => {
  it.each([
    ['nothing but an address, as any page can send', {}],
    ['a type that a form has', { 'content-type': 'text/plain' }],
    ['a type that is none', { 'content-type': 'application' }],
  ])('%s is refused, and told how clients ask by POST', async (_what, headers) => {
    const answer = await yogaWith().fetch('http://localhost/graphql?query=%7B__typename%7D', { headers })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
    expect(await answer.text()).toMatch(/preferGetMethod: false.*useGETForQueries.*apollo-require-preflight/)
  })

  it.each<Record<string, string>>([
    { authorization: 'Bearer x' },
    { 'content-type': 'application/json' },
    { 'x-apollo-operation-name': 'A' },
  ])('what a page cannot send without asking first is read: %o', async (headers) => {
    const answer = await yogaWith().fetch('http://localhost/graphql?query=%7B__typename%7D', { headers })
    expect(answer.status).toBe(200)
  })

  const got = async (params: Record<string, string>) => {
    const answer = await yogaWith().fetch(`http://localhost/graphql?${new URLSearchParams(params)}`, {
      headers: { accept: 'application/json', 'apollo-require-preflight': 'true' },
    })
    return { status: answer.status, allow: answer.headers.get('allow'), text: await answer.text() }
  }

  it.each([
    ['what is free', '{ __typename errorCatalog(code: "TIMEOUT") { code } }'],
    ['introspection', '{ __type(name: "CallStatusResult") { name possibleTypes { name } } }'],
    ['a handle', '{ pool(key: "FC100000000000001") { key } }'],
  ])('%s is answered', async (_what, query) => {
    expect(await got({ query })).toMatchObject({ status: 200, text: expect.stringContaining('"data"') })
  })

  it.each([
    ['a look-up', lookUp],
    [
      'a look-up below a handle',
      '{ pool(key: "FC100000000000001") { binding(subsId: "1") { details { __typename } } } }',
    ],
    ['a list of look-ups', '{ callStatuses(keys: []) { __typename } }'],
    ['a look-up in a fragment', `{ ...A } fragment A on Query ${lookUp}`],
    [
      'a look-up that is left out',
      'query ($no: Boolean = false) { callStatus(poolKey: "1", subsId: "1") @include(if: $no) { __typename } }',
    ],
    ['a look-up in the operation that is not asked for', `query A { __typename } query B ${lookUp}`],
  ])('%s is not, and asks nobody', async (_what, query) => {
    calls.length = 0
    const answer = await got({ query, ...(query.includes('query B') ? { operationName: 'A' } : {}) })
    expect(answer).toMatchObject({ status: 405, allow: 'POST', text: expect.stringContaining('METHOD_NOT_ALLOWED') })
    expect(calls).toEqual([])
  })

  it('a mutation is not', async () => {
    expect(await got({ query: 'mutation { __typename }' })).toMatchObject({ status: 405, allow: 'POST' })
  })

  it('what cannot be read is refused without repeating it', async () => {
    const answer = await got({ query: '{ __typename }', variables: '13900000001x' })
    expect(answer.status).toBe(400)
    expect(answer.text).not.toContain('1390000')
  })
})

describe('a refusal', () => {
  it('repeats nothing of a body that is no JSON', async () => {
    const { status, text } = await post(yogaWith(), 'x13900000001')
    expect([status, text]).toEqual([400, expect.not.stringContaining('1390000')])
  })

  it.each([
    ['a name of 90 KB', `{ ${'x'.repeat(90_000)} }`],
    ['2,000 unknown fields', `{ ${Array.from({ length: 2_000 }, (_each, i) => `nope${i}`).join(' ')} }`],
    [
      'a conflict in 4,000 places',
      `{ ${'a: errorCatalog { code } a: errorCatalog { code: isPattern } '.repeat(300)} }`,
    ],
  ])('of %s is smaller than 16 KB', async (_what, query) => {
    const { text } = await ask(yogaWith(), query)
    expect(text.length).toBeLessThan(16_384)
    expect(JSON.parse(text).errors.length).toBeLessThanOrEqual(5)
  })

  it('of what is nested beyond the stack is the caller’s fault', async () => {
    const { status, text } = await ask(yogaWith(), '{a'.repeat(45_000))
    expect([status, text]).toEqual([400, expect.stringContaining('LIMIT_EXCEEDED')])
  })
})

it('has the security headers on what an embedder gets by fetch', async () => {
  const { status, headers } = await ask(yogaWith(), '{ __typename }')
  expect([status, Object.fromEntries(headers)]).toEqual([200, expect.objectContaining(securityHeaders)])
})

it('is what createApp serves by fetch', async () => {
  const app = await createApp(testConfig('http://127.0.0.1:9', { LOG_LEVEL: 'silent' }))
  const answer = await app.fetch(
    new Request('http://localhost/graphql', {
      method: 'POST',
      headers: { accept: 'text/html', 'content-type': 'application/json' },
      body: '{}',
    }),
  )
  expect(answer.status).toBe(406)
  await app.close()
})

it.each([
  ['a form', 'application/x-www-form-urlencoded', 'query=mutation%7BreleaseNumber%7B__typename%7D%7D'],
  ['bare GraphQL', 'application/graphql', 'mutation { releaseNumber { __typename } }'],
  ['JSON in UTF-16', 'application/json; charset=utf-16', '{"query":"{__typename}"}'],
  ['plain text', 'text/plain', '{"query":"{__typename}"}'],
])('takes no %s from an embedder’s caller either', async (_what, type, body) => {
  const app = await createApp(testConfig('http://127.0.0.1:9', { LOG_LEVEL: 'silent' }))
  const request = new Request('http://localhost/graphql', { method: 'POST', headers: { 'content-type': type }, body })
  expect((await app.fetch(request)).status).toBe(415)
  await app.close()
})
