import { aspects } from '../../dypls/bindings/terms.ts'
import { builder } from '../../graph/fields/builder.ts'
import { issue } from '../../graph/fields/issues.ts'
import { change, notExpired } from './change.ts'
import { keyFields } from './key.ts'
import { Display, Restriction, TranscriptModel } from './terms.ts'

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
