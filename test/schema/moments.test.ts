import { readFileSync } from 'node:fs'
import {
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sandboxViewer } from '../../src/graph/request/viewer.ts'
import { schema } from '../../src/schema/schema.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

/** Dates that were bound until some other day when they were sent (2026-11-28), and their like. */
const none: readonly string[] = [
  ...(JSON.parse(readFileSync(new URL('../fixtures/dates.json', import.meta.url), 'utf8')) as string[]),
  '2027-06-30T24:00:00+08:00',
  '2027-13-01T12:00:00+08:00',
  '2027-00-10T12:00:00+08:00',
  '2027-01-00T12:00:00+08:00',
  '2027-01-01T12:60:00+08:00',
  '2027-01-01T12:00:60+08:00',
  '2027-01-01T12:00:00+25:00',
  '2027-01-01T12:00:00+08:60',
  '9999-12-31T23:59:59-08:00',
]

type Place = readonly string[]

/** Where a moment stands within an input type. */
const placesIn = (type: GraphQLInputType): readonly Place[] => {
  if (isNonNullType(type)) return placesIn(type.ofType)
  if (isListType(type)) return placesIn(type.ofType).map((place) => ['0', ...place])
  if (!isInputObjectType(type)) return type.name === 'DateTime' ? [[]] : []
  return Object.values(type.getFields()).flatMap((field) => placesIn(field.type).map((place) => [field.name, ...place]))
}

const samples: Readonly<Record<string, unknown>> = {
  ID: 'FC100000000000001',
  Int: 10,
  Float: 1,
  Boolean: true,
  PhoneNumber: '13900000001',
  NumberX: '17000000001',
  DateTime: '2099-01-01T00:00:00+08:00',
}

/** A value of a type with what it must have, and with `moment` at the place. */
const sampleOf = (type: GraphQLInputType, place: Place | null, moment: string): unknown => {
  if (isNonNullType(type)) return sampleOf(type.ofType, place, moment)
  if (isListType(type)) return [sampleOf(type.ofType, place?.slice(1) ?? null, moment)]
  if (isEnumType(type)) return type.getValues()[0]?.name
  if (!isInputObjectType(type)) return place?.length === 0 ? moment : (samples[type.name] ?? 'text')
  return Object.fromEntries(
    Object.values(type.getFields()).flatMap((field) =>
      field.name === place?.[0] || isNonNullType(field.type)
        ? [[field.name, sampleOf(field.type, field.name === place?.[0] ? place.slice(1) : null, moment)] as const]
        : [],
    ),
  )
}

const placesOf = ({ name, args }: GraphQLField<unknown, unknown>) =>
  args.flatMap((arg) => placesIn(arg.type).map((place) => ({ field: name, arg, place })))

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(placesOf)

let server: TestGraph
beforeAll(async () => {
  server = await startGraph({ DYPLS_RATES: '*=10000' }, { viewer: sandboxViewer })
})
beforeEach(() => server.sandbox.reset())
afterAll(() => server.close())

type Result = { __typename: string; issues?: { path: string[] }[] }

describe('a moment that does not exist', () => {
  it('has no other places in the graph than those below', () => {
    const elsewhere = Object.values(schema.getTypeMap()).flatMap((type) =>
      'getFields' in type && !isInputObjectType(type) && type.name !== 'Mutation'
        ? Object.values(type.getFields()).flatMap((field) => placesOf(field as GraphQLField<unknown, unknown>))
        : [],
    )
    expect(elsewhere.map(({ field, arg, place }) => [field, arg.name, ...place].join('.')).toSorted()).toEqual([
      'auditLog.since',
      'auditLog.until',
      'call.callTime',
    ])
    expect(mutations.length).toBeGreaterThan(15)
  })

  it.each(mutations.map((each) => [[each.field, each.arg.name, ...each.place].join('.'), each] as const))(
    'is refused by its path, before any call: %s',
    async (_name, { field, arg, place }) => {
      const query = `mutation ($i: ${arg.type}) { ${field}(${arg.name}: $i) { __typename ... on InvalidInputError { issues { path } } } }`
      for (const moment of none) {
        const value = sampleOf(arg.type, place, moment)
        const { data } = await server.ask<Record<string, Result>>(query, { i: value })
        expect([moment, data?.[field]]).toEqual([
          moment,
          {
            __typename: 'InvalidInputError',
            issues: expect.arrayContaining([{ path: [arg.name, ...place] }]),
          },
        ])
      }
      expect(server.sandbox.journal).toEqual([])
    },
  )

  it('is refused as a literal too', async () => {
    const query = `mutation { extendBinding(input: { poolKey: "FC100000000000001", subsId: "1000000000000001", numberX: "17000000001", expiresAt: "2027-02-30T08:00:00+08:00" }) {
      __typename ... on InvalidInputError { issues { path } } } }`
    expect((await server.ask(query)).data).toEqual({
      extendBinding: { __typename: 'InvalidInputError', issues: [{ path: ['input', 'expiresAt'] }] },
    })
    expect(server.sandbox.journal).toEqual([])
  })

  it.each(none)('finds nothing of a call: %s', async (callTime) => {
    const query = (fields: string): string =>
      `query ($t: DateTime!) { pool(key: "FC100000000000001") { call(callId: "4007", callTime: $t) { ${fields} } } }`
    const recording = query('recording { __typename ... on InvalidInputError { issues { path } } }')
    for (let time = 1; time <= 3; time++)
      expect((await server.ask(recording, { t: callTime })).data).toEqual({
        pool: { call: { recording: { __typename: 'InvalidInputError', issues: [{ path: ['callTime'] }] } } },
      })
    expect(server.sandbox.journal).toEqual([])
    const shown = await server.ask(query('callTime'), { t: callTime })
    expect(shown.errors?.[0]?.message).toBe('callTime must be a date and time that exist.')
  })

  it.each(['since', 'until'])('bounds no question to the audit log: %s', async (end) => {
    const { data, errors } = await server.ask(`query ($t: DateTime) { auditLog(${end}: $t) { items { id } } }`, {
      t: '2027-02-30T08:00:00+08:00',
    })
    expect(data).toBeNull()
    expect(errors?.[0]).toMatchObject({
      message: `${end} must be a date and time that exist.`,
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })
})
