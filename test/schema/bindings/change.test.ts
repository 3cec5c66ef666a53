import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seeded, seededPools } from '../../../src/sandbox/sandbox.ts'
import { startGraph, type TestGraph } from '../../support/graph.ts'
import { asking, type Key, keyOf, pathsOf } from './asking.ts'

let server: TestGraph
beforeAll(async () => {
  server = await startGraph({ DYPLS_TIMEOUT_MS: '2000' })
})
beforeEach(() => server.sandbox.reset())
afterAll(() => server.close())

const { bind, bindAxb, change, unbind, details, idsOn, status, inHours, calls } = asking(() => server)
const { axb, axg } = seededPools
const { poolKey } = seeded
const normal: Key = { poolKey, subsId: seeded.normal.subsId, numberX: seeded.normal.numberX }
const expired: Key = { poolKey, subsId: seeded.expired.subsId, numberX: seeded.expired.numberX }

/** Every change with something it can be asked for, and what the details show afterwards. */
const changes = [
  ['updateBindingNumberA', { numberA: '13900003091' }, { numberA: '139****3091' }],
  ['updateBindingNumberB', { numberB: '13900003092' }, { numberB: '139****3092' }],
  ['extendBinding', { expiresAt: '2040-01-01T00:00:00+08:00' }, { expiresAt: '2040-01-01T00:00:00+08:00' }],
  ['restrictBindingCalls', { restriction: 'OTHERS_MAY_NOT_CALL' }, { restriction: 'OTHERS_MAY_NOT_CALL' }],
  ['setBindingDisplay', { display: 'BOTH_SEE_X' }, {}],
  ['setBindingOutId', { outId: 'order-9' }, {}],
  ['setBindingRecording', { enabled: true }, { recordingEnabled: true }],
  [
    'setBindingTranscript',
    { enabled: true, model: 'REGIONAL_ACCENTS' },
    { transcriptEnabled: true, transcriptModel: 'REGIONAL_ACCENTS' },
  ],
] as const

describe.each(changes)('%s', (field, wish, after) => {
  it('changes what every later question sees, and nothing else', async () => {
    const before = await details(normal)
    const changed = await change(field, { ...normal, ...wish })
    expect(changed).toMatchObject({ __typename: 'BindingChange', binding: normal, requestId: expect.any(String) })
    const now = await details(normal)
    const volatile = { checkedAt: null, requestId: null, rawRestriction: null, rawTranscriptModel: null }
    expect({ ...now, ...volatile }).toEqual({ ...before, ...after, ...volatile })
    expect(await status(normal)).toMatchObject({ status: 'NORMAL' })
  })

  it('is refused once the binding has expired', async () => {
    expect(await change(field, { ...expired, ...wish })).toMatchObject({
      __typename: 'PermissionDeniedError',
      code: 'isv.FORBIDDEN_ACTION',
      hint: expect.stringContaining('bind anew'),
    })
  })

  it('does not find a binding whose pool, X and id do not belong together', async () => {
    for (const wrong of [{ subsId: '404' }, { numberX: seeded.spares[0] }, { poolKey: seeded.otherPool.poolKey }])
      expect(await change(field, { ...normal, ...wish, ...wrong })).toMatchObject({
        __typename: 'NotFoundError',
        code: 'isv.SUBS_NOT_EXIST',
      })
  })

  it('is sent once and says where to look when its answer is lost', async () => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer', times: 1 })
    expect(await change(field, { ...normal, ...wish })).toMatchObject({
      __typename: 'OutcomeUnknownError',
      action: 'UpdateSubscription',
      hint: expect.stringContaining('details'),
    })
    expect(calls()).toBe(1)
  })

  it('checks the key of the binding before any upstream call', async () => {
    const refused = await change(field, { ...wish, poolKey: '', subsId: ' ', numberX: '1' })
    expect(pathsOf(refused).slice(0, 3)).toEqual(['input.poolKey', 'input.subsId', 'input.numberX'])
    expect(calls()).toBe(0)
  })
})

