import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seededNumbers700 as seeded } from '../../src/sandbox/sandbox.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

type Result = {
  readonly __typename: string
  readonly subsId?: unknown
  readonly numberX?: unknown
} & Readonly<Record<string, unknown>>

const told = `
  __typename
  ... on Number700Binding { poolKey subsId numberX requestId }
  ... on InvalidInputError { issues { path message } }
  ... on OutcomeUnknownError { action sentAt }
  ... on Error { code message retryable requestId hint }
`
const requests = {
  bindNumber700Axb: `mutation ($input: BindNumber700AxbInput!) { result: bindNumber700Axb(input: $input) { ${told} } }`,
  bindNumber700Group: `mutation ($input: BindNumber700GroupInput!) { result: bindNumber700Group(input: $input) { ${told} } }`,
  updateNumber700Binding: `mutation ($input: UpdateNumber700BindingInput!) { result: updateNumber700Binding(input: $input) { ${told} } }`,
  unbindNumber700: `mutation ($input: UnbindNumber700Input!) { result: unbindNumber700(input: $input) { ${told} } }`,
}

// How far the server's and the sandbox's clock run ahead of ours.
let ahead = 0
const now = (): number => Date.now() + ahead
let server: TestGraph
beforeAll(async () => {
  server = await startGraph({ DYPLS_TIMEOUT_MS: '2000' }, { now, random: () => 0 })
})
beforeEach(() => {
  ahead = 0
  server.sandbox.reset()
})
afterAll(() => server.close())

const advance = (ms: number): void => {
  ahead += ms
  server.sandbox.clock.advance(ms)
}
const { poolKey, groupId, axb, gxb, expired, numbers, emptyPoolKey } = seeded
const A = '13900007011'
const B = '13900007012'
const calls = (): number => server.sandbox.journal.length
const world = () => server.sandbox.world.numbers700
const inMinutes = (minutes: number): string => new Date(now() + minutes * 60_000).toISOString()

const write = async (name: keyof typeof requests, input: object): Promise<Result> =>
  (await server.ask<{ result: Result }>(requests[name], { input: { poolKey, ...input } })).data.result
const bindAxb = (input: object = {}) =>
  write('bindNumber700Axb', { expiresAt: inMinutes(60), numberA: A, numberB: B, ...input })
const bindGroup = (input: object = {}) =>
  write('bindNumber700Group', { expiresAt: inMinutes(60), numberB: B, groupId, ...input })
const keyOf = ({ subsId, numberX }: { subsId?: unknown; numberX?: unknown }) => ({ subsId, numberX })
const update = (change: object, input: object = {}) =>
  write('updateNumber700Binding', { ...keyOf(axb), change, ...input })
const unbind = (input: object = {}) => write('unbindNumber700', { ...keyOf(axb), ...input })
const kept = ({ subsId }: { subsId?: unknown }) => world().bindings.get(String(subsId))
const pathsOf = (result: Result) => (result.issues as { path: string[] }[]).map(({ path }) => path.join('.'))

