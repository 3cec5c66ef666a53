import { isObject, type Json, parseJson } from '../../aliyun/contract/json.ts'
import type { Params } from '../../aliyun/contract/operation.ts'
import type { bindAxg } from '../../dypls/bindings/bind.ts'
import { callRestrictions, displays, ringingSlots, transcriptModels } from '../../dypls/bindings/terms.ts'
import { phoneFault } from '../../dypls/terms/phone.ts'
import { type Refusal, refusal } from '../actions/handler.ts'
import type { Binding, BindingKind } from '../world/world.ts'

/** What every kind of binding takes besides its parties, as the wire brings it. */
export type WireTerms = Pick<
  Params<typeof bindAxg>,
  | 'expiresAt'
  | 'callRestrict'
  | 'callDisplayType'
  | 'recordingEnabled'
  | 'transcriptEnabled'
  | 'transcriptModelId'
  | 'ringingTones'
  | 'outId'
  | 'outOrderId'
>

/** Documented: more than one minute ahead. */
export const isTooNear = (expiresAt: Date, now: number): boolean => expiresAt.getTime() <= now + 60_000

export const isNumber = (number: { readonly reveal: () => string }): boolean => phoneFault(number.reveal()) === null

export const isRestriction = (word: string): boolean => Object.values<string>(callRestrictions).includes(word)
export const isModel = (id: string): boolean => Object.values<string>(transcriptModels).includes(id)
export const isDisplay = (type: number): boolean => Object.values<number>(displays).includes(type)

/** The restriction to keep: none where the word clears it. The metadata lists that word for new bindings too. */
export const keptRestriction = (word: string | undefined): string | null =>
  word === undefined || word === callRestrictions.NONE ? null : word

const slotsOf: Readonly<Partial<Record<BindingKind, Readonly<Record<string, string>>>>> = {
  AXB: ringingSlots.axb,
  AXN: ringingSlots.axn,
  AXN_EXTENSION: ringingSlots.axn,
  AXG: ringingSlots.axg,
}

const isRingConfig = (text: string, kind: BindingKind): boolean => {
  const slots = Object.values(slotsOf[kind] ?? {})
  const config = jsonOf(text)
  return isObject(config) && Object.entries(config).every(([slot, code]) => slots.includes(slot) && isCode(code))
}

const isCode = (code: Json): boolean => typeof code === 'string' && code !== ''

const jsonOf = (text: string): Json => {
  try {
    return parseJson(text)
  } catch {
    return null
  }
}

export const isJsonObject = (text: string): boolean => isObject(jsonOf(text))

/** The first fault of a new binding's terms. Which code goes with which fault is documented for expiry and tones only. */
export const termsFault = (terms: WireTerms, kind: BindingKind, now: number): Refusal | null => {
  if (isTooNear(terms.expiresAt, now)) return refusal('isv.EXPIRE_DATE_ILLEGAL')
  if (terms.ringingTones !== undefined && !isRingConfig(terms.ringingTones, kind))
    return refusal('isv.INVALID_PARAMETERS', 'ringConfig invalid')
  if (terms.callRestrict !== undefined && !isRestriction(terms.callRestrict)) return refusal('isv.ILLEGAL_ARGUMENT')
  if (terms.callDisplayType !== undefined && !isDisplay(terms.callDisplayType)) return refusal('isv.ILLEGAL_ARGUMENT')
  if (terms.transcriptModelId !== undefined && !isModel(terms.transcriptModelId))
    return refusal('isv.INVALID_PARAMETERS')
  return null
}

export const termsOf = (terms: WireTerms) =>
  ({
    expiresAt: terms.expiresAt.getTime(),
    callRestrict: keptRestriction(terms.callRestrict),
    recordingEnabled: terms.recordingEnabled ?? false,
    transcriptEnabled: terms.transcriptEnabled ?? false,
    transcriptModelId: terms.transcriptModelId ?? null,
    ringingTones: terms.ringingTones ?? null,
    outId: terms.outId ?? null,
    outOrderId: terms.outOrderId ?? null,
  }) satisfies Partial<Binding>
