import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { context, trace } from '@opentelemetry/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Mischief,
  type Sandbox,
  sandboxAccessKey,
  seededPools,
  startSandbox,
} from '../../../src/sandbox/sandbox.ts'
import { schema } from '../../../src/schema/schema.ts'
import { startGraph } from '../../support/graph.ts'
import { type Program, startProgram } from '../../support/program.ts'
import { coordinateOf, type Planted, plantIn, type Style, typeAt, waysOf } from './operations.ts'
import { createMarks } from './planted.ts'

/**
 * Numbers and secrets are planted in every input there is, and every output of the program is searched for them. The program
 * is the built one, in a process of its own, logging all it can; `npm test` builds it first.
 */

/**
 * What answers repeat by design: handles name the ids they were made from, so that callers can ask on. Nothing else of what
 * a caller wrote comes back, and a real number never does.
 */
const echoed: ReadonlySet<string> = new Set([
  'Binding.poolKey',
  'Binding.subsId',
  'Call.callId',
  'Call.poolKey',
  'Group.id',
  'Group.poolKey',
  'LandlineBinding.poolKey',
  'LandlineBinding.subsId',
  'Pool.key',
  'PrivateNumber.poolKey',
  'WorkNumber.poolKey',
])

const marks = createMarks()
const ways = waysOf(schema)
const main = fileURLToPath(new URL('../../../dist/main.js', import.meta.url))
const limits =
  'depth=50,aliases=1000,rootFields=1000,fields=10000,tokens=20000,directives=1000,definitions=1000,upstreamCalls=1000,perMinute=1000000,burst=100000,inFlight=10000'
const metricsToken = marks.secret('a-token-for-the-metrics-door')
marks.secret(sandboxAccessKey.accessKeySecret)
marks.secret(sandboxAccessKey.accessKeyId)

let sandbox: Sandbox
let program: Program
let folder: string
const audit = (): string => readFileSync(join(folder, 'audit.jsonl'), 'utf8')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dypls-markers-'))
  sandbox = await startSandbox()
  program = await startProgram([process.execPath, main], {
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'trace',
      DYPLS_AUTH: 'open',
      DYPLS_ENDPOINT: sandbox.url,
      DYPLS_TIMEOUT_MS: '2000',
      DYPLS_RATES: '*=100000',
      DYPLS_LIMITS: limits,
      DYPLS_AUDIT: join(folder, 'audit.jsonl'),
      DYPLS_METRICS_TOKEN: metricsToken,
      ALIBABA_CLOUD_ACCESS_KEY_ID: sandboxAccessKey.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: sandboxAccessKey.accessKeySecret,
    },
  })
})
afterAll(async () => {
  await program?.stop('SIGTERM')
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})

type Reply = { readonly status: number; readonly text: string }

const ask = async (
  url: string,
  { query, variables }: Planted,
  headers: Record<string, string> = {},
): Promise<Reply> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  return { status: response.status, text: await response.text() }
}

/** Marks in an answer that may not be there, with the place where they stand. */
const leaksIn = (value: unknown, coordinate: string): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => leaksIn(item, coordinate))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => [
      ...marks.seenIn(key).map((mark) => `${mark} as a name`),
      ...leaksIn(inner, key.includes('__') ? coordinateOf(key) : `${coordinate}.${key}`),
    ])
  const type = typeAt(schema, coordinate)
  return marks
    .seenIn(String(value))
    .filter((mark) => !(marks.isLent(mark) && type === 'NumberX') && !(marks.isText(mark) && echoed.has(coordinate)))
    .map((mark) => `${mark} at ${coordinate}`)
}

