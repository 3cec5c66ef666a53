import type { Params } from '../../aliyun/contract/operation.ts'
import { updateSubscription } from '../../dypls/bindings/change.ts'
import { aspects } from '../../dypls/bindings/terms.ts'
import { builder, type InputRef } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { bigIdIssues, blankIssues, expiryIssues, issue, phoneIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { Binding, type BindingHandle } from '../pools.ts'
import { type BindingKey, bindingKeyIssues, keyFields, keyOf } from './key.ts'
import { Display, Restriction, TranscriptModel } from './terms.ts'

type Changed = { readonly binding: BindingHandle; readonly requestId: string | undefined }

const BindingChange = builder.objectRef<Changed>('BindingChange').implement({
  access: ['bindings:read', 'bindings:write'],
  description: 'One aspect of a binding was changed, or was so already.',
  fields: (t) => ({
    binding: t.field({
      type: Binding,
      description: 'The binding as a free handle; its `details` show the change.',
      resolve: ({ binding }) => binding,
    }),
    requestId: requestIdField(t),
  }),
})

const BindingChangeResult = resultUnion('BindingChangeResult', {
  success: BindingChange,
  failures: ['NotFound', 'Conflict', 'OutcomeUnknown'],
  description: 'The change that was made, or why it was not. A binding that has expired cannot be changed.',
  hints: {
    'isv.FORBIDDEN_ACTION': {
      en: 'The binding has expired and cannot be revived: bind anew. Should it be in force (see its details), the change does not suit its kind.',
      zh: '绑定已过期且无法恢复，请重新绑定。如果绑定仍有效（见 details），则该修改不适用于此类绑定。',
    },
  },
  findOut: {
    en: 'Ask pool.binding(subsId, numberX).details and compare. The change sets a fixed state, so making it again is harmless unless another one came in between.',
    zh: '查询 pool.binding(subsId, numberX).details 并比较。修改设置的是确定的状态，除非期间另有修改，否则可以重复提交。',
  },
})

type Aspect = Partial<Params<typeof updateSubscription>> & Pick<Params<typeof updateSubscription>, 'operateType'>

/** One mutation per aspect: its input, what is wrong with it, and what it says on the wire. */
const change = <I extends BindingKey>(
  name: string,
  about: {
    readonly description: string
    readonly input: InputRef<I>
    readonly issues?: (input: I, now: number) => InputIssue[]
    readonly write: (input: I) => Aspect
  },
): void => {
  // Pothos works out the shape of an argument from its ref, which it cannot do for a generic one.
  const anyInput: InputRef<BindingKey> = about.input
  builder.mutationField(name, (t) =>
    t.field({
      type: BindingChangeResult.type,
      access: ['bindings:write'],
      upstreamCalls: 1,
      description: `${about.description} Costs one upstream call.`,
      args: {
        input: t.arg({ type: anyInput, required: true, description: 'Which binding, and what is to hold for it.' }),
      },
      resolve: (_root, args, context) => {
        const input = args.input as I
        const issues = [...bindingKeyIssues(input, ['input']), ...(about.issues?.(input, context.now()) ?? [])]
        if (issues.length > 0) return invalidInput(issues)
        const params = { ...keyOf(input), ...about.write(input) }
        return BindingChangeResult.ask(updateSubscription, params, context, ({ requestId }) => ({
          binding: keyOf(input),
          requestId,
        }))
      },
    }),
  )
}

const notExpired = 'Refused once the binding has expired.'

change('updateBindingNumberA', {
  description: `Puts another real number in the place of A; X and everything else stay. ${notExpired}`,
  input: builder.inputType('UpdateBindingNumberAInput', {
    description: 'A binding and the number that A has from now on.',
    fields: (t) => ({
      ...keyFields(t),
      numberA: t.field({ type: 'PhoneNumber', required: true, description: 'The new real number. Personal data.' }),
    }),
  }),
  issues: ({ numberA }) => phoneIssues(numberA, ['input', 'numberA']),
  write: ({ numberA }) => ({ operateType: aspects.numberA, numberA }),
})

change('updateBindingNumberB', {
  description: `Puts another real number in the place of B, or adds a B that A reaches by calling X. ${notExpired}`,
  input: builder.inputType('UpdateBindingNumberBInput', {
    description: 'A binding and the number that B has from now on.',
    fields: (t) => ({
      ...keyFields(t),
      numberB: t.field({ type: 'PhoneNumber', required: true, description: 'The new real number. Personal data.' }),
    }),
  }),
  issues: ({ numberB }) => phoneIssues(numberB, ['input', 'numberB']),
  write: ({ numberB }) => ({ operateType: aspects.numberB, numberB }),
})

change('extendBinding', {
  description:
    'Moves the end of a binding, later as a rule; an earlier one is taken too. A binding that has expired cannot be revived: bind anew.',
  input: builder.inputType('ExtendBindingInput', {
    description: 'A binding and its new end.',
    fields: (t) => ({
      ...keyFields(t),
      expiresAt: t.field({
        type: 'DateTime',
        required: true,
        description: 'When the binding lapses from now on; more than one minute ahead.',
      }),
    }),
  }),
  issues: ({ expiresAt }, now) => expiryIssues(expiresAt, now, ['input', 'expiresAt']),
  write: ({ expiresAt }) => ({ operateType: aspects.expiresAt, expiresAt }),
})

change('changeBindingGroup', {
  description: `Lets another group reach A, in the place of the one so far. AXG bindings only. ${notExpired}`,
  input: builder.inputType('ChangeBindingGroupInput', {
    description: 'An AXG binding and the group that may call from now on.',
    fields: (t) => ({
      ...keyFields(t),
      groupId: t.id({ required: true, description: 'Id of the new group; it must have at least one member.' }),
    }),
  }),
  issues: ({ groupId }) => bigIdIssues(groupId, ['input', 'groupId']),
  write: ({ groupId }) => ({ operateType: aspects.group, groupId }),
})

change('restrictBindingCalls', {
  description: `Stops calls in one direction, or lets both directions through again. ${notExpired}`,
  input: builder.inputType('RestrictBindingCallsInput', {
    description: 'A binding and the side that may not call.',
    fields: (t) => ({
      ...keyFields(t),
      restriction: t.field({
        type: Restriction.type,
        required: true,
        description: 'Replaces the restriction so far; NONE takes it away.',
      }),
    }),
  }),
  write: ({ restriction }) => ({ operateType: aspects.callRestrict, callRestrict: Restriction.write(restriction) }),
})

change('setBindingDisplay', {
  description: `Makes called phones show X where an old binding still asks for something else. ${notExpired}`,
  input: builder.inputType('SetBindingDisplayInput', {
    description: 'A binding and what called phones are to show.',
    fields: (t) => ({
      ...keyFields(t),
      display: t.field({ type: Display.type, required: true, description: 'The one rule that still has an effect.' }),
    }),
  }),
  write: ({ display }) => ({ operateType: aspects.display, callDisplayType: Display.write(display) }),
})

change('setBindingOutId', {
  description: `Replaces the free text that the receipts of a binding’s calls bring back. ${notExpired}`,
  input: builder.inputType('SetBindingOutIdInput', {
    description: 'A binding and its new text.',
    fields: (t) => ({
      ...keyFields(t),
      outId: t.string({
        required: true,
        description: 'Free text of yours; not blank. Keep personal data out.',
      }),
    }),
  }),
  issues: ({ outId }) => blankIssues(outId, ['input', 'outId']),
  write: ({ outId }) => ({ operateType: aspects.outId, outId }),
})

change('setBindingRecording', {
  description: `Turns the recording of a binding’s calls on or off. ${notExpired}`,
  input: builder.inputType('SetBindingRecordingInput', {
    description: 'A binding and whether its calls are recorded.',
    fields: (t) => ({
      ...keyFields(t),
      enabled: t.boolean({ required: true, description: 'Whether calls are recorded from now on.' }),
    }),
  }),
  write: ({ enabled }) => ({ operateType: aspects.recording, recordingEnabled: enabled }),
})

change('setBindingTranscript', {
  description: `Turns speech-to-text for a binding’s calls on or off; it is billed by the minute. ${notExpired}`,
  input: builder.inputType('SetBindingTranscriptInput', {
    description: 'A binding and whether its calls are turned into text.',
    fields: (t) => ({
      ...keyFields(t),
      enabled: t.boolean({ required: true, description: 'Whether calls are turned into text from now on.' }),
      model: t.field({
        type: TranscriptModel.type,
        description: 'The speech to expect: needed with `enabled: true`, refused with `enabled: false`.',
      }),
    }),
  }),
  issues: ({ enabled, model }) =>
    enabled === Boolean(model)
      ? []
      : [
          enabled
            ? issue(['input', 'model'], 'is needed when enabled is true', 'enabled 为 true 时必填')
            : issue(['input', 'model'], 'means nothing when enabled is false', 'enabled 为 false 时不能填写'),
        ],
  write: ({ enabled, model }) => ({
    operateType: aspects.transcript,
    transcriptEnabled: enabled,
    transcriptModelId: model ? TranscriptModel.write(model) : undefined,
  }),
})
