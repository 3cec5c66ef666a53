import type { Answer } from '../../aliyun/contract/operation.ts'
import type { queryAxnBindFixedLine } from '../../dypls/landlines/read.ts'
import { callbackModes } from '../../dypls/landlines/terms.ts'
import { builder } from '../../graph/fields/builder.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { outputEnum } from '../../graph/fields/wire-enum.ts'
import { numbersMasked, personalText } from '../../graph/numbers/personal-text.ts'
import { realNumberOrNull } from '../../graph/numbers/real-number.ts'
import { LandlineBinding, type LandlineHandle } from './handle.ts'
import { AnswerPrompts, RingPrompts } from './prompts.ts'

const CallbackState = outputEnum('LandlineCallbackState', {
  description: 'Where a call goes that A itself makes to a landline X, as the platform tells it.',
  spelled: callbackModes,
  means: {
    NOWHERE: 'A cannot call out by X.',
    LATEST_CALLER: 'To whoever called X last.',
    NUMBER_B: 'To the fixed B of the binding.',
  },
})

/** What the platform tells of a binding: the widest of the three kinds, with the extension that one of them has. */
export type LandlineFacts = NonNullable<Answer<typeof queryAxnBindFixedLine>['bindings']>[number] & {
  readonly extension?: string | undefined
}

export type LandlineDetailsValue = LandlineFacts & {
  readonly binding: LandlineHandle | null
  readonly checkedAt: Date
  readonly requestId: string | null
}

export const LandlineDetails = builder.objectRef<LandlineDetailsValue>('LandlineDetails').implement({
  access: ['bindings:read'],
  description:
    'A landline binding in force as the platform knows it: its parties and its terms. Holds personal data. The upstream promises none of the fields.',
  fields: (t) => ({
    binding: t.field({
      type: LandlineBinding,
      nullable: true,
      description: 'The binding as a free handle; null when the upstream left out its id.',
      resolve: ({ binding }) => binding,
    }),
    ...realNumberOrNull(t, 'numberA', {
      description: 'Real number of the protected party, masked. Personal data; null when the upstream kept it back.',
      resolve: ({ numberA }) => numberA,
    }),
    ...realNumberOrNull(t, 'numberB', {
      description:
        'Real number of the other party of an AXB, or where the calls of A go, masked. Personal data; null where there is none.',
      resolve: ({ numberB }) => numberB,
    }),
    numberX: t.expose('numberX', {
      type: 'NumberX',
      nullable: true,
      description: 'The lent number that callers dial; null when the upstream left it out.',
    }),
    extension: t.string({
      nullable: true,
      description: 'Digits to dial after X, for AXN with extension; null for the other kinds.',
      resolve: ({ extension }) => extension || null,
    }),
    boundAt: t.expose('boundAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The binding time that the binder noted down; null when the upstream names none.',
    }),
    lifetimeSeconds: t.exposeInt('lifetimeSeconds', {
      nullable: true,
      description:
        'Seconds from the moment X was assigned, which is not told and may differ from `boundAt`; 0 never ends by itself. Null when the upstream names none.',
    }),
    promptsBeforeAnswer: t.expose('promptsBeforeAnswer', {
      type: RingPrompts,
      nullable: true,
      description: 'Played to the caller before the call is answered; null when the upstream names none.',
    }),
    promptsForCalled: t.expose('promptsForCalled', {
      type: AnswerPrompts,
      nullable: true,
      description: 'Played to the called side once the call is answered; null when nothing is.',
    }),
    promptsForCaller: t.expose('promptsForCaller', {
      type: AnswerPrompts,
      nullable: true,
      description: 'Played to the calling side once the call is answered; null when nothing is.',
    }),
    areaCode: t.string({
      nullable: true,
      description: 'Area of X without its leading 0 (`571`); null when the upstream names none.',
      resolve: ({ areaCode }) => areaCode || null,
    }),
    recordingEnabled: t.boolean({
      nullable: true,
      description: 'Whether calls are recorded; null when the upstream does not say.',
      resolve: ({ switches }) => switches?.recordingEnabled ?? null,
    }),
    callback: t.field({
      type: CallbackState.type,
      nullable: true,
      description: 'Where A’s own calls to X go; null for AXB, and when the upstream does not say.',
      resolve: ({ switches }) => (switches?.callbackMode ? CallbackState.read(switches.callbackMode) : null),
    }),
    rawCallback: t.string({
      nullable: true,
      description: 'The upstream’s own word for `callback`, also when that is UNKNOWN; null when there is none.',
      resolve: ({ switches }) => switches?.callbackMode || null,
    }),
    remark: t.string({
      nullable: true,
      description: `Free text of whoever bound it, possibly personal data; null when there is none. ${numbersMasked}`,
      resolve: ({ remark }) => personalText(remark),
    }),
    checkedAt: t.expose('checkedAt', {
      type: 'DateTime',
      description: 'When this server had the answer, in Beijing time.',
    }),
    requestId: requestIdField(t),
  }),
})
