import { encodeParams, type Params } from '../../aliyun/contract/operation.ts'
import { createPickUpWaybillPreQuery } from '../../dypls/logistics.ts'
import { builder } from '../../graph/fields/builder.ts'
import { blankIssues, issue, keyIssues, mobileIssues, type Path } from '../../graph/fields/issues.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import type { Context } from '../../graph/request/context.ts'
import {
  addressIssues,
  addressParts,
  courierMeans,
  orderIdMeans,
  PickupAddressInput,
  positiveIssues,
} from './parcel.ts'
import { type PickupOffers, PickupOption } from './pickup-offer.ts'

const PickupOptions = builder.objectRef<PickupOffers>('PickupOptions').implement({
  access: ['bindings:read'],
  description: 'When a courier could come, and what it may cost. Nothing is reserved by asking.',
  fields: (t) => ({
    options: t.field({
      type: [PickupOption],
      description: 'What is offered; empty when no courier serves the way.',
      resolve: ({ options }) => [...(options ?? [])],
    }),
    requestId: requestIdField(t),
  }),
})

const PickupOptionsResult = resultUnion('PickupOptionsResult', {
  success: PickupOptions,
  failures: [],
  description: 'What can be booked, or why that is not told.',
})

const PickupPersonInput = builder.inputType('PickupPersonInput', {
  description: 'Sender or recipient as an enquiry knows them. Personal data.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The person as the courier shall ask for them.' }),
    mobile: t.field({ type: 'PhoneNumber', required: true, description: 'Their mobile number; no landline here.' }),
    address: t.field({ type: PickupAddressInput, description: 'As much of the address as is known.' }),
  }),
})

const PickupOptionsInput = builder.inputType('PickupOptionsInput', {
  description: 'The way of a parcel that is to be collected.',
  fields: (t) => ({
    orderChannel: t.string({
      required: true,
      description: 'The channel as agreed with the platform. Here it must hold no underscore.',
    }),
    outOrderId: t.id({ description: orderIdMeans }),
    sender: t.field({ type: PickupPersonInput, required: true, description: 'Where the parcel is collected.' }),
    consignee: t.field({ type: PickupPersonInput, required: true, description: 'Where it goes.' }),
    courierCode: t.string({ description: courierMeans }),
    weightGrams: t.int({ description: 'Estimated weight in whole grams, at least 1. Needed for a price.' }),
  }),
})

type Person = typeof PickupPersonInput.$inferInput

const personIssues = ({ name, mobile, address }: Person, path: Path) => [
  ...blankIssues(name, [...path, 'name']),
  ...mobileIssues(mobile, [...path, 'mobile']),
  ...addressIssues(address, [...path, 'address']),
]

const personOf = ({ name, mobile, address }: Person) => ({
  name,
  mobile,
  address: address ? addressParts(address) : undefined,
})

const inputIssues = (input: typeof PickupOptionsInput.$inferInput) => [
  ...blankIssues(input.orderChannel, ['input', 'orderChannel']),
  ...(input.orderChannel.includes('_')
    ? [issue(['input', 'orderChannel'], 'must hold no underscore', '不能包含下划线')]
    : []),
  ...(input.outOrderId == null ? [] : keyIssues(input.outOrderId, ['input', 'outOrderId'])),
  ...personIssues(input.sender, ['input', 'sender']),
  ...personIssues(input.consignee, ['input', 'consignee']),
  ...blankIssues(input.courierCode, ['input', 'courierCode']),
  ...positiveIssues(input.weightGrams, ['input', 'weightGrams']),
]

/** The key is what goes over the wire: numbers print masked anywhere else, and two of them may look alike. */
const optionsLoader = perRequest(
  (enquiry: Params<typeof createPickUpWaybillPreQuery>, context: Context) =>
    PickupOptionsResult.ask(createPickUpWaybillPreQuery, enquiry, context, (answer) => answer),
  (enquiry) => JSON.stringify(encodeParams(createPickUpWaybillPreQuery, enquiry)),
)

builder.queryField('pickupOptions', (t) =>
  t.field({
    type: PickupOptionsResult.type,
    access: ['bindings:read'],
    upstreamCalls: 1,
    description:
      'When a courier could collect a parcel, and an estimated price where a weight is given. Books nothing. Costs one upstream call; equal questions of one request share it.',
    args: {
      input: t.arg({ type: PickupOptionsInput, required: true, description: 'From whom to whom, and how heavy.' }),
    },
    resolve: (_root, { input }, context) => {
      const issues = inputIssues(input)
      if (issues.length > 0) return invalidInput(issues)
      return optionsLoader(context).load({
        orderChannel: input.orderChannel,
        outOrderId: input.outOrderId ?? undefined,
        sender: personOf(input.sender),
        consignee: personOf(input.consignee),
        courierCode: input.courierCode ?? undefined,
        weight: input.weightGrams == null ? undefined : String(input.weightGrams),
      })
    },
  }),
)
