import { createRequire } from 'node:module'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, seededPools, startSandbox } from '../../src/sandbox/sandbox.ts'

// CommonJS packages; `require` spares us the different ideas of a default export that node and vitest have.
const require = createRequire(import.meta.url)
const PopCore: typeof import('@alicloud/pop-core') = require('@alicloud/pop-core')
const OpenApi: typeof import('@alicloud/openapi-client') = require('@alicloud/openapi-client')
const { RuntimeOptions }: typeof import('@alicloud/tea-util') = require('@alicloud/tea-util')

/** Outside witnesses: clients of the vendor's own making live a binding's whole life, in the vendor's own words. */

type Body = { readonly Code: string; readonly RequestId: string } & Readonly<Record<string, unknown>>
type Params = Readonly<Record<string, string | number | boolean | undefined>>
type Client = (action: string, params: Params) => Promise<Body>

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

/** It throws every code but OK; what it throws carries the body. */
const popCore: Client = (action, params) =>
  new PopCore({ ...sandbox.accessKey, endpoint: sandbox.url, apiVersion: '2017-05-25' })
    .request<Body>(action, params, { method: 'POST' })
    .catch((error: { data: Body }) => error.data)

const openApi: Client = async (action, params) => {
  const { accessKeyId, accessKeySecret } = sandbox.accessKey
  const { host } = new URL(sandbox.url)
  const config = new OpenApi.Config({ accessKeyId, accessKeySecret, endpoint: host, protocol: 'http' })
  const call = new OpenApi.Params({
    action,
    version: '2017-05-25',
    protocol: 'HTTP',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  })
  const query = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
  const request = new OpenApi.OpenApiRequest({ query })
  return (await new OpenApi.default(config).callApi(call, request, new RuntimeOptions({}))).body
}

