import { type Binding, isExpired } from '../world/records.ts'
import type { World } from '../world/world.ts'

const isSound = (world: World, numberX: string): boolean => {
  const number = world.numbers.get(numberX)
  return number?.state === 'NORMAL' && !number.frozen
}

export const isBroken = (world: World, binding: Binding): boolean =>
  binding.line !== 'NORMAL' || !isSound(world, binding.numberX)

/** The X to lend to a broken binding: the one it was lent before if that is sound, else a free one, else null. */
export const findTemporaryX = (world: World, binding: Binding, now: number): string | null => {
  if (binding.line === 'IRREPLACEABLE') return null
  if (binding.temporaryX !== null && isSound(world, binding.temporaryX)) return binding.temporaryX
  const taken = new Set<string>()
  for (const other of world.bindings.values()) {
    if (isExpired(other, now)) continue
    taken.add(other.numberX)
    if (other.temporaryX !== null) taken.add(other.temporaryX)
  }
  for (const { numberX, poolKey, locked } of world.numbers.values())
    if (poolKey === binding.poolKey && isSound(world, numberX) && !locked && !taken.has(numberX)) return numberX
  return null
}
