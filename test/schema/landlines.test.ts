import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seededLandlines } from '../../src/sandbox/sandbox.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

type Result = { readonly __typename: string; readonly [name: string]: unknown }

const failure = `
  ... on Error { code message retryable requestId hint }
  ... on InvalidInputError { issues { path message } }
`
const lost = '... on OutcomeUnknownError { action sentAt }'
const written = `__typename ... on LandlineBindingChange { binding { poolKey kind subsId } requestId } ${failure} ${lost}`
const bound = `__typename
  ... on NewLandlineBinding { binding { poolKey kind subsId } numberX extension requestId } ${failure} ${lost}`
const facts = `
  binding { poolKey kind subsId } numberA numberB numberX extension boundAt lifetimeSeconds areaCode remark
  promptsBeforeAnswer { bCalls aCalls othersCall } promptsForCalled { aIsCalled otherIsCalled }
  promptsForCaller { aIsCalled otherIsCalled } recordingEnabled callback rawCallback checkedAt requestId
`
const details = `query ($key: ID!, $kind: LandlineKind!, $subsId: ID!) {
  pool(key: $key) { landlineBinding(kind: $kind, subsId: $subsId) {
    details { __typename ... on LandlineDetails { ${facts} } ${failure} }
  } }
}`
const lookup = `query ($key: ID!, $kind: LandlineKind!, $realNumber: PhoneNumber, $numberX: NumberX) {
  pool(key: $key) { landlineBindings(kind: $kind, realNumber: $realNumber, numberX: $numberX) {
    __typename ... on LandlineBindings { bindings { ${facts} } requestId } ${failure}
  } }
}`
const mutation = (name: string): string =>
  `mutation ($input: ${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input!) {
    ${name}(input: $input) { ${name.startsWith('bind') ? bound : written} }
  }`

const { poolKey, axb, axn, extension, spares } = seededLandlines
const promptsBeforeAnswer = { bCalls: '20001', aCalls: '20002', othersCall: '20003' }
const numberA = '13900005721'
const numberB = '13900005722'
const [spareX, otherX, beijingX] = spares

let server: TestGraph
let ids = 0
beforeAll(async () => {
  server = await startGraph({ DYPLS_TIMEOUT_MS: '1000', DYPLS_RATES: '*=10000' })
})
beforeEach(() => server.sandbox.reset())
afterAll(() => server.close())

const calls = (): number => server.sandbox.journal.length
const idempotencyKey = (): string => `write-${++ids}`

const ask = async <T>(query: string, variables: object, through: TestGraph = server): Promise<T> => {
  const { data, errors } = await through.ask<T>(query, variables)
  expect(errors).toBeUndefined()
  return data
}
const write = async (name: string, input: object): Promise<Result> =>
  (
    await ask<Record<string, Result>>(mutation(name), {
      input: { poolKey, idempotencyKey: idempotencyKey(), ...input },
    })
  )[name] as Result
const terms = { numberA, lifetimeSeconds: 600, promptsBeforeAnswer }
const bindAxb = (more: object = {}) => write('bindLandlineAxb', { ...terms, numberB, ...more })
const bindAxn = (more: object = {}) => write('bindLandlineAxn', { ...terms, ...more })
const bindExtension = (more: object = {}) => write('bindLandlineAxnExtension', { ...terms, ...more })
const idOf = ({ binding }: Result): string => (binding as { subsId: string }).subsId

type Pooled<Name extends string> = { pool: Record<Name, Result & { details: Result }> }
const read = async (kind: string, subsId: string, key: string = poolKey, through?: TestGraph): Promise<Result> =>
  (await ask<Pooled<'landlineBinding'>>(details, { key, kind, subsId }, through)).pool.landlineBinding.details
const find = async (kind: string, by: object): Promise<Result> =>
  (await ask<Pooled<'landlineBindings'>>(lookup, { key: poolKey, kind, ...by })).pool.landlineBindings
