import { readFileSync } from 'node:fs'
import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  getVariableValues,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  parseType,
} from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seeded } from '../../src/sandbox/sandbox.ts'
import { schema } from '../../src/schema/schema.ts'
import { createCompiler } from '../../src/server/fast-path/compiler.ts'
import { fakeClock } from '../support/clock.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

/** Bodies as they came over the wire when each of them was answered about another binding (2026-11-28). */
const bodies: readonly string[] = JSON.parse(
  readFileSync(new URL('../fixtures/ids.json', import.meta.url), 'utf8'),
) as string[]

const { poolKey, normal, bigId } = seeded
const told = 'Expected an id, send ids as texts, since a number of this size or form may have been rounded.'

const one =
  'query($s: ID!) { callStatus(poolKey: "FC100000000000001", subsId: $s) { __typename ... on CallStatus { calledNo } } }'
const lists = 'query($p: ID!, $k: [CallStatusKey!]!) { callStatuses(keys: $k) { __typename } pool(key: $p) { key } }'
const write = 'mutation($i: UnbindInput!) { unbind(input: $i) { __typename } }'
/** Not by JSON.stringify, which rounds. */
const body = (query: string, variables: string): string => `{"query":${JSON.stringify(query)},"variables":${variables}}`

const answerWith = (numberX: string): string =>
  `{"data":{"callStatus":{"__typename":"CallStatus","calledNo":"${numberX}"}}}`

describe('an id sent as a JSON number', () => {
  let [short, long] = [] as unknown as [TestGraph, TestGraph]
  beforeAll(async () => {
    short = await startGraph({ DYPLS_FAST_PATH: 'on', DYPLS_RATES: '*=10000' })
    long = await startGraph({ DYPLS_FAST_PATH: 'off', DYPLS_RATES: '*=10000' })
  })
  beforeEach(() => {
    short.sandbox.reset()
    long.sandbox.reset()
  })
  afterAll(async () => {
    await short.close()
    await long.close()
  })

  const sent = async ({ url }: TestGraph, text: string) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: text })
    return { status: response.status, text: await response.text() }
  }

  const beyond = ['9007199254740993123', '-9007199254740993', '1e21', '1.5', '-0.5', '9007199254740992', '1e400']

  it.each([
    ...bodies,
    ...beyond.flatMap((number) => [
      body(one, `{"s":${number}}`),
      body(lists, `{"p":"FC1","k":[{"poolKey":"FC1","subsId":"1"},{"poolKey":"FC1","subsId":${number}}]}`),
      body(lists, `{"p":${number},"k":[]}`),
      body(write, `{"i":{"poolKey":"${poolKey}","subsId":${number},"numberX":"17000000006"}}`),
    ]),
  ])('is refused where a double cannot hold it, by both ways and however often: %s', async (text) => {
    for (let time = 1; time <= 6; time++) {
      const answer = await sent(short, text)
      expect(answer).toEqual(await sent(long, text))
      expect(answer.status).toBe(400)
      expect(answer.text).toContain(told)
      expect(answer.text).not.toMatch(/\d{7}|e\+21|1\.5|-0\.5/)
    }
    expect([short.sandbox.journal, long.sandbox.journal]).toEqual([[], []])
  })

  it('is taken where it is small, as its text is', async () => {
    for (const server of [short, long]) {
      for (let time = 1; time <= 6; time++) {
        const asNumber = await sent(server, body(one, `{"s":${normal.subsId}}`))
        expect(asNumber).toEqual(await sent(server, body(one, `{"s":"${normal.subsId}"}`)))
        expect(asNumber.text).toBe(answerWith(normal.numberX))
      }
    }
  })

  it('stays whole as text, and as a literal of the document', async () => {
    const literal = one.replace('($s: ID!)', '').replace('$s', bigId.subsId)
    for (const server of [short, long]) {
      for (let time = 1; time <= 6; time++) {
        for (const text of [body(one, `{"s":"${bigId.subsId}"}`), body(literal, '{}')])
          expect((await sent(server, text)).text).toBe(answerWith(bigId.numberX))
      }
    }
  })
})

/** For each ID within an input type, a value that holds `leaf` there. */
const placesOf = (type: GraphQLInputType, leaf: number, seen: readonly string[] = []): readonly unknown[] => {
  if (isNonNullType(type)) return placesOf(type.ofType, leaf, seen)
  if (isListType(type)) return placesOf(type.ofType, leaf, seen).map((value) => [value])
  if (!isInputObjectType(type)) return type.name === 'ID' ? [leaf] : []
  if (seen.includes(type.name)) return []
  return Object.values(type.getFields()).flatMap((field: GraphQLInputField) =>
    placesOf(field.type, leaf, [...seen, type.name]).map((value) => ({ [field.name]: value })),
  )
}

const takers = Object.values(schema.getTypeMap()).flatMap((type) => {
  if (isIntrospectionType(type) || !(isObjectType(type) || isInterfaceType(type))) return []
  return Object.values(type.getFields()).flatMap(({ name, args }) => args.map((arg) => ({ name, arg })))
})

const coerced = ({ type }: GraphQLArgument, value: unknown): readonly string[] => {
  const definition = {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: 'v' } },
    type: parseType(String(type)),
  } as const
  const { errors = [] } = getVariableValues(schema, [definition], { v: value }, { maxErrors: 50 })
  return errors.map(({ message }) => message)
}

describe('every place of the graph that takes an ID', () => {
  const places = (leaf: number) =>
    takers.flatMap(({ name, arg }) => placesOf(arg.type, leaf).map((value) => ({ name, arg, value })))

  it('refuses a number that a double may have rounded', () => {
    expect(places(1).length).toBeGreaterThan(60)
    for (const leaf of [2 ** 53, -(2 ** 53), 1e21, 0.5, Number.POSITIVE_INFINITY])
      for (const { name, arg, value } of places(leaf))
        expect([name, arg.name, coerced(arg, value)]).toEqual([
          name,
          arg.name,
          expect.arrayContaining([expect.stringContaining(told)]),
        ])
  })

  it('takes a whole number that is exact', () => {
    for (const leaf of [0, 7, Number.MAX_SAFE_INTEGER])
      for (const { arg, value } of places(leaf)) expect(coerced(arg, value).join()).not.toContain(told)
  })
})

describe('a document that became a function', () => {
  it('is executed instead where a number may have been rounded, since its own reading would take it', async () => {
    const { after, advance } = fakeClock()
    const made = createCompiler({ schema, after, complain: (error) => expect.unreachable(String(error)) })
    const document = parse(lists)
    for (let use = 0; use < 4; use++) made.used(document)
    await advance(20)
    await expect.poll(() => made.find(document, null) !== null).toBe(true)
    for (const rounded of [2 ** 53, 0.5, -1e21]) {
      expect(made.find(document, null, { p: rounded, k: [] })).toBeNull()
      expect(made.find(document, null, { p: 'FC1', k: [{ poolKey: 'FC1', subsId: rounded }] })).toBeNull()
    }
    expect(made.find(document, null, { p: JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)), k: [] })).toBeNull()
    expect(made.find(document, null, { p: 7, k: [{ poolKey: 'FC1', subsId: '9007199254740993123' }] })).not.toBeNull()
  })
})
