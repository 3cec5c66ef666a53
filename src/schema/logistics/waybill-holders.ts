import type { Answer } from '../../aliyun/contract/operation.ts'
import { queryPhoneNoAByTrackNo } from '../../dypls/logistics.ts'
import type { NumberX } from '../../dypls/terms/phone.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { realNumberOrNull } from '../../graph/numbers/real-number.ts'
import type { Context } from '../../graph/request/context.ts'

type Answered = Answer<typeof queryPhoneNoAByTrackNo>
type Holder = NonNullable<Answered['matches']>[number]

const WaybillHolder = builder.objectRef<Holder>('WaybillHolder').implement({
  access: ['bindings:read'],
  description: 'The numbers of one binding that carries the waybill number. The upstream does not name the binding.',
  fields: (t) => ({
    ...realNumberOrNull(t, 'numberA', {
      description: 'The real number of the protected party, personal data; null when the upstream held it back.',
      resolve: ({ numberA }) => numberA,
    }),
    numberX: t.expose('numberX', {
      type: 'NumberX',
      nullable: true,
      description: 'The lent number that a courier dials; null when the upstream named none.',
    }),
    extension: t.string({
      nullable: true,
      description: 'Digits to dial after X; null for a binding without an extension.',
      resolve: ({ extension }) => extension || null,
    }),
  }),
})

const WaybillHolders = builder.objectRef<Answered>('WaybillHolders').implement({
  access: ['bindings:read'],
  description: 'Who can be reached about a parcel.',
  fields: (t) => ({
    holders: t.field({
      type: [WaybillHolder],
      description: 'One entry per binding that carries the waybill number; empty when none does.',
      resolve: ({ matches }) => [...(matches ?? [])],
    }),
    requestId: requestIdField(t),
  }),
})

const WaybillHoldersResult = resultUnion('WaybillHoldersResult', {
  success: WaybillHolders,
  failures: ['NotFound'],
  description: 'The numbers behind a waybill number, or why they are not told.',
})

type Question = {
  readonly waybillNo: string
  readonly numberX: NumberX | undefined
  readonly cabinetNo: string | undefined
}

const holdersLoader = perRequest(
  (question: Question, context: Context) =>
    WaybillHoldersResult.ask(queryPhoneNoAByTrackNo, question, context, (answer) => answer),
  ({ waybillNo, numberX, cabinetNo }) => JSON.stringify([waybillNo, numberX?.reveal() ?? null, cabinetNo ?? null]),
)

/** On Query and not on Pool: the question names no pool, so neither may the place where it is asked. */
builder.queryField('waybillHolders', (t) =>
  t.field({
    type: WaybillHoldersResult.type,
    access: ['bindings:read'],
    upstreamCalls: 1,
    description:
      'The numbers behind a waybill number, in all pools of the account. Ask sparingly and never in advance: the upstream’s own title speaks of a broadcast push, so asking may do something that is not documented. Costs one upstream call; equal questions of one request share it.',
    args: {
      waybillNo: t.arg.id({
        required: true,
        description: 'The tracking number on the parcel, 1 to 64 characters without blanks.',
      }),
      numberX: t.arg({ type: 'NumberX', description: 'Only the bindings on this X number.' }),
      cabinetNo: t.arg.id({
        description: 'Id of the parcel locker that asks. What it changes in the answer is not documented.',
      }),
    },
    resolve: (_root, { waybillNo, numberX, cabinetNo }, context) => {
      const issues = [
        ...keyIssues(waybillNo, ['waybillNo']),
        ...phoneIssues(numberX, ['numberX']),
        ...(cabinetNo == null ? [] : keyIssues(cabinetNo, ['cabinetNo'])),
      ]
      if (issues.length > 0) return invalidInput(issues)
      return holdersLoader(context).load({
        waybillNo,
        numberX: numberX ?? undefined,
        cabinetNo: cabinetNo ?? undefined,
      })
    },
  }),
)
