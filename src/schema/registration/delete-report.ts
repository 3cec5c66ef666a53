import { notSuccessful } from '../../aliyun/contract/operation.ts'
import { rejected } from '../../aliyun/failure.ts'
import { deleteSecretAPhoneNoToCust } from '../../dypls/registration.ts'
import { builder } from '../../graph/fields/builder.ts'
import { bigIdIssues, issue, phoneIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { realNumber } from '../../graph/numbers/real-number.ts'
import { allowListMeans, type ReportKey } from './number-a-report.ts'

type Deleted = ReportKey & { readonly requestId: string | undefined }

const NumberAReportDeletion = builder.objectRef<Deleted>('NumberAReportDeletion').implement({
  access: ['registration:write'],
  description: 'The report is gone, and the carrier will restrict the number.',
  fields: (t) => ({
    ...realNumber(t, 'numberA', {
      description: 'The number that must not be used as A any more, personal data.',
      resolve: ({ numberA }) => numberA,
    }),
    allowListId: t.exposeID('allowListId', { description: 'The list of A numbers that it was in.' }),
    requestId: requestIdField(t),
  }),
})

const DeleteReportResult = resultUnion('DeleteNumberAReportResult', {
  success: NumberAReportDeletion,
  failures: ['NotFound', 'Conflict', 'OutcomeUnknown'],
  description: 'The report is deleted, or why that is not certain.',
  findOut: {
    en: 'Ask numberAReport for this number: while it answers a review status, the report is still there. Treat calls of the number as at risk until you know.',
    zh: '用该号码查询 numberAReport：若仍返回审核状态，则报备尚未删除。确认之前，请视该号码的通话存在中断风险。',
  },
})

const DeleteNumberAReportInput = builder.inputType('DeleteNumberAReportInput', {
  description: 'Which report to delete, and the word that you mean it.',
  fields: (t) => ({
    numberA: t.field({ type: 'PhoneNumber', required: true, description: 'The reported mobile or landline.' }),
    allowListId: t.id({ required: true, description: allowListMeans }),
    confirm: t.boolean({
      required: true,
      description: 'Must be true: the carrier then restricts or shuts down the number, and live calls may stop.',
    }),
  }),
})

const unconfirmed = issue(
  ['input', 'confirm'],
  'must be true: the carrier restricts or shuts down a number without a report',
  '必须为 true：删除报备后运营商会限制或关停该号码',
)

builder.mutationField('deleteNumberAReport', (t) =>
  t.field({
    type: DeleteReportResult.type,
    access: ['registration:write'],
    upstreamCalls: 1,
    description:
      'Deletes the report of an A number, approved or refused; one under review cannot be deleted. DANGEROUS: the carrier then restricts or shuts down the number, so its calls may stop. Costs one upstream call, which is never repeated.',
    args: { input: t.arg({ type: DeleteNumberAReportInput, required: true, description: 'The report to delete.' }) },
    resolve: (_root, { input: { numberA, allowListId, confirm } }, context) => {
      const issues = [
        ...phoneIssues(numberA, ['input', 'numberA']),
        ...bigIdIssues(allowListId, ['input', 'allowListId']),
        ...(confirm ? [] : [unconfirmed]),
      ]
      if (issues.length > 0) return invalidInput(issues)
      return DeleteReportResult.ask(
        deleteSecretAPhoneNoToCust,
        { numberA, allowListId },
        context,
        ({ deleted, requestId }) =>
          deleted === false
            ? DeleteReportResult.failed(rejected(notSuccessful, 200, requestId ?? null), deleteSecretAPhoneNoToCust)
            : { numberA, allowListId, requestId },
      )
    },
  }),
)
