import type * as rows from '../../dypls/landlines/read.ts'
import { lookups } from '../../dypls/landlines/terms.ts'
import { numberX as lent, type NumberX, type PhoneNumber, phoneNumber } from '../../dypls/terms/phone.ts'
import { type Handler, type HandlerPorts, type Refusal, refusal } from '../actions/handler.ts'
import { hasPool, inForce, type LandlineBinding, type LandlineKind, type Landlines } from './state.ts'

type Question = {
  readonly poolKey: string
  readonly lookupBy: string
  readonly subsId?: string | undefined
  readonly realNumber?: PhoneNumber | undefined
  readonly numberX?: NumberX | undefined
}

/** Whether a binding is one that is sought; null when the question is not one. */
type Sought = (question: Question) => ((binding: LandlineBinding) => boolean) | null

const byId: Sought = ({ subsId }) => (subsId ? (binding) => binding.subsId === subsId : null)
const byX: Sought = ({ numberX }) => (numberX ? (binding) => binding.numberX === numberX.reveal() : null)
const byA: Sought = ({ realNumber }) => (realNumber ? ({ numberA }) => numberA === realNumber.reveal() : null)
const byParty: Sought = ({ realNumber }) =>
  realNumber ? ({ numberA, numberB }) => [numberA, numberB].includes(realNumber.reveal()) : null
const both =
  (one: Sought, other: Sought): Sought =>
  (question) => {
    const [first, second] = [one(question), other(question)]
    return first && second && ((binding) => first(binding) && second(binding))
  }

/** The modes of each kind. An AXN takes an X beside its number, as the public page wants it, and does without, as the SDK. */
const modes: Readonly<Record<LandlineKind, Readonly<Record<string, Sought>>>> = {
  AXB: { [lookups.SUBS_ID]: byId, [lookups.REAL_NUMBER]: both(byParty, byX) },
  AXN: {
    [lookups.SUBS_ID]: byId,
    [lookups.REAL_NUMBER]: (question) => (question.numberX ? both(byParty, byX) : byA)(question),
    [lookups.NUMBER_X]: byX,
  },
  AXN_EXTENSION: { [lookups.SUBS_ID]: byId, [lookups.REAL_NUMBER]: byA },
}

/** Finding nothing is no refusal (inferred). */
const find = (kind: LandlineKind, question: Question, { world: { fixedLine }, now }: HandlerPorts) => {
  if (!hasPool(fixedLine, question.poolKey)) return refusal('isv.PARTNER_NOT_EXIST')
  const isSought = modes[kind][question.lookupBy]?.(question)
  if (!isSought) return refusal('isv.ILLEGAL_ARGUMENT')
  return inForce(fixedLine, kind, question.poolKey, now)
    .filter(isSought)
    .map((binding) => tell(fixedLine, binding))
}

/** Each row takes from this what its kind has. */
const tell = ({ numbers }: Landlines, binding: LandlineBinding) => ({
  subsId: binding.subsId,
  numberA: phoneNumber(binding.numberA),
  numberB: binding.numberB === null ? undefined : phoneNumber(binding.numberB),
  numberX: lent(binding.numberX),
  extension: binding.extension ?? undefined,
  boundAt: new Date(binding.boundAt),
  lifetimeSeconds: binding.lifetimeSeconds,
  promptsBeforeAnswer: binding.promptsBeforeAnswer,
  promptsForCalled: binding.promptsForCalled ?? undefined,
  promptsForCaller: binding.promptsForCaller ?? undefined,
  areaCode: numbers.get(binding.numberX)?.areaCode,
  remark: binding.remark ?? undefined,
  switches: { callbackMode: binding.callbackMode, recordingEnabled: binding.recordingEnabled },
})

const isRefused = (found: readonly object[] | Refusal): found is Refusal => !Array.isArray(found)

export const queryAxbBindFixedLine: Handler<typeof rows.queryAxbBindFixedLine> = (question, ports) => {
  const found = find('AXB', question, ports)
  return isRefused(found) ? found : (found[0] ?? {})
}

export const queryAxnBindFixedLine: Handler<typeof rows.queryAxnBindFixedLine> = (question, ports) => {
  const found = find('AXN', question, ports)
  return isRefused(found) ? found : { bindings: found }
}

export const queryAxnExtensionBindFixedLine: Handler<typeof rows.queryAxnExtensionBindFixedLine> = (
  { numberA, ...question },
  ports,
) => {
  const found = find('AXN_EXTENSION', { ...question, realNumber: numberA }, ports)
  return isRefused(found) ? found : { bindings: found }
}
