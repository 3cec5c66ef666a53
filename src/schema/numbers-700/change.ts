import type { Params } from '../../aliyun/contract/operation.ts'
import { aspects } from '../../dypls/bindings/terms.ts'
import { unbindSubs700, updateSubs700 } from '../../dypls/numbers-700.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { blankIssues, expiryIssues, keyIssues, type Path, phoneIssues } from '../../graph/fields/issues.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { Restriction, TranscriptModel } from '../bindings/terms.ts'
import { GroupRestriction } from './bind.ts'
import {
  bindingIssues,
  idempotencyKeyMeans,
  industrialIdMeans,
  message,
  messageIssues,
  Number700Binding,
  poolKeyMeans,
  subsIdMeans,
} from './binding.ts'
import { needsSwitch } from './terms.ts'

const TranscriptChange = builder.inputType('Number700TranscriptInput', {
  description: 'Whether calls are turned into text from now on, and what speech to expect.',
  fields: (t) => ({
    enabled: t.boolean({ required: true, description: 'Whether calls are turned into text.' }),
    model: t.field({
      type: TranscriptModel.type,
      description: 'The speech to expect; only together with `enabled: true`.',
    }),
  }),
})

const inferred = 'That it can be changed is inferred from the update of other bindings.'

const Change = builder.inputType('Number700ChangeInput', {
  description: 'The one aspect to change: exactly one of these. The upstream takes one at a time.',
  isOneOf: true,
  fields: (t) => ({
    numberA: t.field({
      type: 'PhoneNumber',
      description: 'The new A of a pair. The only aspect known from a sample of the vendor’s. Personal data.',
    }),
    numberB: t.field({ type: 'PhoneNumber', description: `The new B. Personal data. ${inferred}` }),
    expiresAt: t.field({
      type: 'DateTime',
      description: `The new end, sooner or later than the old one, more than one minute ahead. ${inferred}`,
    }),
    groupId: t.id({ description: `The new group of a group’s binding. ${inferred}` }),
    defaultNumberA: t.field({
      type: 'PhoneNumber',
      description: `Whom B reaches from now on in a group’s binding; sent as a change of A. Personal data. ${inferred}`,
    }),
    restriction: t.field({
      type: Restriction.type,
      description: `Who may not call from now on. For members of a group see \`groupRestriction\`. ${inferred}`,
    }),
    groupRestriction: t.field({
      type: GroupRestriction.type,
      description: `Who may not call from now on in a group’s binding. ${inferred}`,
    }),
    recordingEnabled: t.boolean({ description: `Whether calls are recorded from now on. ${inferred}` }),
    transcript: t.field({ type: TranscriptChange, description: `Text of the calls. ${inferred}` }),
    outId: t.string({ description: `Your free text in receipts. Keep personal data out. ${inferred}` }),
  }),
})

type Changing = typeof Change.$inferInput

const changeIssues = (change: Changing, now: number, path: Path): InputIssue[] => [
  ...phoneIssues(change.numberA, [...path, 'numberA']),
  ...phoneIssues(change.numberB, [...path, 'numberB']),
  ...phoneIssues(change.defaultNumberA, [...path, 'defaultNumberA']),
  ...expiryIssues(change.expiresAt, now, [...path, 'expiresAt']),
  ...(change.groupId == null ? [] : keyIssues(change.groupId, [...path, 'groupId'])),
  ...blankIssues(change.outId, [...path, 'outId']),
  ...needsSwitch(change.transcript?.model, change.transcript?.enabled, 'enabled', [...path, 'transcript', 'model']),
]

type Wire = Omit<Params<typeof updateSubs700>, 'poolKey' | 'subsId' | 'numberX' | 'idempotencyKey' | 'industrialId'>

/** GraphQL has seen to it that exactly one aspect is named. */
const wireChange = (change: Changing): Wire => {
  const { numberA, numberB, expiresAt, groupId, defaultNumberA, restriction, groupRestriction, transcript } = change
  const callRestrict = restriction ? Restriction.write(restriction) : null
  if (numberA) return { operateType: aspects.numberA, numberA }
  if (defaultNumberA) return { operateType: aspects.numberA, defaultNumberA }
  if (numberB) return { operateType: aspects.numberB, numberB }
  if (expiresAt) return { operateType: aspects.expiresAt, expiresAt }
  if (groupId) return { operateType: aspects.group, groupId }
  if (callRestrict) return { operateType: aspects.callRestrict, callRestrict }
  if (groupRestriction)
    return { operateType: aspects.callRestrict, callRestrict: GroupRestriction.write(groupRestriction) }
  if (transcript) {
    const { enabled, model } = transcript
    const transcriptModelId = model ? TranscriptModel.write(model) : undefined
    return { operateType: aspects.transcript, transcriptEnabled: enabled, transcriptModelId }
  }
  if (change.recordingEnabled != null)
    return { operateType: aspects.recording, recordingEnabled: change.recordingEnabled }
  return { operateType: aspects.outId, outId: change.outId ?? '' }
}

