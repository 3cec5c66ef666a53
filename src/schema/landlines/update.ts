import {
  updateAxbBindFixedLine,
  updateAxnBindFixedLine,
  updateAxnExtensionBindFixedLine,
} from '../../dypls/landlines/change.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { issue, keyIssues } from '../../graph/fields/issues.ts'
import { invalidInput } from '../../graph/fields/result.ts'
import { changed, LandlineChangeResult } from './changed.ts'
import { RingPromptsInput, wireRing } from './prompts.ts'
import {
  Callback,
  type LandlineInputFields,
  type LandlineTerms,
  lifetimeMeans,
  subsIdField,
  termFields,
  termIssues,
  wireTerms,
} from './terms.ts'

const changeFields = (t: LandlineInputFields) => ({
  ...termFields(t),
  subsId: subsIdField(t),
  lifetimeSeconds: t.int({ description: `${lifetimeMeans} Left out, it stays.` }),
  promptsBeforeAnswer: t.field({
    type: RingPromptsInput,
    description: 'Played to the caller before the call is answered. Left out, they stay.',
  }),
})

const callbackField = (t: LandlineInputFields) =>
  t.field({ type: Callback.type, description: 'Where A’s own calls to X go from now on. Left out, it stays.' })

type Change = LandlineTerms & { readonly subsId: string }

const changeIssues = (change: Change): InputIssue[] => [
  ...termIssues(change, ['input']),
  ...keyIssues(change.subsId, ['input', 'subsId']),
  ...(changesNothing(change) ? [issue(['input'], 'must change something', '至少修改一项')] : []),
]

const changesNothing = ({ poolKey, idempotencyKey, subsId, ...changes }: Change): boolean =>
  Object.values(changes).every((value) => value == null)

const wireChange = (change: Change, now: number) => ({
  ...wireTerms(change, now),
  subsId: change.subsId,
  lifetimeSeconds: change.lifetimeSeconds ?? undefined,
  promptsBeforeAnswer: change.promptsBeforeAnswer ? wireRing(change.promptsBeforeAnswer) : undefined,
})

const UpdateLandlineAxbInput = builder.inputType('UpdateLandlineAxbInput', {
  description: 'What to change of a landline AXB binding; what is left out stays.',
  fields: (t) => ({
    ...changeFields(t),
    numberA: t.field({ type: 'PhoneNumber', description: 'A in place of the old one; not together with `numberB`.' }),
    numberB: t.field({ type: 'PhoneNumber', description: 'B in place of the old one; not together with `numberA`.' }),
  }),
})

builder.mutationField('updateLandlineAxb', (t) =>
  t.field({
    type: LandlineChangeResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description: 'Changes one party or the terms of a landline AXB binding; its X stays. Costs one upstream call.',
    args: {
      input: t.arg({ type: UpdateLandlineAxbInput, required: true, description: 'The binding and its changes.' }),
    },
    resolve: (_root, { input }, context) => {
      const { numberA, numberB } = input
      const issues = [
        ...changeIssues(input),
        ...(numberA && numberB
          ? [issue(['input', 'numberB'], 'cannot change in one write with numberA', '不能与 numberA 同时修改')]
          : []),
      ]
      if (issues.length > 0) return invalidInput(issues)
      const params = {
        ...wireChange(input, context.now()),
        numberA: numberA ?? undefined,
        numberB: numberB ?? undefined,
      }
      return LandlineChangeResult.ask(updateAxbBindFixedLine, params, context, changed('AXB', input))
    },
  }),
)

const UpdateLandlineAxnInput = builder.inputType('UpdateLandlineAxnInput', {
  description: 'What to change of a landline AXN binding; what is left out stays.',
  fields: (t) => ({
    ...changeFields(t),
    numberA: t.field({ type: 'PhoneNumber', description: 'The party whom callers of X reach from now on.' }),
    callback: callbackField(t),
    numberB: t.field({
      type: 'PhoneNumber',
      description: 'Where A’s own calls to X go from now on; of use while the callback is NUMBER_B.',
    }),
  }),
})

builder.mutationField('updateLandlineAxn', (t) =>
  t.field({
    type: LandlineChangeResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description: 'Changes parties or terms of a landline AXN binding; its X stays. Costs one upstream call.',
    args: {
      input: t.arg({ type: UpdateLandlineAxnInput, required: true, description: 'The binding and its changes.' }),
    },
    resolve: (_root, { input }, context) => {
      const { numberA, numberB, callback } = input
      const issues = [
        ...changeIssues(input),
        ...(numberB && callback && callback !== 'NUMBER_B'
          ? [issue(['input', 'numberB'], 'is of use only with the callback NUMBER_B', '仅在回呼方式为 NUMBER_B 时可填')]
          : []),
      ]
      if (issues.length > 0) return invalidInput(issues)
      const params = {
        ...wireChange(input, context.now()),
        numberA: numberA ?? undefined,
        numberB: numberB ?? undefined,
      }
      return LandlineChangeResult.ask(updateAxnBindFixedLine, params, context, changed('AXN', input))
    },
  }),
)

const UpdateLandlineAxnExtensionInput = builder.inputType('UpdateLandlineAxnExtensionInput', {
  description: 'What to change of a landline AXN extension binding; what is left out stays, except A.',
  fields: (t) => ({
    ...changeFields(t),
    numberA: t.field({
      type: 'PhoneNumber',
      required: true,
      description: 'The party whom callers reach; the upstream wants it in every change, also when it stays.',
    }),
    callback: callbackField(t),
  }),
})

builder.mutationField('updateLandlineAxnExtension', (t) =>
  t.field({
    type: LandlineChangeResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Changes A or the terms of a landline AXN extension binding; X and extension stay. Costs one upstream call.',
    args: {
      input: t.arg({
        type: UpdateLandlineAxnExtensionInput,
        required: true,
        description: 'The binding and its changes.',
      }),
    },
    resolve: (_root, { input }, context) => {
      const issues = changeIssues(input)
      if (issues.length > 0) return invalidInput(issues)
      const params = { ...wireChange(input, context.now()), numberA: input.numberA }
      return LandlineChangeResult.ask(updateAxnExtensionBindFixedLine, params, context, changed('AXN_EXTENSION', input))
    },
  }),
)
