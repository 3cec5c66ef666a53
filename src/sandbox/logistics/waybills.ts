import type { addAxnTrackNo as attachRow, queryPhoneNoAByTrackNo as lookupRow } from '../../dypls/logistics.ts'
import { numberX as lent, phoneNumber } from '../../dypls/terms/phone.ts'
import { type Handler, refusal } from '../actions/handler.ts'
import { isExpired } from '../world/world.ts'

/** The form is not documented; samples hold letters and digits only. */
const waybillShape = /^[A-Za-z0-9-]{1,64}$/

/** A second waybill number stands beside the first, and a repeat changes nothing (both inferred). */
export const addAxnTrackNo: Handler<typeof attachRow> = ({ poolKey, subsId, numberX, waybillNo }, { world, now }) => {
  if (!world.pools.has(poolKey)) return refusal('isv.PARTNER_NOT_EXIST')
  if (world.numbers.get(numberX.reveal())?.poolKey !== poolKey) return refusal('isv.NO_NOT_EXIST')
  const binding = world.bindings.get(subsId)
  if (binding?.poolKey !== poolKey || binding.numberX !== numberX.reveal() || isExpired(binding, now))
    return refusal('isv.SUBS_NOT_EXIST')
  if (binding.kind !== 'AXN' && binding.kind !== 'AXN_EXTENSION') return refusal('isv.ILLEGAL_ARGUMENT')
  if (!waybillShape.test(waybillNo)) return refusal('isv.ILLEGAL_ARGUMENT')
  world.logistics.attach(waybillNo, subsId)
  return {}
}

/** Bindings that are over are left out; the parcel locker narrows nothing down (both inferred). */
export const queryPhoneNoAByTrackNo: Handler<typeof lookupRow> = ({ waybillNo, numberX }, { world, now }) => {
  if (!waybillShape.test(waybillNo)) return refusal('isv.ILLEGAL_ARGUMENT')
  return {
    matches: world.logistics.bindingsOf(waybillNo).flatMap((subsId) => {
      const binding = world.bindings.get(subsId)
      if (!binding || isExpired(binding, now)) return []
      if (numberX && numberX.reveal() !== binding.numberX) return []
      return [
        {
          numberA: phoneNumber(binding.numberA),
          numberX: lent(binding.numberX),
          extension: binding.extension ?? undefined,
        },
      ]
    }),
  }
}
