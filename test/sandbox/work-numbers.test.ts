import { createRequire } from 'node:module'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, seededNumbers700, seededWorkNumbers, startSandbox } from '../../src/sandbox/sandbox.ts'
import { ask } from './asking.ts'

// CommonJS packages; `require` spares us the different ideas of a default export that node and vitest have.
const require = createRequire(import.meta.url)
const PopCore: typeof import('@alicloud/pop-core') = require('@alicloud/pop-core')
const OpenApi: typeof import('@alicloud/openapi-client') = require('@alicloud/openapi-client')
const { RuntimeOptions }: typeof import('@alicloud/tea-util') = require('@alicloud/tea-util')

type Body = { Code: string; Message: string; RequestId: string; Success?: boolean; Data?: Record<string, unknown> }
type Client = (action: string, params: Record<string, string>) => Promise<Body>

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

const popCore: Client = (action, params) =>
  new PopCore({
    ...sandbox.accessKey,
    endpoint: sandbox.url,
    apiVersion: '2017-05-25',
    // The package takes 200 and OK for success; the families here say it in other words.
    opts: {},
    codes: ['0000'],
  } as ConstructorParameters<typeof PopCore>[0]).request(action, params, { method: 'POST' })

const openApi: Client = async (action, query) => {
  const { host } = new URL(sandbox.url)
  const config = new OpenApi.Config({ ...sandbox.accessKey, endpoint: host, protocol: 'http' })
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
  const request = new OpenApi.OpenApiRequest({ query })
  return (await new OpenApi.default(config).callApi(call, request, new RuntimeOptions({}))).body
}

const { poolKey: CustomerPoolKey, free, assigned, recordedCallId } = seededWorkNumbers

describe.each([
  ['pop-core, V1', popCore],
  ['openapi-client, V3', openApi],
] as const)('%s', (_name, call) => {
  let ids = 0
  const about = (more: Record<string, string> = {}) => ({ ReqId: `req-${++ids}`, CustomerPoolKey, ...more })

  it('takes a work number through its whole life', async () => {
    const TelX = free[0]
    const bound = await call('BindXB', about({ TelX, TelB: '13900003001' }))
    expect(bound).toMatchObject({ Code: '0000', Message: 'OK', Data: { TelX, AuthId: expect.stringMatching(/^\d+$/) } })
    const AuthId = String(bound.Data?.AuthId)

    const prepared = await call('BindAXBCall', about({ AuthId, TelA: '13900003002', Expiration: '600' }))
    expect(prepared).toMatchObject({ Code: '0000', Data: { BindId: expect.stringMatching(/^\d+$/) } })
    expect(await call('UnBindAXB', about({ BindId: String(prepared.Data?.BindId) }))).toMatchObject({
      Code: '0000',
      Data: { Code: '0000' },
    })

    const SequenceCalls = JSON.stringify([{ SequenceCalledNo: '13900003003', SequenceCallNoPlayCode: '01' }])
    expect(await call('ConfigX', about({ TelX, GNFlag: '10', SmsAbility: '1', SequenceCalls }))).toMatchObject({
      Data: { Code: '0000' },
    })
    expect((await call('GetXConfig', about({ TelX }))).Data).toMatchObject({
      GNFlag: '10',
      SmsAbility: '1',
      CallAbility: '1',
      SequenceCalls: [{ SequenceCalledNo: '13900003003', SequenceCallNoPlayCode: '01' }],
      ReachJsons: [{ RuleId: '345', RuleType: '1' }],
    })
    // The default ones stand under names of their own.
    expect((await call('GetXDefaultConfig', about({ TelX }))).Data).toMatchObject({
      GNFlag: '00',
      SequenceCall: [],
      ReachJson: [{ RuleId: '345' }],
    })
    expect((await call('ListXTelephones', about({ PageNo: '1', PageSize: '1' }))).Data).toMatchObject({
      List: [
        { Telephone: TelX, TelephoneStatus: '4', SmsStatus: '1', BindTime: expect.stringMatching(/^\d{4}-\d\d-/) },
      ],
      PageNo: 1,
      PageSize: 1,
      Total: 6,
    })
    expect((await call('QuerySoundRecord', about({ CallId: recordedCallId }))).Data).toEqual({
      FileUrl: expect.stringMatching(/^https:\/\/recordings\.invalid\//),
    })
    expect(await call('UnBindXB', about({ TelX, AuthId }))).toMatchObject({ Code: '0000', Data: { Code: '0000' } })
  })
})

describe('openapi-client', () => {
  const { poolKey: PoolKey, numbers, groupId: GroupId } = seededNumbers700
  const Expiration = '2099-01-10 08:00:00'

  it('takes bindings on 700 numbers through their whole life', async () => {
    const common = { PoolKey, Expiration, TelX: numbers[0] }
    const axb = await openApi('BindAxb700', { ...common, TelA: '13900007011', TelB: '13900007012', NeedRecord: 'true' })
    expect(axb).toMatchObject({ Code: '200', Data: { SecretNo: numbers[0] } })
    const gxb = await openApi('BindGxb700', { ...common, TelB: '13900007013', GroupId, Audio: '{"GCallX_Gpre":"185"}' })
    expect(gxb.Data?.SecretNo).toBe(numbers[0])
    const subsIds = [...sandbox.world.numbers700.bindings.keys()].slice(-2)
    for (const SubsId of subsIds) {
      const key = { PoolKey, SubsId, TelX: numbers[0] }
      const change = { OperateType: 'updateNoB', TelB: `1390000702${SubsId.slice(-1)}` }
      expect(await openApi('UpdateSubs700', { ...key, ...change })).toMatchObject({ Code: '200', Data: {} })
      expect(await openApi('UnbindSubs700', key)).toMatchObject({ Code: '200', Data: {} })
    }
  })

  it('would round the id: it stands unquoted in the answer, as documented', async () => {
    const params = { PoolKey, Expiration, TelA: '13900007011', TelB: '13900007012' }
    const { text } = await ask(sandbox, { action: 'BindAxb700', params })
    expect(text).toMatch(/"SubsId":9100000000000000001[,}]/)
  })
})

