import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seeded, seededPools } from '../../../src/sandbox/sandbox.ts'
import { startGraph, type TestGraph } from '../../support/graph.ts'
import { asking, bindCodes, keyOf, pathsOf } from './asking.ts'

let server: TestGraph
beforeAll(async () => {
  server = await startGraph({ DYPLS_TIMEOUT_MS: '2000' })
})
beforeEach(() => server.sandbox.reset())
afterAll(() => server.close())

const { bind, bindAxb, unbind, details, idsOn, status, inHours, calls } = asking(() => server)
const { axb, axn, axnExtension, axg, strictCity } = seededPools
const A = '13900003001'
const B = '13900003002'
const N = '13900003003'

describe('bindAxb', () => {
  it('lends an X number that every later question knows', async () => {
    const bound = await bindAxb({ outId: 'order-1' })
    expect(bound).toMatchObject({
      __typename: 'NewBinding',
      numberX: axb.numbers[0],
      extension: null,
      binding: { poolKey: axb.poolKey, subsId: expect.stringMatching(/^\d{16}$/), numberX: axb.numbers[0] },
      requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
    })
    const key = keyOf(bound)
    expect(await details(key)).toMatchObject({ status: 'IN_FORCE', numberA: '139****3001', numberB: '139****3002' })
    expect(await idsOn(axb.poolKey, key.numberX)).toMatchObject({ subsIds: [key.subsId] })
    expect(await status(key)).toMatchObject({ status: 'NORMAL', calledNo: key.numberX })
    expect(server.sandbox.world.bindings.get(key.subsId)).toMatchObject({ outId: 'order-1', kind: 'AXB' })
  })

  it('passes every wish on to the upstream in its own words', async () => {
    const bound = await bindAxb({
      numberX: axb.numbers[1],
      restriction: 'A_MAY_NOT_CALL',
      display: 'BOTH_SEE_X',
      recordingEnabled: true,
      transcriptEnabled: true,
      transcriptModel: 'CANTONESE',
      outId: 'o-1',
      outOrderId: 'o-2',
      ringSeconds: 20,
      ringingTones: { aCalls: '100000001', bCallsAnswered: '100000002' },
      keyPress: { listener: 'B', question: 'q.wav', thanks: 't.wav', keys: ['1', '#'], waitSeconds: 30, repeats: 5 },
    })
    expect(server.sandbox.world.bindings.get(keyOf(bound).subsId)).toMatchObject({
      numberX: axb.numbers[1],
      callRestrict: 'CONTROL_AX_DISABLE',
      recordingEnabled: true,
      transcriptEnabled: true,
      transcriptModelId: '9b4afe3d224e4fa3bf963697113e2f77',
      ringingTones: '{"AXBRing_A":"100000001","AXBRing_B_PICKUP":"100000002"}',
      outId: 'o-1',
      outOrderId: 'o-2',
    })
  })

  it('leaves the restriction NONE unsaid, as a new binding has none', async () => {
    const bound = await bindAxb({ restriction: 'NONE' })
    expect(await details(keyOf(bound))).toMatchObject({ restriction: 'NONE', rawRestriction: null })
  })

  it('takes landlines', async () => {
    expect(await bindAxb({ numberA: '057180001234' })).toMatchObject({ __typename: 'NewBinding' })
  })

  it('lets pairs share an X as long as no number comes twice on it', async () => {
    const pairs = [
      [A, B],
      ['13900003011', '13900003012'],
      [A, '13900003022'],
      ['13900003031', B],
      [B, A],
    ]
    const numbers: unknown[] = []
    for (const [numberA, numberB] of pairs) numbers.push((await bindAxb({ numberA, numberB })).numberX)
    const [first, second, third] = axb.numbers
    expect(numbers).toEqual([first, first, second, second, third])
  })

  it('serves 200 pairs on one X and then takes the next', async () => {
    const pair = (index: number) => ({
      poolKey: axb.poolKey,
      numberX: axb.numbers[0],
      numberA: String(13_900_100_000 + index),
      numberB: String(13_900_200_000 + index),
      expiresAt: server.sandbox.clock.now() + 3_600_000,
    })
    for (let index = 0; index < 199; index += 1)
      server.sandbox.world.addBinding({ subsId: String(1_000 + index), ...pair(index) })
    expect(await bindAxb()).toMatchObject({ numberX: axb.numbers[0] })
    expect(await bindAxb({ numberA: '13900003041', numberB: '13900003042' })).toMatchObject({ numberX: axb.numbers[1] })
    expect(await bindAxb({ numberA: '13900003051', numberB: '13900003052', numberX: axb.numbers[0] })).toMatchObject({
      code: 'isv.NO_AVAILABLE_NUMBER',
    })
  })

  it('is refused as a conflict where the named X serves A or B already', async () => {
    const numberX = axb.numbers[0]
    await bindAxb({ numberX })
    for (const clash of [
      { numberB: '13900003099' },
      { numberA: '13900003099' },
      { numberA: B, numberB: '13900003099' },
    ])
      expect(await bindAxb({ numberX, ...clash })).toMatchObject({
        __typename: 'ConflictError',
        code: 'isv.BIND_CONFLICT',
        retryable: false,
      })
  })

  it('is refused as a conflict where A and B are the same number', async () => {
    expect(await bindAxb({ numberB: A })).toMatchObject({ code: 'isv.BIND_CONFLICT' })
  })

  it('runs out of numbers when every X is taken by A or B, and finds one again after an unbinding', async () => {
    const bound = [await bindAxb(), await bindAxb(), await bindAxb()]
    expect(await bindAxb()).toMatchObject({ __typename: 'NumbersExhaustedError', code: 'isv.NO_AVAILABLE_NUMBER' })
    const [first] = bound
    if (!first) throw new Error('nothing was bound')
    await unbind(keyOf(first))
    expect(await bindAxb()).toMatchObject({ numberX: first.numberX })
  })

  it('finds a number free again once a binding has expired', async () => {
    for (let index = 0; index < 3; index += 1) await bindAxb({ expiresAt: inHours(0.1) })
    expect(await bindAxb()).toMatchObject({ code: 'isv.NO_AVAILABLE_NUMBER' })
    server.sandbox.clock.advance(361_000)
    expect(await bindAxb({ expiresAt: inHours(1) })).toMatchObject({ numberX: axb.numbers[0] })
  })

  it('passes over locked, frozen and broken numbers', async () => {
    const { world } = server.sandbox
    world.changeNumber(axb.numbers[0], { locked: true })
    world.changeNumber(axb.numbers[1], { frozen: true })
    expect(await bindAxb()).toMatchObject({ numberX: axb.numbers[2] })
    world.changeNumber(axb.numbers[2], { state: 'BROKEN' })
    expect(await bindAxb({ numberA: N, numberB: '13900003098' })).toMatchObject({ code: 'isv.NO_AVAILABLE_NUMBER' })
    for (const numberX of axb.numbers.slice(0, 2))
      expect(await bindAxb({ numberX })).toMatchObject({ code: 'isv.NO_AVAILABLE_NUMBER' })
  })

  it('passes over a number that is lent in place of a broken one', async () => {
    await status({ ...seeded.reassigned, poolKey: seeded.poolKey })
    const wish = { poolKey: seeded.poolKey, numberA: seeded.normal.numberA, numberB: seeded.normal.numberB }
    expect(await bindAxb(wish)).toMatchObject({ numberX: seeded.spares[1] })
  })

  it('prefers the expected city and insists on it where the pool does', async () => {
    const { poolKey, hangzhou, shanghai } = strictCity
    expect(await bindAxb({ poolKey, expectCity: '上海' })).toMatchObject({ numberX: shanghai })
    expect(await bindAxb({ poolKey, expectCity: '上海' })).toMatchObject({ code: 'isv.NO_AVAILABLE_NUMBER' })
    expect(await bindAxb({ poolKey })).toMatchObject({ numberX: hangzhou })
    server.sandbox.world.changeNumber(axb.numbers[2], { city: '北京' })
    expect(await bindAxb({ expectCity: '北京' })).toMatchObject({ numberX: axb.numbers[2] })
    expect(await bindAxb({ expectCity: '拉萨' })).toMatchObject({ numberX: axb.numbers[0] })
  })

  it.each([
    ['an unknown pool', { poolKey: 'FC404' }, 'ConfigurationError', 'isv.PARTNER_NOT_EXIST'],
    ['an X that nobody owns', { numberX: '17000009999' }, 'PermissionDeniedError', 'isv.FORBIDDEN_ACTION'],
    ['an X of another pool', { numberX: axn.numbers[0] }, 'PermissionDeniedError', 'isv.FORBIDDEN_ACTION'],
    ['a pool for another kind', { poolKey: axn.poolKey }, 'PermissionDeniedError', 'isv.FORBIDDEN_ACTION'],
  ])('is refused for %s', async (_what, wrong, type, code) => {
    expect(await bindAxb(wrong)).toMatchObject({ __typename: type, code })
  })

  it('may be repeated when the upstream only asked to wait', async () => {
    server.sandbox.mischief({ kind: 'answer', code: 'isv.FLOW_LIMIT', times: 1 })
    expect(await bindAxb()).toMatchObject({ __typename: 'NewBinding' })
    expect(calls()).toBe(2)
  })

  it('is sent once and says where to look when its answer is lost', async () => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer', action: 'BindAxb', times: 1 })
    const numberX = axb.numbers[0]
    const lost = await bindAxb({ numberX })
    expect(lost).toMatchObject({
      __typename: 'OutcomeUnknownError',
      action: 'BindAxb',
      sentAt: expect.any(String),
      hint: expect.stringContaining('privateNumber.bindings'),
    })
    expect(calls()).toBe(1)
    // What the hint advises finds the binding.
    expect(await idsOn(axb.poolKey, numberX)).toMatchObject({ subsIds: [expect.stringMatching(/^\d{16}$/)] })
  })
})

