import { type BusinessRefusal, refusal } from '../actions/outcome.ts'
import { type Binding, type BindingKind, isExpired, type PrivateNumber } from '../world/records.ts'
import type { World } from '../world/world.ts'

/** Which X a binding gets. Source of the rules: domain.md; what is inferred says so. */

export type AllocationWish = {
  readonly poolKey: string
  readonly kind: BindingKind
  readonly numberA: string
  readonly numberB: string | null
  /** The X to use; any suitable one of the pool when undefined. */
  readonly numberX: string | undefined
  readonly extension: string | undefined
  readonly city: string | undefined
}

export type Lent = { readonly numberX: string; readonly extension: string | null }

/** "About 200" in the documentation. */
const mostPairs = 200

/** One to three digits can be wished for; of its own accord the platform is taken to give three (inferred). */
const extensions: readonly string[] = Array.from({ length: 900 }, (_, index) => String(100 + index))

/** Bindings of one X that are in force. */
export const inForceOn = (world: World, numberX: string, now: number): readonly Binding[] =>
  [...world.bindings.values()].filter((binding) => binding.numberX === numberX && !isExpired(binding, now))

/** No number may come twice on one X, whether it was A or B (the roles inferred). */
export const hasParty = (others: readonly Binding[], parties: readonly (string | null)[]): boolean =>
  others.some(({ numberA, numberB }) =>
    parties.some((party) => party !== null && (party === numberA || party === numberB)),
  )

/** A place on this X, or why there is none: another binding is in the way, or it is full. */
const placeOn = (numberX: string, others: readonly Binding[], wish: AllocationWish): Lent | 'conflict' | 'full' => {
  if (others.length === 0) return { numberX, extension: firstFree(wish, others) }
  const shares = wish.kind === 'AXB' || wish.kind === 'AXN_EXTENSION'
  if (!shares || others.some(({ kind }) => kind !== wish.kind)) return 'conflict'
  if (hasParty(others, [wish.numberA, wish.numberB])) return 'conflict'
  if (wish.kind === 'AXB') return others.length < mostPairs ? { numberX, extension: null } : 'full'
  if (others.some(({ extension }) => extension === wish.extension)) return 'conflict'
  const extension = firstFree(wish, others)
  return extension === null ? 'full' : { numberX, extension }
}

const firstFree = (wish: AllocationWish, others: readonly Binding[]): string | null => {
  if (wish.kind !== 'AXN_EXTENSION') return null
  const taken = new Set(others.map(({ extension }) => extension))
  return wish.extension ?? extensions.find((extension) => !taken.has(extension)) ?? null
}

/**
 * A named X must be in the pool (documented). One that is locked, frozen or full is answered like an empty pool, and one
 * that serves another kind of binding like a conflict (both inferred).
 */
const allocateNamed = (wish: AllocationWish, numberX: string, world: World, now: number): Lent | BusinessRefusal => {
  const number = world.numbers.get(numberX)
  if (number?.poolKey !== wish.poolKey) return refusal('isv.FORBIDDEN_ACTION')
  if (number.locked || number.frozen) return refusal('isv.NO_AVAILABLE_NUMBER')
  const place = placeOn(numberX, inForceOn(world, numberX, now), wish)
  if (place === 'conflict') return refusal('isv.BIND_CONFLICT')
  return place === 'full' ? refusal('isv.NO_AVAILABLE_NUMBER') : place
}

/**
 * The first suitable X in the order in which the pool got them, one of the expected city before any other. Locked and
 * frozen ones are passed over (documented), and so are broken ones and those lent in place of a broken one (inferred).
 */
const allocateAny = (wish: AllocationWish, world: World, now: number): Lent | BusinessRefusal => {
  const inForce = [...world.bindings.values()].filter((binding) => !isExpired(binding, now))
  const byNumber = new Map<string, Binding[]>()
  for (const binding of inForce) byNumber.set(binding.numberX, [...(byNumber.get(binding.numberX) ?? []), binding])
  const lentElsewhere = new Set(inForce.map(({ temporaryX }) => temporaryX))
  const suits = ({ numberX, poolKey, locked, frozen, state }: PrivateNumber): boolean =>
    poolKey === wish.poolKey && !locked && !frozen && state === 'NORMAL' && !lentElsewhere.has(numberX)
  const strict = world.pools.get(wish.poolKey)?.strictCity === true && wish.city !== undefined
  const suitable = [...world.numbers.values()].filter(suits)
  const inCity = suitable.filter(({ city }) => city === wish.city)
  for (const { numberX } of strict ? inCity : [...inCity, ...suitable]) {
    const place = placeOn(numberX, byNumber.get(numberX) ?? [], wish)
    if (place !== 'conflict' && place !== 'full') return place
  }
  return refusal('isv.NO_AVAILABLE_NUMBER')
}

export const allocate = (wish: AllocationWish, world: World, now: number): Lent | BusinessRefusal =>
  wish.numberX === undefined ? allocateAny(wish, world, now) : allocateNamed(wish, wish.numberX, world, now)
