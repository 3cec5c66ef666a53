import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seeded, seededWaybill } from '../../src/sandbox/sandbox.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

type Result = { readonly __typename: string } & Readonly<Record<string, unknown>>

const onError = `
  ... on InvalidInputError { issues { path message } }
  ... on Error { code message retryable requestId hint }
`
const onWriteError = `${onError} ... on OutcomeUnknownError { action sentAt }`
const documents = {
  attachWaybill: `mutation ($input: AttachWaybillInput!) { attachWaybill(input: $input) {
    __typename ... on WaybillAttachment { waybillNo binding { poolKey subsId numberX } requestId } ${onWriteError}
  } }`,
  waybillHolders: `query ($waybillNo: ID!, $numberX: NumberX, $cabinetNo: ID) {
    waybillHolders(waybillNo: $waybillNo, numberX: $numberX, cabinetNo: $cabinetNo) {
      __typename ... on WaybillHolders { holders { numberA numberX extension } requestId } ${onError}
    }
  }`,
  pickupOptions: `query ($input: PickupOptionsInput!) { pickupOptions(input: $input) {
    __typename
    ... on PickupOptions {
      options {
        days { date selectable windows { start end from until selectable disabledReason } }
        immediate { name selectable disabledReason }
        estimatedPrice
      }
      requestId
    }
    ${onError}
  } }`,
  orderPickup: `mutation ($input: OrderPickupInput!) { orderPickup(input: $input) {
    __typename ... on PickupOrder { outOrderId waybillNo courierCode pickupCode requestId } ${onWriteError}
  } }`,
  cancelPickup: `mutation ($input: CancelPickupInput!) { cancelPickup(input: $input) {
    __typename ... on PickupCancellation { outOrderId requestId } ${onWriteError}
  } }`,
}
type Field = keyof typeof documents

const { poolKey, extension, normal, expired } = seeded
const axn = { subsId: '1000000000000088', numberX: '17000000088', numberA: '13900000088' }

const attachment = { poolKey, subsId: axn.subsId, numberX: axn.numberX, waybillNo: 'SF1234567890' }
const address = { province: '浙江省', city: '杭州市', district: '西湖区', detail: '某小区1号' }
const enquiry = {
  orderChannel: 'Test',
  sender: { name: '王某', mobile: '13900000201', address: { ...address, town: '某某街道' } },
  consignee: { name: '李某', mobile: '13900000202' },
}
const order = {
  outOrderId: '143234234266001',
  orderChannel: 'YUN_DIAN_SHANG',
  sender: { name: '王某', mobile: '13900000201', address },
  consignee: { name: '李某', landline: '057180000202', address },
  goods: [{ name: 'shoes', quantity: 2, weightGrams: 1_000 }],
}
const cancellation = { outOrderId: order.outOrderId, reason: 'no longer needed' }

const good: Readonly<Record<Field, object>> = {
  attachWaybill: { input: attachment },
  waybillHolders: { waybillNo: seededWaybill.waybillNo },
  pickupOptions: { input: enquiry },
  orderPickup: { input: order },
  cancelPickup: { input: cancellation },
}
const actions = {
  attachWaybill: 'AddAxnTrackNo',
  waybillHolders: 'QueryPhoneNoAByTrackNo',
  pickupOptions: 'CreatePickUpWaybillPreQuery',
  orderPickup: 'CreatePickUpWaybill',
  cancelPickup: 'CancelPickUpWaybill',
} as const satisfies Record<Field, string>

let server: TestGraph
beforeAll(async () => {
  server = await startGraph({ DYPLS_RATES: '*=10000' })
})
beforeEach(() => {
  server.sandbox.reset()
  server.sandbox.world.addBinding({
    ...axn,
    poolKey,
    kind: 'AXN',
    expiresAt: server.sandbox.clock.now() + 86_400_000,
  })
})
afterAll(() => server.close())

