import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Handlers } from '../../src/sandbox/actions/handlers.ts'
import { type Sandbox, seeded, seedLifetimeMs, startSandbox } from '../../src/sandbox/sandbox.ts'
import { ask } from './asking.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

const statusOf = async (subsId: string, more: Record<string, string> = {}) => {
  const { body } = await ask(sandbox, { params: { PoolKey: seeded.poolKey, SubsId: subsId, ...more } })
  return body.Code === 'OK' ? body.SecretCallStatusDTO : body.Code
}

describe('the call status', () => {
  it.each([
    ['an unknown pool', { PoolKey: 'FC999', SubsId: seeded.normal.subsId }, 'isv.PARTNER_NOT_EXIST', '未知合作伙伴'],
    ['an unknown binding', { PoolKey: seeded.poolKey, SubsId: '42' }, 'isv.SUBS_NOT_EXIST', '绑定关系不存在'],
    [
      'a binding of another pool',
      { PoolKey: seeded.poolKey, SubsId: seeded.otherPool.normal.subsId },
      'isv.SUBS_NOT_EXIST',
      '绑定关系不存在',
    ],
    [
      'a number with a country code',
      { PoolKey: seeded.poolKey, SubsId: seeded.normal.subsId, CallNo: '+8613900000001' },
      'isv.MOBILE_NUMBER_ILLEGAL',
      '号码格式非法',
    ],
    [
      'an empty number, which counts as given',
      { PoolKey: seeded.poolKey, SubsId: seeded.normal.subsId, CallNo: '' },
      'isv.MOBILE_NUMBER_ILLEGAL',
      '号码格式非法',
    ],
  ])('is refused for %s in an HTTP 200 answer', async (_what, params, code, message) => {
    const heard = await ask(sandbox, { params })
    expect(heard.status).toBe(200)
    expect(heard.body).toEqual({ Code: code, Message: message, RequestId: heard.headers['x-acs-request-id'] })
  })

  it('turns to 4 at the moment a binding expires', async () => {
    sandbox.clock.advance(seedLifetimeMs - 60_000)
    expect(await statusOf(seeded.normal.subsId)).toMatchObject({ Status: 1 })
    sandbox.clock.advance(60_000)
    expect(await statusOf(seeded.normal.subsId)).toMatchObject({ Status: 4 })
  })

  it('turns to 2 when the X number breaks, and back to 1 when it is mended', async () => {
    const { subsId, numberX } = seeded.normal
    sandbox.world.addNumber(seeded.poolKey, numberX, { state: 'BROKEN' })
    expect(await statusOf(subsId)).toEqual({ Status: 2, CalledNo: seeded.spares[0] })
    sandbox.world.addNumber(seeded.poolKey, numberX, { state: 'NORMAL' })
    expect(await statusOf(subsId)).toEqual({ Status: 1, CalledNo: numberX })
  })

  it('is 2 for a binding whose own line is broken, with its extension beside the temporary number', async () => {
    sandbox.world.changeBinding(seeded.extension.subsId, { line: 'BROKEN' })
    const { extension } = seeded.extension
    expect(await statusOf(seeded.extension.subsId)).toEqual({
      Status: 2,
      CalledNo: seeded.spares[0],
      Extension: extension,
    })
  })
})

describe('a temporary number', () => {
  const { subsId } = seeded.reassigned

  it('stays the same however often one asks', async () => {
    for (const _ of [1, 2, 3]) expect(await statusOf(subsId)).toEqual({ Status: 2, CalledNo: seeded.spares[0] })
  })

  it('is lent to one binding at a time, until none is free', async () => {
    const { normal, extension, bigId } = seeded
    for (const binding of [normal, extension, bigId]) sandbox.world.changeBinding(binding.subsId, { line: 'BROKEN' })
    expect(await statusOf(subsId)).toMatchObject({ CalledNo: seeded.spares[0] })
    expect(await statusOf(normal.subsId)).toMatchObject({ CalledNo: seeded.spares[1] })
    expect(await statusOf(extension.subsId)).toMatchObject({ CalledNo: seeded.spares[2] })
    expect(await statusOf(bigId.subsId)).toMatchObject({ Status: 2, CalledNo: seeded.expired.numberX })
    sandbox.world.changeBinding(seeded.expired.subsId, { expiresAt: sandbox.clock.now() + 60_000 })
    sandbox.world.changeBinding(bigId.subsId, { temporaryX: null })
    expect(await statusOf(bigId.subsId)).toEqual({ Status: 3 })
  })

  it('is replaced when it breaks itself', async () => {
    await statusOf(subsId)
    sandbox.world.addNumber(seeded.poolKey, seeded.spares[0], { state: 'BROKEN' })
    expect(await statusOf(subsId)).toMatchObject({ Status: 2, CalledNo: seeded.spares[1] })
  })

  it('is free again once its binding has been mended', async () => {
    await statusOf(subsId)
    sandbox.world.addNumber(seeded.poolKey, seeded.reassigned.numberX, { state: 'NORMAL' })
    await statusOf(subsId)
    sandbox.world.changeBinding(seeded.normal.subsId, { line: 'BROKEN' })
    expect(await statusOf(seeded.normal.subsId)).toMatchObject({ CalledNo: seeded.spares[0] })
  })
})

describe('the world', () => {
  it('takes bindings of the test’s own, pool and number with them', async () => {
    sandbox.world.addBinding({
      subsId: '77',
      poolKey: 'FC7',
      numberX: '17000000777',
      numberA: '13900000777',
      expiresAt: sandbox.clock.now() + 1_000,
    })
    const { body } = await ask(sandbox, { params: { PoolKey: 'FC7', SubsId: '77' } })
    expect(body.SecretCallStatusDTO).toEqual({ Status: 1, CalledNo: '17000000777' })
  })

  it('can start empty', async () => {
    const empty = await startSandbox({ seed: false })
    const { body } = await ask(empty, { params: { PoolKey: seeded.poolKey, SubsId: seeded.normal.subsId } })
    await empty.close()
    expect(body.Code).toBe('isv.PARTNER_NOT_EXIST')
  })

  it('uses made-up numbers only', () => {
    for (const { numberX, numberA, numberB } of sandbox.world.bindings.values()) {
      expect(numberX).toMatch(/^1700000\d{4}$/)
      for (const real of [numberA, numberB ?? '13900000000']) expect(real).toMatch(/^1390000\d{4}$/)
    }
  })
})

describe('an operation without a handler', () => {
  it('does not compile', () => {
    // @ts-expect-error: every row of the operation table needs one
    const incomplete: Handlers = {}
    expect(incomplete).toEqual({})
  })
})
