/** Kinds of binding; later chapters use more of them. */
export type BindingKind = 'AXB' | 'AXN' | 'AXN_EXTENSION' | 'AXG' | 'XB'

/**
 * How calls through a binding fare, beside the state of its X number. BROKEN: the platform may lend another X.
 * IRREPLACEABLE: broken, and no other X will do, however many are free.
 */
export type LineState = 'NORMAL' | 'BROKEN' | 'IRREPLACEABLE'

/** A lent number (X) of a pool. */
export type PrivateNumber = { readonly numberX: string; readonly poolKey: string; readonly state: 'NORMAL' | 'BROKEN' }

export type Binding = {
  readonly subsId: string
  readonly poolKey: string
  readonly kind: BindingKind
  readonly numberX: string
  readonly numberA: string
  readonly numberB: string | null
  /** Digits to dial after X; AXN_EXTENSION only. */
  readonly extension: string | null
  /** Milliseconds since 1970; the binding is over from this moment on. */
  readonly expiresAt: number
  readonly line: LineState
  /** The X lent in place of a broken one, kept while the trouble lasts. */
  readonly temporaryX: string | null
}

export type Pool = { readonly poolKey: string }

type Optional = 'kind' | 'numberB' | 'extension' | 'line' | 'temporaryX'
export type NewBinding = Omit<Binding, Optional> & Partial<Pick<Binding, Optional>>

/** Everything the sandbox knows about pools, numbers and bindings. Chapters read and write the maps. */
export type World = {
  readonly pools: Map<string, Pool>
  /** By X number. */
  readonly numbers: Map<string, PrivateNumber>
  /** By subsId. */
  readonly bindings: Map<string, Binding>
  readonly addPool: (poolKey: string) => void
  /** Adds an X number, and its pool where that is new. */
  readonly addNumber: (poolKey: string, numberX: string, state?: PrivateNumber['state']) => void
  /** Adds a binding, and its pool and X number where they are new. */
  readonly addBinding: (binding: NewBinding) => void
  /** Changes a binding that exists; does nothing otherwise. */
  readonly changeBinding: (subsId: string, change: Partial<Omit<Binding, 'subsId'>>) => void
  /** Forgets everything. */
  readonly clear: () => void
}

export const createWorld = (): World => {
  const world: World = {
    pools: new Map(),
    numbers: new Map(),
    bindings: new Map(),
    addPool: (poolKey) => {
      world.pools.set(poolKey, { poolKey })
    },
    addNumber: (poolKey, numberX, state = 'NORMAL') => {
      world.addPool(poolKey)
      world.numbers.set(numberX, { numberX, poolKey, state })
    },
    addBinding: (binding) => {
      world.bindings.set(binding.subsId, { ...bindingDefaults, ...binding })
      world.addPool(binding.poolKey)
      if (!world.numbers.has(binding.numberX)) world.addNumber(binding.poolKey, binding.numberX)
    },
    changeBinding: (subsId, change) => {
      const binding = world.bindings.get(subsId)
      if (binding) world.bindings.set(subsId, { ...binding, ...change })
    },
    clear: () => {
      for (const part of [world.pools, world.numbers, world.bindings]) part.clear()
    },
  }
  return world
}

const bindingDefaults: Pick<Binding, Optional> = {
  kind: 'AXB',
  numberB: null,
  extension: null,
  line: 'NORMAL',
  temporaryX: null,
}

export const isExpired = (binding: Binding, now: number): boolean => binding.expiresAt <= now

const isSound = (world: World, numberX: string): boolean => world.numbers.get(numberX)?.state === 'NORMAL'

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
  for (const { numberX, poolKey, state } of world.numbers.values())
    if (poolKey === binding.poolKey && state === 'NORMAL' && !taken.has(numberX)) return numberX
  return null
}