/** Asks everything, some at a time, and gives every leak found in the answers. */
const askAll = async (url: string, planted: readonly Planted[]): Promise<{ leaks: string[]; refused: string[] }> => {
  const [leaks, refused]: [string[], string[]] = [[], []]
  const queue = planted.values()
  const worker = async (): Promise<void> => {
    for (const each of queue) {
      const { status, text } = await ask(url, each)
      const body = JSON.parse(text) as unknown
      leaks.push(...leaksIn(body, 'answer').map((leak) => `${each.field}: ${leak}`))
      // A place in the audit log cannot be made up.
      if (status === 400 && !text.includes('before is no place in this log'))
        refused.push(`${each.field}: ${text.slice(0, 300)}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  return { leaks, refused }
}

const planted = (style: Style): Planted[] => ways.map((way) => plantIn(schema, way, marks, style))
const everything: Style = { inputs: 'all', ids: 'text' }
const least: Style = { inputs: 'required', ids: 'digits' }

const expectCleanChannels = async (): Promise<void> => {
  expect(marks.seenIn(program.printed()), 'printed').toEqual([])
  expect(marks.seenIn(audit()), 'audit').toEqual([])
  const metrics = await fetch(`${program.url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })
  expect(metrics.status).toBe(200)
  expect(marks.seenIn(await metrics.text()), 'metrics').toEqual([])
}

describe('the search', () => {
  it('knows a mark however it is written', () => {
    const mine = createMarks()
    const mark = mine.real()
    expect(mine.seenIn(`x${mark}y`)).toEqual([mark])
    expect(mine.seenIn(`+86 ${mark.slice(0, 3)}-${mark.slice(3, 7)} ${mark.slice(7)}`)).toEqual([mark])
    expect(mine.seenIn(`${mark.slice(0, 3)}****${mark.slice(7)} ${Number(mark) + 1}`)).toEqual([])
    expect(mine.seenIn(JSON.stringify({ token: mine.secret('t0ken') }))).toEqual(['t0ken'])
  })

  it('covers every field that takes an argument, and every answer', () => {
    const tried = new Set(ways.map((way) => way.at(-1)).map((step) => `${step?.owner.name}.${step?.field.name}`))
    for (const root of [schema.getQueryType(), schema.getMutationType()])
      for (const field of Object.values(root?.getFields() ?? {})) expect(tried).toContain(`${root?.name}.${field.name}`)
    for (const nested of [
      'Pool.binding',
      'Binding.details',
      'Binding.callStatus',
      'PrivateNumber.bindings',
      'Call.links',
    ])
      expect(tried).toContain(nested)
  })
})

describe('a number in any argument is nowhere to be seen', () => {
  it.each<[string, Style]>([
    ['with everything filled in', everything],
    ['with the least that is taken', least],
    ...Object.values(seededPools).map(({ poolKey }): [string, Style] => [`in pool ${poolKey}`, { ...least, poolKey }]),
  ])(
    '%s',
    async (_what, style) => {
      const { leaks, refused } = await askAll(program.url, planted(style))
      expect(refused).toEqual([])
      expect(leaks).toEqual([])
      await expectCleanChannels()
    },
    60_000,
  )

  const message = (): string =>
    `the number ${marks.real()} is wrong; server string to sign is:POST&%2F&PhoneNoA%3D${marks.real()}`
  it.each<[string, () => Mischief]>([
    [
      'the upstream repeats a number in its message',
      () => ({ kind: 'answer', code: 'isv.ILLEGAL_ARGUMENT', message: message() }),
    ],
    [
      'the upstream tells the string to sign',
      () => ({ kind: 'answer', code: 'SignatureDoesNotMatch', message: message() }),
    ],
    ['the upstream hides a number in a code', () => ({ kind: 'answer', code: `isv.N${marks.real()}` })],
    ['the upstream breaks with a message', () => ({ kind: 'answer', code: 'isp.SYSTEM_ERROR', message: message() })],
    ['a proxy answers in HTML', () => ({ kind: 'html' })],
    ['the answer breaks off', () => ({ kind: 'invalidJson' })],
    ['the answer is no object', () => ({ kind: 'wrongType', type: 'text' })],
    ['the connection breaks before the answer', () => ({ kind: 'reset', at: 'answer' })],
    ['the upstream lends what it was not asked for', () => ({ kind: 'status', status: 9, calledNo: marks.lent() })],
  ])(
    'when %s',
    async (_what, trouble) => {
      sandbox.mischief(trouble())
      try {
        const { leaks } = await askAll(program.url, planted({ ...least, poolKey: seededPools.axb.poolKey }))
        expect(leaks).toEqual([])
      } finally {
        sandbox.clearMischief()
      }
      await expectCleanChannels()
    },
    60_000,
  )

  it('when the upstream is too slow', async () => {
    sandbox.mischief({ kind: 'delay', ms: 30_000 })
    const some = planted(least).filter(({ field }) =>
      /^Query\.callStatus$|^Mutation\.bindAxb$|^Binding\.details$/.test(field),
    )
    const replies = await Promise.all(some.map((each) => ask(program.url, each, { 'x-dypls-timeout-ms': '500' })))
    sandbox.clearMischief()
    expect(some).toHaveLength(3)
    expect(replies.flatMap(({ text }) => leaksIn(JSON.parse(text), 'answer'))).toEqual([])
    await expectCleanChannels()
  })
})

describe('a number or a secret anywhere else in a request is nowhere to be seen', () => {
  type Raw = {
    readonly method?: string
    readonly path?: string
    readonly headers?: Record<string, string>
    readonly body?: string
  }

  /** Not by fetch, which refuses to send some of it. */
  const send = ({ method = 'POST', path = '/graphql', headers = {}, body = '' }: Raw): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(program.url)
      const outgoing = httpRequest(
        { hostname, port, method, path, headers: { 'content-type': 'application/json', ...headers }, agent: false },
        (response) => {
          let text = ''
          response.setEncoding('utf8').on('data', (chunk) => {
            text += chunk
          })
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: `${JSON.stringify(response.headers)} ${text}` }),
          )
        },
      )
      outgoing.on('error', reject)
      outgoing.end(body)
    })

  const q = (query: string, more: object = {}): string => JSON.stringify({ query, ...more })
  const plain = q('{ errorCatalog(code: "TIMEOUT") { code } }')
  const jwt = (): string =>
    marks.secret(`eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI${marks.count()}In0.c2lnbmF0dXJlLW9m${marks.count()}`)
  const apiKey = (): string => marks.secret(`dpk_abcdefghij${20 + marks.count()}_${'s'.repeat(40)}abc`)
  const word = (): string => marks.secret(`s3cret-word-${marks.count()}`)

  const places: readonly [string, () => Raw][] = [
    ['a bearer token', () => ({ headers: { authorization: `Bearer ${jwt()}` }, body: plain })],
    ['an API key', () => ({ headers: { authorization: `Bearer ${apiKey()}` }, body: plain })],
    ['basic credentials', () => ({ headers: { authorization: `Basic ${word()}` }, body: plain })],
    ['a number for credentials', () => ({ headers: { authorization: marks.real() }, body: plain })],
    ['a cookie', () => ({ headers: { cookie: `session=${word()}; phone=${marks.real()}` }, body: plain })],
    ['an unknown header', () => ({ headers: { 'x-phone': marks.real(), 'x-api-key': apiKey() }, body: plain })],
    [
      'the header that asks to unmask',
      () => ({ headers: { 'x-dypls-unmask-reason': `asked by ${marks.real()}` }, body: plain }),
    ],
    [
      'the headers this server reads',
      () => ({
        headers: { 'x-dypls-timeout-ms': marks.real(), 'x-dypls-tally': marks.real(), 'accept-language': marks.real() },
        body: plain,
      }),
    ],
    ['Accept', () => ({ headers: { accept: `text/${marks.real()}` }, body: plain })],
    ['a content type', () => ({ headers: { 'content-type': `application/${marks.real()}` }, body: plain })],
    ['a content encoding', () => ({ headers: { 'content-encoding': marks.real() }, body: plain })],
    ['Host', () => ({ headers: { host: marks.text('www.#.example') }, body: plain })],
    ['Origin', () => ({ headers: { origin: `https://${marks.text('www.#')}.example` }, body: plain })],
    [
      'Referer and User-Agent',
      () => ({ headers: { referer: `https://x.example/${marks.real()}`, 'user-agent': marks.real() }, body: plain }),
    ],
    [
      'a traceparent',
      () => ({ headers: { traceparent: `00-${marks.real()}-1-01`, 'x-request-id': marks.real() }, body: plain }),
    ],
    ['the query of the address', () => ({ path: `/graphql?phone=${marks.real()}&token=${word()}`, body: plain })],
    [
      'a question in the address',
      () => ({
        method: 'GET',
        path: `/graphql?query=${encodeURIComponent(`{ errorCatalog(code: "${marks.text()}") { code } }`)}`,
      }),
    ],
    ['a path', () => ({ method: 'GET', path: `/calls/${marks.real()}` })],
    ['a method', () => ({ method: 'PUT', path: `/graphql/${marks.real()}`, body: plain })],
    ['an absolute target', () => ({ method: 'GET', path: `http://x.example/${marks.real()}` })],
    ['the operation’s name', () => ({ body: q(`query N${marks.text()} { errorCatalog(code: "TIMEOUT") { code } }`) })],
    [
      'the name of an operation that is not there',
      () => ({ body: q('{ __typename }', { operationName: `N${marks.text()}` }) }),
    ],
    [
      'the name of a mutation',
      () => ({
        body: q(
          `mutation N${marks.text()} { lockNumber(input: { poolKey: "FC1", number: "${marks.lent()}" }) { __typename } }`,
        ),
      }),
    ],
    ['a variable’s name', () => ({ body: q(`query ($n${marks.text()}: Nope!) { __typename }`) })],
    [
      'a variable that is not declared',
      () => ({ body: q('{ __typename }', { variables: { [marks.text('n#')]: marks.real() } }) }),
    ],
    [
      'a variable that is used and not declared',
      () => ({ body: q(`{ errorCatalog(code: $n${marks.text()}) { code } }`) }),
    ],
    [
      'a variable of the wrong type',
      () => ({
        body: q('query ($c: PhoneNumber) { callStatus(poolKey: "FC1", subsId: "1", callNo: $c) { __typename } }', {
          variables: { c: { deep: [marks.real()] } },
        }),
      }),
    ],
    [
      'an enum in a variable',
      () => ({ body: q('query ($k: AuditKind) { auditLog(kind: $k) { older } }', { variables: { k: marks.real() } }) }),
    ],
    [
      'a moment in a variable',
      () => ({ body: q('query ($d: DateTime) { auditLog(since: $d) { older } }', { variables: { d: marks.real() } }) }),
    ],
    [
      'an unknown input field',
      () => ({
        body: q('mutation ($i: NumberLockInput!) { lockNumber(input: $i) { __typename } }', {
          variables: { i: { poolKey: 'FC1', number: marks.lent(), [marks.text('n#')]: 1 } },
        }),
      }),
    ],
    [
      'a literal of the wrong type',
      () => ({ body: q(`{ callStatus(poolKey: "FC1", subsId: "1", callNo: ${marks.real()}) { __typename } }`) }),
    ],
    [
      'a literal in a list',
      () => ({ body: q(`{ callStatus(poolKey: "FC1", subsId: "1", callNo: ["${marks.real()}"]) { __typename } }`) }),
    ],
    ['an unknown field', () => ({ body: q(`{ n${marks.text()} }`) })],
    ['an unknown argument', () => ({ body: q(`{ errorCatalog(n${marks.text()}: 1) { code } }`) })],
    ['an unknown type', () => ({ body: q(`{ ... on N${marks.text()} { a } }`) })],
    ['a fragment that is not there', () => ({ body: q(`{ ...n${marks.text()} }`) })],
    ['a directive that is not there', () => ({ body: q(`{ __typename @n${marks.text()} }`) })],
    ['an alias of a field that fails', () => ({ body: q(`{ n${marks.text()}: auditLog(first: 0) { older } }`) })],
    [
      'conflicting aliases',
      () => {
        const name = marks.text('n#')
        return { body: q(`{ ${name}: errorCatalog(code: "${marks.text()}") { code } ${name}: __typename }`) }
      },
    ],
    ['a syntax error', () => ({ body: q(`{ callStatus(callNo: "${marks.real()}" `) })],
    ['an unterminated text', () => ({ body: q(`{ callStatus(callNo: "${marks.real()} `) })],
    ['malformed JSON', () => ({ body: `{"query":"{ __typename }","variables":{"callNo":${marks.real()}` })],
    ['JSON that is no request', () => ({ body: JSON.stringify([marks.real()]) })],
    ['a member that no request has', () => ({ body: q('{ __typename }', { [marks.text('n#')]: marks.real() }) })],
    ['extensions', () => ({ body: q('{ __typename }', { extensions: { phone: marks.real() } }) })],
    [
      'the hash of a trusted document',
      () => ({ body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: marks.real() } } }) }),
    ],
    ['a query that is no text', () => ({ body: JSON.stringify({ query: Number(marks.real()) }) })],
    [
      'a form',
      () => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `phone=${marks.real()}` }),
    ],
    ['a comment', () => ({ body: q(`{ __typename } # ${marks.real()}`) })],
  ]

  /** An alias is the caller's own name for a place in the answer: it comes back as one, and in the path of an error. */
  const withoutAliases = (text: string): string => text.replace(/"path":\[[^\]]*\]/g, '').replace(/"n\d{11}":/g, '')

  it.each(places)('in %s', async (_what, raw) => {
    const { text } = await send(raw())
    expect(marks.seenIn(withoutAliases(text))).toEqual([])
    await expectCleanChannels()
  })

  it('without the last filter of the log having anything to do', async () => {
    expect(program.printed()).toContain('"msg":"upstream call')
    expect(audit()).toContain('"field":"Mutation.bindAxb"')
    expect(
      program
        .printed()
        .split('\n')
        .filter((line) => line.includes('****')),
    ).toEqual([])
    const metrics = await fetch(`${program.url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })
    expect(await metrics.text()).not.toMatch(/^dypls_log_redactions_total\{/m)
  })
})

describe('a span', () => {
  it('holds no number of the call it is about', async () => {
    const spans: unknown[] = []
    trace.setGlobalTracerProvider({
      getTracer: () =>
        ({
          startSpan: (...started: unknown[]) => {
            spans.push(started)
            return { setStatus: (status: unknown) => spans.push(status), end: (at: unknown) => spans.push(at) }
          },
          startActiveSpan: () => {},
        }) as never,
    })
    context.disable()
    const server = await startGraph({ DYPLS_LIMITS: limits, DYPLS_RATES: '*=100000' })
    try {
      await askAll(server.url, planted({ ...least, poolKey: seededPools.axb.poolKey }))
      server.sandbox.mischief({ kind: 'answer', code: 'isv.ILLEGAL_ARGUMENT', message: `not ${marks.real()}` })
      await askAll(server.url, planted(least))
    } finally {
      trace.disable()
      await server.close()
    }
    expect(spans.length).toBeGreaterThan(100)
    expect(marks.seenIn(JSON.stringify(spans))).toEqual([])
    expect(marks.seenIn(server.logged.join('') + server.audited.join(''))).toEqual([])
  }, 60_000)
})
