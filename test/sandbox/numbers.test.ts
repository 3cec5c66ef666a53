import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, seeded, seededForSale, seededPools, startSandbox } from '../../src/sandbox/sandbox.ts'
import { ask } from './asking.ts'

// CommonJS packages; `require` spares us the different ideas of a default export that node and vitest have.
const require = createRequire(import.meta.url)
const PopCore: typeof import('@alicloud/pop-core') = require('@alicloud/pop-core')
const OpenApi: typeof import('@alicloud/openapi-client') = require('@alicloud/openapi-client')
const { RuntimeOptions }: typeof import('@alicloud/tea-util') = require('@alicloud/tea-util')

type Body = { readonly Code: string } & Readonly<Record<string, unknown>>
/** The official clients differ in what they do with a refusal: here it is a body like any other. */
type Client = (action: string, params?: Record<string, string>) => Promise<Body>

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

const popCore: Client = (action, params = {}) =>
  new PopCore({ ...sandbox.accessKey, endpoint: sandbox.url, apiVersion: '2017-05-25' })
    .request<Body>(action, params, { method: 'POST' })
    .catch((error: { data: Body }) => error.data)

const openApi: Client = async (action, params = {}) => {
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
  const request = new OpenApi.OpenApiRequest({ query: params })
  return (await new OpenApi.default(config).callApi(call, request, new RuntimeOptions({}))).body
}