const send = async (at: TestGraph, field: Field, variables: object): Promise<Result> => {
  const { data, errors } = await at.ask<Readonly<Record<Field, Result>>>(documents[field], variables)
  expect(errors).toBeUndefined()
  return data[field]
}
const ask = (field: Field, variables: object): Promise<Result> => send(server, field, variables)
const write = (field: Field, input: object): Promise<Result> => ask(field, { input })
const calls = (): number => server.sandbox.journal.length
const logistics = () => server.sandbox.world.logistics

describe('a waybill number', () => {
  it('leads to the numbers of the binding that it was put on', async () => {
    expect(await write('attachWaybill', attachment)).toMatchObject({
      __typename: 'WaybillAttachment',
      waybillNo: 'SF1234567890',
      binding: { poolKey, subsId: axn.subsId, numberX: axn.numberX },
    })
    expect(await ask('waybillHolders', { waybillNo: 'SF1234567890' })).toMatchObject({
      __typename: 'WaybillHolders',
      holders: [{ numberA: '139****0088', numberX: axn.numberX, extension: null }],
    })
  })

  it('leads to every binding that carries it, or to those on one X number', async () => {
    const { waybillNo } = seededWaybill
    await write('attachWaybill', { ...attachment, waybillNo })
    await write('attachWaybill', { ...attachment, waybillNo })
    const seededHolder = { numberX: extension.numberX, extension: extension.extension }
    expect(await ask('waybillHolders', { waybillNo })).toMatchObject({
      holders: [seededHolder, { numberX: axn.numberX }],
    })
    const { holders } = await ask('waybillHolders', { waybillNo, numberX: extension.numberX, cabinetNo: '25689001' })
    expect(holders).toEqual([expect.objectContaining(seededHolder)])
  })

  it('leads nowhere once the binding is over, and nowhere when nobody carries it', async () => {
    await write('attachWaybill', attachment)
    server.sandbox.world.changeBinding(axn.subsId, { expiresAt: server.sandbox.clock.now() })
    expect(await ask('waybillHolders', { waybillNo: attachment.waybillNo })).toMatchObject({ holders: [] })
    expect(await ask('waybillHolders', { waybillNo: 'SF404' })).toMatchObject({ holders: [] })
  })

  it('is asked for once in one request', async () => {
    const one = `waybillHolders(waybillNo: "SF404") { __typename }`
    await server.ask(`{ a: ${one} b: ${one} c: waybillHolders(waybillNo: "SF405") { __typename } }`)
    expect(calls()).toBe(2)
  })

  it.each([
    ['an unknown binding', { subsId: '404' }, 'isv.SUBS_NOT_EXIST', 'NotFoundError'],
    ['a binding on another X', { numberX: normal.numberX }, 'isv.SUBS_NOT_EXIST', 'NotFoundError'],
    ['an expired binding', { subsId: expired.subsId, numberX: expired.numberX }, 'isv.SUBS_NOT_EXIST', 'NotFoundError'],
    ['an X number of another pool', { numberX: seeded.otherPool.normal.numberX }, 'isv.NO_NOT_EXIST', 'NotFoundError'],
    [
      'a binding that is not AXN',
      { subsId: normal.subsId, numberX: normal.numberX },
      'isv.ILLEGAL_ARGUMENT',
      'InvalidInputError',
    ],
    ['an unknown pool', { poolKey: 'FC404' }, 'isv.PARTNER_NOT_EXIST', 'ConfigurationError'],
    ['a number in Chinese', { waybillNo: '运单1' }, 'isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
  ])('is refused for %s', async (_what, change, code, type) => {
    expect(await write('attachWaybill', { ...attachment, ...change })).toMatchObject({ __typename: type, code })
  })

  it('that the upstream cannot read is refused', async () => {
    expect(await ask('waybillHolders', { waybillNo: '运单1' })).toMatchObject({
      __typename: 'InvalidInputError',
      code: 'isv.ILLEGAL_ARGUMENT',
      issues: [],
    })
  })
})

describe('what can be booked', () => {
  type Window = { from: string; until: string; start: string; end: string; selectable: boolean }
  type Options = { days: { date: string; windows: Window[] }[]; immediate: object; estimatedPrice: string | null }[]

  it('is days with windows, ready to order', async () => {
    const result = await ask('pickupOptions', { input: enquiry })
    const [option] = result.options as Options
    expect(option?.days).toHaveLength(3)
    expect(option?.immediate).toMatchObject({ name: '2小时上门', selectable: true })
    expect(option?.estimatedPrice).toBeNull()
    const [first] = option?.days[1]?.windows ?? []
    expect(first).toMatchObject({
      start: '09:00:00',
      end: '11:00:00',
      from: `${option?.days[1]?.date}T09:00:00+08:00`,
      until: `${option?.days[1]?.date}T11:00:00+08:00`,
      selectable: true,
    })
  })

  it('has a price when a weight is given', async () => {
    const priced = async (weightGrams: number): Promise<unknown> =>
      ((await ask('pickupOptions', { input: { ...enquiry, weightGrams } })).options as Options)[0]?.estimatedPrice
    expect(await priced(800)).toBe('12.50')
    expect(await priced(2_500)).toBe('16.50')
  })

  it('is nothing at a courier that nobody knows', async () => {
    expect(await ask('pickupOptions', { input: { ...enquiry, courierCode: 'NOBODY' } })).toMatchObject({
      options: [{ days: [], immediate: { selectable: false, disabledReason: expect.any(String) } }],
    })
  })

  it('leaves out windows that have begun', async () => {
    let time = Date.parse('2026-04-28T12:30:00+08:00')
    const alone = await startGraph({}, { now: () => time })
    alone.sandbox.clock.advance(time - alone.sandbox.clock.now())
    time = alone.sandbox.clock.now()
    const { options } = await send(alone, 'pickupOptions', good.pickupOptions)
    await alone.close()
    const windows = (options as Options)[0]?.days[0]?.windows ?? []
    expect(windows.map(({ start, selectable }) => [start, selectable])).toEqual([
      ['09:00:00', false],
      ['11:00:00', false],
      ['13:00:00', true],
      ['15:00:00', true],
      ['17:00:00', true],
    ])
  })

  it('is asked for once in one request, unless two people only look alike behind their masks', async () => {
    const like = (mobile: string) => ({ ...enquiry, sender: { ...enquiry.sender, mobile } })
    await server.ask(
      `query ($a: PickupOptionsInput!, $b: PickupOptionsInput!) {
        a: pickupOptions(input: $a) { __typename } again: pickupOptions(input: $a) { __typename }
        b: pickupOptions(input: $b) { __typename }
      }`,
      { a: like('13900000201'), b: like('13911110201') },
    )
    expect(calls()).toBe(2)
  })
})

describe('a courier', () => {
  it('is ordered to come at once', async () => {
    const before = logistics().balanceFen()
    expect(await write('orderPickup', order)).toMatchObject({
      __typename: 'PickupOrder',
      outOrderId: order.outOrderId,
      waybillNo: expect.stringMatching(/^\d{14}$/),
      courierCode: 'YTO',
      pickupCode: expect.stringMatching(/^\d{4}$/),
      requestId: expect.any(String),
    })
    expect(logistics().balanceFen()).toBeLessThan(before)
  })

  it('is ordered for a window that was offered', async () => {
    const { options } = await ask('pickupOptions', { input: enquiry })
    const [, tomorrow] = (options as { days: { windows: { from: string; until: string }[] }[] }[])[0]?.days ?? []
    const { from, until } = tomorrow?.windows[0] ?? {}
    expect(await write('orderPickup', { ...order, courierCode: 'STO', window: { from, until } })).toMatchObject({
      __typename: 'PickupOrder',
      courierCode: 'STO',
    })
  })

  it('is called off, twice without harm', async () => {
    const before = logistics().balanceFen()
    await write('orderPickup', order)
    for (const _ of [1, 2])
      expect(await write('cancelPickup', cancellation)).toMatchObject({
        __typename: 'PickupCancellation',
        outOrderId: order.outOrderId,
      })
    expect(logistics().balanceFen()).toBe(before)
    expect(logistics().orders).toMatchObject([{ cancelled: true }])
  })

  it('who was never ordered cannot be called off: the refusal stands within an OK', async () => {
    expect(await write('cancelPickup', cancellation)).toMatchObject({
      __typename: 'PermissionDeniedError',
      code: 'Unknown.ResourceOwnerId',
    })
  })

  it('is not paid for with an empty account: the refusal stands within an answer without a code', async () => {
    logistics().setBalance(1_249)
    expect(await write('orderPickup', order)).toMatchObject({
      __typename: 'AccountError',
      code: 'Insufficient.Balance',
    })
    expect(logistics().orders).toEqual([])
  })
})

describe('a lost answer', () => {
  it.each(['attachWaybill', 'orderPickup'] as const)('of %s leaves the outcome open', async (field) => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer' })
    expect(await ask(field, good[field])).toMatchObject({
      __typename: 'OutcomeUnknownError',
      action: actions[field],
      sentAt: expect.any(String),
      hint: expect.stringMatching(/waybillHolders|cancelPickup/),
    })
    expect(calls()).toBe(1)
  })

  it('of an order is found out by cancelling it', async () => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer', times: 1 })
    await write('orderPickup', order)
    expect(logistics().orders).toHaveLength(1)
    expect(await write('cancelPickup', cancellation)).toMatchObject({ __typename: 'PickupCancellation' })
  })

  it('of a cancellation says that repeating is harmless', async () => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer' })
    expect(await write('cancelPickup', cancellation)).toMatchObject({
      __typename: 'OutcomeUnknownError',
      hint: expect.stringContaining('Send it again'),
    })
    expect(calls()).toBe(1)
  })
})

