import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seeded } from '../../src/sandbox/sandbox.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

type Result = { readonly __typename: string } & Readonly<Record<string, unknown>>

const writes = {
  blockNumber: 'BlockedNumberInput',
  unblockNumber: 'BlockedNumberInput',
  blockPair: 'BlockedPairInput',
  unblockPair: 'BlockedPairInput',
} as const
type Write = keyof typeof writes

const document = (name: Write) => `mutation ($input: ${writes[name]}!) {
  ${name}(input: $input) {
    __typename
    ... on BlacklistChange { pool { key } requestId }
    ... on InvalidInputError { issues { path message } }
    ... on OutcomeUnknownError { action sentAt }
    ... on Error { code message retryable requestId hint }
  }
}`

const { poolKey } = seeded
const [ann, bob, cat] = ['13900003001', '13900003002', '13900003003'] as const

describe('the blacklist', () => {
  let server: TestGraph
  beforeAll(async () => {
    server = await startGraph({ DYPLS_TIMEOUT_MS: '500', DYPLS_RATES: '*=10000' })
  })
  beforeEach(() => server.sandbox.reset())
  afterAll(() => server.close())

  const calls = (): number => server.sandbox.journal.length
  const world = () => server.sandbox.world
  const refuses = (caller: string, called: string) => world().blacklist.refuses(poolKey, caller, called)

  const defaults = (name: Write) =>
    writes[name] === 'BlockedNumberInput' ? { poolKey, number: ann } : { poolKey, numberA: ann, numberB: bob }
  const write = async (name: Write, more: object = {}): Promise<Result> => {
    const { data, errors } = await server.ask<Record<string, Result>>(document(name), {
      input: { ...defaults(name), ...more },
    })
    expect(errors).toBeUndefined()
    return data[name] as Result
  }
  const paths = (result: Result) => (result.issues as { path: string[] }[]).map(({ path }) => path.join('.'))
  const everyWrite = Object.keys(writes) as Write[]

  describe('refuses', () => {
    it.each(['STANDARD', 'CLASSIC'])('every call of a number until it is unblocked, by the %s list', async (list) => {
      expect(await write('blockNumber', { list, remark: 'complaint 7' })).toMatchObject({
        __typename: 'BlacklistChange',
        pool: { key: poolKey },
        requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
      })
      expect([refuses(ann, bob), refuses(ann, cat), refuses(bob, ann)]).toEqual([true, true, false])
      expect(world().blacklist.refuses(seeded.otherPool.poolKey, ann, bob)).toBe(false)
      await write('unblockNumber', { list })
      expect(refuses(ann, bob)).toBe(false)
    })

    it.each([
      ['BOTH', true, true],
      ['A_TO_B', true, false],
      ['B_TO_A', false, true],
    ])('calls of a pair: %s', async (direction, there, back) => {
      expect(await write('blockPair', { calls: direction })).toMatchObject({ __typename: 'BlacklistChange' })
      expect([refuses(ann, bob), refuses(bob, ann), refuses(ann, cat)]).toEqual([there, back, false])
      await write('unblockPair', { calls: direction })
      expect([refuses(ann, bob), refuses(bob, ann)]).toEqual([false, false])
    })

    it('a pair whichever of the two comes first', async () => {
      await write('blockPair')
      await write('unblockPair', { numberA: bob, numberB: ann, calls: 'A_TO_B' })
      expect([refuses(ann, bob), refuses(bob, ann)]).toEqual([true, false])
    })

    it('a blocked number also where its pair was unblocked', async () => {
      await write('blockNumber')
      await write('blockPair')
      await write('unblockPair')
      expect(refuses(ann, bob)).toBe(true)
    })

    it('as before when a change is repeated', async () => {
      for (const name of ['blockNumber', 'blockNumber', 'unblockNumber', 'unblockNumber'] as const)
        expect(await write(name)).toMatchObject({ __typename: 'BlacklistChange' })
    })
  })

  it('is kept by the operation of the list that was chosen', async () => {
    await write('blockPair')
    await write('blockPair', { calls: 'A_TO_B' })
    await write('blockNumber')
    await write('unblockNumber', { list: 'CLASSIC' })
    expect(server.sandbox.journal.map(({ action }) => action)).toEqual([
      'AddSecretBlacklist',
      'AddSecretBlacklist',
      'AddSecretBlacklist',
      'OperateBlackNo',
    ])
  })

  it('does not exist for AXG pools, and its classic list not for AXB pools', async () => {
    world().addPool('FC1AXG', 'AXG')
    world().addPool('FC1AXB', 'AXB')
    for (const name of everyWrite)
      expect(await write(name, { poolKey: 'FC1AXG' })).toMatchObject({
        __typename: 'PermissionDeniedError',
        code: 'isv.FORBIDDEN_ACTION',
        hint: expect.stringContaining('AXG'),
      })
    expect(await write('blockPair', { poolKey: 'FC1AXB' })).toMatchObject({ __typename: 'BlacklistChange' })
    expect(await write('blockNumber', { poolKey: 'FC1AXB' })).toMatchObject({ __typename: 'BlacklistChange' })
    expect(await write('blockNumber', { poolKey: 'FC1AXB', list: 'CLASSIC' })).toMatchObject({
      code: 'isv.FORBIDDEN_ACTION',
    })
    expect(await write('blockNumber', { poolKey: 'FC404' })).toMatchObject({ __typename: 'ConfigurationError' })
  })

  describe('refuses bad input before any upstream call', () => {
    it.each([
      ['blockNumber', { poolKey: '', number: '+8613900003001' }, ['input.poolKey', 'input.number']],
      ['unblockNumber', { number: `${ann}:${bob}` }, ['input.number']],
      ['blockPair', { poolKey: ' ', numberA: 'x', numberB: '1' }, ['input.poolKey', 'input.numberA', 'input.numberB']],
      ['unblockPair', { numberB: ann }, ['input.numberB']],
    ] as const)('%s %o', async (name, bad, expected) => {
      const result = await write(name, bad)
      expect(result).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT' })
      expect(paths(result)).toEqual(expected)
      expect(JSON.stringify(result)).not.toContain('3001')
      expect(calls()).toBe(0)
    })
  })

  const lists = [
    ...everyWrite.map((name) => [name, {}] as const),
    ['blockNumber', { list: 'CLASSIC' }] as const,
    ['unblockNumber', { list: 'CLASSIC' }] as const,
  ]

  describe.each(lists)('%s %o', (name, more) => {
    it.each([
      ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
      ['isv.FORBIDDEN_ACTION', 'PermissionDeniedError'],
      ['RamPermissionDenied', 'PermissionDeniedError'],
    ])('tells %s as %s', async (code, type) => {
      server.sandbox.mischief({ kind: 'answer', code })
      expect(await write(name, more)).toMatchObject({ __typename: type, code, retryable: false })
    })

    it('is not repeated when its answer was lost', async () => {
      server.sandbox.mischief({ kind: 'reset', at: 'answer' })
      expect(await write(name, more)).toMatchObject({
        __typename: 'OutcomeUnknownError',
        action: expect.stringMatching(/SecretBlacklist|OperateBlackNo/),
        hint: expect.stringContaining('same change again'),
      })
      expect(calls()).toBe(1)
    })
  })

  it('logs no number, pair or remark', async () => {
    await write('blockPair', { remark: 'a word about somebody' })
    await write('blockNumber', { list: 'CLASSIC', remark: 'a word about somebody' })
    const log = server.logged.join('')
    for (const leak of [ann, bob, 'a word about somebody']) expect(log).not.toContain(leak)
  })
})