const UpdateNumber700Result = resultUnion('UpdateNumber700Result', {
  success: Number700Binding,
  failures: ['NotFound', 'Conflict', 'OutcomeUnknown'],
  description: 'The binding after the change, or why it was not changed.',
  findOut: {
    en: 'No query shows bindings on 700 numbers. Sending the same change again is harmless: it sets the same value.',
    zh: '700 号码的绑定关系无法查询。重复提交同一修改无副作用：设置的是相同的值。',
  },
})

const UpdateNumber700BindingInput = builder.inputType('UpdateNumber700BindingInput', {
  description: 'Which binding on a 700 number to change, and how.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: poolKeyMeans }),
    subsId: t.id({ required: true, description: subsIdMeans }),
    numberX: t.field({ type: 'NumberX', required: true, description: 'The 700 number that it is on.' }),
    change: t.field({ type: Change, required: true, description: 'What is to be different from now on.' }),
    industrialId: t.string({ description: industrialIdMeans }),
    idempotencyKey: t.id({ description: idempotencyKeyMeans }),
  }),
})

builder.mutationField('updateNumber700Binding', (t) =>
  t.field({
    type: UpdateNumber700Result.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Changes one aspect of a binding on a 700 number. An expired one cannot be changed: bind anew. Costs one upstream call.',
    args: {
      input: t.arg({ type: UpdateNumber700BindingInput, required: true, description: 'The binding and its change.' }),
    },
    resolve: (_root, { input }, context) => {
      const { poolKey, subsId, numberX, change } = input
      const issues = [
        ...bindingIssues(input, ['input']),
        ...changeIssues(change, context.now(), ['input', 'change']),
        ...messageIssues(input, ['input']),
      ]
      if (issues.length > 0) return invalidInput(issues)
      const params = { ...message(input), poolKey, subsId, numberX, ...wireChange(change) }
      return UpdateNumber700Result.ask(updateSubs700, params, context, ({ requestId }) => ({
        poolKey,
        subsId,
        numberX,
        requestId,
      }))
    },
  }),
)

const UnbindNumber700Result = resultUnion('UnbindNumber700Result', {
  success: Number700Binding,
  failures: ['NotFound', 'OutcomeUnknown'],
  description: 'The binding that is over now, or why that is not certain.',
  findOut: {
    en: 'Unbind it again: NotFoundError means that it is gone. It ends at its expiry in any case.',
    zh: '再次解绑即可判断：返回 NotFoundError 即表示已解绑。到期后也会自动失效。',
  },
})

const UnbindNumber700Input = builder.inputType('UnbindNumber700Input', {
  description: 'Which binding on a 700 number to end; id and number must belong together.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: poolKeyMeans }),
    subsId: t.id({ required: true, description: subsIdMeans }),
    numberX: t.field({ type: 'NumberX', required: true, description: 'The 700 number that it is on.' }),
    industrialId: t.string({ description: industrialIdMeans }),
    idempotencyKey: t.id({ description: idempotencyKeyMeans }),
  }),
})

builder.mutationField('unbindNumber700', (t) =>
  t.field({
    type: UnbindNumber700Result.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description: 'Ends a binding on a 700 number; a running call is not cut. Costs one upstream call.',
    args: { input: t.arg({ type: UnbindNumber700Input, required: true, description: 'The binding to end.' }) },
    resolve: (_root, { input }, context) => {
      const { poolKey, subsId, numberX } = input
      const issues = [...bindingIssues(input, ['input']), ...messageIssues(input, ['input'])]
      if (issues.length > 0) return invalidInput(issues)
      const params = { ...message(input), poolKey, subsId, numberX }
      return UnbindNumber700Result.ask(unbindSubs700, params, context, ({ requestId }) => ({
        poolKey,
        subsId,
        numberX,
        requestId,
      }))
    },
  }),
)
