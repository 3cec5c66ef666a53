import type { ringingSlots } from '../../dypls/bindings/terms.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { issue, keyIssues, type Path } from '../../graph/fields/issues.ts'

/**
 * Tones heard while X is called, by who calls: codes of corporate ring-back tones, which the console makes and approves.
 * Each kind of binding has slots of its own.
 */

export const AxbRingingTones = builder.inputType('AxbRingingTonesInput', {
  description: 'Codes of corporate tones for an AXB binding. A slot left out plays the tone of the pool.',
  fields: (t) => ({
    aCalls: t.string({ description: 'Heard by A, who calls X, until B answers.' }),
    bCalls: t.string({ description: 'Heard by B, who calls X, until A answers.' }),
    aCallsAnswered: t.string({ description: 'Heard after B has answered a call of A.' }),
    bCallsAnswered: t.string({ description: 'Heard after A has answered a call of B.' }),
  }),
})

export const AxnRingingTones = builder.inputType('AxnRingingTonesInput', {
  description:
    'Codes of corporate tones for an AXN binding, with or without extension. A slot left out plays the tone of the pool.',
  fields: (t) => ({
    aCallsB: t.string({ description: 'Heard by A, who calls X and has a B to be put through to.' }),
    aCallsNobody: t.string({ description: 'Heard by A, who calls X although no B was given.' }),
    anybodyCalls: t.string({ description: 'Heard by anybody who calls X, until A answers.' }),
    aCallsAnswered: t.string({ description: 'Heard after a call of A has been answered.' }),
    anybodyCallsAnswered: t.string({ description: 'Heard after A has answered somebody’s call.' }),
  }),
})

export const AxgRingingTones = builder.inputType('AxgRingingTonesInput', {
  description: 'Codes of corporate tones for an AXG binding. A slot left out plays the tone of the pool.',
  fields: (t) => ({
    aCallsB: t.string({ description: 'Heard by A, who calls X and has a B to be put through to.' }),
    aCallsNobody: t.string({ description: 'Heard by A, who calls X although no B was given.' }),
    memberCalls: t.string({ description: 'Heard by a member of the group who calls X.' }),
  }),
})

type Tones = Readonly<Record<string, string | null | undefined>>
type Slots = (typeof ringingSlots)[keyof typeof ringingSlots]

const chosen = (tones: Tones): [slot: string, code: string][] =>
  Object.entries(tones).flatMap(([slot, code]) => (code === null || code === undefined ? [] : [[slot, code]]))

/** A code has no documented form; what holds blanks or nothing is none. */
export const toneIssues = (tones: Tones | null | undefined, path: Path): InputIssue[] => {
  if (!tones) return []
  if (chosen(tones).length === 0) return [issue(path, 'must name at least one tone', '至少填写一个铃音')]
  return chosen(tones).flatMap(([slot, code]) => keyIssues(code, [...path, slot]))
}

/** `RingConfig`: JSON text from slot to code. Undefined when there is nothing to say. */
export const writeTones = <S extends Slots>(
  slots: S,
  tones: { readonly [K in keyof S]?: string | null | undefined } | null | undefined,
): string | undefined => {
  if (!tones) return undefined
  const spelled: Readonly<Record<string, string>> = slots
  return JSON.stringify(Object.fromEntries(chosen(tones as Tones).map(([slot, code]) => [spelled[slot], code])))
}
