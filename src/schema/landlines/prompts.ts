import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { issue, keyIssues, type Path } from '../../graph/fields/issues.ts'

/**
 * Announcements, by their codes. On the wire they are a list in which the place says who hears which; here each has a
 * name. The wire takes all of a list or none of it.
 */

export const RingPromptsInput = builder.inputType('LandlineRingPromptsInput', {
  description: 'What a caller of a landline X hears before the call is answered, by codes of the console.',
  fields: (t) => ({
    bCalls: t.string({ required: true, description: 'Code of what is played when B calls X.' }),
    aCalls: t.string({ required: true, description: 'Code of what is played when A calls X.' }),
    othersCall: t.string({ required: true, description: 'Code of what is played when anybody else calls X.' }),
  }),
})

export const AnswerPromptsInput = builder.inputType('LandlineAnswerPromptsInput', {
  description: 'What one side of a landline call hears once it is answered, by codes of the console.',
  fields: (t) => ({
    aIsCalled: t.string({ required: true, description: 'Code of what is played when A was called.' }),
    otherIsCalled: t.string({
      required: true,
      description: 'Code of what is played when B or anybody else was called.',
    }),
  }),
})

export type RingCodes = typeof RingPromptsInput.$inferInput
export type AnswerCodes = typeof AnswerPromptsInput.$inferInput

/** Every prompt is one code, which has no documented form. */
export const promptIssues = (codes: RingCodes | AnswerCodes | null | undefined, path: Path): InputIssue[] =>
  Object.entries<string>(codes ?? {}).flatMap(([slot, code]) =>
    code.includes(',')
      ? [issue([...path, slot], 'must be one code, without a comma', '只能填写一个编码，不能包含逗号')]
      : keyIssues(code, [...path, slot]),
  )

export const wireRing = ({ bCalls, aCalls, othersCall }: RingCodes) => [bCalls, aCalls, othersCall]

export const wireAnswer = (codes: AnswerCodes | null | undefined) =>
  codes ? [codes.aIsCalled, codes.otherIsCalled] : undefined

export const RingPrompts = builder.objectRef<readonly string[]>('LandlineRingPrompts').implement({
  access: ['bindings:read'],
  description: 'What a caller of a landline X hears before the call is answered, as the platform tells it.',
  fields: (t) => ({
    bCalls: t.string({
      nullable: true,
      description: 'Code of what is played when B calls X; null when none is named.',
      resolve: ([code]) => code || null,
    }),
    aCalls: t.string({
      nullable: true,
      description: 'Code of what is played when A calls X; null when none is named.',
      resolve: ([, code]) => code || null,
    }),
    othersCall: t.string({
      nullable: true,
      description: 'Code of what is played when anybody else calls X; null when none is named.',
      resolve: ([, , code]) => code || null,
    }),
  }),
})

export const AnswerPrompts = builder.objectRef<readonly string[]>('LandlineAnswerPrompts').implement({
  access: ['bindings:read'],
  description: 'What one side of a landline call hears once it is answered, as the platform tells it.',
  fields: (t) => ({
    aIsCalled: t.string({
      nullable: true,
      description: 'Code of what is played when A was called; null when none is named.',
      resolve: ([code]) => code || null,
    }),
    otherIsCalled: t.string({
      nullable: true,
      description: 'Code of what is played when B or anybody else was called; null when none is named.',
      resolve: ([, code]) => code || null,
    }),
  }),
})