describe('a refusal beneath an outer success', () => {
  const key = { ReqId: 'r', CustomerPoolKey }

  it.each([
    ['UnBindXB', { ...key, AuthId: '404', TelX: assigned.numberX }, 'isv.SUBS_NOT_EXIST', '绑定关系不存在'],
    ['UnBindAXB', { ...key, BindId: '404' }, 'isv.SUBS_NOT_EXIST', '绑定关系不存在'],
    ['ConfigX', { ...key, TelX: '17000009999', SmsAbility: '1' }, 'isv.NO_NOT_EXIST', '号码不存在'],
    ['ConfigX', { ...key, TelX: assigned.numberX, GNFlag: '77' }, 'isv.ILLEGAL_ARGUMENT', '参数非法'],
    [
      'ConfigX',
      { ...key, TelX: assigned.numberX, SequenceCalls: '[{"SequenceCalledNo":"+86139"}]' },
      'isv.MOBILE_NUMBER_ILLEGAL',
      '号码格式非法',
    ],
  ])('of %s stands in the inner code', async (action, params, Code, Message) => {
    const { status, body } = await ask(sandbox, { action, params })
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { Code: '0000', Data: { Code, Message, Success: false } },
    })
  })

  it('of a family with one code stands there', async () => {
    const { body } = await ask(sandbox, {
      action: 'BindXB',
      params: { ...key, TelX: '17000009999', TelB: '13900003001' },
    })
    expect(body).toMatchObject({ Code: 'isv.NO_NOT_EXIST' })
    expect(body).not.toHaveProperty('Data')
  })
})

describe('a message', () => {
  it.each([
    [
      'an id of 21 characters',
      'BindXB',
      { ReqId: 'x'.repeat(21), CustomerPoolKey, TelX: free[0], TelB: '13900003001' },
      'isv.ILLEGAL_ARGUMENT',
    ],
    [
      'a TelB that is none',
      'BindXB',
      { ReqId: 'r', CustomerPoolKey, TelX: free[0], TelB: '+86139' },
      'isv.MOBILE_NUMBER_ILLEGAL',
    ],
    [
      'an endless call',
      'BindAXBCall',
      { ReqId: 'r', CustomerPoolKey, AuthId: assigned.xbBindingId, TelA: '13900003002', Expiration: '0' },
      'isv.ILLEGAL_ARGUMENT',
    ],
    [
      'a TelA that is none',
      'BindAXBCall',
      { ReqId: 'r', CustomerPoolKey, AuthId: assigned.xbBindingId, TelA: '1', Expiration: '1' },
      'isv.MOBILE_NUMBER_ILLEGAL',
    ],
    ['a page of 101', 'ListXTelephones', { ReqId: 'r', PageSize: '101' }, 'isv.ILLEGAL_ARGUMENT'],
    ['no page', 'ListXTelephones', { ReqId: 'r', PageNo: '0' }, 'isv.ILLEGAL_ARGUMENT'],
    [
      'a past expiry',
      'BindAxb700',
      {
        PoolKey: seededNumbers700.poolKey,
        Expiration: '2020-01-01 00:00:00',
        TelA: '13900007011',
        TelB: '13900007012',
      },
      'isv.EXPIRE_DATE_ILLEGAL',
    ],
    [
      'a bad number',
      'BindGxb700',
      { PoolKey: seededNumbers700.poolKey, Expiration: '2099-01-01 00:00:00', TelB: '1' },
      'isv.MOBILE_NUMBER_ILLEGAL',
    ],
    [
      'an unknown restriction',
      'BindAxb700',
      {
        PoolKey: seededNumbers700.poolKey,
        Expiration: '2099-01-01 00:00:00',
        TelA: '13900007011',
        TelB: '13900007012',
        CallRestrict: 'CONTROL_GX_DISABLE',
      },
      'isv.ILLEGAL_ARGUMENT',
    ],
    [
      'an unknown aspect',
      'UpdateSubs700',
      {
        PoolKey: seededNumbers700.poolKey,
        SubsId: seededNumbers700.axb.subsId,
        TelX: seededNumbers700.axb.numberX,
        OperateType: 'updateAll',
      },
      'isv.ILLEGAL_ARGUMENT',
    ],
    [
      'an aspect without its value',
      'UpdateSubs700',
      {
        PoolKey: seededNumbers700.poolKey,
        SubsId: seededNumbers700.axb.subsId,
        TelX: seededNumbers700.axb.numberX,
        OperateType: 'updateNoA',
      },
      'isv.ILLEGAL_ARGUMENT',
    ],
    [
      'a new end that is past',
      'UpdateSubs700',
      {
        PoolKey: seededNumbers700.poolKey,
        SubsId: seededNumbers700.axb.subsId,
        TelX: seededNumbers700.axb.numberX,
        OperateType: 'updateExpire',
        Expiration: '2020-01-01 00:00:00',
      },
      'isv.EXPIRE_DATE_ILLEGAL',
    ],
  ] as const)('with %s is refused', async (_what, action, params, code) => {
    expect((await ask(sandbox, { action, params })).body).toMatchObject({ Code: code })
  })
})
