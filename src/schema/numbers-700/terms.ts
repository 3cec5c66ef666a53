import type { Params } from '../../aliyun/contract/operation.ts'
import { type bindAxb700, recordingFormats700 } from '../../dypls/numbers-700.ts'
import type { NumberX } from '../../dypls/terms/phone.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { expiryIssues, issue, keyIssues, type Path, phoneIssues } from '../../graph/fields/issues.ts'
import { inputEnum } from '../../graph/fields/wire-enum.ts'
import { KeyPress, keyPressIssues, writeKeyPress } from '../bindings/key-press.ts'
import { type InputFields, ringSecondsField, ringSecondsIssues, TranscriptModel } from '../bindings/terms.ts'
import { idempotencyKeyMeans, industrialIdMeans, message, messageIssues, poolKeyMeans } from './binding.ts'

/** What both kinds of 700 binding take besides their parties: the input fields, their checks and their way to the wire. */

const RecordingFormat = inputEnum('Number700RecordingFormat', {
  description: 'What kind of file a recording on a 700 number becomes.',
  spelled: recordingFormats700,
  means: { MP3: 'Compressed, small.', WAV: 'Uncompressed, large.' },
})

export const termFields = (t: InputFields) => ({
  poolKey: t.id({ required: true, description: poolKeyMeans }),
  expiresAt: t.field({
    type: 'DateTime',
    required: true,
    description: 'When the binding lapses by itself; more than one minute ahead. Seconds count, fractions are cut off.',
  }),
  numberX: t.field({
    type: 'NumberX',
    description:
      'The 700 number to use; it must be in the pool. Left out, the platform picks one. Naming it makes a lost answer easier to follow up.',
  }),
  recordingEnabled: t.boolean({ description: 'Whether every call is recorded. Left out, none is.' }),
  recordingFormat: t.field({
    type: RecordingFormat.type,
    description: 'The file to make; only together with `recordingEnabled: true`.',
  }),
  transcriptEnabled: t.boolean({ description: 'Whether calls are turned into text. Left out, the platform decides.' }),
  transcriptModel: t.field({
    type: TranscriptModel.type,
    description: 'The speech to expect; only together with `transcriptEnabled: true`.',
  }),
  ringSeconds: ringSecondsField(t),
  keyPress: t.field({ type: KeyPress, description: 'A question to one party at the end of the call.' }),
  outId: t.string({
    description: 'Free text of yours that every receipt of this binding’s calls brings back. Keep personal data out.',
  }),
  outOrderId: t.string({ description: 'Id of the order that the binding is for. Keep personal data out.' }),
  industrialId: t.string({ description: industrialIdMeans }),
  idempotencyKey: t.id({ description: idempotencyKeyMeans }),
})

type Terms = {
  readonly poolKey: string
  readonly expiresAt: Date
  readonly numberX?: NumberX | null | undefined
  readonly recordingEnabled?: boolean | null | undefined
  readonly recordingFormat?: Parameters<typeof RecordingFormat.write>[0] | null | undefined
  readonly transcriptEnabled?: boolean | null | undefined
  readonly transcriptModel?: Parameters<typeof TranscriptModel.write>[0] | null | undefined
  readonly ringSeconds?: number | null | undefined
  readonly keyPress?: typeof KeyPress.$inferInput | null | undefined
  readonly outId?: string | null | undefined
  readonly outOrderId?: string | null | undefined
  readonly industrialId?: string | null | undefined
  readonly idempotencyKey?: string | null | undefined
}

/** An option that means something only while its switch is on. */
export const needsSwitch = (option: unknown, on: boolean | null | undefined, name: string, path: Path): InputIssue[] =>
  option != null && on !== true ? [issue(path, `needs ${name}: true`, `仅在 ${name} 为 true 时可用`)] : []

export const termIssues = (terms: Terms, now: number, path: Path): InputIssue[] => [
  ...keyIssues(terms.poolKey, [...path, 'poolKey']),
  ...expiryIssues(terms.expiresAt, now, [...path, 'expiresAt']),
  ...phoneIssues(terms.numberX, [...path, 'numberX']),
  ...needsSwitch(terms.recordingFormat, terms.recordingEnabled, 'recordingEnabled', [...path, 'recordingFormat']),
  ...needsSwitch(terms.transcriptModel, terms.transcriptEnabled, 'transcriptEnabled', [...path, 'transcriptModel']),
  ...ringSecondsIssues(terms.ringSeconds, [...path, 'ringSeconds']),
  ...keyPressIssues(terms.keyPress, [...path, 'keyPress']),
  ...messageIssues(terms, path),
]

type WireTerms = Omit<Params<typeof bindAxb700>, 'numberA' | 'numberB' | 'callRestrict' | 'prompts'>

export const wireTerms = (terms: Terms): WireTerms => ({
  ...message(terms),
  poolKey: terms.poolKey,
  expiresAt: terms.expiresAt,
  numberX: terms.numberX ?? undefined,
  recordingEnabled: terms.recordingEnabled ?? undefined,
  recordingFormat: terms.recordingFormat == null ? undefined : RecordingFormat.write(terms.recordingFormat),
  transcriptEnabled: terms.transcriptEnabled ?? undefined,
  transcriptModelId: terms.transcriptModel == null ? undefined : TranscriptModel.write(terms.transcriptModel),
  callTimeout: terms.ringSeconds ?? undefined,
  dtmfConfig: writeKeyPress(terms.keyPress),
  outId: terms.outId ?? undefined,
  outOrderId: terms.outOrderId ?? undefined,
})

const Prompts = builder.inputType('Number700PromptsInput', {
  description: 'Codes of what is played while one side calls the other. A slot left out plays nothing.',
  fields: (t) => ({
    callerBeforeAnswer: t.string({ description: 'Heard by whoever calls, until somebody answers.' }),
    callerAfterAnswer: t.string({ description: 'Heard by whoever calls, once somebody has answered.' }),
    calledAfterAnswer: t.string({ description: 'Heard by whoever answers, once that is done.' }),
  }),
})

type Prompting = typeof Prompts.$inferInput

export const promptsField = (t: InputFields, whoCalls: string) =>
  t.field({ type: Prompts, description: `What is played when ${whoCalls}. Left out, nothing is.` })

export const promptIssues = (prompts: Prompting | null | undefined, path: Path): InputIssue[] =>
  Object.entries(prompts ?? {}).flatMap(([slot, code]) => (code == null ? [] : keyIssues(code, [...path, slot])))
