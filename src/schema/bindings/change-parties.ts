import { aspects } from '../../dypls/bindings/terms.ts'
import { builder } from '../../graph/fields/builder.ts'
import { bigIdIssues, blankIssues, expiryIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { change, notExpired } from './change.ts'
import { keyFields } from './key.ts'

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
