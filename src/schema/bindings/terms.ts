import type { Params } from '../../aliyun/contract/operation.ts'
import type { bindAxg } from '../../dypls/bindings/bind.ts'
import { callRestrictions, displays, transcriptModels } from '../../dypls/bindings/terms.ts'
import type { NumberX, PhoneNumber } from '../../dypls/terms/phone.ts'
import type { Types } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import {
  blankIssues,
  expiryIssues,
  issue,
  keyIssues,
  type Path,
  phoneIssues,
  rangeIssues,
} from '../../graph/fields/issues.ts'
import { inputEnum } from '../../graph/fields/wire-enum.ts'

/** What every kind of binding takes besides its parties: the input fields, their checks and their way to the wire. */

export const Restriction = inputEnum('BindingRestriction', {
  description: 'Which side of a binding may not call X, so that calls go one way only.',
  spelled: callRestrictions,
  means: {
    NONE: 'Either side may call; also takes an earlier restriction away.',
    A_MAY_NOT_CALL: 'Calls from A to X are refused; the other side still reaches A.',
    OTHERS_MAY_NOT_CALL: 'Calls from B (or anybody, or the group) to X are refused; A still gets through.',
  },
})

export const TranscriptModel = inputEnum('BindingTranscriptModel', {
  description: 'Which kind of speech the transcripts of a binding’s calls expect.',
  spelled: transcriptModels,
  means: {
    MANDARIN: 'Telephone speech in standard Chinese.',
    CANTONESE: 'Telephone speech in Yue Chinese, as in Guangdong and Hong Kong.',
    REGIONAL_ACCENTS: 'Telephone speech in Chinese with a local accent.',
  },
})

export const Display = inputEnum('BindingDisplay', {
  description:
    'Which number a called phone shows. Carriers forbid showing real numbers, so one value is left that has an effect.',
  spelled: displays,
  means: { BOTH_SEE_X: 'Either side sees the X number, never the real one. What a binding does anyway.' },
})

type Restricting = Parameters<typeof Restriction.write>[0]
type Modelling = Parameters<typeof TranscriptModel.write>[0]
type Displaying = Parameters<typeof Display.write>[0]

export type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>

export const poolKeyField = (t: InputFields) =>
  t.id({
    required: true,
    description: 'Key of the pool to lend the X number from; the console makes a pool for one kind of binding.',
  })

export const numberAField = (t: InputFields) =>
  t.field({ type: 'PhoneNumber', required: true, description: 'Real number of the protected party. Personal data.' })

export const callbackField = (t: InputFields) =>
  t.field({
    type: 'PhoneNumber',
    description:
      'Real number that A reaches by calling X, where the pool calls back in the default way. Left out, nobody answers such a call. Personal data.',
  })

export const ringSecondsField = (t: InputFields) =>
  t.int({ description: 'How long each phone rings where several are rung in turn; 5 to 20 seconds.' })

export const termFields = (t: InputFields) => ({
  expiresAt: t.field({
    type: 'DateTime',
    required: true,
    description: 'When the binding lapses by itself; more than one minute ahead. Seconds count, fractions are cut off.',
  }),
  numberX: t.field({
    type: 'NumberX',
    description:
      'The X number to use; it must be in the pool. Left out, the platform picks one. Naming it makes a lost answer easier to follow up.',
  }),
  expectCity: t.string({
    description:
      'Home city that the picked X number should have, in Chinese (`杭州`). Without a match another city is taken, unless the pool insists on the city.',
  }),
  restriction: t.field({ type: Restriction.type, description: 'Left out, either side may call.' }),
  display: t.field({ type: Display.type, description: 'Left out, the platform’s rule holds: both see X.' }),
  recordingEnabled: t.boolean({
    description: 'Whether every call is recorded. Left out, nothing is said about it and the platform’s default holds.',
  }),
  transcriptEnabled: t.boolean({
    description: 'Whether calls are turned into text, which is billed by the minute. Left out, they are not.',
  }),
  transcriptModel: t.field({
    type: TranscriptModel.type,
    description: 'The speech to expect; only together with `transcriptEnabled: true`.',
  }),
  outId: t.string({
    description: 'Free text of yours that every receipt of this binding’s calls brings back. Keep personal data out.',
  }),
  outOrderId: t.string({ description: 'Id of the order that the binding is for. Keep personal data out.' }),
})

/** What the fields above bring in. */
export type BindingTerms = {
  readonly expiresAt: Date
  readonly numberX?: NumberX | null | undefined
  readonly expectCity?: string | null | undefined
  readonly restriction?: Restricting | null | undefined
  readonly display?: Displaying | null | undefined
  readonly recordingEnabled?: boolean | null | undefined
  readonly transcriptEnabled?: boolean | null | undefined
  readonly transcriptModel?: Modelling | null | undefined
  readonly outId?: string | null | undefined
  readonly outOrderId?: string | null | undefined
}

export type Parties = { readonly numberA: PhoneNumber; readonly numberB?: PhoneNumber | null | undefined }

/** What is wrong with the parties and terms of one binding. */
export const bindingIssues = (input: Parties & BindingTerms, now: number, path: Path): InputIssue[] => [
  ...phoneIssues(input.numberA, [...path, 'numberA']),
  ...phoneIssues(input.numberB, [...path, 'numberB']),
  ...expiryIssues(input.expiresAt, now, [...path, 'expiresAt']),
  ...phoneIssues(input.numberX, [...path, 'numberX']),
  ...blankIssues(input.expectCity, [...path, 'expectCity']),
  ...(input.transcriptModel && input.transcriptEnabled !== true
    ? [issue([...path, 'transcriptModel'], 'needs transcriptEnabled: true', '仅在 transcriptEnabled 为 true 时可用')]
    : []),
]

export const inPoolIssues = (input: Parties & BindingTerms & { readonly poolKey: string }, now: number, path: Path) => [
  ...keyIssues(input.poolKey, [...path, 'poolKey']),
  ...bindingIssues(input, now, path),
]

export const ringSecondsIssues = (seconds: number | null | undefined, path: Path): InputIssue[] =>
  rangeIssues(seconds, 5, 20, path)

type WireTerms = Pick<
  Params<typeof bindAxg>,
  | 'expiresAt'
  | 'numberX'
  | 'expectCity'
  | 'callRestrict'
  | 'callDisplayType'
  | 'recordingEnabled'
  | 'transcriptEnabled'
  | 'transcriptModelId'
  | 'outId'
  | 'outOrderId'
>

/** What is null is left out, and so is the restriction NONE: its word is documented for updates only. */
export const wireTerms = (terms: BindingTerms): WireTerms => ({
  expiresAt: terms.expiresAt,
  numberX: terms.numberX ?? undefined,
  expectCity: terms.expectCity ?? undefined,
  callRestrict: terms.restriction && terms.restriction !== 'NONE' ? Restriction.write(terms.restriction) : undefined,
  callDisplayType: terms.display ? Display.write(terms.display) : undefined,
  recordingEnabled: terms.recordingEnabled ?? undefined,
  transcriptEnabled: terms.transcriptEnabled ?? undefined,
  transcriptModelId: terms.transcriptModel ? TranscriptModel.write(terms.transcriptModel) : undefined,
  outId: terms.outId ?? undefined,
  outOrderId: terms.outOrderId ?? undefined,
})
