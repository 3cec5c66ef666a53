import { bindAxn, bindAxnExtension } from '../../dypls/bindings/bind.ts'
import { ringingSlots } from '../../dypls/bindings/terms.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { issue } from '../../graph/fields/issues.ts'
import { invalidInput } from '../../graph/fields/result.ts'
import { BindResult, bound } from './bound.ts'
import { AxnRingingTones, toneIssues, writeTones } from './ringing.ts'
import {
  callbackField,
  inPoolIssues,
  numberAField,
  poolKeyField,
  ringSecondsField,
  ringSecondsIssues,
  termFields,
  wireTerms,
} from './terms.ts'

const BindAxnInput = builder.inputType('BindAxnInput', {
  description: 'A, whom anybody is to reach through an X number of its own.',
  fields: (t) => ({
    poolKey: poolKeyField(t),
    numberA: numberAField(t),
    numberB: callbackField(t),
    ...termFields(t),
    ringSeconds: ringSecondsField(t),
    ringingTones: t.field({ type: AxnRingingTones, description: 'What is heard while X is called.' }),
  }),
})

const BindAxnExtensionInput = builder.inputType('BindAxnExtensionInput', {
  description: 'A, whom anybody is to reach by dialling X and then an extension.',
  fields: (t) => ({
    poolKey: poolKeyField(t),
    numberA: numberAField(t),
    extension: t.string({
      description:
        'The wished digits to dial after X, 1 to 3 of them; only together with `numberX`. Left out, the platform picks.',
    }),
    numberB: callbackField(t),
    ...termFields(t),
    ringingTones: t.field({ type: AxnRingingTones, description: 'What is heard while X is called.' }),
  }),
})

builder.mutationField('bindAxn', (t) =>
  t.field({
    type: BindResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Gives A an X number of its own, by which anybody reaches A. It serves no other binding meanwhile. Costs one upstream call.',
    args: { input: t.arg({ type: BindAxnInput, required: true, description: 'The party, its X and its terms.' }) },
    resolve: (_root, { input }, context) => {
      const issues = [
        ...inPoolIssues(input, context.now(), ['input']),
        ...ringSecondsIssues(input.ringSeconds, ['input', 'ringSeconds']),
        ...toneIssues(input.ringingTones, ['input', 'ringingTones']),
      ]
      if (issues.length > 0) return invalidInput(issues)
      const { poolKey, numberA, numberB } = input
      const params = {
        poolKey,
        numberA,
        numberB: numberB ?? undefined,
        ...wireTerms(input),
        ringingTones: writeTones(ringingSlots.axn, input.ringingTones),
        callTimeout: input.ringSeconds ?? undefined,
      }
      return BindResult.ask(bindAxn, params, context, (answer) => bound(poolKey, answer))
    },
  }),
)

const extensionIssues = ({ extension, numberX }: typeof BindAxnExtensionInput.$inferInput): InputIssue[] => {
  if (typeof extension !== 'string') return []
  const place = ['input', 'extension']
  return [
    ...(/^\d{1,3}$/.test(extension) ? [] : [issue(place, 'must be 1 to 3 digits', '必须为 1 到 3 位数字')]),
    ...(numberX ? [] : [issue(place, 'needs numberX beside it', '必须同时填写 numberX')]),
  ]
}

builder.mutationField('bindAxnExtension', (t) =>
  t.field({
    type: BindResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Lets anybody reach A by dialling X and then one to three more digits, so that one X serves many. Costs one upstream call.',
    args: {
      input: t.arg({ type: BindAxnExtensionInput, required: true, description: 'The party, its X and its terms.' }),
    },
    resolve: (_root, { input }, context) => {
      const issues = [
        ...inPoolIssues(input, context.now(), ['input']),
        ...extensionIssues(input),
        ...toneIssues(input.ringingTones, ['input', 'ringingTones']),
      ]
      if (issues.length > 0) return invalidInput(issues)
      const { poolKey, numberA, numberB, extension } = input
      const params = {
        poolKey,
        numberA,
        numberB: numberB ?? undefined,
        extension: extension ?? undefined,
        ...wireTerms(input),
        ringingTones: writeTones(ringingSlots.axn, input.ringingTones),
      }
      return BindResult.ask(bindAxnExtension, params, context, (answer) =>
        bound(poolKey, answer, answer.extension || null),
      )
    },
  }),
)
