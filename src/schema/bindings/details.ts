import type { Answer } from '../../aliyun/contract/operation.ts'
import { querySubscriptionDetail } from '../../dypls/bindings/read.ts'
import { bindingStatuses, callRestrictions, transcriptModels } from '../../dypls/bindings/terms.ts'
import { builder } from '../../graph/fields/builder.ts'
import { issue, keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { outputEnum } from '../../graph/fields/wire-enum.ts'
import { realNumberOrNull } from '../../graph/numbers/real-number.ts'
import type { Context } from '../../graph/request/context.ts'
import { Binding, type BindingHandle } from '../pools.ts'
import type { BindingKey } from './key.ts'

const Status = outputEnum('BindingStatus', {
  description: 'Whether a binding still connects calls.',
  spelled: bindingStatuses,
  means: {
    IN_FORCE: 'Upstream 1. Calls to X find it.',
    EXPIRED: 'Upstream 0. Its time is over; it can be read but no longer changed. Bind anew.',
  },
})

const RestrictionState = outputEnum('BindingRestrictionState', {
  description: 'Which side of a binding may not call X, as the platform tells it.',
  spelled: callRestrictions,
  means: {
    NONE: 'Either side may call.',
    A_MAY_NOT_CALL: 'Calls from A to X are refused.',
    OTHERS_MAY_NOT_CALL: 'Calls from B (or anybody, or the group) to X are refused.',
  },
})

const TranscriptModelState = outputEnum('BindingTranscriptModelState', {
  description: 'Which kind of speech the transcripts expect, as the platform tells it.',
  spelled: transcriptModels,
  means: {
    MANDARIN: 'Telephone speech in standard Chinese.',
    CANTONESE: 'Telephone speech in Yue Chinese.',
    REGIONAL_ACCENTS: 'Telephone speech in Chinese with a local accent.',
  },
})

type Details = Answer<typeof querySubscriptionDetail> & { readonly key: BindingKey; readonly checkedAt: Date }

export const BindingDetails = builder.objectRef<Details>('BindingDetails').implement({
  access: ['bindings:read'],
  description: 'A binding as the platform knows it: its parties, its status and its terms. Holds personal data.',
  fields: (t) => ({
    binding: t.field({
      type: Binding,
      description: 'The binding that was asked about, as a free handle.',
      resolve: ({ key }) => key,
    }),
    status: t.field({
      type: Status.type,
      description: 'Whether it is still in force.',
      resolve: ({ status }) => Status.read(status),
    }),
    rawStatus: t.exposeInt('status', {
      nullable: true,
      description: 'The upstream’s own number for `status`; null when it named none.',
    }),
    numberX: t.field({
      type: 'NumberX',
      description: 'The lent number; the one asked with, should the answer name none.',
      resolve: ({ numberX, key }) => numberX ?? key.numberX,
    }),
    extension: t.string({
      nullable: true,
      description: 'Digits to dial after X; null for a binding that has none.',
      resolve: ({ extension }) => extension || null,
    }),
    ...realNumberOrNull(t, 'numberA', {
      description: 'Real number of the protected party, masked. Personal data; null when the upstream kept it back.',
      resolve: ({ numberA }) => numberA,
    }),
    ...realNumberOrNull(t, 'numberB', {
      description:
        'Real number of the other party, masked. Personal data; null where there is none. An AXN binding without a B may show one that the platform made up.',
      resolve: ({ numberB }) => numberB,
    }),
    groupId: t.exposeID('groupId', {
      nullable: true,
      description: 'Id of the group whose members may call; null for every kind but AXG.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was bound; null when the upstream named no time.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it lapses, or lapsed; null when the upstream named no time.',
    }),
    restriction: t.field({
      type: RestrictionState.type,
      description: 'Which side may not call. NONE when the upstream names no restriction.',
      resolve: ({ callRestrict }) => (callRestrict ? RestrictionState.read(callRestrict) : 'NONE'),
    }),
    rawRestriction: t.exposeString('callRestrict', {
      nullable: true,
      description: 'The upstream’s own word for `restriction`; null when it named none.',
    }),
    recordingEnabled: t.exposeBoolean('recordingEnabled', {
      nullable: true,
      description: 'Whether calls are recorded; null when the upstream did not say.',
    }),
    transcriptEnabled: t.exposeBoolean('transcriptEnabled', {
      nullable: true,
      description: 'Whether calls are turned into text; null when the upstream did not say.',
    }),
    transcriptModel: t.field({
      type: TranscriptModelState.type,
      nullable: true,
      description: 'The speech that transcripts expect; null when no model is set.',
      resolve: ({ transcriptModelId }) => (transcriptModelId ? TranscriptModelState.read(transcriptModelId) : null),
    }),
    rawTranscriptModel: t.exposeString('transcriptModelId', {
      nullable: true,
      description: 'The upstream’s own id of the `transcriptModel`; null when none is set.',
    }),
    checkedAt: t.expose('checkedAt', {
      type: 'DateTime',
      description: 'When this server had the answer, in Beijing time.',
    }),
    requestId: requestIdField(t),
  }),
})

const BindingDetailsResult = resultUnion('BindingDetailsResult', {
  success: BindingDetails,
  failures: ['NotFound'],
  description: 'What the platform knows of a binding, or why it does not tell.',
})

const ask = (key: BindingKey, context: Context) =>
  BindingDetailsResult.ask(querySubscriptionDetail, key, context, (answer) => ({
    ...answer,
    key,
    checkedAt: new Date(context.now()),
  }))

const detailsLoader = perRequest(ask, ({ poolKey, subsId, numberX }: BindingKey) =>
  JSON.stringify([poolKey, subsId, numberX.reveal()]),
)

const issuesOf = ({ poolKey, subsId, numberX }: BindingHandle) => [
  ...keyIssues(poolKey, ['poolKey']),
  ...keyIssues(subsId, ['subsId']),
  ...phoneIssues(numberX, ['numberX']),
  ...(numberX
    ? []
    : [
        issue(
          ['numberX'],
          'is needed: pass numberX to the field that gives the binding, such as Pool.binding',
          '必填：请在取得绑定的字段（如 Pool.binding）中传入 numberX',
        ),
      ]),
]

builder.objectField(Binding, 'details', (t) =>
  t.field({
    type: BindingDetailsResult.type,
    access: ['bindings:read'],
    upstreamCalls: 1,
    description:
      'Parties, status and terms. Costs one upstream call; equal questions of one request share it. The upstream asks for the X number beside the id, so a handle without `numberX` is answered with InvalidInputError.',
    resolve: (handle, _args, context) => {
      const { poolKey, subsId, numberX } = handle
      const issues = issuesOf(handle)
      return issues.length > 0 || !numberX
        ? invalidInput(issues)
        : detailsLoader(context).load({ poolKey, subsId, numberX })
    },
  }),
)