const idsOf = ({ bindings }: Result): string[] => (bindings as Result[]).map(idOf)
const pathsOf = ({ issues }: Result): string[] =>
  (issues as { path: string[] }[]).map(({ path }) => path.filter((step) => step !== 'input').join('.'))

describe('binding a landline', () => {
  it('repeats no number of its remark', async () => {
    const result = await bindAxb({ numberX: spareX, remark: 'order 7 of 13900000977' })
    expect(await read('AXB', idOf(result))).toMatchObject({ remark: 'order 7 of 139****0977' })
  })

  it('gives A and B the X of the caller’s choice, and tells all of it again', async () => {
    const boundAt = '2026-11-14T14:31:16+08:00'
    const answers = { aIsCalled: '20004', otherIsCalled: '20005' }
    const result = await bindAxb({
      numberX: spareX,
      boundAt,
      promptsForCalled: answers,
      promptsForCaller: answers,
      recordingEnabled: true,
      remark: 'order 7',
    })
    expect(result).toMatchObject({
      __typename: 'NewLandlineBinding',
      binding: { poolKey, kind: 'AXB', subsId: expect.stringMatching(/^GHX0571X\d{21}$/) },
      numberX: spareX,
      extension: null,
      requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
    })
    expect(await read('AXB', idOf(result))).toMatchObject({
      __typename: 'LandlineDetails',
      binding: result.binding,
      numberA: '139****5721',
      numberB: '139****5722',
      numberX: spareX,
      boundAt,
      lifetimeSeconds: 600,
      areaCode: '571',
      remark: 'order 7',
      promptsBeforeAnswer,
      promptsForCalled: answers,
      promptsForCaller: answers,
      recordingEnabled: true,
      callback: null,
      rawCallback: null,
      checkedAt: expect.stringMatching(/\+08:00$/),
    })
  })

  it('lets the platform pick an X of the wished area', async () => {
    expect(await bindAxn({ areaCode: '10' })).toMatchObject({ numberX: beijingX })
    expect(await bindAxn({ areaCode: '571', numberA: numberB })).toMatchObject({ numberX: spareX })
    expect(await bindAxn({ areaCode: '755' })).toMatchObject({
      __typename: 'NumbersExhaustedError',
      code: 'isv.NO_AVAILABLE_NUMBER',
    })
  })

  it('sends A’s own calls where the callback says', async () => {
    const subsId = idOf(await bindAxn({ callback: 'NUMBER_B', numberB }))
    expect(await read('AXN', subsId)).toMatchObject({
      numberB: '139****5722',
      callback: 'NUMBER_B',
      rawCallback: '2',
      recordingEnabled: false,
    })
  })

  it('serves many A on one X by extension', async () => {
    const named = await bindExtension({ numberX: spareX, extension: '1009' })
    expect(named).toMatchObject({ numberX: spareX, extension: '1009' })
    const picked = await bindExtension({ numberA: numberB })
    expect(picked).toMatchObject({ numberX: extension.numberX, extension: '1002' })
    expect(await read('AXN_EXTENSION', idOf(picked))).toMatchObject({ extension: '1002', callback: 'NOWHERE' })
  })

  it('uses numbers up and frees them with the end of a binding', async () => {
    const bindings: Result[] = []
    for (const _spare of spares) bindings.push(await bindAxn())
    expect(await bindAxn()).toMatchObject({ __typename: 'NumbersExhaustedError' })
    await write('unbindLandline', { kind: 'AXN', subsId: idOf(bindings[1] as Result) })
    expect(await bindAxn()).toMatchObject({ numberX: otherX })
  })

  it.each([
    ['A, bound on this X already', () => bindAxb({ numberX: axb.numberX, numberA: axb.numberB })],
    ['B, bound on this X already', () => bindAxb({ numberX: axb.numberX, numberB: axb.numberA })],
    ['an X that an AXN has for itself', () => bindAxn({ numberX: axn.numberX })],
    ['an X that another kind uses', () => bindAxb({ numberX: axn.numberX })],
    ['an extension that is taken', () => bindExtension({ numberX: extension.numberX, extension: '1001' })],
  ])('is a conflict with %s', async (_what, bind) => {
    expect(await bind()).toMatchObject({ __typename: 'ConflictError', code: 'isv.BIND_CONFLICT' })
  })

  it('shares an X among pairs that have no number in common', async () => {
    expect(await bindAxb({ numberX: axb.numberX })).toMatchObject({ numberX: axb.numberX })
  })

  it('knows no X that is not in the pool', async () => {
    expect(await bindAxn({ numberX: '057180000404' })).toMatchObject({
      __typename: 'NotFoundError',
      code: 'isv.NO_NOT_EXIST',
    })
  })

  it('happens once under one idempotency key, whenever it is sent again', async () => {
    const again = { idempotencyKey: 'order-7' }
    const first = await bindAxn(again)
    server.sandbox.clock.advance(5_000)
    expect(idOf(await bindAxn(again))).toBe(idOf(first))
    expect(await bindAxn({ ...again, numberA: numberB })).toMatchObject({ __typename: 'InvalidInputError' })
    expect(idsOf(await find('AXN', { realNumber: numberA }))).toEqual([idOf(first)])
  })
})

