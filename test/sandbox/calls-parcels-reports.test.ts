import { createRequire } from 'node:module'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Sandbox,
  seeded,
  seededCalls,
  seededReports,
  seededWaybill,
  startSandbox,
} from '../../src/sandbox/sandbox.ts'
import { ask } from './asking.ts'

// CommonJS packages; `require` spares us the different ideas of a default export that node and vitest have.
const require = createRequire(import.meta.url)
const PopCore: typeof import('@alicloud/pop-core') = require('@alicloud/pop-core')
const OpenApi: typeof import('@alicloud/openapi-client') = require('@alicloud/openapi-client')
const { RuntimeOptions }: typeof import('@alicloud/tea-util') = require('@alicloud/tea-util')

type Body = { readonly [name: string]: unknown }
type Client = (action: string, params: Record<string, string>) => Promise<Body>

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

// Left alone, pop-core writes the first letter of every name large, `trackNo` too, and takes any code but OK for an error.
const popCore: Client = (action, params) =>
  new PopCore({ ...sandbox.accessKey, endpoint: sandbox.url, apiVersion: '2017-05-25', codes: ['0000'] }).request(
    action,
    params,
    { method: 'POST', formatParams: false },
  )

const openApi: Client = async (action, params) => {
  const { host } = new URL(sandbox.url)
  const client = new OpenApi.default(new OpenApi.Config({ ...sandbox.accessKey, endpoint: host, protocol: 'http' }))
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
  return (await client.callApi(call, request, new RuntimeOptions({}))).body
}

const { finished } = seededCalls
const call = { CallId: finished.callId, CallTime: '2026-03-05 12:00:00' }
const address = JSON.stringify({ ProvinceName: '浙江省', CityName: '杭州市', AreaName: '西湖区', AddressDetail: '1号' })
const order = {
  OuterOrderCode: '143234234266001',
  OrderChannels: 'YUN_DIAN_SHANG',
  SendName: '王某',
  SendMobile: '13900000201',
  SendAddress: address,
  ConsigneeName: '李某',
  ConsigneePhone: '057180000202',
  ConsigneeAddress: address,
  GoodsInfos: '[{"Name":"shoes","Quantity":"1","Weight":"1000"}]',
}
const identity = {
  ANoWhiteGroupId: seededReports.allowListId,
  DocumentType: '1',
  CustName: '赵某某',
  DocumentNumber: '370000000000000000',
  IdCardAlivePhoto: '123456/alive.jpg',
}
const person = (mobile: string): string => JSON.stringify({ Name: '王某', Mobile: mobile })

describe.each([
  ['pop-core, V1', popCore],
  ['openapi-client, V3', openApi],
] as const)('%s', (_name, request) => {
  it('plays a recording, by either link, and reads what was said', async () => {
    const { poolKey: PoolKey } = seeded
    expect(await request('QueryRecordFileDownloadUrl', { PoolKey, ...call })).toMatchObject({
      Code: 'OK',
      DownloadUrl: expect.stringContaining('/recording/'),
    })
    expect(await request('GetTotalPublicUrl', { PartnerKey: PoolKey, CheckSubs: 'true', ...call })).toMatchObject({
      Data: { PhonePublicUrl: expect.any(String), RingPublicUrl: expect.any(String) },
    })
    expect(await request('GetSecretAsrDetail', { PoolKey, ...call })).toMatchObject({
      Data: { Code: '21050000', Type: 'asrResult', Sentences: [{ ChannelId: 0, Text: expect.any(String) }, {}] },
    })
  })

  it('finds a parcel’s numbers by a waybill number that it attached', async () => {
    const { subsId: SubsId, numberX: PhoneNoX, numberA: PhoneNoA } = seeded.extension
    const attached = { PoolKey: seeded.poolKey, SubsId, PhoneNoX, trackNo: 'SF1' }
    expect(await request('AddAxnTrackNo', attached)).toMatchObject({ Code: 'OK' })
    for (const trackNo of ['SF1', seededWaybill.waybillNo])
      expect(await request('QueryPhoneNoAByTrackNo', { trackNo })).toMatchObject({
        Module: [{ PhoneNoA, PhoneNoX, Extension: '123' }],
      })
  })

  it('asks for windows, orders a courier and calls it off', async () => {
    const enquiry = {
      OrderChannels: 'Test',
      SenderInfo: person('13900000201'),
      ConsigneeInfo: person('13900000202'),
      PreWeight: '2000',
    }
    const options = await request('CreatePickUpWaybillPreQuery', enquiry)
    expect(options).toMatchObject({ Data: { Success: true, CpTimeSelectList: [{ PrePrice: '14.50' }] } })
    expect(options).not.toHaveProperty('Code')
    const ordered = await request('CreatePickUpWaybill', order)
    expect(ordered).toMatchObject({ Data: { CpCode: 'YTO', MailNo: expect.stringMatching(/^\d{14}$/) } })
    const { OuterOrderCode } = order
    expect(await request('CancelPickUpWaybill', { OuterOrderCode, CancelDesc: 'changed' })).toMatchObject({
      Code: 'OK',
      Data: { Success: true },
    })
  })

  it('uploads, reports a number, asks how the review stands and deletes the report', async () => {
    expect(await request('GetDyplsOSSInfoForUploadFile', { BizType: 'phone_card' })).toMatchObject({
      Data: { AccessKeyId: expect.any(String), ExpireTime: expect.stringMatching(/^\d{10}$/) },
    })
    expect(await request('CreatePhoneNoAReport', { ...identity, PhoneNoA: '13900000311' })).toMatchObject({
      Code: '200',
      Data: { CreateResult: true, FailType: 1 },
    })
    const landline = { ...identity, FixedNoA: '057180000311', CustType: '2' }
    expect(await request('CreateFixedNoAReport', landline)).toMatchObject({ Code: '200' })
    const of = (PhoneNoA: string) => ({ PhoneNoA, ANoWhiteGroupId: seededReports.allowListId })
    expect(await request('QuerySecretAPhoneNoToCust', of('13900000311'))).toMatchObject({
      Data: { ReportStatus: 'REVIEWING', NoType: 'Mobile', ANoWhiteGroupId: '19' },
    })
    expect(await request('QuerySecretAPhoneNoToCust', of(seededReports.refused))).toMatchObject({
      Data: { ReportStatus: 'FAIL', ReportResult: '["系统判断为不同人"]' },
    })
    expect(await request('DeleteSecretAPhoneNoToCust', of(seededReports.approved))).toMatchObject({ Data: true })
  })

  it('makes a sign for an SMS', async () => {
    const sms = { ReqId: '56400000000000000879', CustomerPoolKey: seeded.poolKey }
    expect(await request('CreateSmsSign', { ...sms, CalledNo: '13900000322', CallingNo: '13900000321' })).toMatchObject(
      { Code: '0000', Data: { CalledNoSign: expect.stringMatching(/^sign\d{8}$/) } },
    )
  })
})

