/** Kinds of binding; later chapters use more of them. */
export type BindingKind = 'AXB' | 'AXN' | 'AXN_EXTENSION' | 'AXG' | 'XB'

/**
 * How calls through a binding fare, beside the state of its X number. BROKEN: the platform may lend another X.
 * IRREPLACEABLE: broken, and no other X will do, however many are free.
 */
export type LineState = 'NORMAL' | 'BROKEN' | 'IRREPLACEABLE'

/** A lent number (X) of a pool. */
export type PrivateNumber = {
  readonly numberX: string
  readonly poolKey: string
  /** Whether calls through it work: what QueryCallStatus finds out. */
  readonly state: 'NORMAL' | 'BROKEN'
  /** Skipped by new bindings; what it serves already goes on. */
  readonly locked: boolean
  /** Taken out of service by the platform. */
  readonly frozen: boolean
  /** 1 virtual operator, 2 carrier, 3 numbers on 95; as `SpecId` of a purchase. */
  readonly specId: number
  readonly province: string
  readonly city: string
  /** Milliseconds since 1970. */
  readonly purchasedAt: number
}

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

/** ANY takes every kind of binding; the real console makes a pool for one kind. */
export type Pool = { readonly poolKey: string; readonly kind: BindingKind | 'ANY' }

type Optional = 'kind' | 'numberB' | 'extension' | 'line' | 'temporaryX'
export type NewBinding = Omit<Binding, Optional> & Partial<Pick<Binding, Optional>>

/** Everything the sandbox knows about pools, numbers and bindings. Chapters read and write the maps. */
export type World = {
  readonly pools: Map<string, Pool>
  /** By X number. */
  readonly numbers: Map<string, PrivateNumber>
  /** By subsId. */
  readonly bindings: Map<string, Binding>
  /** Adds a pool; one that exists keeps its kind unless another is named. */
  readonly addPool: (poolKey: string, kind?: Pool['kind']) => void
  /** Adds an X number, and its pool where that is new. */
  readonly addNumber: (
    poolKey: string,
    numberX: string,
    about?: Partial<Omit<PrivateNumber, 'numberX' | 'poolKey'>>,
  ) => void
  /** Changes an X number that exists; does nothing otherwise. */
  readonly changeNumber: (numberX: string, change: Partial<Omit<PrivateNumber, 'numberX'>>) => void
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
    addPool: (poolKey, kind) => {
      world.pools.set(poolKey, { poolKey, kind: kind ?? world.pools.get(poolKey)?.kind ?? 'ANY' })
    },
    addNumber: (poolKey, numberX, about) => {
      world.addPool(poolKey)
      world.numbers.set(numberX, { ...numberDefaults, ...about, numberX, poolKey })
    },
    changeNumber: (numberX, change) => {
      const number = world.numbers.get(numberX)
      if (number) world.numbers.set(numberX, { ...number, ...change })
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

const numberDefaults: Omit<PrivateNumber, 'numberX' | 'poolKey'> = {
  state: 'NORMAL',
  locked: false,
  frozen: false,
  specId: 1,
  province: '浙江',
  city: '杭州',
  purchasedAt: 0,
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