describe('looking landlines up', () => {
  it('finds an AXB by its X and either party', async () => {
    for (const realNumber of [axb.numberA, axb.numberB])
      expect(idsOf(await find('AXB', { realNumber, numberX: axb.numberX }))).toEqual([axb.subsId])
    expect(idsOf(await find('AXB', { realNumber: numberA, numberX: axb.numberX }))).toEqual([])
  })

  it.each([
    ['A', { realNumber: axn.numberA }],
    ['X', { numberX: axn.numberX }],
    ['both', { realNumber: axn.numberA, numberX: axn.numberX }],
  ])('finds an AXN by %s', async (_what, by) => {
    const result = await find('AXN', by)
    expect(idsOf(result)).toEqual([axn.subsId])
    expect(result.requestId).toMatch(/^[\dA-F-]{36}$/)
  })

  it('finds every extension of A', async () => {
    const second = await bindExtension({ numberA: extension.numberA, numberX: spareX, extension: '7' })
    expect(idsOf(await find('AXN_EXTENSION', { realNumber: extension.numberA }))).toEqual([
      extension.subsId,
      idOf(second),
    ])
  })

  it.each([
    ['an id of another kind', 'AXN', axb.subsId],
    ['an unknown id', 'AXB', 'GHX404'],
    ['an unknown id', 'AXN_EXTENSION', 'GHX404'],
  ])('says that there is no binding under %s (%s)', async (_what, kind, subsId) => {
    expect(await read(kind, subsId)).toMatchObject({
      __typename: 'NotFoundError',
      code: 'NO_LANDLINE_BINDING',
      retryable: false,
      requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
    })
  })

  it('asks the same once, under a message id of its own each time', async () => {
    const one = `pool(key: "${poolKey}") { landlineBinding(kind: AXN, subsId: "${axn.subsId}") { details { __typename } } }`
    await server.ask(`{ a: ${one} b: ${one} }`)
    expect(calls()).toBe(1)
    await server.ask(`{ ${one} }`)
    expect(calls()).toBe(2)
  })

  it('sees a binding end with its lifetime, and one of lifetime 0 stay', async () => {
    expect(await read('AXN', axn.subsId)).toMatchObject({ lifetimeSeconds: 3_600 })
    let time = Date.now()
    const patient = await startGraph({}, { now: () => time })
    try {
      time += 3_599_000
      patient.sandbox.clock.advance(3_599_000)
      expect(await read('AXN', axn.subsId, poolKey, patient)).toMatchObject({ __typename: 'LandlineDetails' })
      time += 2_000
      patient.sandbox.clock.advance(2_000)
      expect(await read('AXN', axn.subsId, poolKey, patient)).toMatchObject({ __typename: 'NotFoundError' })
      expect(await read('AXB', axb.subsId, poolKey, patient)).toMatchObject({ lifetimeSeconds: 0 })
    } finally {
      await patient.close()
    }
  })
})

