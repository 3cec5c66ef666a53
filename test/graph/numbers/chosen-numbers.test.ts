import { type GraphQLInputType, getNamedType, isInputObjectType, isListType, isObjectType, isUnionType } from 'graphql'
import { afterEach, describe, expect, it } from 'vitest'
import type { Env } from '../../../src/config/config.ts'
import { phoneNumber } from '../../../src/dypls/terms/phone.ts'
import { declaredOf } from '../../../src/graph/fields/declared.ts'
import { createOwnRefs, createRefs } from '../../../src/graph/numbers/refs.ts'
import type { Viewer } from '../../../src/graph/request/viewer.ts'
import { seeded, seededPools, seededReports } from '../../../src/sandbox/sandbox.ts'
import { schema } from '../../../src/schema/schema.ts'
import { startGraph, type TestGraph } from '../../support/graph.ts'
import { changingViewer, viewerOf } from '../../support/viewers.ts'

/** A mask hides four digits and a ref is stable: whoever had refs of numbers of their own choice could try all that fit. */

const refKey = 'a key of tests, 32 characters or more'
const ref = (digits: string): string => createRefs(refKey)(phoneNumber(digits))
const { poolKey } = seededPools.axb
const { normal } = seeded
/** Mobiles whose mask is `139****0001`, as that of the seeded binding's A, by their first hidden digits. */
const fitting = (hidden: number): string => `139${String(hidden).padStart(4, '0')}0001`

const holder = {
  name: '赵某某',
  idCardNumber: '370000000000000000',
  portrait: '123456/alive.jpg',
  idCardFront: '123456/front.PNG',
  idCardBack: '123456/back.jpeg',
}

let servers: TestGraph[] = []
afterEach(async () => {
  for (const server of servers) await server.close()
  servers = []
})
const driven = async (env: Env = {}, viewer: Viewer = viewerOf()): Promise<TestGraph> => {
  const server = await startGraph({ DYPLS_REF_KEY: refKey, ...env }, { viewer })
  servers.push(server)
  return server
}
const records = ({ audited }: TestGraph) => audited.map((line) => JSON.parse(line))

type Told = { readonly __typename: string; readonly [name: string]: unknown }
type Handle = { readonly subsId: string; readonly numberX: string }
const throttled = { __typename: 'ThrottledError', code: 'NUMBERS_LIMIT', origin: 'LOCAL_BUDGET' }
const failure = '... on Error { code } ... on ThrottledError { retryAfterMs origin }'

/** A binding of the caller's own, whose A is changed to whatever is tried. */
const bindOwn = async (server: TestGraph): Promise<Handle> => {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  const { data } = await server.ask<{ bindAxb: { binding: Handle } }>(
    'mutation ($input: BindAxbInput!) { bindAxb(input: $input) { ... on NewBinding { binding { subsId numberX } } } }',
    { input: { poolKey, numberA: '13700000001', numberB: '13700000002', expiresAt } },
  )
  return data.bindAxb.binding
}

const change = async (server: TestGraph, { subsId, numberX }: Handle, numberA: string, pool: string = poolKey) => {
  const { data } = await server.ask<{ updateBindingNumberA: Told }>(
    `mutation ($input: UpdateBindingNumberAInput!) { updateBindingNumberA(input: $input) { __typename ${failure} } }`,
    { input: { poolKey: pool, subsId, numberX, numberA } },
  )
  return data.updateBindingNumberA
}

const detailsOf = async (server: TestGraph, { subsId, numberX }: Handle, pool: string = poolKey) => {
  const { data } = await server.ask<{ pool: { binding: { details: Record<string, string> } } }>(
    `{ pool(key: "${pool}") { binding(subsId: "${subsId}", numberX: "${numberX}") { details {
      ... on BindingDetails { numberA numberARef } } } } }`,
  )
  return data.pool.binding.details
}

const report = (numberA: string): string =>
  `{ numberAReport(numberA: "${numberA}", allowListId: "${seededReports.allowListId}") {
    __typename ${failure} ... on NumberAReport { numberA numberARef holderNumberRef } } }`
const reportOf = async (server: TestGraph, numberA: string) =>
  (await server.ask<{ numberAReport: Told }>(report(numberA))).data.numberAReport

