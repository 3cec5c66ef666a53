import { addAxnTrackNo } from '../../dypls/logistics.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { Binding, type BindingHandle } from '../pools.ts'

type Attached = {
  readonly binding: BindingHandle
  readonly waybillNo: string
  readonly requestId: string | undefined
}

const WaybillAttachment = builder.objectRef<Attached>('WaybillAttachment').implement({
  access: ['bindings:read', 'bindings:write'],
  description: 'From now on couriers find the protected number of a binding by this waybill number.',
  fields: (t) => ({
    waybillNo: t.exposeID('waybillNo', { description: 'The tracking number on the parcel, as it was sent.' }),
    binding: t.field({
      type: Binding,
      description: 'The binding that carries it, as a free handle.',
      resolve: ({ binding }) => binding,
    }),
    requestId: requestIdField(t),
  }),
})

const WaybillAttachmentResult = resultUnion('WaybillAttachmentResult', {
  success: WaybillAttachment,
  failures: ['NotFound', 'Conflict', 'OutcomeUnknown'],
  description: 'The waybill number is on the binding, or why that is not certain.',
  findOut: {
    en: 'Ask waybillHolders with the waybill number: it names the numbers of each binding that carries it. Repeating should change nothing more.',
    zh: '用该运单号查询 waybillHolders，可得知携带它的每个绑定的号码；重复提交应无副作用。',
  },
})

const AttachWaybillInput = builder.inputType('AttachWaybillInput', {
  description: 'Which waybill number to put on which binding.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: 'Key of the pool that owns the X number.' }),
    subsId: t.id({
      required: true,
      description: 'Id of the binding; it must be AXN, with or without an extension, and in force.',
    }),
    numberX: t.field({
      type: 'NumberX',
      required: true,
      description: 'The X number of that very binding: the upstream wants both.',
    }),
    waybillNo: t.id({
      required: true,
      description: 'The tracking number on the parcel, 1 to 64 characters without blanks.',
    }),
  }),
})

builder.mutationField('attachWaybill', (t) =>
  t.field({
    type: WaybillAttachmentResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Lets couriers find A by the waybill number of a parcel. What becomes of an earlier one on the same binding is not documented. Costs one upstream call.',
    args: { input: t.arg({ type: AttachWaybillInput, required: true, description: 'Binding and waybill number.' }) },
    resolve: (_root, { input: { poolKey, subsId, numberX, waybillNo } }, context) => {
      const issues = [
        ...keyIssues(poolKey, ['input', 'poolKey']),
        ...keyIssues(subsId, ['input', 'subsId']),
        ...phoneIssues(numberX, ['input', 'numberX']),
        ...keyIssues(waybillNo, ['input', 'waybillNo']),
      ]
      if (issues.length > 0) return invalidInput(issues)
      return WaybillAttachmentResult.ask(
        addAxnTrackNo,
        { poolKey, subsId, numberX, waybillNo },
        context,
        ({ requestId }) => ({ binding: { poolKey, subsId, numberX }, waybillNo, requestId }),
      )
    },
  }),
)