describe('changing a landline binding', () => {
  it('replaces one party and keeps the rest', async () => {
    expect(await write('updateLandlineAxb', { subsId: axb.subsId, numberB })).toMatchObject({
      __typename: 'LandlineBindingChange',
      binding: { poolKey, kind: 'AXB', subsId: axb.subsId },
    })
    expect(await read('AXB', axb.subsId)).toMatchObject({
      numberA: '139****5711',
      numberB: '139****5722',
      lifetimeSeconds: 0,
      promptsBeforeAnswer: { bCalls: '10001' },
    })
  })

  it('changes the terms of an AXN', async () => {
    const change = { numberA, numberB, callback: 'NUMBER_B', lifetimeSeconds: 0, remark: 'later', promptsBeforeAnswer }
    await write('updateLandlineAxn', { subsId: axn.subsId, ...change })
    expect(await read('AXN', axn.subsId)).toMatchObject({
      ...change,
      numberA: '139****5721',
      numberB: '139****5722',
    })
  })

  it('changes an extension, whose A must come along', async () => {
    const { subsId, numberA: same } = extension
    const change = { callback: 'LATEST_CALLER', recordingEnabled: true }
    await write('updateLandlineAxnExtension', { subsId, numberA: same, ...change })
    expect(await read('AXN_EXTENSION', subsId)).toMatchObject({ ...change, numberA: '139****5714', extension: '1001' })
  })

  it('is a conflict when the new party is on this X already', async () => {
    await bindAxb({ numberX: axb.numberX })
    expect(await write('updateLandlineAxb', { subsId: axb.subsId, numberA })).toMatchObject({
      __typename: 'ConflictError',
      code: 'isv.BIND_CONFLICT',
    })
  })

  it('cannot end a binding by a lifetime that has passed', async () => {
    server.sandbox.clock.advance(120_000)
    expect(await write('updateLandlineAxn', { subsId: axn.subsId, lifetimeSeconds: 60 })).toMatchObject({
      __typename: 'InvalidInputError',
      code: 'isv.EXPIRE_DATE_ILLEGAL',
      issues: [],
    })
  })

  it.each([
    ['AXB', axb.subsId],
    ['AXN', axn.subsId],
    ['AXN_EXTENSION', extension.subsId],
  ])('ends a binding of kind %s, once', async (kind, subsId) => {
    expect(await write('unbindLandline', { kind, subsId })).toMatchObject({ binding: { kind, subsId } })
    expect(await read(kind, subsId)).toMatchObject({ __typename: 'NotFoundError' })
    expect(await write('unbindLandline', { kind, subsId })).toMatchObject({
      __typename: 'NotFoundError',
      code: 'isv.SUBS_NOT_EXIST',
    })
  })

  it('tells a repeated end what it told the first', async () => {
    const again = { kind: 'AXN', subsId: axn.subsId, idempotencyKey: 'end-7' }
    expect(await write('unbindLandline', again)).toMatchObject({ __typename: 'LandlineBindingChange' })
    expect(await write('unbindLandline', again)).toMatchObject({ __typename: 'LandlineBindingChange' })
  })

  it('knows an id only together with its kind', async () => {
    expect(await write('unbindLandline', { kind: 'AXN', subsId: axb.subsId })).toMatchObject({
      __typename: 'NotFoundError',
    })
    expect(await write('updateLandlineAxn', { subsId: axb.subsId, numberA })).toMatchObject({
      __typename: 'NotFoundError',
    })
  })
})

