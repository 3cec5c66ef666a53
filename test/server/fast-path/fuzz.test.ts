import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesOf, type Heard, type Served, send, served } from '../http/wire.ts'

/** Random bytes at the door. The seed is fixed, so that a run can be repeated; set FUZZ_SEED to try others. */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_124)
const perRun = 12
const runs = { seed, numRuns: 25, endOnFailure: true }
/** Half a request waits for its other half; nothing here is worth waiting for long. */
const patienceMs = 120

const leaks =
  /\n\s+at |node:|node_modules|\/(?:src|dist|tmp|work|home|root|usr)\/|file:|RangeError|TypeError|SyntaxError/

const expectHarmless = ({ text }: Heard): void => {
  for (const [, status] of text.matchAll(/HTTP\/1\.[01] (\d{3})/g))
    if (Number(status) >= 500) expect([501, 503, 505]).toContain(Number(status))
  expect(text).not.toMatch(leaks)
}

const good = bytesOf({
  body: JSON.stringify({
    query:
      'query A($s: ID!) { callStatus(poolKey: "FC100000000000001", subsId: $s) { __typename ... on CallStatus { status calledNo } ... on Error { code } } }',
    variables: { s: '1000000000000001' },
    operationName: 'A',
  }),
  headers: [
    ['accept', 'application/json'],
    ['authorization', 'Bearer made-up'],
    ['user-agent', 'fuzz'],
  ],
})
const page = bytesOf({ method: 'GET', target: '/graphql?query=%7B__typename%7D', headers: [['accept', '*/*']] })

const anywhere = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const at = (bytes: Buffer, place: number): number => Math.floor(place * bytes.length)

type Mutation = (bytes: Buffer) => Buffer
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(anywhere, fc.nat(255)).map(([place, byte]) => (bytes: Buffer) => {
    const changed = Buffer.from(bytes)
    changed[at(bytes, place)] = byte
    return changed
  }),
  fc.tuple(anywhere, fc.nat(7)).map(([place, bit]) => (bytes: Buffer) => {
    const changed = Buffer.from(bytes)
    changed[at(bytes, place)] = (changed[at(bytes, place)] ?? 0) ^ (1 << bit)
    return changed
  }),
  anywhere.map((place) => (bytes: Buffer) => bytes.subarray(0, at(bytes, place))),
  fc.tuple(anywhere, fc.uint8Array({ maxLength: 200 })).map(
    ([place, more]) =>
      (bytes: Buffer) =>
        Buffer.concat([bytes.subarray(0, at(bytes, place)), more, bytes.subarray(at(bytes, place))]),
  ),
  fc.tuple(anywhere, anywhere).map(([one, other]) => (bytes: Buffer) => {
    const [from, to] = [at(bytes, one), at(bytes, other)].sort((a, b) => a - b) as [number, number]
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
  }),
  fc.tuple(anywhere, anywhere, fc.boolean()).map(([one, other, twice]) => (bytes: Buffer) => {
    const end = Math.max(0, bytes.indexOf('\r\n\r\n'))
    const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
    const [line = ''] = lines.splice(Math.floor(one * lines.length), twice ? 0 : 1)
    lines.splice(Math.floor(other * lines.length), 0, twice ? (lines[Math.floor(one * lines.length)] ?? '') : line)
    return Buffer.concat([Buffer.from([first, ...lines].join('\r\n'), 'latin1'), bytes.subarray(end)])
  }),
)

const mutated = fc
  .tuple(fc.constantFrom(good, page), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([bytes, mutations]) => mutations.reduce((changed, mutate) => mutate(changed), bytes))

/** JSON of the right outline with anything in it: what is wrong may be deeper than HTTP. */
const anyBody = fc
  .record(
    {
      query: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.json({ maxDepth: 4 }),
        fc.constant('{ __typename }'),
      ),
      variables: fc.anything({ maxDepth: 3, withBigInt: false }),
      operationName: fc.oneof(fc.string(), fc.constant(null)),
      extensions: fc.anything({ maxDepth: 2, withBigInt: false }),
      documentId: fc.string(),
    },
    { requiredKeys: [] },
  )
  .map((body) => bytesOf({ body: JSON.stringify(body) }))

describe.each([
  ['with the short way', { DYPLS_FAST_PATH: 'on' }],
  ['without it', { DYPLS_FAST_PATH: 'off' }],
])(`the door, %s, seed ${seed},`, (_way, env) => {
  let server: Served
  beforeAll(async () => {
    server = await served(env)
  })
  afterAll(() => server.close())

  it.each([
    ['random bytes', fc.uint8Array({ minLength: 1, maxLength: 2_000 }).map((bytes) => Buffer.from(bytes))],
    ['mutated requests', mutated],
    ['JSON of any content', anyBody],
  ] as const)(
    'bears %s',
    async (_what, arbitrary) => {
      await fc.assert(
        // Many at once: what one leaves behind must not hurt another.
        fc.asyncProperty(fc.array(arbitrary, { minLength: perRun, maxLength: perRun }), async (many) => {
          for (const heard of await Promise.all(many.map((bytes) => send(server.url, bytes, { patienceMs }))))
            expectHarmless(heard)
        }),
        runs,
      )
      const { status, body } = await send(server.url, good)
      expect([status, body]).toEqual([200, expect.stringContaining('"status":"NORMAL"')])
    },
    60_000,
  )
})
