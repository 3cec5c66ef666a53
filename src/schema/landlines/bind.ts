import { bindAxbFixedLine, bindAxnExtensionFixedLine, bindAxnFixedLine } from '../../dypls/landlines/bind.ts'
import { bindModes } from '../../dypls/landlines/terms.ts'
import type { NumberX, PhoneNumber } from '../../dypls/terms/phone.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { issue, phoneIssues } from '../../graph/fields/issues.ts'
import { invalidInput } from '../../graph/fields/result.ts'
import { bound, LandlineBindResult } from './bound.ts'
import { type RingCodes, RingPromptsInput, wireRing } from './prompts.ts'
import {
  Callback,
  type LandlineInputFields,
  type LandlineTerms,
  lifetimeMeans,
  termFields,
  termIssues,
  wireTerms,
} from './terms.ts'

const bindFields = (t: LandlineInputFields) => ({
  ...termFields(t),
  numberA: t.field({
    type: 'PhoneNumber',
    required: true,
    description: 'Real number of the protected party, which callers of X reach.',
  }),
  numberX: t.field({
    type: 'NumberX',
    description: 'The X number to use; it must be in the pool. Left out, the platform picks one.',
  }),
  areaCode: t.string({
    description:
      'Area that the platform picks X from, without its leading 0 (`571`, `10`). Left out, any. Without effect beside `numberX`.',
  }),
  lifetimeSeconds: t.int({ required: true, description: lifetimeMeans }),
  promptsBeforeAnswer: t.field({
    type: RingPromptsInput,
    required: true,
    description: 'Played to the caller before the call is answered; the upstream insists on them.',
  }),
})

const callbackField = (t: LandlineInputFields) =>
  t.field({ type: Callback.type, description: 'Where A’s own calls to X go. NOWHERE when left out.' })

type Wish = LandlineTerms & {
  readonly numberA: PhoneNumber
  readonly numberX?: NumberX | null | undefined
  readonly areaCode?: string | null | undefined
  readonly lifetimeSeconds: number
  readonly promptsBeforeAnswer: RingCodes
}

const wishIssues = (wish: Wish): InputIssue[] => [
  ...termIssues(wish, ['input']),
  ...phoneIssues(wish.numberX, ['input', 'numberX']),
  ...(wish.areaCode == null || /^[1-9]\d{1,2}$/.test(wish.areaCode)
    ? []
    : [issue(['input', 'areaCode'], 'must be an area code without its leading 0', '须为不带前导 0 的区号')]),
]

const wireWish = (wish: Wish, now: number) => ({
  ...wireTerms(wish, now),
  bindMode: wish.numberX ? bindModes.NAMED : bindModes.PICKED,
  numberA: wish.numberA,
  numberX: wish.numberX ?? undefined,
  areaCode: wish.areaCode ?? undefined,
  lifetimeSeconds: wish.lifetimeSeconds,
  promptsBeforeAnswer: wireRing(wish.promptsBeforeAnswer),
})

const BindLandlineAxbInput = builder.inputType('BindLandlineAxbInput', {
  description: 'Two parties who are to reach each other through a landline X, and on what terms.',
  fields: (t) => ({
    ...bindFields(t),
    numberB: t.field({ type: 'PhoneNumber', required: true, description: 'Real number of the other party.' }),
  }),
})

builder.mutationField('bindLandlineAxb', (t) =>
  t.field({
    type: LandlineBindResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Lets A and B reach each other through a landline X. A number can be on one X only once. Costs one upstream call.',
    args: { input: t.arg({ type: BindLandlineAxbInput, required: true, description: 'The parties and the terms.' }) },
    resolve: (_root, { input }, context) => {
      const issues = wishIssues(input)
      if (issues.length > 0) return invalidInput(issues)
      const params = { ...wireWish(input, context.now()), numberB: input.numberB }
      return LandlineBindResult.ask(bindAxbFixedLine, params, context, bound('AXB', input))
    },
  }),
)

const BindLandlineAxnInput = builder.inputType('BindLandlineAxnInput', {
  description: 'A, whom anybody is to reach through a landline X, and on what terms.',
  fields: (t) => ({
    ...bindFields(t),
    callback: callbackField(t),
    numberB: t.field({
      type: 'PhoneNumber',
      description: 'Real number that A’s own calls to X go to; only together with the callback NUMBER_B.',
    }),
  }),
})

const callbackIssues = ({ callback, numberB }: typeof BindLandlineAxnInput.$inferInput): InputIssue[] => {
  const place = ['input', 'numberB']
  if (callback === 'NUMBER_B' && !numberB)
    return [issue(place, 'is needed with the callback NUMBER_B', '回呼方式为 NUMBER_B 时必填')]
  return numberB && callback !== 'NUMBER_B'
    ? [issue(place, 'is of use only with the callback NUMBER_B', '仅在回呼方式为 NUMBER_B 时可填')]
    : []
}

builder.mutationField('bindLandlineAxn', (t) =>
  t.field({
    type: LandlineBindResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description: 'Gives A a landline X by which anybody reaches A. Costs one upstream call.',
    args: { input: t.arg({ type: BindLandlineAxnInput, required: true, description: 'The party and the terms.' }) },
    resolve: (_root, { input }, context) => {
      const issues = [...wishIssues(input), ...callbackIssues(input)]
      if (issues.length > 0) return invalidInput(issues)
      const params = { ...wireWish(input, context.now()), numberB: input.numberB ?? undefined }
      return LandlineBindResult.ask(bindAxnFixedLine, params, context, bound('AXN', input))
    },
  }),
)

const BindLandlineAxnExtensionInput = builder.inputType('BindLandlineAxnExtensionInput', {
  description: 'A, whom anybody is to reach by dialling a landline X and then an extension, and on what terms.',
  fields: (t) => ({
    ...bindFields(t),
    callback: callbackField(t),
    extension: t.string({
      description:
        'Digits to dial after X, 1 to 4. Given together with `numberX` or not at all: then the platform picks both.',
    }),
  }),
})

const extensionIssues = ({ numberX, extension }: typeof BindLandlineAxnExtensionInput.$inferInput): InputIssue[] => {
  const place = ['input', 'extension']
  if (extension == null) return numberX ? [issue(place, 'is needed beside numberX', '指定 numberX 时必填')] : []
  return [
    ...(/^\d{1,4}$/.test(extension) ? [] : [issue(place, 'must be 1 to 4 digits', '必须为 1 到 4 位数字')]),
    ...(numberX ? [] : [issue(place, 'needs numberX beside it', '必须同时填写 numberX')]),
  ]
}

builder.mutationField('bindLandlineAxnExtension', (t) =>
  t.field({
    type: LandlineBindResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Lets anybody reach A by dialling a landline X and then an extension, so that one X serves many. Costs one upstream call.',
    args: {
      input: t.arg({ type: BindLandlineAxnExtensionInput, required: true, description: 'The party and the terms.' }),
    },
    resolve: (_root, { input }, context) => {
      const issues = [...wishIssues(input), ...extensionIssues(input)]
      if (issues.length > 0) return invalidInput(issues)
      const params = { ...wireWish(input, context.now()), extension: input.extension ?? undefined }
      return LandlineBindResult.ask(bindAxnExtensionFixedLine, params, context, bound('AXN_EXTENSION', input))
    },
  }),
)
