import type { Answer } from '../../aliyun/contract/operation.ts'
import { querySecretAPhoneNoToCust, reportedNumberKinds, reviewStatuses } from '../../dypls/registration.ts'
import type { PhoneNumber } from '../../dypls/terms/phone.ts'
import { builder } from '../../graph/fields/builder.ts'
import { bigIdIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { outputEnum } from '../../graph/fields/wire-enum.ts'
import { numbersMasked, personalText } from '../../graph/numbers/personal-text.ts'
import { realNumber, realNumberOrNull } from '../../graph/numbers/real-number.ts'
import type { Context } from '../../graph/request/context.ts'

/** A report is known by the number and the list that it is in. */
export type ReportKey = { readonly numberA: PhoneNumber; readonly allowListId: string }
type Reported = Answer<typeof querySecretAPhoneNoToCust> & { readonly asked: ReportKey }

const ReviewStatus = outputEnum('NumberAReviewStatus', {
  description: 'How far the review of a reported number is.',
  spelled: reviewStatuses,
  means: {
    REVIEWING: 'Somebody is looking at it. Wait for the receipt, or ask again in some minutes.',
    APPROVED: 'The number may be used as A.',
    REFUSED: 'It may not; `refusalReasons` say why. Mend them and report it anew.',
  },
})

const NumberKind = outputEnum('ReportedNumberKind', {
  description: 'What sort of number was reported.',
  spelled: reportedNumberKinds,
  means: {
    MOBILE: 'Reported by `reportNumberA`, in the name of a person.',
    LANDLINE: 'Reported by `reportLandlineA`, by a person who stands for a company.',
  },
})

const NumberAReport = builder.objectRef<Reported>('NumberAReport').implement({
  access: ['registration:write'],
  description: 'What the platform knows about who holds an A number. The identity itself is never handed out again.',
  fields: (t) => ({
    reviewStatus: t.field({
      type: ReviewStatus.type,
      description: 'Whether the number may be used, as far as is known.',
      resolve: ({ reviewStatus }) => ReviewStatus.read(reviewStatus),
    }),
    rawReviewStatus: t.exposeString('reviewStatus', {
      description: 'The upstream’s own word for it, also when `reviewStatus` is UNKNOWN.',
    }),
    refusalReasons: t.stringList({
      description:
        'Why it was refused, in Chinese words of the upstream; empty unless it was. What looks like a phone number in them is masked.',
      resolve: ({ refusalReasons }) => (refusalReasons ?? []).map((reason) => personalText(reason) ?? ''),
    }),
    ...realNumber(t, 'numberA', {
      description: 'The reported number, personal data: the one that was asked about where the answer repeats none.',
      resolve: ({ numberA, asked }) => numberA ?? asked.numberA,
    }),
    allowListId: t.id({
      description: 'The list of A numbers that the report belongs to, a 64-bit number as text.',
      resolve: ({ allowListId, asked }) => allowListId || asked.allowListId,
    }),
    numberKind: t.field({
      type: NumberKind.type,
      nullable: true,
      description: 'Mobile or landline; null when the upstream does not say.',
      resolve: ({ numberKind }) => (numberKind ? NumberKind.read(numberKind) : null),
    }),
    rawNumberKind: t.string({
      nullable: true,
      description: 'The upstream’s own word for `numberKind`; null when it says none.',
      resolve: ({ numberKind }) => numberKind || null,
    }),
    ...realNumberOrNull(t, 'holderNumber', {
      description:
        'Where the person behind a landline can be reached, personal data; null for mobiles and when not told.',
      resolve: ({ holderNumber }) => holderNumber,
    }),
    remark: t.string({
      nullable: true,
      description: `Free text that came with the report; null when there was none. ${numbersMasked}`,
      resolve: ({ remark }) => personalText(remark),
    }),
    requestId: requestIdField(t),
  }),
})

export const NumberAReportResult = resultUnion('NumberAReportResult', {
  success: NumberAReport,
  failures: ['NotFound'],
  description: 'The report of an A number, or why it is not told.',
})

const reportLoader = perRequest(
  (asked: ReportKey, context: Context) =>
    NumberAReportResult.ask(querySecretAPhoneNoToCust, asked, context, (answer) => ({ ...answer, asked })),
  ({ numberA, allowListId }) => `${allowListId}/${numberA.reveal()}`,
)

export const loadReport = (key: ReportKey, context: Context) => reportLoader(context).load(key)

export const allowListMeans =
  'Id of the list of A numbers in the console, a 64-bit number as text. The upstream calls it a group; it is none of `Group`.'

builder.queryField('numberAReport', (t) =>
  t.field({
    type: NumberAReportResult.type,
    access: ['registration:write'],
    upstreamCalls: 1,
    description:
      'How the review of a reported A number stands. What a number that was never reported answers is not documented. Costs one upstream call; equal questions of one request share it.',
    args: {
      numberA: t.arg({
        type: 'PhoneNumber',
        required: true,
        description: 'The reported number: a mobile, or a landline with its area code.',
      }),
      allowListId: t.arg.id({ required: true, description: allowListMeans }),
    },
    resolve: (_root, { numberA, allowListId }, context) => {
      const issues = [...phoneIssues(numberA, ['numberA']), ...bigIdIssues(allowListId, ['allowListId'])]
      return issues.length > 0 ? invalidInput(issues) : loadReport({ numberA, allowListId }, context)
    },
  }),
)
