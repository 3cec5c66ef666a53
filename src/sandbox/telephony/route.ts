import { callRestrictions } from '../../dypls/bindings/terms.ts'
import { unconnectedCause } from '../../dypls/receipts/codes.ts'
import { isBroken } from '../calls/line.ts'
import { type Binding, isExpired } from '../world/records.ts'
import type { World } from '../world/world.ts'

/** Where a call to X leads: the binding, the party to ring, or why the platform does not connect it. */
export type CallRoute = {
  readonly binding: Binding | null
  /** Whether A dials, as opposed to the other party; null where the caller belongs to nothing. */
  readonly byA: boolean | null
  /** The real number to ring; null where there is none. */
  readonly called: string | null
  readonly unconnectedCause: number
  /** Whether the caller is asked for extension digits first. */
  readonly asksExtension: boolean
}

export type Dialled = {
  readonly from: string
  /** The number X. */
  readonly to: string
  readonly extension: string | null
}

/** Bindings in force that a call to X may belong to: its own, and those to which it was lent in place of a broken one. */
const reachedBy = (world: World, numberX: string, now: number): readonly Binding[] =>
  [...world.bindings.values()].filter(
    (binding) => !isExpired(binding, now) && (binding.numberX === numberX || binding.temporaryX === numberX),
  )

/** A reaches B where one was given, and no number otherwise (domain.md). */
const fromA = (binding: Binding): Match => ({ binding, byA: true, called: binding.numberB })
const fromOther = (binding: Binding): Match => ({ binding, byA: false, called: binding.numberA })

type Match = Pick<CallRoute, 'binding' | 'byA' | 'called'>

/** The end of a binding that the caller has, by its kind; null when it is not the caller's. */
const matches = (world: World, binding: Binding, { from, extension }: Dialled): Match | null => {
  if (from === binding.numberA) return fromA(binding)
  switch (binding.kind) {
    case 'AXN':
      return fromOther(binding)
    case 'AXN_EXTENSION':
      return extension !== null && extension === binding.extension ? fromOther(binding) : null
    case 'AXG':
      return world.groups.byId.get(binding.groupId ?? '')?.members.has(from) ? fromOther(binding) : null
    default:
      return from === binding.numberB ? fromOther(binding) : null
  }
}

/** Whether a caller who is not A has to key in digits. */
const isShared = (bindings: readonly Binding[], from: string): boolean =>
  bindings.some(({ kind, numberA }) => kind === 'AXN_EXTENSION' && numberA !== from) &&
  bindings.every(({ numberA }) => numberA !== from)

/** The order of domain.md: the binding by X and caller, then the blacklist, then the one-way restriction. */
export const routeOf = (world: World, dialled: Dialled, now: number): CallRoute => {
  const bindings = reachedBy(world, dialled.to, now)
  const asksExtension = isShared(bindings, dialled.from)
  const match = bindings.map((binding) => matches(world, binding, dialled)).find((each) => each !== null)
  if (!match?.binding) return { ...unmatched, asksExtension }
  const refused = refusalOf(world, match.binding, match, dialled)
  return { ...match, asksExtension, unconnectedCause: refused }
}

const unmatched = { binding: null, byA: null, called: null, unconnectedCause: unconnectedCause.NO_BINDING } as const

const refusalOf = (world: World, binding: Binding, { byA, called }: Match, { from, to }: Dialled): number => {
  if (called === null) return unconnectedCause.NO_BINDING
  if (world.blacklist.refuses(binding.poolKey, from, called)) return unconnectedCause.BLACKLISTED
  const forbidden = byA ? callRestrictions.A_MAY_NOT_CALL : callRestrictions.OTHERS_MAY_NOT_CALL
  if (binding.callRestrict === forbidden) return unconnectedCause.RESTRICTED
  return isDead(world, binding, to) ? unconnectedCause.OTHER : unconnectedCause.NONE
}

/** A number in trouble connects no call, nor does one that was taken out of service; the X lent in its place does. */
const isDead = (world: World, binding: Binding, to: string): boolean => {
  if (to !== binding.numberX) {
    const lent = world.numbers.get(to)
    return lent?.state !== 'NORMAL' || lent.frozen
  }
  return isBroken(world, binding)
}
