import type { querySubscriptionDetail as detailRow, querySubsId as subsIdRow } from '../../dypls/bindings/read.ts'
import { numberX as lent, type NumberX, phoneNumber } from '../../dypls/terms/phone.ts'
import { type Handler, isRefusal, type Refusal, refusal } from '../actions/handler.ts'
import { type Binding, isExpired, type World } from '../world/world.ts'
import { inForceOn } from './allocate.ts'

type Key = {
  readonly poolKey?: string | undefined
  readonly productType?: string | undefined
  readonly subsId: string
  readonly numberX: NumberX
}

/**
 * The binding whose pool, X and id belong together; one code for whatever does not fit (documented). Accounts that send
 * a product type have no pool key to compare.
 */
export const findBinding = (world: World, { poolKey, productType, subsId, numberX }: Key): Binding | Refusal => {
  if (!poolKey && !productType) return refusal('isv.ILLEGAL_ARGUMENT')
  const binding = world.bindings.get(subsId)
  const fits = binding?.numberX === numberX.reveal() && (!poolKey || binding.poolKey === poolKey)
  return binding && fits ? binding : refusal('isv.SUBS_NOT_EXIST')
}

/** An expired binding stays readable for as long as the sandbox lives; how long upstream is not documented. */
export const querySubscriptionDetail: Handler<typeof detailRow> = (input, { world, now }) => {
  const binding = findBinding(world, input)
  if (isRefusal(binding)) return binding
  return {
    subsId: binding.subsId,
    status: isExpired(binding, now) ? 0 : 1,
    numberX: lent(binding.numberX),
    extension: binding.extension ?? undefined,
    numberA: phoneNumber(binding.numberA),
    numberB: binding.numberB === null ? undefined : phoneNumber(binding.numberB),
    groupId: binding.groupId ?? undefined,
    createdAt: binding.createdAt === null ? undefined : new Date(binding.createdAt),
    expiresAt: new Date(binding.expiresAt),
    callRestrict: binding.callRestrict ?? undefined,
    recordingEnabled: binding.recordingEnabled,
    transcriptEnabled: binding.transcriptEnabled,
    transcriptModelId: binding.transcriptModelId ?? undefined,
  }
}

/** Bindings in force, joined by commas (inferred); empty text for none, also for an X that the pool does not own. */
export const querySubsId: Handler<typeof subsIdRow> = ({ poolKey, numberX }, { world, now }) => {
  if (!world.pools.has(poolKey)) return refusal('isv.POOLKEY_NOT_EXISTS')
  const ours = inForceOn(world, numberX.reveal(), now).filter((binding) => binding.poolKey === poolKey)
  return { subsId: ours.map(({ subsId }) => subsId).join(',') }
}
