import { cancelPickUpWaybill } from '../../dypls/logistics.ts'
import { builder } from '../../graph/fields/builder.ts'
import { blankIssues, keyIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { orderIdMeans } from './parcel.ts'

type Cancelled = { readonly outOrderId: string; readonly requestId: string | undefined }

const PickupCancellation = builder.objectRef<Cancelled>('PickupCancellation').implement({
  access: ['bindings:read', 'bindings:write'],
  description: 'The courier is called off.',
  fields: (t) => ({
    outOrderId: t.exposeID('outOrderId', { description: 'The order that was called off, by the calling system’s id.' }),
    requestId: requestIdField(t),
  }),
})

const PickupCancellationResult = resultUnion('PickupCancellationResult', {
  success: PickupCancellation,
  failures: ['NotFound', 'Conflict', 'OutcomeUnknown'],
  description: 'The courier will not come, or why that is not certain.',
  findOut: {
    en: 'Send it again: cancelling twice brings the same end. The second answer may be an error about an order that is cancelled already, which then means success.',
    zh: '可再次提交：重复取消的最终结果相同。第二次可能返回“订单已取消”之类的错误，这即表示取消成功。',
  },
})

const CancelPickupInput = builder.inputType('CancelPickupInput', {
  description: 'Which order to call off, and why.',
  fields: (t) => ({
    outOrderId: t.id({ required: true, description: orderIdMeans }),
    reason: t.string({ required: true, description: 'Why it is cancelled, in words for the courier; not blank.' }),
  }),
})

builder.mutationField('cancelPickup', (t) =>
  t.field({
    type: PickupCancellationResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Calls off a courier that was ordered under this id. How late that is possible is not documented. Costs one upstream call.',
    args: { input: t.arg({ type: CancelPickupInput, required: true, description: 'The order and a reason.' }) },
    resolve: (_root, { input: { outOrderId, reason } }, context) => {
      const issues = [...keyIssues(outOrderId, ['input', 'outOrderId']), ...blankIssues(reason, ['input', 'reason'])]
      if (issues.length > 0) return invalidInput(issues)
      return PickupCancellationResult.ask(cancelPickUpWaybill, { outOrderId, reason }, context, ({ requestId }) => ({
        outOrderId,
        requestId,
      }))
    },
  }),
)