describe('bad input makes no upstream call', () => {
  const { subsId } = axb
  it.each<[string, () => Promise<Result>, string[]]>([
    [
      'a blank pool and an over-long id',
      () => bindAxb({ poolKey: ' ', idempotencyKey: 'x'.repeat(65) }),
      ['poolKey', 'idempotencyKey'],
    ],
    [
      'numbers that are none',
      () => bindAxb({ numberA: '+8613900005721', numberB: '1', numberX: 'X' }),
      ['numberA', 'numberB', 'numberX'],
    ],
    ['a lifetime below 0', () => bindAxn({ lifetimeSeconds: -1 }), ['lifetimeSeconds']],
    ['an area code with its 0', () => bindAxn({ areaCode: '0571' }), ['areaCode']],
    [
      'two codes in one',
      () => bindAxn({ promptsBeforeAnswer: { ...promptsBeforeAnswer, aCalls: '1,2' } }),
      ['promptsBeforeAnswer.aCalls'],
    ],
    [
      'an empty code',
      () => bindAxn({ promptsForCaller: { aIsCalled: '', otherIsCalled: '1' } }),
      ['promptsForCaller.aIsCalled'],
    ],
    ['a long remark', () => bindAxn({ remark: 'r'.repeat(251) }), ['remark']],
    ['a callback to B without B', () => bindAxn({ callback: 'NUMBER_B' }), ['numberB']],
    ['a B that nobody calls', () => bindAxn({ numberB }), ['numberB']],
    ['an X without its extension', () => bindExtension({ numberX: spareX }), ['extension']],
    ['an extension without its X', () => bindExtension({ extension: '1009' }), ['extension']],
    ['an extension that is no digits', () => bindExtension({ numberX: spareX, extension: '10a9' }), ['extension']],
    ['A and B in one change', () => write('updateLandlineAxb', { subsId, numberA, numberB }), ['numberB']],
    ['a change of nothing', () => write('updateLandlineAxb', { subsId }), ['']],
    [
      'a change of B against the callback',
      () => write('updateLandlineAxn', { subsId, numberB, callback: 'NOWHERE' }),
      ['numberB'],
    ],
    [
      'a change of A to none',
      () => write('updateLandlineAxnExtension', { subsId: '', numberA: '1' }),
      ['numberA', 'subsId'],
    ],
    ['an end of nothing', () => write('unbindLandline', { kind: 'AXB', subsId: '' }), ['subsId']],
    ['a question for nothing', () => read('AXB', '', ' '), ['poolKey', 'subsId']],
    ['an AXB by X alone', () => find('AXB', { numberX: axb.numberX }), ['realNumber']],
    ['an AXB by A alone', () => find('AXB', { realNumber: numberA }), ['numberX']],
    ['an AXN by nothing', () => find('AXN', {}), ['realNumber']],
    ['extensions by X', () => find('AXN_EXTENSION', { realNumber: '1', numberX: spareX }), ['realNumber', 'numberX']],
  ])('%s', async (_what, act, paths) => {
    const result = await act()
    expect(result).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT', requestId: null })
    expect(pathsOf(result)).toEqual(paths)
    expect(calls()).toBe(0)
  })
})