describe('bindAxn', () => {
  const wish = { poolKey: axn.poolKey, numberA: A }

  it('gives A an X of its own, with or without a B to be put through to', async () => {
    const alone = await bind('bindAxn', wish)
    const paired = await bind('bindAxn', { ...wish, numberB: B, ringSeconds: 5, ringingTones: { anybodyCalls: '1' } })
    expect([alone.numberX, paired.numberX]).toEqual(axn.numbers)
    expect(await details(keyOf(alone))).toMatchObject({ numberA: '139****3001', numberB: null })
    expect(await details(keyOf(paired))).toMatchObject({ numberB: '139****3002' })
    expect(await status(keyOf(alone))).toMatchObject({ status: 'NORMAL' })
    expect(server.sandbox.world.bindings.get(keyOf(paired).subsId)?.ringingTones).toBe('{"AXNRing_N":"1"}')
  })

  it('shares its X with nobody', async () => {
    await bind('bindAxn', { ...wish, numberX: axn.numbers[0] })
    expect(await bind('bindAxn', { ...wish, numberA: N, numberX: axn.numbers[0] })).toMatchObject({
      __typename: 'ConflictError',
    })
    await bind('bindAxn', { ...wish, numberA: N })
    expect(await bind('bindAxn', { ...wish, numberA: B })).toMatchObject({ __typename: 'NumbersExhaustedError' })
  })

  it('is refused where another kind of binding has the X', async () => {
    const { poolKey, normal } = seeded
    expect(await bind('bindAxn', { poolKey, numberA: A, numberX: normal.numberX })).toMatchObject({
      code: 'isv.BIND_CONFLICT',
    })
  })
})

