import type { Answer, Params } from '../../aliyun/contract/operation.ts'
import { createPickUpWaybill, pickupModes } from '../../dypls/logistics.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { blankIssues, issue, keyIssues, landlineIssues, mobileIssues, type Path } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import {
  courierMeans,
  orderIdMeans,
  PickupAddressInput,
  positiveIssues,
  wholeAddress,
  wholeAddressIssues,
} from './parcel.ts'

type Ordered = Answer<typeof createPickUpWaybill> & { readonly outOrderId: string }

const PickupOrder = builder.objectRef<Ordered>('PickupOrder').implement({
  access: ['bindings:read', 'bindings:write'],
  description: 'A courier is on order. It costs money unless it is called off.',
  fields: (t) => ({
    outOrderId: t.exposeID('outOrderId', {
      description: 'Id of the order in the calling system: the way to cancel it.',
    }),
    waybillNo: t.exposeString('waybillNo', {
      nullable: true,
      description: 'Tracking number of the parcel; null when the upstream took the order and named none.',
    }),
    courierCode: t.exposeString('courierCode', {
      nullable: true,
      description: 'Which company comes, such as YTO; null when the upstream did not say.',
    }),
    pickupCode: t.exposeString('pickupCode', {
      nullable: true,
      description: 'What the sender shows the courier; null when none is needed or named.',
    }),
    requestId: requestIdField(t),
  }),
})

const PickupOrderResult = resultUnion('PickupOrderResult', {
  success: PickupOrder,
  failures: ['Conflict', 'OutcomeUnknown'],
  description: 'The order that was placed, or why that is not certain.',
  findOut: {
    en: 'No operation looks up pickup orders. Wait for the receipt about the parcel, or call cancelPickup with the same outOrderId: once it answers, no courier comes and you may order anew. A blind repeat may order and charge twice.',
    zh: '没有可查询取件订单的接口。请等待包裹相关回执，或用相同的 outOrderId 调用 cancelPickup：其应答后快递员不会上门，可重新下单。直接重试可能重复下单并重复扣费。',
  },
})

const PickupPartyInput = builder.inputType('PickupPartyInput', {
  description: 'Sender or recipient of a parcel; a mobile or a landline must be given. Personal data.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The person as the courier shall ask for them.' }),
    mobile: t.field({ type: 'PhoneNumber', description: 'Mobile number; needed when no landline is given.' }),
    landline: t.field({
      type: 'PhoneNumber',
      description: 'Landline with its area code; needed when no mobile is given.',
    }),
    address: t.field({
      type: PickupAddressInput,
      required: true,
      description: 'The whole address: province, city, district and detail are needed.',
    }),
  }),
})

const PickupGoodsInput = builder.inputType('PickupGoodsInput', {
  description: 'One kind of thing in the parcel.',
  fields: (t) => ({
    name: t.string({ description: 'What it is, in words for the courier.' }),
    quantity: t.int({ description: 'How many of them, at least 1.' }),
    weightGrams: t.int({ description: 'What it weighs, in whole grams, at least 1.' }),
  }),
})

const PickupWindowInput = builder.inputType('PickupWindowInput', {
  description: 'When the courier shall come: a window that `pickupOptions` offered.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', required: true, description: 'Its beginning, `from` of the offered window.' }),
    until: t.field({ type: 'DateTime', required: true, description: 'Its end, `until` of the offered window.' }),
  }),
})

const OrderPickupInput = builder.inputType('OrderPickupInput', {
  description: 'A parcel to be collected, by whom, from whom and for whom.',
  fields: (t) => ({
    outOrderId: t.id({
      required: true,
      description: `${orderIdMeans} Use each once: whether the upstream notices a repeat is not documented.`,
    }),
    orderChannel: t.string({ required: true, description: 'The channel as agreed with the platform.' }),
    courierCode: t.string({ description: courierMeans }),
    sender: t.field({ type: PickupPartyInput, required: true, description: 'Where the parcel is collected.' }),
    consignee: t.field({ type: PickupPartyInput, required: true, description: 'Where it goes.' }),
    goods: t.field({ type: [PickupGoodsInput], description: 'What is in the parcel, where that is known.' }),
    window: t.field({
      type: PickupWindowInput,
      description: 'A booked window. Left out, the courier comes at once (`PickupOption.immediate`).',
    }),
    remark: t.string({ description: 'Printed on the waybill for everybody to read, so no numbers or names.' }),
  }),
})

