import { type Blacklist, createBlacklist } from '../blacklist/state.ts'
import { createGroups, type Groups } from '../groups/state.ts'
import { createLandlines, type Landlines } from '../landlines/state.ts'
import { createLogistics, type Logistics } from '../logistics/state.ts'
import { createQueues, type Queues } from '../mns/queues.ts'
import { createStock, type Stock } from '../numbers/stock.ts'
import { createNumbers700, type Numbers700 } from '../numbers-700/state.ts'
import { createRecordedCalls, type RecordedCalls } from '../recordings/state.ts'
import { createReports, type Reports } from '../registration/state.ts'
import { createWorkNumbers, type WorkNumbers } from '../work-numbers/state.ts'

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
  /** 1 China Mobile, 2 China Unicom, 3 China Telecom; as `Vendor` of an answer. */
  readonly carrier: number
  /** Whether its owner's identity was verified. */
  readonly certified: boolean
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
  /** The group whose members may call; AXG only. */
  readonly groupId: string | null
  /** Milliseconds since 1970; null where a test did not say. */
  readonly createdAt: number | null
  /** Milliseconds since 1970; the binding is over from this moment on. */
  readonly expiresAt: number
  /** The upstream's word for who may not call; null where all may. */
  readonly callRestrict: string | null
  readonly callDisplayType: number
  readonly recordingEnabled: boolean
  readonly transcriptEnabled: boolean
  readonly transcriptModelId: string | null
  /** JSON text, as it came. */
  readonly ringingTones: string | null
  readonly outId: string | null
  readonly outOrderId: string | null
  readonly line: LineState
  /** The X lent in place of a broken one, kept while the trouble lasts. */
  readonly temporaryX: string | null
}

/** ANY takes every kind of binding; the real console makes a pool for one kind. */
export type Pool = {
  readonly poolKey: string
  readonly kind: BindingKind | 'ANY'
  /** Whether an X must come from the city that a binding expects; a setting of the console. */
  readonly strictCity: boolean
}

type Needed = 'subsId' | 'poolKey' | 'numberX' | 'numberA' | 'expiresAt'
export type NewBinding = Pick<Binding, Needed> & Partial<Omit<Binding, Needed>>

/** Everything the sandbox knows about pools, numbers and bindings. Chapters read and write the maps. */
export type World = {
  readonly pools: Map<string, Pool>
  /** By X number. */
  readonly numbers: Map<string, PrivateNumber>
  /** By subsId. */
  readonly bindings: Map<string, Binding>
  /** The number groups of AXG pools. */
  readonly groups: Groups
  /** Landlines: numbers and bindings that no other chapter sees. */
  readonly fixedLine: Landlines
  /** Who may not call. */
  readonly blacklist: Blacklist
  /** Numbers that can be bought. */
  readonly stock: Stock
  /** Finished calls, and what is kept of them. */
  readonly recordedCalls: RecordedCalls
  /** Waybill numbers on bindings, and orders for couriers. */
  readonly logistics: Logistics
  /** Identities behind A numbers. */
  readonly reports: Reports
  /** Numbers in the hands of employees. */
  readonly workNumbers: WorkNumbers
  readonly numbers700: Numbers700
  /** What waits to be read by queue. */
  readonly queues: Queues
  /** Adds a pool; one that exists keeps its kind and settings unless others are named. */
  readonly addPool: (poolKey: string, kind?: Pool['kind'], settings?: { readonly strictCity?: boolean }) => void
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
  /** The id of a binding to come: 16 digits, counted up, never one that is taken. */
  readonly freshSubsId: () => string
  /** Forgets everything. */
  readonly clear: () => void
}

export const createWorld = (): World => {
  let lastSubsId = firstSubsId
  const world: World = {
    pools: new Map(),
    numbers: new Map(),
    bindings: new Map(),
    groups: createGroups(),
    fixedLine: createLandlines(),
    blacklist: createBlacklist(),
    stock: createStock(),
    recordedCalls: createRecordedCalls(),
    logistics: createLogistics(),
    reports: createReports(),
    workNumbers: createWorkNumbers(),
    numbers700: createNumbers700(),
    queues: createQueues(),
    addPool: (poolKey, kind, settings) => {
      const pool = world.pools.get(poolKey) ?? { poolKey, kind: 'ANY', strictCity: false }
      world.pools.set(poolKey, { ...pool, ...settings, kind: kind ?? pool.kind })
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
    freshSubsId: () => {
      do lastSubsId += 1
      while (world.bindings.has(String(lastSubsId)))
      return String(lastSubsId)
    },
    clear: () => {
      lastSubsId = firstSubsId
      world.fixedLine.clear()
      for (const part of [world.recordedCalls, world.logistics, world.reports]) part.clear()
      for (const part of [world.workNumbers, world.numbers700, world.queues]) part.clear()
      for (const part of [world.pools, world.numbers, world.bindings]) part.clear()
      for (const part of [world.groups, world.blacklist, world.stock]) part.clear()
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
  carrier: 1,
  certified: true,
  purchasedAt: 0,
}

const firstSubsId = 1_000_000_100_000_000

const bindingDefaults: Omit<Binding, Needed> = {
  kind: 'AXB',
  numberB: null,
  extension: null,
  groupId: null,
  createdAt: null,
  callRestrict: null,
  callDisplayType: 1,
  recordingEnabled: false,
  transcriptEnabled: false,
  transcriptModelId: null,
  ringingTones: null,
  outId: null,
  outOrderId: null,
  line: 'NORMAL',
  temporaryX: null,
}

export const isExpired = (binding: Binding, now: number): boolean => binding.expiresAt <= now

/** Whether a binding in force goes over an X number, be it as its own or as one lent in place of a broken one. */
export const isInUse = (world: World, numberX: string, now: number): boolean =>
  [...world.bindings.values()].some(
    (binding) => !isExpired(binding, now) && (binding.numberX === numberX || binding.temporaryX === numberX),
  )

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
