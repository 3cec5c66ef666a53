import { callbackModes } from '../../dypls/landlines/terms.ts'
import type { PhoneNumber } from '../../dypls/terms/phone.ts'
import type { Types } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { issue, keyIssues, type Path, phoneIssues, textIssues } from '../../graph/fields/issues.ts'
import { inputEnum } from '../../graph/fields/wire-enum.ts'
import { type AnswerCodes, AnswerPromptsInput, promptIssues, type RingCodes, wireAnswer } from './prompts.ts'

/** What binding a landline and changing that binding have in common: input fields, their checks, their way to the wire. */

export const Callback = inputEnum('LandlineCallback', {
  description: 'Where a call goes that A itself makes to a landline X.',
  spelled: callbackModes,
  means: {
    NOWHERE: 'A cannot call out by X. What holds when nothing is said.',
    LATEST_CALLER: 'To whoever called X last.',
    NUMBER_B:
      'To the fixed B of an AXN binding. For extensions one public page of the upstream names it too, without a way to name that B.',
  },
})

export type LandlineInputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>

export const messageFields = (t: LandlineInputFields) => ({
  poolKey: t.id({ required: true, description: 'Key of the landline pool, 1 to 64 characters without blanks.' }),
  idempotencyKey: t.id({
    required: true,
    description:
      'Your own id of this write, 1 to 64 visible characters; the upstream’s OrderId. Take a new one for every write, and the same one to send a lost write again. What the upstream answers then is not documented.',
  }),
})

export const termFields = (t: LandlineInputFields) => ({
  ...messageFields(t),
  boundAt: t.field({
    type: 'DateTime',
    description: 'The binding time to note down; the upstream documents no effect of it. Now, when left out.',
  }),
  promptsForCalled: t.field({
    type: AnswerPromptsInput,
    description: 'Played to the called side once the call is answered.',
  }),
  promptsForCaller: t.field({
    type: AnswerPromptsInput,
    description: 'Played to the calling side once the call is answered.',
  }),
  recordingEnabled: t.boolean({ description: 'Whether calls are recorded. A new binding records only when told to.' }),
  remark: t.string({
    description:
      'Free text that receipts bring back, at most 250 characters (100 by the upstream’s public pages). Keep personal data out.',
  }),
})

export const subsIdField = (t: LandlineInputFields) =>
  t.id({ required: true, description: 'Id of the binding, as binding the numbers answered it.' })

export const lifetimeMeans =
  'Seconds, counted from the moment X is assigned; 0 for a binding that never ends by itself.'

/** What any write of a term may bring in. */
export type LandlineTerms = {
  readonly poolKey: string
  readonly idempotencyKey: string
  readonly numberA?: PhoneNumber | null | undefined
  readonly numberB?: PhoneNumber | null | undefined
  readonly boundAt?: Date | null | undefined
  readonly lifetimeSeconds?: number | null | undefined
  readonly promptsBeforeAnswer?: RingCodes | null | undefined
  readonly promptsForCalled?: AnswerCodes | null | undefined
  readonly promptsForCaller?: AnswerCodes | null | undefined
  readonly recordingEnabled?: boolean | null | undefined
  readonly callback?: keyof typeof callbackModes | null | undefined
  readonly remark?: string | null | undefined
}

const longestRemark = 250

export const messageIssues = (
  { poolKey, idempotencyKey }: Pick<LandlineTerms, 'poolKey' | 'idempotencyKey'>,
  path: Path,
): InputIssue[] => [
  ...keyIssues(poolKey, [...path, 'poolKey']),
  ...keyIssues(idempotencyKey, [...path, 'idempotencyKey']),
]

export const termIssues = (terms: LandlineTerms, path: Path): InputIssue[] => [
  ...messageIssues(terms, path),
  ...phoneIssues(terms.numberA, [...path, 'numberA']),
  ...phoneIssues(terms.numberB, [...path, 'numberB']),
  ...((terms.lifetimeSeconds ?? 0) < 0
    ? [issue([...path, 'lifetimeSeconds'], 'must not be negative; 0 is for ever', '不能为负数；0 表示永不过期')]
    : []),
  ...promptIssues(terms.promptsBeforeAnswer, [...path, 'promptsBeforeAnswer']),
  ...promptIssues(terms.promptsForCalled, [...path, 'promptsForCalled']),
  ...promptIssues(terms.promptsForCaller, [...path, 'promptsForCaller']),
  ...textIssues(terms.remark, longestRemark, [...path, 'remark']),
]

/** What is null is left out. */
export const wireTerms = (terms: LandlineTerms, now: number) => ({
  poolKey: terms.poolKey,
  idempotencyKey: terms.idempotencyKey,
  sentAt: new Date(now),
  boundAt: terms.boundAt ?? new Date(now),
  promptsForCalled: wireAnswer(terms.promptsForCalled),
  promptsForCaller: wireAnswer(terms.promptsForCaller),
  switches: wireSwitches(terms),
  remark: terms.remark ?? undefined,
})

/** The row of each kind takes from it the switches that the kind has. */
const wireSwitches = ({ recordingEnabled, callback }: LandlineTerms) =>
  recordingEnabled == null && callback == null
    ? undefined
    : { recordingEnabled: recordingEnabled ?? undefined, callbackMode: callback ? Callback.write(callback) : undefined }
