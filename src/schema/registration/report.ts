import { createFixedNoAReport, createPhoneNoAReport, holderRoles } from '../../dypls/registration.ts'
import { reportRefusals } from '../../dypls/rejections/reports.ts'
import { builder } from '../../graph/fields/builder.ts'
import { bigIdIssues, blankIssues, landlineIssues, mobileIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { inputEnum } from '../../graph/fields/wire-enum.ts'
import { realNumber } from '../../graph/numbers/real-number.ts'
import { holderIssues, identityOf, ReportedHolderInput } from './holder.ts'
import { allowListMeans, loadReport, NumberAReportResult, type ReportKey } from './number-a-report.ts'

type Filed = ReportKey & { readonly requestId: string | undefined }

const FiledNumberAReport = builder.objectRef<Filed>('FiledNumberAReport').implement({
  access: ['registration:write'],
  description: 'The report was taken and goes into review; the number is not approved yet.',
  fields: (t) => ({
    ...realNumber(t, 'numberA', {
      description: 'The number that was reported, personal data.',
      resolve: ({ numberA }) => numberA,
    }),
    allowListId: t.exposeID('allowListId', { description: 'The list of A numbers that it will be in.' }),
    review: t.field({
      type: NumberAReportResult.type,
      access: ['registration:write'],
      upstreamCalls: 1,
      description: 'How the review stands right now. Costs one upstream call.',
      resolve: ({ numberA, allowListId }, _args, context) => loadReport({ numberA, allowListId }, context),
    }),
    requestId: requestIdField(t),
  }),
})

const FileReportResult = resultUnion('FileNumberAReportResult', {
  success: FiledNumberAReport,
  failures: ['NotFound', 'Conflict', 'OutcomeUnknown'],
  description:
    'The report is under review, or why it is not. A number that is reported already is a conflict: code -1 under review, -2 approved.',
  findOut: {
    en: 'Ask numberAReport for this number: if it answers a review status, the report arrived. A repeat does no harm: it is refused with -1 or -2 when the first one arrived.',
    zh: '用该号码查询 numberAReport：若返回审核状态，则报备已送达。重复提交无害：首次已送达时会以 -1 或 -2 拒绝。',
  },
})

type Told = Awaited<ReturnType<typeof FileReportResult.ask>>

/** -1 and -2 stand in the answer's body and mean something for reports only, so the catalogue does not know them. */
const explained = (told: Told): Told => {
  const about = 'failed' in told ? reportRefusals.get(told.code) : undefined
  return 'failed' in told && told.failed === 'Unknown' && about ? { ...told, failed: 'Conflict', about } : told
}

const remarkMeans = 'Free text that stays with the report; it may be read by reviewers.'

const ReportNumberAInput = builder.inputType('ReportNumberAInput', {
  description: 'A mobile number and the person who holds it.',
  fields: (t) => ({
    numberA: t.field({ type: 'PhoneNumber', required: true, description: 'The mobile number; no landline here.' }),
    allowListId: t.id({ required: true, description: allowListMeans }),
    holder: t.field({ type: ReportedHolderInput, required: true, description: 'In whose name the number is.' }),
    remark: t.string({ description: remarkMeans }),
  }),
})

builder.mutationField('reportNumberA', (t) =>
  t.field({
    type: FileReportResult.type,
    access: ['registration:write'],
    upstreamCalls: 1,
    description:
      'Reports who holds a mobile A number, as the law wants it, and starts a review. Upload the photos first (`uploadGrant`). Costs one upstream call.',
    args: { input: t.arg({ type: ReportNumberAInput, required: true, description: 'Number and holder.' }) },
    resolve: async (_root, { input: { numberA, allowListId, holder, remark } }, context) => {
      const issues = [
        ...mobileIssues(numberA, ['input', 'numberA']),
        ...bigIdIssues(allowListId, ['input', 'allowListId']),
        ...holderIssues(holder, ['input', 'holder']),
      ]
      if (issues.length > 0) return invalidInput(issues)
      return explained(
        await FileReportResult.ask(
          createPhoneNoAReport,
          { numberA, allowListId, ...identityOf(holder), remark: remark ?? undefined },
          context,
          ({ requestId }) => ({ numberA, allowListId, requestId }),
        ),
      )
    },
  }),
)

const HolderRole = inputEnum('LandlineHolderRole', {
  description: 'For what the reported person stands in the company that has the landline.',
  spelled: holderRoles,
  means: {
    LEGAL_PERSON: 'The legal representative, whose name is in the business licence.',
    AGENT: 'Somebody whom the company has put in charge of it.',
  },
})

const ReportLandlineAInput = builder.inputType('ReportLandlineAInput', {
  description: 'A landline and the person who stands for the company that has it.',
  fields: (t) => ({
    numberA: t.field({ type: 'PhoneNumber', required: true, description: 'The landline with its area code.' }),
    allowListId: t.id({ required: true, description: allowListMeans }),
    holder: t.field({ type: ReportedHolderInput, required: true, description: 'The identity of that person.' }),
    holderRole: t.field({ type: HolderRole.type, required: true, description: 'What the person is to the company.' }),
    holderNumber: t.field({ type: 'PhoneNumber', description: 'Where the person can be reached. Personal data.' }),
    ticketId: t.string({
      description: 'Number of the service hall’s ticket under which the landline was applied for.',
    }),
    remark: t.string({ description: remarkMeans }),
  }),
})

builder.mutationField('reportLandlineA', (t) =>
  t.field({
    type: FileReportResult.type,
    access: ['registration:write'],
    upstreamCalls: 1,
    description:
      'Reports who stands for a landline A number, and starts a review. Upload the photos first (`uploadGrant`). Costs one upstream call.',
    args: { input: t.arg({ type: ReportLandlineAInput, required: true, description: 'Landline and holder.' }) },
    resolve: async (_root, { input }, context) => {
      const { numberA, allowListId, holder, holderRole, holderNumber, ticketId, remark } = input
      const issues = [
        ...landlineIssues(numberA, ['input', 'numberA']),
        ...bigIdIssues(allowListId, ['input', 'allowListId']),
        ...holderIssues(holder, ['input', 'holder']),
        ...phoneIssues(holderNumber, ['input', 'holderNumber']),
        ...blankIssues(ticketId, ['input', 'ticketId']),
      ]
      if (issues.length > 0) return invalidInput(issues)
      return explained(
        await FileReportResult.ask(
          createFixedNoAReport,
          {
            numberA,
            allowListId,
            ...identityOf(holder),
            holderRole: HolderRole.write(holderRole),
            holderNumber: holderNumber ?? undefined,
            ticketId: ticketId ?? undefined,
            remark: remark ?? undefined,
          },
          context,
          ({ requestId }) => ({ numberA, allowListId, requestId }),
        ),
      )
    },
  }),
)