type Order = typeof OrderPickupInput.$inferInput
type Party = typeof PickupPartyInput.$inferInput

const partyIssues = (party: Party, path: Path): InputIssue[] => [
  ...blankIssues(party.name, [...path, 'name']),
  ...(party.mobile || party.landline
    ? []
    : [issue([...path, 'mobile'], 'or a landline is needed', '手机号与固话至少填写一个')]),
  ...mobileIssues(party.mobile, [...path, 'mobile']),
  ...landlineIssues(party.landline, [...path, 'landline']),
  ...wholeAddressIssues(party.address, [...path, 'address']),
]

const windowIssues = ({ window }: Order, now: number): InputIssue[] => {
  if (!window) return []
  if (window.until <= window.from) return [issue(['input', 'window', 'until'], 'must lie after from', '必须晚于 from')]
  return window.until.getTime() <= now
    ? [issue(['input', 'window', 'until'], 'must not be past', '不能是过去的时间')]
    : []
}

const orderIssues = (input: Order, now: number): InputIssue[] => [
  ...keyIssues(input.outOrderId, ['input', 'outOrderId']),
  ...blankIssues(input.orderChannel, ['input', 'orderChannel']),
  ...blankIssues(input.courierCode, ['input', 'courierCode']),
  ...partyIssues(input.sender, ['input', 'sender']),
  ...partyIssues(input.consignee, ['input', 'consignee']),
  ...(input.goods ?? []).flatMap(({ name, quantity, weightGrams }, index) => [
    ...blankIssues(name, ['input', 'goods', String(index), 'name']),
    ...positiveIssues(quantity, ['input', 'goods', String(index), 'quantity']),
    ...positiveIssues(weightGrams, ['input', 'goods', String(index), 'weightGrams']),
  ]),
  ...windowIssues(input, now),
]

const text = (value: number | null | undefined): string | undefined => (value == null ? undefined : String(value))

const paramsOf = ({ sender, consignee, window, ...input }: Order): Params<typeof createPickUpWaybill> => ({
  outOrderId: input.outOrderId,
  orderChannel: input.orderChannel,
  courierCode: input.courierCode ?? undefined,
  senderName: sender.name,
  senderMobile: sender.mobile ?? undefined,
  senderLandline: sender.landline ?? undefined,
  senderAddress: wholeAddress(sender.address),
  consigneeName: consignee.name,
  consigneeMobile: consignee.mobile ?? undefined,
  consigneeLandline: consignee.landline ?? undefined,
  consigneeAddress: wholeAddress(consignee.address),
  goods: input.goods?.map(({ name, quantity, weightGrams }) => ({
    name: name ?? undefined,
    quantity: text(quantity),
    weight: text(weightGrams),
  })),
  pickupMode: window ? pickupModes.BOOKED : pickupModes.IMMEDIATE,
  pickupFrom: window?.from,
  pickupUntil: window?.until,
  remark: input.remark ?? undefined,
})

builder.mutationField('orderPickup', (t) =>
  t.field({
    type: PickupOrderResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Orders a courier, which costs money. Ask `pickupOptions` first for windows and a price. Costs one upstream call, which is never repeated.',
    args: { input: t.arg({ type: OrderPickupInput, required: true, description: 'The parcel and its two parties.' }) },
    resolve: (_root, { input }, context) => {
      const issues = orderIssues(input, context.now())
      if (issues.length > 0) return invalidInput(issues)
      return PickupOrderResult.ask(createPickUpWaybill, paramsOf(input), context, (answer) => ({
        ...answer,
        outOrderId: input.outOrderId,
      }))
    },
  }),
)