describe('bindAxnExtension', () => {
  const wish = { poolKey: axnExtension.poolKey, numberA: A }
  const [numberX] = axnExtension.numbers

  it('lets many share one X, each with digits of its own', async () => {
    const first = await bind('bindAxnExtension', wish)
    const second = await bind('bindAxnExtension', { ...wish, numberA: B })
    const third = await bind('bindAxnExtension', { ...wish, numberA: N, numberX, extension: '7' })
    expect([first, second, third].map((made) => made.numberX)).toEqual([numberX, numberX, numberX])
    expect(first.extension).toMatch(/^\d{1,3}$/)
    expect(second.extension).not.toBe(first.extension)
    expect(third.extension).toBe('7')
    expect(await details(keyOf(third))).toMatchObject({ extension: '7' })
    const ids = [first, second, third].map((made) => keyOf(made).subsId)
    expect(await idsOn(axnExtension.poolKey, numberX)).toMatchObject({
      subsIds: ids,
      bindings: ids.map((subsId) => ({ poolKey: axnExtension.poolKey, subsId, numberX })),
      rawSubsId: ids.join(','),
    })
  })

  it('is refused as a conflict where the extension or A is on that X already', async () => {
    await bind('bindAxnExtension', { ...wish, numberX, extension: '7' })
    expect(await bind('bindAxnExtension', { ...wish, numberA: B, numberX, extension: '7' })).toMatchObject({
      code: 'isv.BIND_CONFLICT',
    })
    expect(await bind('bindAxnExtension', { ...wish, numberX })).toMatchObject({ code: 'isv.BIND_CONFLICT' })
  })
})

