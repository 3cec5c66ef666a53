import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seeded, seededPools } from '../../src/sandbox/sandbox.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

type Result = { readonly __typename: string } & Readonly<Record<string, unknown>>

const told = `
  group { poolKey id } requestId
`
const errors = `
  ... on InvalidInputError { issues { path message } }
  ... on OutcomeUnknownError { action sentAt }
  ... on Error { code message retryable requestId hint }
`
const changing = (name: string) => `mutation ($input: GroupMembersInput!) {
  ${name}(input: $input) { __typename ... on ChangedGroup { ${told} } ${errors} }
}`
const documents = {
  create: `mutation ($input: CreateGroupInput!) {
    createGroup(input: $input) { __typename ... on CreatedGroup { ${told} } ${errors} }
  }`,
  add: changing('addGroupMembers'),
  remove: changing('removeGroupMembers'),
  replace: changing('replaceGroupMembers'),
  delete: `mutation ($input: DeleteGroupInput!) {
    deleteGroup(input: $input) { __typename ... on DeletedGroup { ${told} } ${errors} }
  }`,
} as const
type Write = keyof typeof documents

const { poolKey } = seededPools.axg
const groupId = '2000000130001'
const members = ['13900002001', '13900002002', '13900002003'] as const
const [first, second, third] = members
const numbers = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `1390001${String(from + index).padStart(4, '0')}`)