const PoolKey = seeded.poolKey
const City = '杭州'
const SpecId = '1'
const inAnHour = () => new Date(sandbox.clock.now() + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

describe.each([
  ['pop-core', popCore],
  ['openapi-client', openApi],
] as const)('%s', (_name, call) => {
  it('buys a number, binds it, cannot give it back, ends the binding and gives it back', async () => {
    const remain = await call('QuerySecretNoRemain', { SpecId, City })
    expect(remain).toMatchObject({ Code: 'OK', SecretRemainDTO: { City, Amount: 20 } })

    const bought = await call('BuySecretNo', { PoolKey, SpecId, City, SecretNo: '1700000502' })
    expect(bought).toMatchObject({ Code: 'OK', SecretBuyInfoDTO: { SecretNo: '17000005020' } })
    const SecretNo = '17000005020'
    const statusNow = async () => (await call('QuerySecretNoDetail', { PoolKey, SecretNo })).SecretNoInfoDTO
    expect(await statusNow()).toEqual({
      SecretStatus: 0,
      CertifyStatus: 1,
      Vendor: 2,
      Province: '浙江',
      City,
      PurchaseTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    })

    const bound = await call('BindAxb', {
      PoolKey,
      PhoneNoA: '13900004001',
      PhoneNoB: '13900004002',
      PhoneNoX: SecretNo,
      Expiration: inAnHour(),
    })
    expect(bound).toMatchObject({ Code: 'OK', SecretBindDTO: { SecretNo } })
    const { SubsId } = bound.SecretBindDTO as { SubsId: string }
    expect(await statusNow()).toMatchObject({ SecretStatus: 1 })
    expect(await call('ReleaseSecretNo', { PoolKey, SecretNo })).toMatchObject({ Code: 'isv.FORBIDDEN_ACTION' })

    expect(await call('UnbindSubscription', { PoolKey, SubsId, SecretNo })).toMatchObject({ Code: 'OK' })
    expect(await call('ReleaseSecretNo', { PoolKey, SecretNo })).toMatchObject({ Code: 'OK' })
    expect(await call('QuerySecretNoDetail', { PoolKey, SecretNo })).toMatchObject({ Code: 'isv.NO_NOT_EXIST' })
    expect(await call('QuerySecretNoRemain', { SpecId, City })).toMatchObject({ SecretRemainDTO: { Amount: 19 } })
  })

  it('locks a number and finds it skipped by new bindings until it is unlocked', async () => {
    const pool = { PoolKey: 'FC100000000000097' }
    for (const numberX of ['17000000971', '17000000972']) sandbox.world.addNumber(pool.PoolKey, numberX)
    const lock = (SecretNo: string) => call('LockSecretNo', { ...pool, SecretNo })
    let parties = 13_900_004_000
    const bind = () => {
      parties += 2
      const pair = { PhoneNoA: String(parties), PhoneNoB: String(parties + 1) }
      return call('BindAxb', { ...pool, ...pair, Expiration: inAnHour() })
    }
    expect(await lock('17000000971')).toMatchObject({ Code: 'OK' })
    expect(await bind()).toMatchObject({ SecretBindDTO: { SecretNo: '17000000972' } })
    await lock('17000000972')
    expect(await bind()).toMatchObject({ Code: 'isv.NO_AVAILABLE_NUMBER' })
    expect(await call('UnlockSecretNo', { ...pool, SecretNo: '17000000971' })).toMatchObject({ Code: 'OK' })
    expect(await bind()).toMatchObject({ SecretBindDTO: { SecretNo: '17000000971' } })
  })

  it('lists what is for sale city by city', async () => {
    const body = await call('QuerySecretNoRemain', { SpecId, City: '全国列表' })
    expect(body.SecretRemainDTO).toMatchObject({
      RemainDTOList: { remainDTO: expect.arrayContaining([{ City: '西安', Amount: 1 }]) },
    })
    expect(await call('QuerySecretNoRemain', { SpecId: '3', City: '全国通用' })).toMatchObject({
      SecretRemainDTO: { Amount: seededForSale.service95.length },
    })
  })

  it('keeps a group from its first to its last member', async () => {
    const created = await call('CreateAxgGroup', { PoolKey, Name: 'riders', Numbers: '13900004001,13900004002' })
    expect(created).toMatchObject({ Code: 'OK', GroupId: expect.any(Number) })
    const GroupId = String(created.GroupId)
    const operate = (OperateType: string, Numbers: string) =>
      call('OperateAxgGroup', { PoolKey, GroupId, OperateType, Numbers })
    expect(await operate('addNumbers', '13900004003')).toMatchObject({ Code: 'OK' })
    expect(await operate('deleteNumbers', '13900004001,13900004002')).toMatchObject({ Code: 'OK' })
    expect(await operate('deleteNumbers', '13900004003')).toMatchObject({ Code: 'isv.FORBIDDEN_ACTION' })
    expect(await operate('overwriteNumbers', '13900004009')).toMatchObject({ Code: 'OK' })
    expect([...(sandbox.world.groups.byId.get(GroupId)?.members ?? [])]).toEqual(['13900004009'])
    expect(await call('DeleteAxgGroup', { PoolKey, GroupId })).toMatchObject({ Code: 'OK' })
    expect(await call('DeleteAxgGroup', { PoolKey, GroupId })).toMatchObject({ Code: 'isv.ILLEGAL_ARGUMENT' })
  })

  it('finds a group in use kept', async () => {
    const { poolKey, groupId: GroupId, numbers } = seededPools.axg
    const [PhoneNoX] = numbers
    const pool = { PoolKey: poolKey }
    const bound = await call('BindAxg', { ...pool, PhoneNoA: '13900004001', PhoneNoX, GroupId, Expiration: inAnHour() })
    expect(bound).toMatchObject({ Code: 'OK' })
    expect(await call('DeleteAxgGroup', { ...pool, GroupId })).toMatchObject({ Code: 'isv.FORBIDDEN_ACTION' })
  })

  it('blocks and unblocks a pair and a number', async () => {
    const [a, b] = ['13900004001', '13900004002']
    const refuses = () => [
      sandbox.world.blacklist.refuses(PoolKey, a, b),
      sandbox.world.blacklist.refuses(PoolKey, b, a),
    ]
    const pair = { PoolKey, BlackNo: `${a}:${b}`, BlackType: 'POINT_TO_POINT_BLACK' }
    expect(await call('AddSecretBlacklist', { ...pair, WayControl: 'PHONEA_REJECT' })).toMatchObject({ Code: 'OK' })
    expect(refuses()).toEqual([false, true])
    expect(await call('DeleteSecretBlacklist', pair)).toMatchObject({ Code: 'OK' })
    expect(refuses()).toEqual([false, false])
    const black = { PoolKey, BlackNo: a, Tips: 'test' }
    expect(await call('OperateBlackNo', { ...black, OperateType: 'AddBlack' })).toMatchObject({ Code: 'OK' })
    expect(refuses()).toEqual([true, false])
    expect(await call('OperateBlackNo', { ...black, OperateType: 'DeleteBlack' })).toMatchObject({ Code: 'OK' })
    expect(refuses()).toEqual([false, false])
  })
})

describe('refuses by itself', () => {
  const SecretNo = seeded.spares[0]
  const { poolKey: axgPool, groupId: GroupId } = seededPools.axg
  const number = '13900004001'
  const group = { PoolKey: axgPool, GroupId, OperateType: 'addNumbers', Numbers: number }
  const pair = { PoolKey, BlackNo: `${number}:13900004002`, BlackType: 'POINT_TO_POINT_BLACK' }

  it.each([
    ['a class of numbers that is none', 'BuySecretNo', { PoolKey, SpecId: '4', City }, 'isv.ILLEGAL_ARGUMENT'],
    ['a city for 95', 'BuySecretNo', { PoolKey, SpecId: '3', City }, 'isv.ILLEGAL_ARGUMENT'],
    ['no city', 'BuySecretNo', { PoolKey, SpecId, City: '全国通用' }, 'isv.ILLEGAL_ARGUMENT'],
    ['letters', 'BuySecretNo', { PoolKey, SpecId, City, SecretNo: '17x' }, 'isv.ILLEGAL_ARGUMENT'],
    ['a city without numbers', 'BuySecretNo', { PoolKey, SpecId, City: '拉萨' }, 'isv.NO_AVAILABLE_NUMBER'],
    ['an unknown pool', 'BuySecretNo', { PoolKey: 'FC404', SpecId, City }, 'isv.POOLKEY_NOT_EXISTS'],
    ['an unknown pool', 'ReleaseSecretNo', { PoolKey: 'FC404', SecretNo }, 'isv.PARTNER_NOT_EXIST'],
    ['a prefix where a number belongs', 'ReleaseSecretNo', { PoolKey, SecretNo: '1700000' }, 'isv.NO_NOT_EXIST'],
    ['a city for 95', 'QuerySecretNoRemain', { SpecId: '3', City }, 'isv.ILLEGAL_ARGUMENT'],
    ['an unknown pool', 'CreateAxgGroup', { PoolKey: 'FC404' }, 'isv.POOLKEY_NOT_EXISTS'],
    ['a bad number', 'CreateAxgGroup', { PoolKey, Numbers: '+8613900004001' }, 'isv.MOBILE_NUMBER_ILLEGAL'],
    ['a bad number', 'OperateAxgGroup', { ...group, Numbers: `${number},` }, 'isv.MOBILE_NUMBER_ILLEGAL'],
    ['201 numbers', 'OperateAxgGroup', { ...group, Numbers: Array(201).fill(number).join() }, 'isv.ILLEGAL_ARGUMENT'],
    ['an unknown change', 'OperateAxgGroup', { ...group, OperateType: 'addAll' }, 'isv.ILLEGAL_ARGUMENT'],
    ['an unknown group', 'OperateAxgGroup', { ...group, GroupId: '404' }, 'isv.ILLEGAL_ARGUMENT'],
    ['half a pair', 'AddSecretBlacklist', { ...pair, BlackNo: number }, 'isv.ILLEGAL_ARGUMENT'],
    ['an unknown list', 'AddSecretBlacklist', { ...pair, BlackType: 'ALL' }, 'isv.ILLEGAL_ARGUMENT'],
    ['an unknown direction', 'DeleteSecretBlacklist', { ...pair, WayControl: 'UP' }, 'isv.ILLEGAL_ARGUMENT'],
    ['a pair', 'OperateBlackNo', { PoolKey, BlackNo: pair.BlackNo, OperateType: 'AddBlack' }, 'isv.ILLEGAL_ARGUMENT'],
    ['an unknown change', 'OperateBlackNo', { PoolKey, BlackNo: number, OperateType: 'Add' }, 'isv.ILLEGAL_ARGUMENT'],
  ])('%s, %s', async (_what, action, params, code) => {
    const heard = await ask(sandbox, { action, params })
    expect(heard).toMatchObject({
      status: 200,
      body: { Code: code, Message: expect.stringMatching(/\p{Script=Han}/u) },
    })
  })

  it('nothing that an earlier reset has put back', async () => {
    await ask(sandbox, { action: 'BuySecretNo', params: { PoolKey, SpecId, City: '西安' } })
    await ask(sandbox, { action: 'DeleteAxgGroup', params: { PoolKey: axgPool, GroupId } })
    sandbox.reset()
    const heard = await ask(sandbox, { action: 'BuySecretNo', params: { PoolKey, SpecId, City: '西安' } })
    expect(heard.body.Code).toBe('OK')
    expect(sandbox.world.groups.byId.has(GroupId)).toBe(true)
  })
})