describe('bindAxg', () => {
  const wish = { poolKey: axg.poolKey, groupId: axg.groupId, numberA: A }

  it('lets a group reach A', async () => {
    const bound = await bind('bindAxg', { ...wish, numberB: B, ringingTones: { memberCalls: '100000003' } })
    expect(bound).toMatchObject({ __typename: 'NewBinding', numberX: axg.numbers[0] })
    expect(await details(keyOf(bound))).toMatchObject({ groupId: axg.groupId, numberB: '139****3002' })
  })

  it('is refused for a group that is unknown or empty', async () => {
    server.sandbox.world.groups.add({ poolKey: axg.poolKey, groupId: '2000000140009', members: [] })
    expect(await bind('bindAxg', { ...wish, groupId: '404' })).toMatchObject({
      __typename: 'InvalidInputError',
      code: 'isv.ILLEGAL_ARGUMENT',
    })
    expect(await bind('bindAxg', { ...wish, groupId: '2000000140009' })).toMatchObject({
      __typename: 'PermissionDeniedError',
      code: 'isv.FORBIDDEN_ACTION',
    })
  })
})

const kinds = [
  ['bindAxb', { poolKey: axb.poolKey, numberA: A, numberB: B }],
  ['bindAxn', { poolKey: axn.poolKey, numberA: A }],
  ['bindAxnExtension', { poolKey: axnExtension.poolKey, numberA: A }],
  ['bindAxg', { poolKey: axg.poolKey, numberA: A, groupId: axg.groupId }],
] as const

