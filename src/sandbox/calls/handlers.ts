import type { queryCallStatus as row } from '../../dypls/calls.ts'
import { numberX } from '../../dypls/terms/phone.ts'
import { type Handler, refusal } from '../actions/handler.ts'
import { findTemporaryX, isBroken, isExpired } from '../world/world.ts'

/** What the upstream takes for a number: digits only, no blanks, no hyphen, no country code. */
const numberShape = /^\d{5,20}$/

/** Statuses 1 to 4 as domain.md tells them. Status 2 lends a spare X and keeps lending the same one. */
export const queryCallStatus: Handler<typeof row> = ({ poolKey, subsId, callNo }, { world, now }) => {
  if (!world.pools.has(poolKey)) return refusal('isv.PARTNER_NOT_EXIST')
  if (callNo && !numberShape.test(callNo.reveal())) return refusal('isv.MOBILE_NUMBER_ILLEGAL')
  const binding = world.bindings.get(subsId)
  if (binding?.poolKey !== poolKey) return refusal('isv.SUBS_NOT_EXIST')

  const ownX = numberX(binding.numberX)
  const extension = binding.extension ?? undefined
  // The documented sample of an expired binding still shows a number, which is not to be dialled.
  if (isExpired(binding, now)) return { status: 4, calledNo: ownX }
  if (!isBroken(world, binding)) {
    world.changeBinding(subsId, { temporaryX: null })
    return { status: 1, calledNo: ownX, extension }
  }
  const temporaryX = findTemporaryX(world, binding, now)
  world.changeBinding(subsId, { temporaryX })
  return temporaryX === null ? { status: 3 } : { status: 2, calledNo: numberX(temporaryX), extension }
}