describe('every refusal is typed, wherever its code stands', () => {
  const everything: readonly [string, () => Promise<Result>][] = [
    ['bindLandlineAxb', bindAxb],
    ['bindLandlineAxn', bindAxn],
    ['bindLandlineAxnExtension', bindExtension],
    ['updateLandlineAxb', () => write('updateLandlineAxb', { subsId: axb.subsId, numberA })],
    ['updateLandlineAxn', () => write('updateLandlineAxn', { subsId: axn.subsId, numberA })],
    ['updateLandlineAxnExtension', () => write('updateLandlineAxnExtension', { subsId: extension.subsId, numberA })],
    ['unbindLandline (AXB)', () => write('unbindLandline', { kind: 'AXB', subsId: axb.subsId })],
    ['unbindLandline (AXN)', () => write('unbindLandline', { kind: 'AXN', subsId: axn.subsId })],
    [
      'unbindLandline (AXN_EXTENSION)',
      () => write('unbindLandline', { kind: 'AXN_EXTENSION', subsId: extension.subsId }),
    ],
    ['details (AXB)', () => read('AXB', axb.subsId)],
    ['details (AXN)', () => read('AXN', axn.subsId)],
    ['landlineBindings', () => find('AXN_EXTENSION', { realNumber: extension.numberA })],
  ]
  const writes = everything.slice(0, -3)

  it.each(everything)('%s', async (_name, act) => {
    for (const [code, type] of [
      ['isv.PARTNER_NOT_EXIST', 'ConfigurationError'],
      ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
      ['isv.SUBS_NOT_EXIST', 'NotFoundError'],
      ['isp.RAM_PERMISSION_DENY', 'PermissionDeniedError'],
      ['isv.OUT_OF_SERVICE', 'AccountError'],
      ['isv.BRAND_NEW', 'UnknownError'],
    ] as const) {
      server.sandbox.mischief({ kind: 'answer', code, times: 1 })
      expect(await act()).toMatchObject({ __typename: type, code })
    }
    server.sandbox.mischief({ kind: 'throttle', retryAfterMs: 60_000 })
    expect(await act()).toMatchObject({ __typename: 'ThrottledError', code: 'Throttling.User' })
  })

  it.each(everything)('%s in a pool that does not exist', async (name, _act) => {
    const elsewhere = { poolKey: 'FC404', subsId: axb.subsId, numberA }
    const [field = ''] = name.split(' ')
    const kind = /\((\w+)\)/.exec(name)?.[1] ?? 'AXN'
    const result = field.startsWith('bind')
      ? await write(field, { ...terms, ...elsewhere, ...(field.endsWith('Axb') ? { numberB } : {}), subsId: undefined })
      : field.startsWith('update')
        ? await write(field, elsewhere)
        : field.startsWith('unbind')
          ? await write(field, { ...elsewhere, numberA: undefined, kind })
          : await read(kind, axb.subsId, 'FC404')
    expect(result).toMatchObject({ __typename: 'ConfigurationError', code: 'isv.PARTNER_NOT_EXIST' })
  })

  describe('of an account that was not invited', () => {
    // What an account is not served is remembered, so this one has a server of its own.
    let invited: TestGraph
    beforeAll(async () => {
      invited = server
      server = await startGraph()
    })
    afterAll(async () => {
      await server.close()
      server = invited
    })
    it.each(everything)('%s', async (_name, act) => {
      server.sandbox.mischief({ kind: 'answer', code: 'InvalidAction.NotFound' })
      expect(await act()).toMatchObject({ __typename: 'OperationUnavailableError' })
    })
  })

  it.each(writes)('%s whose answer was lost is not repeated, and says where to look', async (_name, act) => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer' })
    expect(await act()).toMatchObject({
      __typename: 'OutcomeUnknownError',
      action: expect.stringMatching(/FixedLine$/),
      hint: expect.stringContaining('pool.landlineBinding'),
    })
    expect(calls()).toBe(1)
  })

  it('a platform fault on a write leaves its outcome open', async () => {
    server.sandbox.mischief({ kind: 'answer', code: 'isp.SYSTEM_ERROR' })
    expect(await bindAxb()).toMatchObject({ __typename: 'OutcomeUnknownError', code: 'isp.SYSTEM_ERROR' })
  })

  it('a question whose answer was lost is asked again', async () => {
    server.sandbox.mischief({ kind: 'reset', times: 1 })
    expect(await read('AXN', axn.subsId)).toMatchObject({ __typename: 'LandlineDetails' })
    expect(calls()).toBe(2)
  })
})

it('logs no landline and no real number', async () => {
  await bindAxb({ numberX: spareX })
  await find('AXB', { realNumber: numberA, numberX: spareX })
  for (const number of [numberA, numberB, spareX as string]) expect(server.logged.join('')).not.toContain(number)
})