describe('a pair on a 700 number', () => {
  it('is bound on a number that the platform picks, under an id that no double can hold', async () => {
    const result = await bindAxb()
    expect(result).toMatchObject({
      __typename: 'Number700Binding',
      poolKey,
      numberX: numbers[0],
      requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
    })
    expect(Number(result.subsId) > Number.MAX_SAFE_INTEGER).toBe(true)
    expect(kept(result)).toMatchObject({ kind: 'AXB', numberA: A, numberB: B, subsId: result.subsId })
    expect(await update({ numberB: '13900007013' }, keyOf(result))).toMatchObject({ subsId: result.subsId })
    expect(await unbind(keyOf(result))).toMatchObject({ __typename: 'Number700Binding', subsId: result.subsId })
    expect(kept(result)).toBeUndefined()
  })

  it('passes every wish on to the upstream in its own words', async () => {
    const result = await bindAxb({
      numberX: numbers[1],
      restriction: 'A_MAY_NOT_CALL',
      recordingEnabled: true,
      recordingFormat: 'WAV',
      transcriptEnabled: true,
      transcriptModel: 'REGIONAL_ACCENTS',
      ringSeconds: 10,
      keyPress: { listener: 'A', keys: ['1', '2'], waitSeconds: 10, repeats: 3, hangUpSeconds: 2 },
      whenACalls: { callerBeforeAnswer: '185', calledAfterAnswer: '187' },
      whenBCalls: { callerAfterAnswer: '186' },
      outId: 'order-7',
      outOrderId: '34553330001',
      industrialId: '700.100.1/12345678',
    })
    expect(kept(result)).toMatchObject({
      numberX: numbers[1],
      callRestrict: 'CONTROL_AX_DISABLE',
      recordingEnabled: true,
      recordingFormat: 'wav',
      transcriptEnabled: true,
      transcriptModelId: '3655a6cb94764145a1f9a38a3c3b3b4b',
      callTimeout: 10,
      prompts: '{"ACallX_Apre":"185","ACallX_Bin":"187","BCallX_Bin":"186"}',
      outId: 'order-7',
      outOrderId: '34553330001',
      industrialId: '700.100.1/12345678',
    })
    expect(JSON.parse(kept(result)?.dtmfConfig ?? '')).toEqual({
      endCallIvrPhoneNo: 'A',
      waitingDtmfTime: 10,
      maxLoop: 3,
      validKey: '1,2',
      waitingEndCall: 2,
    })
  })

  it('says nothing about what was left out', async () => {
    expect(kept(await bindAxb({ restriction: 'NONE', whenACalls: {} }))).toMatchObject({
      callRestrict: null,
      prompts: null,
      dtmfConfig: null,
    })
  })

  it('shares its number with other pairs as long as no A and no B comes twice', async () => {
    expect(await bindAxb({ numberX: axb.numberX })).toMatchObject({ numberX: axb.numberX })
    expect(await bindAxb({ numberX: axb.numberX, numberA: axb.numberA, numberB: '13900007013' })).toMatchObject({
      __typename: 'ConflictError',
      code: 'isv.BIND_CONFLICT',
    })
    expect(await bindAxb({ numberX: axb.numberX, numberA: '13900007014', numberB: axb.numberB })).toMatchObject({
      __typename: 'ConflictError',
    })
  })

  it('moves to another number when the first one has its A or B already', async () => {
    expect(await bindAxb({ numberA: axb.numberA })).toMatchObject({ numberX: numbers[1] })
    expect(await bindAxb({ numberA: axb.numberA, numberB: '13900007015' })).toMatchObject({
      __typename: 'NumbersExhaustedError',
      code: 'isv.NO_AVAILABLE_NUMBER',
    })
  })

  it('finds no room on a number that serves 200 pairs', async () => {
    const one = kept(axb)
    if (one?.kind !== 'AXB') return expect.unreachable()
    for (let index = 1; index < 200; index++) {
      const subsId = `70000${index}`
      world().bindings.set(subsId, { ...one, subsId, numberA: `1390010${index}`, numberB: `1390020${index}` })
    }
    expect(await bindAxb({ numberX: axb.numberX })).toMatchObject({ code: 'isv.NO_AVAILABLE_NUMBER' })
    expect(await bindAxb()).toMatchObject({ numberX: numbers[1] })
    await unbind()
    expect(await bindAxb({ numberX: axb.numberX, numberA: '13900007016', numberB: '13900007017' })).toMatchObject({
      numberX: axb.numberX,
    })
  })

  it('takes the place of one that has expired', async () => {
    const { numberA, numberB, numberX } = expired
    expect(await bindAxb({ numberA, numberB, numberX })).toMatchObject({ __typename: 'Number700Binding' })
  })

  it.each([
    ['an unknown pool', { poolKey: 'FC404' }, 'ConfigurationError', 'isv.PARTNER_NOT_EXIST'],
    ['a pool without numbers', { poolKey: emptyPoolKey }, 'NumbersExhaustedError', 'isv.NO_AVAILABLE_NUMBER'],
    ['the number of another pool', { poolKey: emptyPoolKey, numberX: numbers[0] }, 'NotFoundError', 'isv.NO_NOT_EXIST'],
    ['an unknown number', { numberX: '70099999999' }, 'NotFoundError', 'isv.NO_NOT_EXIST'],
  ])('is refused with %s', async (_what, input, type, code) => {
    expect(await bindAxb(input)).toMatchObject({ __typename: type, code })
  })
})