describe('a refusal stands where the family keeps it', () => {
  it('in Data.ErrorCode of a waybill, beneath no code at all', async () => {
    sandbox.world.logistics.setBalance(0)
    const { body, status } = await ask(sandbox, { action: 'CreatePickUpWaybill', params: order })
    expect(status).toBe(200)
    expect(body).toMatchObject({ Data: { Success: 'false', ErrorCode: 'Insufficient.Balance' } })
    expect(body).not.toHaveProperty('Code')
  })

  it('in Data.ErrorCode of a cancellation, beneath an OK', async () => {
    const params = { OuterOrderCode: '404', CancelDesc: 'changed' }
    const { body } = await ask(sandbox, { action: 'CancelPickUpWaybill', params })
    expect(body).toMatchObject({ Code: 'OK', Data: { Success: false, ErrorCode: 'Unknown.ResourceOwnerId' } })
  })

  it('in Data.FailType of a report, beneath a 200', async () => {
    const params = { ...identity, PhoneNoA: seededReports.reviewing }
    const { body } = await ask(sandbox, { action: 'CreatePhoneNoAReport', params })
    expect(body).toEqual({
      Code: '200',
      Message: 'OK',
      RequestId: expect.any(String),
      Data: { FailType: -1, CreateResult: false },
    })
  })
})

describe('a pickup operation', () => {
  it.each(['CreatePickUpWaybillPreQuery', 'CreatePickUpWaybill', 'CancelPickUpWaybill'])(
    '%s cannot be asked by GET',
    async (action) => {
      const { body } = await ask(sandbox, { action, method: 'GET', params: order })
      expect(body.Code).toBe('UnsupportedHTTPMethod')
    },
  )

  it('refuses what the documents forbid', async () => {
    const enquiry = { SenderInfo: person('13900000201'), ConsigneeInfo: person('13900000202') }
    const code = async (action: string, params: Record<string, string>): Promise<unknown> =>
      (await ask(sandbox, { action, params })).body.Code
    expect(await code('CreatePickUpWaybillPreQuery', { ...enquiry, OrderChannels: 'YUN_DIAN' })).toBe(
      'isv.ILLEGAL_ARGUMENT',
    )
    const { SendMobile: _without, ...unreachable } = order
    expect(await code('CreatePickUpWaybill', unreachable)).toBe('isv.ILLEGAL_ARGUMENT')
    expect(await code('CreatePickUpWaybill', { ...order, BizType: '1' })).toBe('isv.ILLEGAL_ARGUMENT')
  })

  it('charges twice for an order id that comes twice, since nothing says that it would not', async () => {
    for (const _ of [1, 2]) await ask(sandbox, { action: 'CreatePickUpWaybill', params: order })
    expect(new Set(sandbox.world.logistics.orders.map(({ waybillNo }) => waybillNo)).size).toBe(2)
  })
})

it('a recording needs a pool key or, of old customers, a product type', async () => {
  const at = (params: Record<string, string>) => ask(sandbox, { action: 'QueryRecordFileDownloadUrl', params })
  expect((await at(call)).body.Code).toBe('isv.ILLEGAL_ARGUMENT')
  expect((await at({ ...call, ProductType: 'AXB_170' })).body.Code).toBe('OK')
})

it('an upload grant is for photos of reports and for nothing else', async () => {
  const { body } = await ask(sandbox, { action: 'GetDyplsOSSInfoForUploadFile', params: { BizType: 'backup' } })
  expect(body.Code).toBe('isv.ILLEGAL_ARGUMENT')
})

it('a sandbox starts over with its own calls, parcels and reports, or with none', async () => {
  sandbox.world.logistics.order('1', 'YTO', 1)
  sandbox.reset()
  expect(sandbox.world.logistics.orders).toEqual([])
  const empty = await startSandbox({ seed: false })
  expect(empty.world.recordedCalls.find(finished.callId)).toBeUndefined()
  expect(empty.world.reports.allowLists.size).toBe(0)
  await empty.close()
})