describe.each(kinds)('%s', (field, wish) => {
  it.each(bindCodes)('types the refusal %s as %s', async (code, type) => {
    server.sandbox.mischief({ kind: 'answer', code })
    expect(await bind(field, wish)).toMatchObject({ __typename: type, code, message: expect.any(String) })
    expect(calls()).toBe(1)
  })

  it('says so when the flow limit does not end', async () => {
    server.sandbox.mischief({ kind: 'answer', code: 'isv.FLOW_LIMIT' })
    const held = await bind(field, wish)
    expect(held).toMatchObject({ __typename: 'ThrottledError', code: 'isv.FLOW_LIMIT', retryable: true })
  })

  it('is sent once when its answer is lost', async () => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer', times: 1 })
    expect(await bind(field, wish)).toMatchObject({ __typename: 'OutcomeUnknownError' })
    expect(calls()).toBe(1)
  })

  it.each([
    ['a blank pool key', { poolKey: ' ' }, ['poolKey']],
    ['an A with a country code', { numberA: '+8613900003001' }, ['numberA']],
    ['a B with blanks', { numberB: '139 0000 3002' }, ['numberB']],
    ['an X that is no number', { numberX: '12' }, ['numberX']],
    ['a time that is past', { expiresAt: '2020-01-01T00:00:00+08:00' }, ['expiresAt']],
    ['a blank city', { expectCity: ' ' }, ['expectCity']],
    ['a model for no transcript', { transcriptModel: 'MANDARIN' }, ['transcriptModel']],
    [
      'a model for a transcript that is off',
      { transcriptEnabled: false, transcriptModel: 'MANDARIN' },
      ['transcriptModel'],
    ],
    ['tones that name none', { ringingTones: {} }, ['ringingTones']],
    ['several at once', { poolKey: '', numberA: 'x', numberX: 'y' }, ['poolKey', 'numberA', 'numberX']],
  ])('refuses %s before any upstream call', async (_what, wrong, paths) => {
    const refused = await bind(field, { ...wish, ...wrong })
    expect(refused).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT', requestId: null })
    expect(pathsOf(refused)).toEqual(paths.map((path) => `input.${path}`))
    expect(calls()).toBe(0)
  })

  it('wants an end that lies more than a minute ahead', async () => {
    const near = await bind(field, { ...wish, expiresAt: inHours(1 / 60) })
    expect(pathsOf(near)).toEqual(['input.expiresAt'])
    expect(calls()).toBe(0)
    expect(await bind(field, { ...wish, expiresAt: inHours(3 / 60) })).toMatchObject({ __typename: 'NewBinding' })
  })
})

describe('what only one kind takes', () => {
  it.each([
    ['bindAxb', { ringSeconds: 4 }, 'ringSeconds'],
    ['bindAxb', { ringSeconds: 21 }, 'ringSeconds'],
    ['bindAxn', { ringSeconds: 4 }, 'ringSeconds'],
    ['bindAxb', { keyPress: { listener: 'A', keys: ['1', '2', '3'] } }, 'keyPress.keys'],
    ['bindAxb', { keyPress: { listener: 'A', keys: [] } }, 'keyPress.keys'],
    ['bindAxb', { keyPress: { listener: 'A', keys: ['12'] } }, 'keyPress.keys.0'],
    ['bindAxb', { keyPress: { listener: 'A', waitSeconds: 31 } }, 'keyPress.waitSeconds'],
    ['bindAxb', { keyPress: { listener: 'A', repeats: 6 } }, 'keyPress.repeats'],
    ['bindAxb', { keyPress: { listener: 'A', hangUpSeconds: -1 } }, 'keyPress.hangUpSeconds'],
    ['bindAxb', { ringingTones: { aCallsAnswered: 'a b' } }, 'ringingTones.aCallsAnswered'],
    ['bindAxg', { ringingTones: { memberCalls: '' } }, 'ringingTones.memberCalls'],
    ['bindAxnExtension', { extension: '1234', numberX: axnExtension.numbers[0] }, 'extension'],
    ['bindAxnExtension', { extension: '', numberX: axnExtension.numbers[0] }, 'extension'],
    ['bindAxnExtension', { extension: '12' }, 'extension'],
    ['bindAxg', { groupId: 'drivers' }, 'groupId'],
  ] as const)('is checked too: %s %o', async (field, wrong, path) => {
    const wish = kinds.find(([name]) => name === field)?.[1]
    const refused = await bind(field, { ...wish, ...wrong })
    expect(pathsOf(refused)).toEqual([`input.${path}`])
    expect(calls()).toBe(0)
  })
})

it('logs no number of a binding', async () => {
  await bindAxb({ outId: 'secret-tag' })
  const log = server.logged.join('')
  expect(log).toContain('BindAxb')
  for (const leak of [A, B, axb.numbers[0], 'secret-tag']) expect(log).not.toContain(leak)
})