describe('a group on a 700 number', () => {
  it('is bound with its members, B and what B reaches', async () => {
    const result = await bindGroup({
      defaultNumberA: '13900007018',
      restriction: 'MEMBERS_MAY_NOT_CALL',
      whenMemberCalls: { callerBeforeAnswer: '185' },
      whenBCalls: { calledAfterAnswer: '186' },
    })
    expect(result).toMatchObject({ __typename: 'Number700Binding', numberX: numbers[0] })
    expect(kept(result)).toMatchObject({
      kind: 'GXB',
      groupId,
      defaultNumberA: '13900007018',
      callRestrict: 'CONTROL_GX_DISABLE',
      prompts: '{"GCallX_Gpre":"185","BCallX_Gin":"186"}',
    })
  })

  it('may come without a group, which is set later', async () => {
    const result = await bindGroup({ groupId: null })
    expect(kept(result)).toMatchObject({ groupId: null })
    await update({ groupId }, keyOf(result))
    expect(kept(result)).toMatchObject({ groupId })
  })

  it.each([
    ['an unknown group', { groupId: '404' }, 'InvalidInputError', 'isv.ILLEGAL_ARGUMENT'],
    ['the same group twice on one X', { numberX: gxb.numberX }, 'ConflictError', 'isv.BIND_CONFLICT'],
    [
      'B twice on one X',
      { numberX: gxb.numberX, numberB: gxb.numberB, groupId: null },
      'ConflictError',
      'isv.BIND_CONFLICT',
    ],
    ['an unknown pool', { poolKey: 'FC404' }, 'ConfigurationError', 'isv.PARTNER_NOT_EXIST'],
  ])('is refused with %s', async (_what, input, type, code) => {
    expect(await bindGroup(input)).toMatchObject({ __typename: type, code })
  })
})

describe('changing a binding on a 700 number', () => {
  const later = '2033-01-10T08:00:00+08:00'
  it.each([
    ['A', { numberA: '13900007021' }, { numberA: '13900007021' }],
    ['B', { numberB: '13900007022' }, { numberB: '13900007022' }],
    ['the end', { expiresAt: later }, { expiresAt: Date.parse(later) }],
    ['who may call', { restriction: 'OTHERS_MAY_NOT_CALL' }, { callRestrict: 'CONTROL_BX_DISABLE' }],
    ['that anybody may call', { restriction: 'NONE' }, { callRestrict: null }],
    ['recording', { recordingEnabled: true }, { recordingEnabled: true }],
    ['that nothing is recorded', { recordingEnabled: false }, { recordingEnabled: false }],
    [
      'transcripts',
      { transcript: { enabled: true, model: 'CANTONESE' } },
      { transcriptEnabled: true, transcriptModelId: '9b4afe3d224e4fa3bf963697113e2f77' },
    ],
    ['the free text', { outId: 'order-8' }, { outId: 'order-8' }],
  ])('sets %s and nothing else', async (_what, change, expected) => {
    const before = kept(axb)
    expect(await update(change)).toMatchObject({ __typename: 'Number700Binding', ...keyOf(axb), poolKey })
    expect(kept(axb)).toEqual({ ...before, ...expected })
  })

  it.each([
    ['the group', { groupId: 'other' }, { groupId: 'other' }],
    ['whom B reaches', { defaultNumberA: '13900007023' }, { defaultNumberA: '13900007023' }],
    ['who may call', { groupRestriction: 'MEMBERS_MAY_NOT_CALL' }, { callRestrict: 'CONTROL_GX_DISABLE' }],
    ['that B may not', { groupRestriction: 'B_MAY_NOT_CALL' }, { callRestrict: 'CONTROL_BX_DISABLE' }],
  ])('sets %s of a group’s binding', async (_what, change, expected) => {
    server.sandbox.world.groups.add({ groupId: 'other', poolKey })
    expect(await update(change, keyOf(gxb))).toMatchObject({ __typename: 'Number700Binding' })
    expect(kept(gxb)).toMatchObject(expected)
  })

  it('takes exactly one aspect, which GraphQL itself sees to', async () => {
    for (const change of [{}, { numberA: A, numberB: B }, { numberA: null }]) {
      const reply = await server.ask(requests.updateNumber700Binding, {
        input: { poolKey, ...keyOf(axb), change },
      })
      expect(reply.errors?.[0]?.message).toMatch(/[Ee]xactly one|must be non-null/)
    }
    expect(calls()).toBe(0)
  })

  it.each([
    ['an expired binding', { numberA: A }, keyOf(expired), 'PermissionDeniedError', 'isv.FORBIDDEN_ACTION'],
    ['an unknown id', { numberA: A }, { subsId: '404' }, 'NotFoundError', 'isv.SUBS_NOT_EXIST'],
    ['the X of another binding', { numberA: A }, { numberX: gxb.numberX }, 'NotFoundError', 'isv.SUBS_NOT_EXIST'],
    ['another pool', { numberA: A }, { poolKey: emptyPoolKey }, 'NotFoundError', 'isv.SUBS_NOT_EXIST'],
    ['an unknown pool', { numberA: A }, { poolKey: 'FC404' }, 'ConfigurationError', 'isv.PARTNER_NOT_EXIST'],
    ['the group of a pair', { groupId }, {}, 'InvalidInputError', 'isv.ILLEGAL_ARGUMENT'],
    [
      'members of a pair',
      { groupRestriction: 'MEMBERS_MAY_NOT_CALL' },
      {},
      'InvalidInputError',
      'isv.ILLEGAL_ARGUMENT',
    ],
    ['an unknown group', { groupId: '404' }, keyOf(gxb), 'InvalidInputError', 'isv.ILLEGAL_ARGUMENT'],
  ])('is refused for %s', async (_what, change, input, type, code) => {
    expect(await update(change, input)).toMatchObject({ __typename: type, code })
  })

  it('is a conflict where the new party is on that X already', async () => {
    const other = await bindAxb({ numberX: axb.numberX })
    expect(await update({ numberB: axb.numberB }, keyOf(other))).toMatchObject({
      __typename: 'ConflictError',
      code: 'isv.UPDATE_CONFLICT',
    })
    expect(await update({ numberB: B }, keyOf(other))).toMatchObject({ __typename: 'Number700Binding' })
  })
})