describe('bad input is refused before any upstream call', () => {
  const at = (now: number): string => new Date(now).toISOString()
  const inHours = (hours: number): string => at(Date.now() + hours * 3_600_000)
  const party = order.sender

  const cases: readonly (readonly [what: string, field: Field, change: object, paths: readonly string[]])[] = [
    [
      'everything blank',
      'attachWaybill',
      { poolKey: '', subsId: ' ', numberX: '', waybillNo: '' },
      ['input.poolKey', 'input.subsId', 'input.numberX', 'input.waybillNo'],
    ],
    ['a country code', 'attachWaybill', { numberX: '+8617000000088' }, ['input.numberX']],
    ['an over-long waybill number', 'attachWaybill', { waybillNo: '1'.repeat(65) }, ['input.waybillNo']],
    ['a channel with an underscore', 'pickupOptions', { orderChannel: 'YUN_DIAN' }, ['input.orderChannel']],
    ['a weight of nothing', 'pickupOptions', { weightGrams: 0 }, ['input.weightGrams']],
    [
      'a landline for a mobile',
      'pickupOptions',
      { sender: { ...enquiry.sender, mobile: '057180000201' } },
      ['input.sender.mobile'],
    ],
    [
      'blank names and parts',
      'pickupOptions',
      { consignee: { name: ' ', mobile: '13900000202', address: { city: '' } }, courierCode: '' },
      ['input.consignee.name', 'input.consignee.address.city', 'input.courierCode'],
    ],
    ['nobody to reach', 'orderPickup', { sender: { ...party, mobile: null } }, ['input.sender.mobile']],
    [
      'mobile and landline mixed up',
      'orderPickup',
      { sender: { ...party, mobile: '057180000201', landline: '13900000201' } },
      ['input.sender.mobile', 'input.sender.landline'],
    ],
    [
      'half an address',
      'orderPickup',
      { consignee: { ...party, address: { city: '杭州市', detail: ' ' } } },
      ['input.consignee.address.detail', 'input.consignee.address.province', 'input.consignee.address.district'],
    ],
    [
      'goods of no number and no weight',
      'orderPickup',
      { goods: [order.goods[0], { name: '', quantity: 0, weightGrams: -1 }] },
      ['input.goods.1.name', 'input.goods.1.quantity', 'input.goods.1.weightGrams'],
    ],
    [
      'a window that ends before it begins',
      'orderPickup',
      { window: { from: inHours(3), until: inHours(2) } },
      ['input.window.until'],
    ],
    [
      'a window of the past',
      'orderPickup',
      { window: { from: inHours(-3), until: inHours(-1) } },
      ['input.window.until'],
    ],
    ['no order id', 'orderPickup', { outOrderId: '' }, ['input.outOrderId']],
    [
      'no order id and no reason',
      'cancelPickup',
      { outOrderId: '', reason: ' ' },
      ['input.outOrderId', 'input.reason'],
    ],
  ]

  it.each(cases)('%s: %s', async (_what, field, change, paths) => {
    const { input } = good[field] as { input: object }
    const result = await write(field, { ...input, ...change })
    expect(result).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT', requestId: null })
    expect((result.issues as { path: string[] }[]).map(({ path }) => path.join('.'))).toEqual(paths)
    expect(calls()).toBe(0)
  })

  it('in a question for the holders of a waybill number', async () => {
    const result = await ask('waybillHolders', { waybillNo: '', numberX: '1 2', cabinetNo: ' ' })
    expect((result.issues as { path: string[] }[]).map(({ path }) => path)).toEqual([
      ['waybillNo'],
      ['numberX'],
      ['cabinetNo'],
    ])
    expect(calls()).toBe(0)
  })
})

