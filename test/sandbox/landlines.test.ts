import { createRequire } from 'node:module'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, seededLandlines, startSandbox } from '../../src/sandbox/sandbox.ts'

// A CommonJS package; `require` spares us the different ideas of a default export that node and vitest have.
const require = createRequire(import.meta.url)
const PopCore: typeof import('@alicloud/pop-core') = require('@alicloud/pop-core')

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

const call = (action: string, params: Record<string, string>): Promise<object> =>
  new PopCore({ ...sandbox.accessKey, endpoint: sandbox.url, apiVersion: '2017-05-25' })
    .request<object>(action, params, { method: 'POST' })
    // It throws what has another Code than OK, the landlines' 0 among them.
    .catch((error: { data: object }) => error.data)

const { poolKey, axb, axn, extension, spares } = seededLandlines
let orders = 0
const message = (): Record<string, string> => ({
  AppId: poolKey,
  Ts: '20261114143116001',
  OrderId: String(++orders),
})
const wish = { Subts: '20261114143116', Anucode: '10001,10002,10003', Expiration: '600', TelA: '13900005731' }
const done = { Code: 'OK', Data: { Code: '0' } }

describe('the landlines, driven by pop-core,', () => {
  it('live from bind to delete', async () => {
    const params = { ...wish, BindType: 'mode102', TelB: '13900005732', Extra: '{"Callrecording":"1"}' }
    const bound = (await call('BindAxbFixedLine', { ...message(), ...params })) as { Data: { Subid: string } }
    expect(bound).toMatchObject({ Code: '0', Message: 'OK', Data: { TelX: axb.numberX } })
    const SubId = bound.Data.Subid

    const change = { ...message(), SubId, Subts: wish.Subts, TelA: '13900005733' }
    expect(await call('UpdateAxbBindFixedLine', change)).toMatchObject(done)
    const question = { ...message(), QueryType: '1', TelX: axb.numberX, Phone: '13900005732' }
    expect(await call('QueryAxbBindFixedLine', question)).toMatchObject({
      Code: '0',
      Data: {
        Subid: SubId,
        TelA: '13900005733',
        Subts: wish.Subts,
        Expiration: '600',
        Areacode: '571',
        Anucode: wish.Anucode,
        Extra: { Callrecording: '1' },
      },
    })
    expect(await call('DeleteAxbBindFixedLine', { ...message(), SubId })).toMatchObject(done)
    expect(await call('QueryAxbBindFixedLine', { ...question, ...message() })).not.toHaveProperty('Data')
  })

  it('tell the kinds apart', async () => {
    const params = { ...wish, BindType: 'mode101', TelX: spares[0] }
    const bound = await call('BindAxnExtensionFixedLine', { ...message(), ...params, TelXext: '1009' })
    expect(bound).toMatchObject({ Code: '0', Data: { TelX: spares[0], TelXext: '1009' } })
    const byA = { ...message(), QueryType: '1', TelA: wish.TelA }
    expect(await call('QueryAxnExtensionBindFixedLine', byA)).toMatchObject({
      Code: '0',
      Data: [{ TelXext: '1009', Extraaxx: { Callback: '0', Callrecording: '0' } }],
    })
    const byX = { ...message(), QueryType: '2', TelX: spares[0] }
    expect(await call('QueryAxnBindFixedLine', byX)).toMatchObject({ Code: '0', Data: [] })
  })

  it('name the binding that stands in the way', async () => {
    const params = { ...wish, BindType: 'mode101', TelX: axb.numberX, TelA: axb.numberA, TelB: '13900005732' }
    expect(await call('BindAxbFixedLine', { ...message(), ...params })).toMatchObject({
      Code: 'isv.BIND_CONFLICT',
      Message: `conflict with subs id=${axb.subsId}, phoneA conflict`,
    })
  })

  it('say a no to a change inside of an OK', async () => {
    const unknown = { ...message(), SubId: 'GHX404' }
    expect(await call('DeleteAxnBindFixedLine', unknown)).toMatchObject({
      Code: 'OK',
      Data: { Code: 'isv.SUBS_NOT_EXIST', Message: '绑定关系不存在', Success: false },
    })
  })
})

describe('the landlines refuse', () => {
  const { Subts } = wish
  const bind = { ...wish, BindType: 'mode102' }
  it.each<[string, string, Record<string, string>, string]>([
    ['a way of choosing X that is none', 'BindAxnFixedLine', { ...bind, BindType: 'mode103' }, 'isv.ILLEGAL_ARGUMENT'],
    ['to be given no X', 'BindAxnFixedLine', { ...bind, BindType: 'mode101' }, 'isv.ILLEGAL_ARGUMENT'],
    [
      'a number with a country code',
      'BindAxnFixedLine',
      { ...bind, TelA: '+8613900005731' },
      'isv.MOBILE_NUMBER_ILLEGAL',
    ],
    ['a lifetime below 0', 'BindAxnFixedLine', { ...bind, Expiration: '-1' }, 'isv.EXPIRE_DATE_ILLEGAL'],
    ['a callback that is none', 'BindAxnFixedLine', { ...bind, Extra: '{"Callback":"3"}' }, 'isv.ILLEGAL_ARGUMENT'],
    ['an AXB by X', 'QueryAxbBindFixedLine', { QueryType: '2', TelX: axb.numberX }, 'isv.ILLEGAL_ARGUMENT'],
    ['a question for no id', 'QueryAxnBindFixedLine', { QueryType: '0' }, 'isv.ILLEGAL_ARGUMENT'],
    [
      'a change of A and B at once',
      'UpdateAxbBindFixedLine',
      { SubId: axb.subsId, Subts, TelA: '13900005733', TelB: '13900005734' },
      'isv.ILLEGAL_ARGUMENT',
    ],
    [
      'a change to a number that is none',
      'UpdateAxnExtensionBindFixedLine',
      { SubId: extension.subsId, Subts, TelA: '1' },
      'isv.MOBILE_NUMBER_ILLEGAL',
    ],
    ['an unknown pool', 'DeleteAxnBindFixedLine', { AppId: 'FC404', SubId: axn.subsId }, 'isv.PARTNER_NOT_EXIST'],
  ])('%s', async (_what, action, params, code) => {
    const body = (await call(action, { ...message(), ...params })) as { Code: string; Data?: { Code?: string } }
    expect(body.Data?.Code ?? body.Code).toBe(code)
  })

  it('to give one A two extensions of one X, and any number more once all are used up', async () => {
    const extend = () => call('BindAxnExtensionFixedLine', { ...message(), ...bind })
    for (const numberX of [extension.numberX, ...spares])
      expect(await extend()).toMatchObject({ Data: { TelX: numberX } })
    expect(await extend()).toMatchObject({ Code: 'isv.NO_AVAILABLE_NUMBER' })
  })
})