describe('the number behind a mask', () => {
  it.each(['on', 'off'])('is not found by trying those that fit, short way %s', async (fastPath) => {
    const server = await driven({ DYPLS_FAST_PATH: fastPath })
    const target = await detailsOf(server, normal, seeded.poolKey)
    expect(target).toEqual({ numberA: '139****0001', numberARef: ref(normal.numberA) })
    const own = await bindOwn(server)
    const outcomes: Told[] = []
    let found: string | null = null
    for (let hidden = 29; hidden >= 0 && !found; hidden--) {
      outcomes.push(await change(server, own, fitting(hidden)))
      if ((await detailsOf(server, own)).numberARef === target.numberARef) found = fitting(hidden)
    }
    expect(found).toBeNull()
    expect(outcomes.map(({ __typename }) => __typename).indexOf('ThrottledError')).toBe(20)
    for (const outcome of outcomes.slice(20)) expect(outcome).toMatchObject(throttled)
    expect(outcomes.at(-1)?.retryAfterMs).toBeGreaterThan(86_000_000)
    expect(outcomes.at(-1)?.retryAfterMs).toBeLessThanOrEqual(86_400_000)
  })

  it('is not asked after upstream past the limit, while numbers named before go on working', async () => {
    const server = await driven({ DYPLS_LIMITS: 'numbersPerDay=2' })
    const approved = await reportOf(server, seededReports.approved)
    await reportOf(server, seededReports.refused)
    const before = server.sandbox.journal.length
    expect(await reportOf(server, seededReports.reviewing)).toMatchObject(throttled)
    expect(server.sandbox.journal).toHaveLength(before)
    expect(await reportOf(server, seededReports.approved)).toEqual(approved)
  })

  it('is not found among the members of a group: a list goes through whole or not at all', async () => {
    const server = await driven()
    const members = [...Array(200).keys()].map(fitting)
    const { groupId } = seededPools.axg
    const add = `mutation ($input: GroupMembersInput!) { addGroupMembers(input: $input) { __typename ${failure} } }`
    const input = { poolKey: seededPools.axg.poolKey, groupId, members }
    expect((await server.ask<{ addGroupMembers: Told }>(add, { input })).data.addGroupMembers).toMatchObject(throttled)
    expect(server.sandbox.journal).toEqual([])
  })

  it('costs no caller of another name anything', async () => {
    const { viewer, become } = changingViewer(viewerOf({ id: 'one' }))
    const server = await driven({ DYPLS_LIMITS: 'numbersPerDay=1' }, viewer)
    await reportOf(server, seededReports.approved)
    expect(await reportOf(server, seededReports.refused)).toMatchObject(throttled)
    become(viewerOf({ id: 'other' }))
    expect(await reportOf(server, seededReports.refused)).toMatchObject({ __typename: 'NumberAReport' })
  })
})

describe('a ref beside one’s own number', () => {
  it('is none that stands elsewhere, nor that of another caller', async () => {
    const { viewer, become } = changingViewer(viewerOf({ id: 'one' }))
    const server = await driven({}, viewer)
    const own = createOwnRefs(refKey)
    const { numberARef } = await reportOf(server, seededReports.approved)
    expect(numberARef).not.toBe(ref(seededReports.approved))
    expect(numberARef).toBe(own(viewer, phoneNumber(seededReports.approved)))
    expect((await reportOf(server, seededReports.refused)).numberARef).not.toBe(numberARef)
    become(viewerOf({ id: 'other' }))
    expect((await reportOf(server, seededReports.approved)).numberARef).not.toBe(numberARef)
  })

  it.each([
    ['reported', 'reportNumberA', 'ReportNumberAInput', 'FiledNumberAReport', '13900000311'],
    ['deleted', 'deleteNumberAReport', 'DeleteNumberAReportInput', 'NumberAReportDeletion', seededReports.approved],
  ])('is its own where a number is %s', async (_what, field, input, type, numberA) => {
    const server = await driven()
    const { allowListId } = seededReports
    const more = field === 'reportNumberA' ? { holder } : { confirm: true }
    const query = `mutation ($input: ${input}!) { told: ${field}(input: $input) { ... on ${type} { numberARef } } }`
    const { data } = await server.ask<{ told: Told }>(query, { input: { numberA, allowListId, ...more } })
    expect(data.told.numberARef).toMatch(/^own_[\w-]{22}$/)
  })

  it('is kept from where another wrote the number: there refs go on matching', async () => {
    const server = await driven()
    const told = await reportOf(server, seededReports.landline.numberA)
    expect(told.holderNumberRef).toBe(ref(seededReports.landline.holderNumber))
  })
})

