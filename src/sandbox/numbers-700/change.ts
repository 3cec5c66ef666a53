import { aspects, callRestrictions } from '../../dypls/bindings/terms.ts'
import * as rows from '../../dypls/numbers-700.ts'
import { type Handler, refusal } from '../actions/handler.ts'
import { expiryFault, groupFault, numbersFault, poolFault, restrictionFault, restrictionsOf } from './bind.ts'
import { clashes, inForce, type Stored700 } from './state.ts'

type Input = Parameters<Handler<typeof rows.updateSubs700>>[0]

/** The binding with the one aspect changed that the operation type names; null where its value or the aspect is missing. */
const changed = (binding: Stored700, input: Input): Stored700 | null => {
  const { operateType, expiresAt, recordingEnabled, outId, callRestrict, groupId, transcriptEnabled } = input
  const [numberA, numberB] = [input.numberA?.reveal(), input.numberB?.reveal()]
  const defaultNumberA = input.defaultNumberA?.reveal()
  if (operateType === aspects.numberA && binding.kind === 'AXB') return numberA ? { ...binding, numberA } : null
  if (operateType === aspects.numberA && binding.kind === 'GXB')
    return defaultNumberA ? { ...binding, defaultNumberA } : null
  if (operateType === aspects.numberB) return numberB ? { ...binding, numberB } : null
  if (operateType === aspects.expiresAt) return expiresAt ? { ...binding, expiresAt: expiresAt.getTime() } : null
  if (operateType === aspects.group) return groupId && binding.kind === 'GXB' ? { ...binding, groupId } : null
  if (operateType === aspects.callRestrict)
    return callRestrict
      ? { ...binding, callRestrict: callRestrict === callRestrictions.NONE ? null : callRestrict }
      : null
  if (operateType === aspects.outId) return outId ? { ...binding, outId } : null
  if (operateType === aspects.recording) return recordingEnabled === undefined ? null : { ...binding, recordingEnabled }
  if (operateType === aspects.transcript && transcriptEnabled !== undefined)
    return { ...binding, transcriptEnabled, transcriptModelId: input.transcriptModelId ?? null }
  return null
}

/** As UpdateSubscription does it; nothing is documented here but one sample. */
export const updateSubs700: Handler<typeof rows.updateSubs700> = (input, ports) => {
  const { poolKey, subsId, numberX, groupId, expiresAt, callRestrict } = input
  const { world, now } = ports
  const { numbers700 } = world
  return numbers700.repeats.once(rows.updateSubs700, input, () => {
    const unknownPool = poolFault(poolKey, ports)
    if (unknownPool) return refusal(unknownPool)
    const binding = numbers700.bindings.get(subsId)
    if (binding?.poolKey !== poolKey || binding.numberX !== numberX.reveal()) return refusal('isv.SUBS_NOT_EXIST')
    if (binding.expiresAt <= now) return refusal('isv.FORBIDDEN_ACTION')
    const fault =
      numbersFault(input.numberA, input.defaultNumberA, input.numberB) ??
      (expiresAt ? expiryFault(expiresAt, now) : null) ??
      groupFault(world, poolKey, groupId) ??
      restrictionFault(callRestrict, [...restrictionsOf[binding.kind], callRestrictions.NONE])
    if (fault) return refusal(fault)
    const change = changed(binding, input)
    if (!change) return refusal('isv.ILLEGAL_ARGUMENT')
    if (clashes(change, inForce(numbers700, binding.numberX, now))) return refusal('isv.UPDATE_CONFLICT')
    numbers700.bindings.set(subsId, change)
    return { details: {} }
  })
}

/** A binding that has lapsed counts as gone, as isv.SUBS_NOT_EXIST is documented. */
export const unbindSubs700: Handler<typeof rows.unbindSubs700> = (input, ports) => {
  const { poolKey, subsId, numberX } = input
  const { numbers700 } = ports.world
  return numbers700.repeats.once(rows.unbindSubs700, input, () => {
    const unknownPool = poolFault(poolKey, ports)
    if (unknownPool) return refusal(unknownPool)
    const binding = numbers700.bindings.get(subsId)
    const gone = !binding || binding.expiresAt <= ports.now
    if (gone || binding.poolKey !== poolKey || binding.numberX !== numberX.reveal())
      return refusal('isv.SUBS_NOT_EXIST')
    numbers700.bindings.delete(subsId)
    return { details: {} }
  })
}
