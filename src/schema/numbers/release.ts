import { releaseSecretNo } from '../../dypls/numbers.ts'
import { builder } from '../../graph/fields/builder.ts'
import { issue, keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { PrivateNumber, type PrivateNumberHandle } from './handle.ts'

type Released = { readonly number: PrivateNumberHandle; readonly requestId: string | undefined }

const ReleasedNumber = builder.objectRef<Released>('ReleasedNumber').implement({
  access: ['numbers:read', 'numbers:write'],
  description: 'An X number that was given back. It is billed to the end of the month and cannot be had again.',
  fields: (t) => ({
    number: t.field({
      type: PrivateNumber,
      description: 'What was given back, as a free handle. Asking on is answered with NotFoundError.',
      resolve: ({ number }) => number,
    }),
    requestId: requestIdField(t),
  }),
})

const ReleaseNumberResult = resultUnion('ReleaseNumberResult', {
  success: ReleasedNumber,
  failures: ['NotFound', 'OutcomeUnknown'],
  description:
    'The number is given back, or why it is not. PermissionDeniedError with `isv.FORBIDDEN_ACTION`: a binding still uses it.',
  hints: {
    'isv.FORBIDDEN_ACTION': {
      en: 'A binding still uses the number: end its bindings, or wait until they expire, then release it again. Lock it meanwhile to keep new ones off.',
      zh: '号码仍有绑定关系：请先解绑或等待其到期后再释放；期间可锁定号码，避免新的绑定。',
    },
  },
  findOut: {
    en: 'Ask pool.privateNumber.details: NotFoundError means that the number is gone. Release again only when it is still there.',
    zh: '查询 pool.privateNumber.details：返回 NotFoundError 即表示号码已释放；仅当号码仍存在时才重新提交。',
  },
})

const ReleaseNumberInput = builder.inputType('ReleaseNumberInput', {
  description: 'Which X number to give back for good.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: 'Key of the pool that owns the number.' }),
    number: t.field({
      type: 'NumberX',
      required: true,
      description: 'The whole number, all its digits: the upstream may take fewer for a prefix.',
    }),
    confirm: t.boolean({
      required: true,
      description: 'Must be true: the number is lost for good, and whoever still knows it reaches a stranger one day.',
    }),
  }),
})
type Input = typeof ReleaseNumberInput.$inferInput

const issuesOf = ({ poolKey, number, confirm }: Input) => [
  ...keyIssues(poolKey, ['input', 'poolKey']),
  ...phoneIssues(number, ['input', 'number']),
  ...(confirm
    ? []
    : [issue(['input', 'confirm'], 'must be true: this cannot be undone', '必须为 true：此操作不可撤销')]),
]

builder.mutationField('releaseNumber', (t) =>
  t.field({
    type: ReleaseNumberResult.type,
    access: ['numbers:write'],
    upstreamCalls: 1,
    description:
      'Gives an X number back for good; refused while a binding uses it. Billing stops with the next month. Costs one upstream call.',
    args: { input: t.arg({ type: ReleaseNumberInput, required: true, description: 'The number, and a clear yes.' }) },
    resolve: (_root, { input }, context) => {
      const issues = issuesOf(input)
      if (issues.length > 0) return invalidInput(issues)
      const { poolKey, number } = input
      return ReleaseNumberResult.ask(releaseSecretNo, { poolKey, numberX: number }, context, ({ requestId }) => ({
        number: { poolKey, number },
        requestId,
      }))
    },
  }),
)