describe('ending a binding on a 700 number', () => {
  it('is done once', async () => {
    expect(await unbind()).toMatchObject({ __typename: 'Number700Binding', ...keyOf(axb) })
    expect(await unbind()).toMatchObject({ __typename: 'NotFoundError', code: 'isv.SUBS_NOT_EXIST' })
  })

  it('is of no use once it has expired', async () => {
    const result = await bindAxb({ expiresAt: inMinutes(2) })
    advance(121_000)
    expect(await unbind(keyOf(result))).toMatchObject({ code: 'isv.SUBS_NOT_EXIST' })
    expect(await update({ numberA: A }, keyOf(result))).toMatchObject({ code: 'isv.FORBIDDEN_ACTION' })
  })

  it.each([
    ['the X of another binding', { numberX: gxb.numberX }, 'isv.SUBS_NOT_EXIST'],
    ['another pool', { poolKey: emptyPoolKey }, 'isv.SUBS_NOT_EXIST'],
    ['an unknown pool', { poolKey: 'FC404' }, 'isv.PARTNER_NOT_EXIST'],
  ])('is refused with %s', async (_what, input, code) => {
    expect(await unbind(input)).toMatchObject({ code })
    expect(kept(axb)).toBeDefined()
  })
})

describe('bad input is refused before any upstream call', () => {
  const cases: readonly [string, () => Promise<Result>, readonly string[]][] = [
    [
      'numbers that are none',
      () => bindAxb({ numberA: '139 0000', numberB: '', numberX: '+86700' }),
      ['input.numberX', 'input.numberA', 'input.numberB'],
    ],
    ['an expiry in the past', () => bindAxb({ expiresAt: inMinutes(-1) }), ['input.expiresAt']],
    ['an expiry one minute ahead', () => bindGroup({ expiresAt: inMinutes(1) }), ['input.expiresAt']],
    ['a format without a recording', () => bindAxb({ recordingFormat: 'MP3' }), ['input.recordingFormat']],
    [
      'a model without transcripts',
      () => bindAxb({ transcriptEnabled: false, transcriptModel: 'MANDARIN' }),
      ['input.transcriptModel'],
    ],
    ['a long ring', () => bindAxb({ ringSeconds: 21 }), ['input.ringSeconds']],
    [
      'three keys and a long wait',
      () => bindAxb({ keyPress: { listener: 'A', keys: ['1', '2', '3'], waitSeconds: 31 } }),
      ['input.keyPress.keys', 'input.keyPress.waitSeconds'],
    ],
    [
      'a blank prompt',
      () => bindAxb({ whenBCalls: { callerBeforeAnswer: '' } }),
      ['input.whenBCalls.callerBeforeAnswer'],
    ],
    ['a key with a blank', () => bindAxb({ idempotencyKey: 'a b' }), ['input.idempotencyKey']],
    ['an over-long key', () => unbind({ idempotencyKey: 'k'.repeat(65) }), ['input.idempotencyKey']],
    ['a blank handle', () => unbind({ industrialId: '' }), ['input.industrialId']],
    [
      'a group of nothing',
      () =>
        bindGroup({
          poolKey: ' ',
          groupId: '',
          defaultNumberA: '1',
          numberB: '1',
          whenMemberCalls: { callerAfterAnswer: ' ' },
        }),
      [
        'input.poolKey',
        'input.numberB',
        'input.groupId',
        'input.defaultNumberA',
        'input.whenMemberCalls.callerAfterAnswer',
      ],
    ],
    [
      'a binding that cannot be',
      () => unbind({ poolKey: '', subsId: 'abc', numberX: '1' }),
      ['input.poolKey', 'input.subsId', 'input.numberX'],
    ],
    ['a new A that is none', () => update({ numberA: '1' }), ['input.change.numberA']],
    ['a new end in the past', () => update({ expiresAt: inMinutes(0) }), ['input.change.expiresAt']],
    ['a blank text', () => update({ outId: ' ' }), ['input.change.outId']],
    [
      'a model for no transcript',
      () => update({ transcript: { enabled: false, model: 'MANDARIN' } }),
      ['input.change.transcript.model'],
    ],
  ]

  it.each(cases)('%s', async (_what, ask, paths) => {
    const result = await ask()
    expect(result).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT', requestId: null })
    expect(pathsOf(result)).toEqual(paths)
    expect(calls()).toBe(0)
  })
})

