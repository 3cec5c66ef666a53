import {
  type addSecretBlacklist as addRow,
  blacklists,
  type deleteSecretBlacklist as deleteRow,
  type operateBlackNo as operateRow,
  poolWideChanges,
  refusedDirections,
} from '../../dypls/blacklist.ts'
import { phoneFault } from '../../dypls/terms/phone.ts'
import { type Handler, type HandlerPorts, type Refusal, refusal } from '../actions/handler.ts'
import type { BindingKind, World } from '../world/world.ts'

/** Why a pool takes no entries: it is unknown, or the operation is documented for other kinds only. */
const poolRefusal = (world: World, poolKey: string, without: readonly BindingKind[]): Refusal | null => {
  const pool = world.pools.get(poolKey)
  if (!pool) return refusal('isv.PARTNER_NOT_EXIST')
  return pool.kind !== 'ANY' && without.includes(pool.kind) ? refusal('isv.FORBIDDEN_ACTION') : null
}

type Entry = {
  readonly poolKey: string
  readonly blackNo: { readonly reveal: () => string }
  readonly blackType: string
  readonly wayControl?: string | undefined
}
type Done = Record<string, never>

/** What a way control refuses: from the first number of a pair to the second, and back. Null for an unknown word. */
const directionsOf = (wayControl: string | undefined): { readonly there: boolean; readonly back: boolean } | null => {
  switch (wayControl) {
    case undefined:
    case refusedDirections.BOTH:
      return { there: true, back: true }
    case refusedDirections.A_TO_B:
      return { there: true, back: false }
    case refusedDirections.B_TO_A:
      return { there: false, back: true }
    default:
      return null
  }
}

/** A repeat of either is no fault; taking a pair away in one direction leaves the other standing (both inferred). */
const setEntry = (entry: Entry, { world }: HandlerPorts, refused: boolean): Refusal | Done => {
  const { poolKey, blackNo, blackType, wayControl } = entry
  const unfit = poolRefusal(world, poolKey, ['AXG'])
  if (unfit) return unfit
  const numbers = blackNo.reveal().split(':')
  const [first = '', second = ''] = numbers
  const wanted = blackType === blacklists.PAIR ? 2 : blackType === blacklists.WHOLE_POOL ? 1 : null
  const directions = directionsOf(wayControl)
  if (numbers.length !== wanted || numbers.some((number) => phoneFault(number)) || directions === null)
    return refusal('isv.ILLEGAL_ARGUMENT')
  if (wanted === 1) world.blacklist.setCaller(poolKey, first, refused)
  else {
    if (directions.there) world.blacklist.setPair(poolKey, first, second, refused)
    if (directions.back) world.blacklist.setPair(poolKey, second, first, refused)
  }
  return {}
}

export const addSecretBlacklist: Handler<typeof addRow> = (input, ports) => setEntry(input, ports, true)
export const deleteSecretBlacklist: Handler<typeof deleteRow> = (input, ports) => setEntry(input, ports, false)

/** Keeps the same pool-wide entries as the newer operations (inferred). */
export const operateBlackNo: Handler<typeof operateRow> = ({ poolKey, blackNo, operateType }, { world }) => {
  const unfit = poolRefusal(world, poolKey, ['AXB', 'AXG'])
  if (unfit) return unfit
  const isChange = operateType === poolWideChanges.add || operateType === poolWideChanges.remove
  if (!isChange || phoneFault(blackNo.reveal())) return refusal('isv.ILLEGAL_ARGUMENT')
  world.blacklist.setCaller(poolKey, blackNo.reveal(), operateType === poolWideChanges.add)
  return {}
}