describe('every documented refusal is typed', () => {
  const waybill = [
    ['Insufficient.Balance', 400, 'AccountError'],
    ['Product.Unsubscript', 400, 'AccountError'],
    ['Ram.PermissionDeny', 400, 'PermissionDeniedError'],
    ['System.LimitControl', 400, 'ThrottledError'],
    ['Unknown.ResourceOwnerId', 400, 'PermissionDeniedError'],
    ['Permission.NotAuthorized', 403, 'PermissionDeniedError'],
    ['Insufficient.Balance', 200, 'AccountError'],
    ['System.LimitControl', 200, 'ThrottledError'],
    ['Permission.NotAuthorized', 200, 'PermissionDeniedError'],
  ] as const
  const cases: readonly (readonly [Field, string, number, string])[] = [
    ...(['pickupOptions', 'orderPickup', 'cancelPickup'] as const).flatMap((field) =>
      waybill.map((each) => [field, ...each] as const),
    ),
    ['pickupOptions', 'InternalError', 500, 'UpstreamUnavailableError'],
    ['orderPickup', 'InternalError', 500, 'OutcomeUnknownError'],
    ['cancelPickup', 'InternalError', 500, 'OutcomeUnknownError'],
    ['attachWaybill', 'isv.SUBS_NOT_EXIST', 200, 'NotFoundError'],
    ['attachWaybill', 'isv.NO_NOT_EXIST', 200, 'NotFoundError'],
    ['attachWaybill', 'isv.ILLEGAL_ARGUMENT', 200, 'InvalidInputError'],
    ['attachWaybill', 'isv.FLOW_LIMIT', 200, 'ThrottledError'],
    ['waybillHolders', 'isv.ILLEGAL_ARGUMENT', 200, 'InvalidInputError'],
    ['orderPickup', 'InvalidAction.NotFound', 404, 'OperationUnavailableError'],
    ['cancelPickup', 'Order.BrandNew', 200, 'UnknownError'],
  ]

  it.each(cases)('%s: %s (HTTP %i) is %s', async (field, code, status, type) => {
    const alone = await startGraph()
    try {
      alone.sandbox.mischief({ kind: 'answer', code, status })
      expect(await send(alone, field, good[field])).toMatchObject({ __typename: type, code })
      expect(alone.sandbox.world.logistics.orders).toEqual([])
    } finally {
      await alone.close()
    }
  })
})

it('names, addresses and numbers of a parcel stay out of the log', async () => {
  await write('orderPickup', order)
  await ask('pickupOptions', { input: enquiry })
  const log = server.logged.join('\n')
  for (const secret of ['王某', '李某', '某小区', '13900000201', '057180000202']) expect(log).not.toContain(secret)
})