const writes: readonly [string, () => Promise<Result>][] = [
  ['bindNumber700Axb', bindAxb],
  ['bindNumber700Group', bindGroup],
  ['updateNumber700Binding', () => update({ numberA: A })],
  ['unbindNumber700', unbind],
]

/** No code is documented for these operations, so these are the ones that the whole service may say. */
const codes: readonly [string, string][] = [
  ['isp.RAM_PERMISSION_DENY', 'PermissionDeniedError'],
  ['isv.SUBS_NOT_BELONG', 'PermissionDeniedError'],
  ['isv.OUT_OF_SERVICE', 'AccountError'],
  ['isv.PARTNER_IS_CLOSED', 'AccountError'],
  ['isv.POOLKEY_NOT_EXISTS', 'ConfigurationError'],
  ['isv.EXPIRE_DATE_ILLEGAL', 'InvalidInputError'],
  ['isv.MOBILE_NUMBER_ILLEGAL', 'InvalidInputError'],
  ['isv.NO_NOT_EXIST', 'NotFoundError'],
  ['isv.FLOW_LIMIT', 'ThrottledError'],
  ['isv.BRAND_NEW', 'UnknownError'],
  ['Forbidden.RAM', 'PermissionDeniedError'],
]

describe.each(writes)('%s', (name, ask) => {
  it.each(codes)('types %s as %s', async (code, type) => {
    server.sandbox.mischief({ kind: 'answer', code })
    expect(await ask(), name).toMatchObject({ __typename: type, code, message: expect.any(String) })
  })

  it('is not repeated when its answer was lost, and says where to look', async () => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer' })
    expect(await ask(), name).toMatchObject({
      __typename: 'OutcomeUnknownError',
      code: 'CONNECTION_LOST',
      hint: expect.stringMatching(/again|repeat/i),
      sentAt: expect.any(String),
    })
    expect(calls()).toBe(1)
  })
})

describe('a repeated key', () => {
  it('brings the answer of the first message in the sandbox', async () => {
    const expiresAt = inMinutes(60)
    const first = await bindAxb({ idempotencyKey: 'once', expiresAt })
    const again = await bindAxb({ idempotencyKey: 'once', expiresAt })
    expect(keyOf(again)).toEqual(keyOf(first))
    expect(await bindAxb({ idempotencyKey: 'once', expiresAt, numberA: '13900007099' })).toMatchObject({
      code: 'isv.ILLEGAL_ARGUMENT',
    })
  })
})
