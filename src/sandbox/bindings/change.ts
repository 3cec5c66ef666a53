import type { Params } from '../../aliyun/contract/operation.ts'
import type { unbindSubscription as unbindRow, updateSubscription as updateRow } from '../../dypls/bindings/change.ts'
import { aspects } from '../../dypls/bindings/terms.ts'
import type { PhoneNumber } from '../../dypls/terms/phone.ts'
import { type Handler, type HandlerPorts, isRefusal, type Refusal, refusal } from '../actions/handler.ts'
import { type Binding, isExpired } from '../world/world.ts'
import { hasParty, inForceOn } from './allocate.ts'
import { groupFault } from './bind.ts'
import { findBinding } from './read.ts'
import { isDisplay, isModel, isNumber, isRestriction, isTooNear, keptRestriction } from './terms.ts'

type Input = Params<typeof updateRow>
type Change = Partial<Binding> | Refusal
type Write = (input: Input, binding: Binding, ports: HandlerPorts) => Change

const illegal = refusal('isv.ILLEGAL_ARGUMENT')

/** A party that is new on X; one that is bound there already clashes. */
const newParty = (
  number: PhoneNumber | undefined,
  other: string | null,
  binding: Binding,
  { world, now }: HandlerPorts,
): string | Refusal => {
  if (number === undefined) return illegal
  if (!isNumber(number)) return refusal('isv.MOBILE_NUMBER_ILLEGAL')
  const party = number.reveal()
  const others = inForceOn(world, binding.numberX, now).filter(({ subsId }) => subsId !== binding.subsId)
  if (hasParty(others, [party])) return refusal('isv.UPDATE_CONFLICT')
  return party === other ? refusal('isv.BIND_CONFLICT') : party
}

/** What each operateType needs and does; a value that belongs to another one is ignored (inferred). */
const writes: Readonly<Record<string, Write>> = {
  [aspects.numberA]: (input, binding, ports) => {
    const numberA = newParty(input.numberA, binding.numberB, binding, ports)
    return typeof numberA === 'string' ? { numberA } : numberA
  },
  [aspects.numberB]: (input, binding, ports) => {
    const numberB = newParty(input.numberB, binding.numberA, binding, ports)
    return typeof numberB === 'string' ? { numberB } : numberB
  },
  [aspects.expiresAt]: ({ expiresAt }, _binding, { now }) => {
    if (expiresAt === undefined) return illegal
    return isTooNear(expiresAt, now) ? refusal('isv.EXPIRE_DATE_ILLEGAL') : { expiresAt: expiresAt.getTime() }
  },
  [aspects.group]: ({ groupId }, { kind, poolKey }, { world }) => {
    if (!groupId || kind !== 'AXG') return illegal
    return groupFault(world, poolKey, groupId) ?? { groupId }
  },
  [aspects.callRestrict]: ({ callRestrict }) =>
    callRestrict !== undefined && isRestriction(callRestrict)
      ? { callRestrict: keptRestriction(callRestrict) }
      : illegal,
  [aspects.display]: ({ callDisplayType }) =>
    callDisplayType !== undefined && isDisplay(callDisplayType) ? { callDisplayType } : illegal,
  [aspects.outId]: ({ outId }) => (outId ? { outId } : illegal),
  // Documented: left out, it stays as it was.
  [aspects.recording]: ({ recordingEnabled }) => (recordingEnabled === undefined ? {} : { recordingEnabled }),
  [aspects.transcript]: ({ transcriptEnabled, transcriptModelId }) => {
    if (transcriptEnabled === undefined) return illegal
    if (!transcriptEnabled) return { transcriptEnabled }
    return transcriptModelId !== undefined && isModel(transcriptModelId)
      ? { transcriptEnabled, transcriptModelId }
      : illegal
  },
}

export const updateSubscription: Handler<typeof updateRow> = (input, ports) => {
  const binding = findBinding(ports.world, input)
  if (isRefusal(binding)) return binding
  if (isExpired(binding, ports.now)) return refusal('isv.FORBIDDEN_ACTION')
  const write = Object.hasOwn(writes, input.operateType) ? writes[input.operateType] : undefined
  const change = write?.(input, binding, ports) ?? illegal
  if (isRefusal(change)) return change
  ports.world.changeBinding(binding.subsId, change)
  return {}
}

/** Forgets the binding, an expired one too (inferred). An X without an owner has a code of its own. */
export const unbindSubscription: Handler<typeof unbindRow> = (input, { world }) => {
  if (!world.numbers.has(input.numberX.reveal())) return refusal('isv.NO_NOT_EXIST')
  const binding = findBinding(world, input)
  if (isRefusal(binding)) return binding
  world.bindings.delete(binding.subsId)
  return { chargeId: 'true' }
}