/** Beijing time without a zone, as the upstream speaks it. */
const beijing = (inMs: number): string =>
  new Date(sandbox.clock.now() + inMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

const hourMs = 3_600_000
const { axb, axn, axnExtension, axg } = seededPools
type Bound = { SecretNo: string; SubsId: string; Extension?: string }
const boundIn = (body: Body): Bound => body.SecretBindDTO as Bound

describe.each([
  ['pop-core, V1', popCore],
  ['openapi-client, V3', openApi],
])('with %s', (_name, call) => {
  it('a pair is bound, found, read, changed, called and unbound, and then it is gone', async () => {
    const PoolKey = axb.poolKey
    const bound = await call('BindAxb', {
      PoolKey,
      PhoneNoA: '13900006001',
      PhoneNoB: '13900006002',
      Expiration: beijing(hourMs),
      ExpectCity: '杭州',
      IsRecordingEnabled: false,
      OutId: 'order-7',
      CallRestrict: 'CONTROL_AX_DISABLE',
      CallDisplayType: 1,
      RingConfig: '{"AXBRing_A":"100000001","AXBRing_B":"100000002"}',
      CallTimeout: 10,
    })
    expect(bound).toMatchObject({ Code: 'OK', Message: 'OK', RequestId: expect.stringMatching(/^[\dA-F-]{36}$/) })
    const { SecretNo, SubsId } = boundIn(bound)
    expect(axb.numbers).toContain(SecretNo)
    const key = { PoolKey, SubsId, PhoneNoX: SecretNo }

    expect(await call('QuerySubsId', { PoolKey, PhoneNoX: SecretNo })).toMatchObject({ Code: 'OK', SubsId })

    const read = async () => (await call('QuerySubscriptionDetail', key)).SecretBindDetailDTO
    expect(await read()).toEqual({
      SubsId,
      Status: 1,
      PhoneNoX: SecretNo,
      PhoneNoA: '13900006001',
      PhoneNoB: '13900006002',
      GmtCreate: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      ExpireDate: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      CallRestrict: 'CONTROL_AX_DISABLE',
      NeedRecord: false,
      ASRStatus: false,
    })

    const Expiration = beijing(2 * hourMs)
    for (const change of [
      { OperateType: 'updateNoB', PhoneNoB: '13900006003' },
      { OperateType: 'updateExpire', Expiration },
      { OperateType: 'updateCallRestrict', CallRestrict: 'CONTROL_CLEAR_DISABLE' },
      { OperateType: 'updateIsRecordingEnabled', IsRecordingEnabled: true },
      { OperateType: 'updateAsr', ASRStatus: true, ASRModelId: '7ee372834d2f4cc7ac0d0ab2d0ae1aac' },
      { OperateType: 'updateOutId', OutId: 'order-8' },
      { OperateType: 'updateCallDisplayType', CallDisplayType: 1 },
    ])
      expect(await call('UpdateSubscription', { ...key, ...change })).toMatchObject({ Code: 'OK' })
    const changed = await read()
    expect(changed).toMatchObject({
      PhoneNoB: '13900006003',
      ExpireDate: Expiration,
      NeedRecord: true,
      ASRStatus: true,
      ASRModelId: '7ee372834d2f4cc7ac0d0ab2d0ae1aac',
    })
    expect(changed).not.toHaveProperty('CallRestrict')

    expect((await call('QueryCallStatus', { PoolKey, SubsId })).SecretCallStatusDTO).toEqual({
      Status: 1,
      CalledNo: SecretNo,
    })

    expect(await call('UnbindSubscription', { PoolKey, SubsId, SecretNo })).toMatchObject({
      Code: 'OK',
      ChargeId: 'true',
    })

    for (const [action, params] of [
      ['QueryCallStatus', { PoolKey, SubsId }],
      ['QuerySubscriptionDetail', key],
      ['UpdateSubscription', { ...key, OperateType: 'updateOutId', OutId: 'order-9' }],
      ['UnbindSubscription', { PoolKey, SubsId, SecretNo }],
    ] as const)
      expect(await call(action, params)).toMatchObject({ Code: 'isv.SUBS_NOT_EXIST', Message: '绑定关系不存在' })
    expect(await call('QuerySubsId', { PoolKey, PhoneNoX: SecretNo })).toMatchObject({ Code: 'OK', SubsId: '' })
  })

  it('a binding lapses: it is still read, but changed no more', async () => {
    const PoolKey = axb.poolKey
    const pair = { PoolKey, PhoneNoA: '13900006001', PhoneNoB: '13900006002' }
    expect(await call('BindAxb', { ...pair, Expiration: beijing(59_000) })).toMatchObject({
      Code: 'isv.EXPIRE_DATE_ILLEGAL',
      Message: '过期时间非法',
    })
    const { SecretNo, SubsId } = boundIn(await call('BindAxb', { ...pair, Expiration: beijing(120_000) }))
    const key = { PoolKey, SubsId, PhoneNoX: SecretNo }
    sandbox.clock.advance(121_000)
    expect((await call('QuerySubscriptionDetail', key)).SecretBindDetailDTO).toMatchObject({ Status: 0 })
    expect(
      await call('UpdateSubscription', { ...key, OperateType: 'updateExpire', Expiration: beijing(hourMs) }),
    ).toMatchObject({ Code: 'isv.FORBIDDEN_ACTION' })
    expect((await call('QueryCallStatus', { PoolKey, SubsId })).SecretCallStatusDTO).toMatchObject({ Status: 4 })
  })

  it('A gets an X of its own, then one with an extension, then one for a group', async () => {
    const PhoneNoA = '13900006001'
    const Expiration = beijing(hourMs)
    const alone = await call('BindAxn', { PoolKey: axn.poolKey, PhoneNoA, Expiration })
    expect(boundIn(alone).SecretNo).toBe(axn.numbers[0])

    const [PhoneNoX] = axnExtension.numbers
    const wish = { PoolKey: axnExtension.poolKey, PhoneNoA, PhoneNoX, Extension: '130', Expiration }
    expect(boundIn(await call('BindAxnExtension', wish))).toMatchObject({ SecretNo: PhoneNoX, Extension: '130' })
    expect(await call('BindAxnExtension', { ...wish, PhoneNoA: '13900006009' })).toMatchObject({
      Code: 'isv.BIND_CONFLICT',
    })

    const { poolKey: PoolKey, groupId: GroupId } = axg
    const grouped = await call('BindAxg', { PoolKey, PhoneNoA, GroupId, Expiration })
    const { SubsId, SecretNo } = boundIn(grouped)
    const { SecretBindDetailDTO } = await call('QuerySubscriptionDetail', { PoolKey, SubsId, PhoneNoX: SecretNo })
    expect(SecretBindDetailDTO).toMatchObject({ GroupId: Number(GroupId) })
  })

  it('a batch answers for every entry, in an OK of its own', async () => {
    const { poolKey: PoolKey, groupId: GroupId } = axg
    const entry = (PhoneNoA: string, more: object = {}) => ({ PhoneNoA, GroupId, Expiration: beijing(hourMs), ...more })
    const body = await call('BindBatchAxg', {
      PoolKey,
      AxgBindList: JSON.stringify([
        entry('13900006001'),
        entry('13900006002', { RingConfig: 'no JSON' }),
        entry('13900006003', { IsRecordingEnabled: true }),
      ]),
    })
    expect(body).toMatchObject({
      Code: 'OK',
      SecretBindList: {
        SecretBind: [
          { Code: 'OK', PhoneNoA: '13900006001', GroupId, SecretNo: axg.numbers[0] },
          { Code: 'isv.INVALID_PARAMETERS', PhoneNoA: '13900006002' },
          { Code: 'OK', PhoneNoA: '13900006003', SecretNo: axg.numbers[1] },
        ],
      },
    })
  })

  it.each([
    ['neither a pool key nor a product type', { PoolKey: '' }, 'isv.ILLEGAL_ARGUMENT'],
    ['an unknown aspect', { OperateType: 'updateEverything' }, 'isv.ILLEGAL_ARGUMENT'],
    ['an aspect without its value', { OperateType: 'updateNoA' }, 'isv.ILLEGAL_ARGUMENT'],
    [
      'a time that is too near',
      { OperateType: 'updateExpire', Expiration: '2020-01-01 00:00:00' },
      'isv.EXPIRE_DATE_ILLEGAL',
    ],
    ['a number with blanks', { OperateType: 'updateNoA', PhoneNoA: '139 0000 6001' }, 'isv.MOBILE_NUMBER_ILLEGAL'],
    [
      'a display rule without effect',
      { OperateType: 'updateCallDisplayType', CallDisplayType: 2 },
      'isv.ILLEGAL_ARGUMENT',
    ],
    ['speech-to-text without a model', { OperateType: 'updateAsr', ASRStatus: true }, 'isv.ILLEGAL_ARGUMENT'],
  ])('a change is refused for %s', async (_what, wrong, code) => {
    const pair = { PhoneNoA: '13900006001', PhoneNoB: '13900006002', Expiration: beijing(hourMs) }
    const { SecretNo, SubsId } = boundIn(await call('BindAxb', { PoolKey: axb.poolKey, ...pair }))
    const change = { PoolKey: axb.poolKey, SubsId, PhoneNoX: SecretNo, OperateType: 'updateOutId', OutId: 'x' }
    expect(await call('UpdateSubscription', { ...change, ...wrong })).toMatchObject({ Code: code })
  })

  it.each([
    ['tones of another kind', { RingConfig: '{"AXNRing_A":"1"}' }, 'isv.INVALID_PARAMETERS'],
    ['key presses that are no JSON', { DtmfConfig: 'no JSON' }, 'isv.INVALID_PARAMETERS'],
    ['an unknown restriction', { CallRestrict: 'CONTROL_ALL' }, 'isv.ILLEGAL_ARGUMENT'],
    ['a display rule without effect', { CallDisplayType: 3 }, 'isv.ILLEGAL_ARGUMENT'],
    ['an unknown speech model', { ASRStatus: true, ASRModelId: 'x' }, 'isv.INVALID_PARAMETERS'],
    ['an endless ringing', { CallTimeout: 181 }, 'isv.ILLEGAL_ARGUMENT'],
    ['a number with a country code', { PhoneNoB: '+8613900006002' }, 'isv.MOBILE_NUMBER_ILLEGAL'],
    ['a time in another form', { Expiration: '2040-01-01T00:00:00Z' }, 'isv.EXPIRE_DATE_ILLEGAL'],
  ])('a binding is refused for %s', async (_what, wrong, code) => {
    const pair = { PhoneNoA: '13900006001', PhoneNoB: '13900006002', Expiration: beijing(hourMs) }
    expect(await call('BindAxb', { PoolKey: axb.poolKey, ...pair, ...wrong })).toMatchObject({ Code: code })
  })
})

it('an account that sends a product type finds its bindings without a pool key', async () => {
  const pair = { PhoneNoA: '13900006001', PhoneNoB: '13900006002', Expiration: beijing(hourMs) }
  const { SecretNo, SubsId } = boundIn(await popCore('BindAxb', { PoolKey: axb.poolKey, ...pair }))
  const legacy = { ProductType: 'AXB_170', SubsId }
  expect(await popCore('QuerySubscriptionDetail', { ...legacy, PhoneNoX: SecretNo })).toMatchObject({ Code: 'OK' })
  expect(await popCore('UnbindSubscription', { ...legacy, SecretNo })).toMatchObject({ Code: 'OK' })
})