describe('groups', () => {
  let server: TestGraph
  beforeAll(async () => {
    server = await startGraph({ DYPLS_TIMEOUT_MS: '500', DYPLS_RATES: '*=10000' })
  })
  beforeEach(() => {
    server.sandbox.reset()
    world().groups.add({ groupId, poolKey, members })
  })
  afterAll(() => server.close())

  const calls = (): number => server.sandbox.journal.length
  const world = () => server.sandbox.world
  const membersOf = (id: string = groupId) => [...(world().groups.byId.get(id)?.members ?? [])]

  const defaults: Readonly<Record<Write, object>> = {
    create: { poolKey },
    add: { poolKey, groupId, members: ['13900002009'] },
    remove: { poolKey, groupId, members: [first] },
    replace: { poolKey, groupId, members: ['13900002009'] },
    delete: { poolKey, groupId },
  }
  const write = async (what: Write, more: object = {}): Promise<Result> => {
    const { data, errors: faults } = await server.ask<Record<string, Result>>(documents[what], {
      input: { ...defaults[what], ...more },
    })
    expect(faults).toBeUndefined()
    return Object.values(data)[0] as Result
  }
  const paths = (result: Result) => (result.issues as { path: string[] }[]).map(({ path }) => path.join('.'))

  it('are handles that cost nothing, whether they exist or not', async () => {
    const { data } = await server.ask(`{ pool(key: "${poolKey}") { group(id: "404") { poolKey id } } }`)
    expect(data).toEqual({ pool: { group: { poolKey, id: '404' } } })
    expect(calls()).toBe(0)
  })

  describe('live', () => {
    it('from creation through every change to deletion', async () => {
      const created = await write('create', { name: 'night shift', remark: 'test', members: numbers(2) })
      expect(created).toMatchObject({
        __typename: 'CreatedGroup',
        group: { poolKey, id: expect.stringMatching(/^\d{13}$/) },
        requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
      })
      const { id } = created.group as { id: string }
      expect(world().groups.byId.get(id)).toMatchObject({ name: 'night shift', remark: 'test', poolKey })

      expect(await write('add', { groupId: id, members: numbers(2, 1) })).toMatchObject({
        __typename: 'ChangedGroup',
        group: { poolKey, id },
      })
      expect(membersOf(id)).toEqual(numbers(3))
      await write('remove', { groupId: id, members: [...numbers(1), '13900009999'] })
      expect(membersOf(id)).toEqual(numbers(2, 1))
      await write('replace', { groupId: id, members: [first] })
      expect(membersOf(id)).toEqual([first])

      expect(await write('delete', { groupId: id })).toMatchObject({ __typename: 'DeletedGroup', group: { id } })
      expect(await write('delete', { groupId: id })).toMatchObject({
        __typename: 'InvalidInputError',
        code: 'isv.ILLEGAL_ARGUMENT',
        hint: expect.stringContaining('no such group'),
      })
    })

    it('under their id when nobody named them, and without members until some are added', async () => {
      const { group } = await write('create')
      const { id } = group as { id: string }
      expect(world().groups.byId.get(id)).toMatchObject({ name: id, remark: null })
      expect(membersOf(id)).toEqual([])
      expect(await write('add', { groupId: id })).toMatchObject({ __typename: 'ChangedGroup' })
    })

    it('under ids of 64 bits, kept whole on the way', async () => {
      const id = '9007199254740993123'
      world().groups.add({ groupId: id, poolKey, members })
      expect(await write('add', { groupId: id })).toMatchObject({ group: { id } })
      expect(membersOf(id)).toHaveLength(4)
    })

    it('in pools that are for AXG, and only those', async () => {
      world().addPool('FC100000000000098', 'AXG')
      world().addPool('FC100000000000099', 'AXB')
      expect(await write('create', { poolKey: 'FC100000000000098' })).toMatchObject({ __typename: 'CreatedGroup' })
      expect(await write('create', { poolKey: 'FC100000000000099' })).toMatchObject({
        __typename: 'PermissionDeniedError',
        code: 'isv.FORBIDDEN_ACTION',
        hint: expect.stringContaining('AXG pools'),
      })
      expect(await write('create', { poolKey: 'FC404' })).toMatchObject({
        __typename: 'ConfigurationError',
        code: 'isv.POOLKEY_NOT_EXISTS',
      })
    })

    it.each(['add', 'remove', 'replace', 'delete'] as const)('in one pool: %s in another is refused', async (what) => {
      expect(await write(what, { poolKey: seeded.otherPool.poolKey })).toMatchObject({
        __typename: 'InvalidInputError',
        code: 'isv.ILLEGAL_ARGUMENT',
        issues: [],
      })
      expect(membersOf()).toEqual(members)
    })
  })

  it('are named by the bindings that use them', async () => {
    const [numberX] = seededPools.axg.numbers
    const expiresAt = new Date(server.sandbox.clock.now() + 3_600_000).toISOString()
    const { data } = await server.ask<{ bindAxg: { binding: { details: unknown } } }>(
      `mutation ($input: BindAxgInput!) {
        bindAxg(input: $input) {
          ... on NewBinding { binding { details { ... on BindingDetails { group { poolKey id } } } } }
        }
      }`,
      { input: { poolKey, numberA: '13900000077', numberX, groupId, expiresAt } },
    )
    expect(data.bindAxg.binding.details).toEqual({ group: { poolKey, id: groupId } })
    expect(await write('delete')).toMatchObject({ code: 'isv.FORBIDDEN_ACTION' })
  })

  describe('keep their limits', () => {
    it('200 numbers in a call', async () => {
      expect(await write('create', { members: numbers(200) })).toMatchObject({ __typename: 'CreatedGroup' })
      expect(await write('add', { members: numbers(200) })).toMatchObject({ __typename: 'ChangedGroup' })
      const before = calls()
      for (const what of ['create', 'add', 'remove', 'replace'] as const)
        expect(paths(await write(what, { members: numbers(201) }))).toEqual(['input.members'])
      expect(calls()).toBe(before)
    })

    it('2000 groups in a pool', async () => {
      while (world().groups.countOf(poolKey) < 2_000) world().groups.add({ groupId: world().groups.freshId(), poolKey })
      expect(await write('create')).toMatchObject({
        __typename: 'PermissionDeniedError',
        code: 'isv.FORBIDDEN_ACTION',
        hint: expect.stringContaining('2000'),
      })
      await write('delete')
      expect(await write('create')).toMatchObject({ __typename: 'CreatedGroup' })
    })

    it('at least one member', async () => {
      await write('remove', { members: [first, second] })
      expect(await write('remove', { members: [third] })).toMatchObject({
        __typename: 'PermissionDeniedError',
        code: 'isv.FORBIDDEN_ACTION',
        hint: expect.stringContaining('at least one'),
      })
      expect(membersOf()).toEqual([third])
    })

    it('at most 200 members to be replaced', async () => {
      world().groups.setMembers(groupId, numbers(200))
      expect(await write('replace')).toMatchObject({ __typename: 'ChangedGroup' })
      world().groups.setMembers(groupId, numbers(201))
      expect(await write('replace')).toMatchObject({ __typename: 'PermissionDeniedError' })
      expect(membersOf()).toHaveLength(201)
    })

    it('and stay while a binding uses them, until it has expired', async () => {
      const expiresAt = server.sandbox.clock.now() + 60_000
      const [numberX] = seededPools.axg.numbers
      world().addBinding({ subsId: '77', poolKey, numberX, numberA: '13900000077', expiresAt, kind: 'AXG', groupId })
      expect(await write('delete')).toMatchObject({
        __typename: 'PermissionDeniedError',
        code: 'isv.FORBIDDEN_ACTION',
        hint: expect.stringContaining('binding still uses'),
      })
      server.sandbox.clock.advance(60_000)
      expect(await write('delete')).toMatchObject({ __typename: 'DeletedGroup' })
    })
  })

  describe('refuse bad input before any upstream call', () => {
    it.each([
      [
        'create',
        { poolKey: ' ', name: 'x'.repeat(129), remark: 'x'.repeat(257), members: ['+8613900000001'] },
        ['input.poolKey', 'input.name', 'input.remark', 'input.members.0'],
      ],
      ['create', { members: [] }, ['input.members']],
      [
        'add',
        { poolKey: '', groupId: 'couriers', members: ['139 0000 0001'] },
        ['input.poolKey', 'input.groupId', 'input.members.0'],
      ],
      ['add', { members: [first, second, first] }, ['input.members.2']],
      ['remove', { groupId: '1'.repeat(20), members: [] }, ['input.groupId', 'input.members']],
      ['replace', { members: ['12345', first, 'x'] }, ['input.members.0', 'input.members.2']],
      ['delete', { poolKey: '', groupId: '-1' }, ['input.poolKey', 'input.groupId']],
    ] as const)('%s %o', async (what, bad, expected) => {
      const result = await write(what, bad)
      expect(result).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT' })
      expect(paths(result)).toEqual(expected)
      expect(JSON.stringify(result)).not.toMatch(/\d{5}/)
      expect(calls()).toBe(0)
    })
  })

  describe('type every refusal', () => {
    const shared = [
      ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
      ['isv.FORBIDDEN_ACTION', 'PermissionDeniedError'],
    ] as const
    const number = ['isv.MOBILE_NUMBER_ILLEGAL', 'InvalidInputError'] as const
    const pool = ['isv.POOLKEY_NOT_EXISTS', 'ConfigurationError'] as const
    const cases = [
      ...[...shared, number, pool].map((one) => ['create', ...one] as const),
      ...(['add', 'remove', 'replace'] as const).flatMap((what) =>
        [...shared, number].map((one) => [what, ...one] as const),
      ),
      ...shared.map((one) => ['delete', ...one] as const),
    ]
    it.each(cases)('%s: %s is %s', async (what, code, type) => {
      server.sandbox.mischief({ kind: 'answer', code })
      expect(await write(what)).toMatchObject({ __typename: type, code, message: expect.any(String) })
    })
  })

  it.each([
    ['create', 'CreateAxgGroup', 'Nothing lists groups'],
    ['add', 'OperateAxgGroup', 'same change again'],
    ['remove', 'OperateAxgGroup', 'same change again'],
    ['replace', 'OperateAxgGroup', 'same change again'],
    ['delete', 'DeleteAxgGroup', 'Delete it again'],
  ] as const)(
    'say of a lost answer to %s that its outcome is unknown, and do not repeat it',
    async (what, action, hint) => {
      server.sandbox.mischief({ kind: 'reset', at: 'answer' })
      expect(await write(what)).toMatchObject({
        __typename: 'OutcomeUnknownError',
        action,
        hint: expect.stringContaining(hint),
      })
      expect(calls()).toBe(1)
    },
  )

  it('keep their members out of the log', async () => {
    await write('add')
    expect(server.logged.join('')).not.toContain('13900002009')
  })
})