describe('a change', () => {
  it.each([
    ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
    ['isv.SUBS_NOT_EXIST', 'NotFoundError'],
    ['isv.FORBIDDEN_ACTION', 'PermissionDeniedError'],
    ['isv.UPDATE_CONFLICT', 'ConflictError'],
    ['isv.BIND_CONFLICT', 'ConflictError'],
    ['isv.EXPIRE_DATE_ILLEGAL', 'InvalidInputError'],
    ['isv.MOBILE_NUMBER_ILLEGAL', 'InvalidInputError'],
    ['isv.VENDOR_BIND_FAILED', 'UpstreamUnavailableError'],
    ['isv.BRAND_NEW', 'UnknownError'],
  ])('that the upstream refuses with %s is %s', async (code, type) => {
    server.sandbox.mischief({ kind: 'answer', code })
    expect(await change('setBindingOutId', { ...normal, outId: 'x' })).toMatchObject({ __typename: type, code })
    expect(calls()).toBe(1)
  })

  it.each([
    ['updateBindingNumberA', { numberA: '+8613900000001' }, 'numberA'],
    ['updateBindingNumberB', { numberB: '139 0000 0001' }, 'numberB'],
    ['extendBinding', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    ['changeBindingGroup', { groupId: '' }, 'groupId'],
    ['setBindingOutId', { outId: ' ' }, 'outId'],
    ['setBindingTranscript', { enabled: true }, 'model'],
    ['setBindingTranscript', { enabled: false, model: 'MANDARIN' }, 'model'],
  ])('is checked before any upstream call: %s %o', async (field, wrong, path) => {
    const refused = await change(field, { ...normal, ...wrong })
    expect(refused).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT' })
    expect(pathsOf(refused)).toEqual([`input.${path}`])
    expect(calls()).toBe(0)
  })

  it('to a number that X serves in another binding is a conflict', async () => {
    const numberX = axb.numbers[0]
    const first = keyOf(await bindAxb({ numberX }))
    await bindAxb({ numberX, numberA: '13900003011', numberB: '13900003012' })
    for (const numberA of ['13900003011', '13900003012'])
      expect(await change('updateBindingNumberA', { ...first, numberA })).toMatchObject({
        __typename: 'ConflictError',
        code: 'isv.UPDATE_CONFLICT',
      })
    expect(await change('updateBindingNumberB', { ...first, numberB: '13900003011' })).toMatchObject({
      code: 'isv.UPDATE_CONFLICT',
    })
    // The party it has already is no change, and the other party's number is no party.
    expect(await change('updateBindingNumberA', { ...first, numberA: '13900003001' })).toMatchObject({
      __typename: 'BindingChange',
    })
    expect(await change('updateBindingNumberA', { ...first, numberA: '13900003002' })).toMatchObject({
      code: 'isv.BIND_CONFLICT',
    })
  })

  it('of the end keeps a binding alive beyond its first one', async () => {
    const key = keyOf(await bindAxb({ expiresAt: inHours(0.1) }))
    await change('extendBinding', { ...key, expiresAt: inHours(0.2) })
    server.sandbox.clock.advance(361_000)
    expect(await status(key)).toMatchObject({ status: 'NORMAL' })
    server.sandbox.clock.advance(360_000)
    expect(await status(key)).toMatchObject({ status: 'EXPIRED' })
    expect(await change('extendBinding', { ...key, expiresAt: inHours(1) })).toMatchObject({
      code: 'isv.FORBIDDEN_ACTION',
    })
  })

  it('of the group lets another group call', async () => {
    const key = keyOf(await bind('bindAxg', { poolKey: axg.poolKey, groupId: axg.groupId, numberA: '13900003001' }))
    const { groups } = server.sandbox.world
    groups.add({ poolKey: axg.poolKey, groupId: '2000000140002', members: ['13900001409'] })
    groups.add({ poolKey: axg.poolKey, groupId: '2000000140003', members: [] })
    expect(await change('changeBindingGroup', { ...key, groupId: '2000000140002' })).toMatchObject({
      __typename: 'BindingChange',
    })
    expect(await details(key)).toMatchObject({ groupId: '2000000140002' })
    expect(await change('changeBindingGroup', { ...key, groupId: '2000000140003' })).toMatchObject({
      code: 'isv.FORBIDDEN_ACTION',
    })
    expect(await change('changeBindingGroup', { ...key, groupId: '404' })).toMatchObject({
      code: 'isv.ILLEGAL_ARGUMENT',
    })
    expect(await change('changeBindingGroup', { ...normal, groupId: axg.groupId })).toMatchObject({
      __typename: 'InvalidInputError',
      code: 'isv.ILLEGAL_ARGUMENT',
    })
  })

  it('of the restriction takes it away again', async () => {
    await change('restrictBindingCalls', { ...normal, restriction: 'A_MAY_NOT_CALL' })
    expect(await details(normal)).toMatchObject({
      restriction: 'A_MAY_NOT_CALL',
      rawRestriction: 'CONTROL_AX_DISABLE',
    })
    await change('restrictBindingCalls', { ...normal, restriction: 'NONE' })
    expect(await details(normal)).toMatchObject({ restriction: 'NONE', rawRestriction: null })
  })

  it('of the transcript turns it off without a model', async () => {
    await change('setBindingTranscript', { ...normal, enabled: true, model: 'MANDARIN' })
    await change('setBindingTranscript', { ...normal, enabled: false })
    expect(await details(normal)).toMatchObject({ transcriptEnabled: false })
  })

  it('of the text reaches the binding', async () => {
    await change('setBindingOutId', { ...normal, outId: 'order-9' })
    expect(server.sandbox.world.bindings.get(normal.subsId)?.outId).toBe('order-9')
  })

  it('shows in what the same operation reads after it', async () => {
    const { data } = await server.ask<Record<string, { binding: { details: object } }>>(
      `mutation ($off: SetBindingRecordingInput!, $on: SetBindingRecordingInput!) {
        off: setBindingRecording(input: $off) { ...shown }
        on: setBindingRecording(input: $on) { ...shown }
      }
      fragment shown on BindingChangeResult {
        ... on BindingChange { binding { details { ... on BindingDetails { recordingEnabled } } } }
      }`,
      { off: { ...normal, enabled: false }, on: { ...normal, enabled: true } },
    )
    expect(data.on?.binding.details).toEqual({ recordingEnabled: true })
    expect(data.off?.binding.details).toEqual({ recordingEnabled: false })
  })
})

describe('unbind', () => {
  it('ends a binding for every later question', async () => {
    const key = keyOf(await bindAxb())
    expect(await unbind(key)).toMatchObject({ __typename: 'EndedBinding', binding: key })
    expect(await details(key)).toMatchObject({ __typename: 'NotFoundError', code: 'isv.SUBS_NOT_EXIST' })
    expect(await status(key)).toMatchObject({ __typename: 'NotFoundError' })
    expect(await change('setBindingOutId', { ...key, outId: 'x' })).toMatchObject({ __typename: 'NotFoundError' })
    expect(await idsOn(key.poolKey, key.numberX)).toMatchObject({ subsIds: [] })
  })

  it('does not find what is over already, nor an X of another binding', async () => {
    await unbind(normal)
    expect(await unbind(normal)).toMatchObject({ __typename: 'NotFoundError', code: 'isv.SUBS_NOT_EXIST' })
    expect(await unbind({ ...expired, numberX: seeded.spares[0] })).toMatchObject({ code: 'isv.SUBS_NOT_EXIST' })
    expect(await unbind({ ...expired, numberX: '17000009999' })).toMatchObject({
      __typename: 'NotFoundError',
      code: 'isv.NO_NOT_EXIST',
    })
  })

  it('ends an expired binding too', async () => {
    expect(await unbind(expired)).toMatchObject({ __typename: 'EndedBinding' })
  })

  it('leaves the other pairs of its X alone', async () => {
    const numberX = axb.numbers[0]
    const first = keyOf(await bindAxb({ numberX }))
    const second = keyOf(await bindAxb({ numberX, numberA: '13900003011', numberB: '13900003012' }))
    await unbind(first)
    expect(await idsOn(axb.poolKey, numberX)).toMatchObject({ subsIds: [second.subsId] })
  })

  it.each([
    ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
    ['isv.SUBS_NOT_EXIST', 'NotFoundError'],
    ['isv.SUBS_NOT_BELONG', 'PermissionDeniedError'],
    ['isv.NO_NOT_EXIST', 'NotFoundError'],
    ['isv.FORBIDDEN_ACTION', 'PermissionDeniedError'],
  ])('that the upstream refuses with %s is %s', async (code, type) => {
    server.sandbox.mischief({ kind: 'answer', code })
    expect(await unbind(normal)).toMatchObject({ __typename: type, code })
  })

  it('is sent once and says where to look when its answer is lost', async () => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer', times: 1 })
    expect(await unbind(normal)).toMatchObject({
      __typename: 'OutcomeUnknownError',
      action: 'UnbindSubscription',
      hint: expect.stringContaining('NotFoundError'),
    })
    expect(calls()).toBe(1)
    expect(await details(normal)).toMatchObject({ __typename: 'NotFoundError' })
  })

  it('checks its key before any upstream call', async () => {
    const refused = await unbind({ poolKey: '', subsId: '', numberX: '' })
    expect(pathsOf(refused)).toEqual(['input.poolKey', 'input.subsId', 'input.numberX'])
    expect(calls()).toBe(0)
  })
})