describe('the audit log', () => {
  it('holds that the limit was met, once for a search, and no ref of a number that was refused', async () => {
    const server = await driven({ DYPLS_LIMITS: 'numbersPerMask=2' }, viewerOf({ id: 'searcher' }))
    const own = { subsId: normal.subsId, numberX: normal.numberX }
    for (let hidden = 11; hidden < 18; hidden++) await change(server, own, fitting(hidden), seeded.poolKey)
    const all = records(server)
    expect(all.filter(({ kind }) => kind === 'limit')).toEqual([
      expect.objectContaining({
        viewer: 'searcher',
        field: 'Mutation.updateBindingNumberA',
        scope: null,
        objects: [],
        results: ['NUMBERS_LIMIT', 'numbersPerMask'],
      }),
    ])
    expect(all.filter(({ kind }) => kind === 'mutation')).toHaveLength(7)
    const written = server.audited.join('')
    for (const hidden of [11, 12]) expect(written).toContain(ref(fitting(hidden)))
    for (const hidden of [13, 14, 15, 16, 17]) expect(written).not.toContain(ref(fitting(hidden)))
    const told = await server.ask('{ auditLog(first: 10, kind: LIMIT) { items { kind results } } }')
    expect(told.data).toEqual({
      auditLog: { items: [{ kind: 'LIMIT', results: ['NUMBERS_LIMIT', 'numbersPerMask'] }] },
    })
  })

  it('lets nobody try numbers by mutations that fail before they are sent, nor in the place of a lent number', async () => {
    const server = await driven({ DYPLS_LIMITS: 'numbersPerMask=2' })
    for (let hidden = 11; hidden < 16; hidden++) await change(server, { subsId: ' ', numberX: '1' }, fitting(hidden))
    for (let hidden = 21; hidden < 26; hidden++)
      await server.ask(
        `mutation { lockNumber(input: { poolKey: "FC1", number: "${fitting(hidden)}" }) { __typename } }`,
      )
    const refs = new Set(server.audited.join('').match(/pn_[\w-]{22}/g))
    // Two of the mask, and the other one that stood in each.
    expect(refs).toEqual(new Set([ref(fitting(11)), ref(fitting(12)), ref('1')]))
  })

  it('has hashes of documents from which no number in them can be found by trying', async () => {
    const server = await driven()
    const block = (number: string): string =>
      `mutation { blockNumber(input: { poolKey: "${poolKey}", number: "${number}" }) { __typename } }`
    for (const number of [fitting(1), fitting(2), '13800000001']) await server.ask(block(number))
    const ended = records(server).filter(({ kind }) => kind === 'mutation')
    const [one, other, third] = ended.map(({ document }) => document)
    expect(one).toBe(other)
    expect(third).not.toBe(one)
  })
})

describe('every field', () => {
  /** Of mutations lent numbers count as well, whose refs are in the audit log. */
  const both = ['PhoneNumber', 'NumberX']
  const takesNumber = (type: GraphQLInputType, kinds: readonly string[], depth = 0): boolean => {
    const named = getNamedType(type)
    if (kinds.includes(named.name)) return true
    const inside = isInputObjectType(named) && depth < 6 ? Object.values(named.getFields()) : []
    return inside.some((field) => takesNumber(field.type, kinds, depth + 1))
  }
  const taking = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).flatMap((field) =>
          field.args.some((arg) => takesNumber(arg.type, type.name === 'Mutation' ? both : ['PhoneNumber']))
            ? [{ coordinate: `${type.name}.${field.name}`, field }]
            : [],
        )
      : [],
  )
  const uncounted = taking.filter(({ field }) => declaredOf(field).countsNumbers === false)

  it('that takes a real number counts it and can say that there were too many', () => {
    expect(taking.length).toBeGreaterThan(40)
    for (const { coordinate, field } of taking.filter((each) => !uncounted.includes(each))) {
      const type = getNamedType(field.type)
      const members = isUnionType(type) ? type.getTypes().map(({ name }) => name) : []
      expect([coordinate, members.includes('ThrottledError')]).toEqual([coordinate, true])
      expect([coordinate, isListType(field.type)]).toEqual([coordinate, false])
    }
  })

  it('that does not count what it takes asks for a call status, which holds no ref', () => {
    const names = uncounted.map(({ coordinate }) => coordinate)
    expect(names.sort()).toEqual(['Binding.callStatus', 'Query.callStatus', 'Query.callStatuses'])
  })

  it('that takes a real number refuses one too many', async () => {
    for (const { coordinate, field } of taking.filter((each) => !uncounted.includes(each))) {
      const args = Object.fromEntries(field.args.map(({ name, type }) => [name, sample(type)]))
      const context = { bring: () => 1_000 } as never
      const told: unknown = await field.resolve?.({ key: poolKey }, args, context, {} as never)
      expect([coordinate, told]).toEqual([coordinate, expect.objectContaining({ code: 'NUMBERS_LIMIT' })])
    }
  })

  /** A real number wherever the type has room for one. */
  const sample = (type: GraphQLInputType): unknown => {
    const named = getNamedType(type)
    if (both.includes(named.name)) return phoneNumber('13600000002')
    if (!isInputObjectType(named)) return undefined
    return Object.fromEntries(Object.values(named.getFields()).map((field) => [field.name, sample(field.type)]))
  }
})
