import { type Blacklist, createBlacklist } from '../blacklist/state.ts'
import { createGroups, type Groups } from '../groups/state.ts'
import { createLandlines, type Landlines } from '../landlines/state.ts'
import { createLogistics, type Logistics } from '../logistics/state.ts'
import { createQueues, type Queues } from '../mns/queues.ts'
import { createStock, type Stock } from '../numbers/stock.ts'
import { createNumbers700, type Numbers700 } from '../numbers-700/state.ts'
import { createRecordedCalls, type FinishedCalls } from '../recordings/state.ts'
import { createReports, type Reports } from '../registration/state.ts'
import { createWorkNumbers, type WorkNumbers } from '../work-numbers/state.ts'
import {
  type Binding,
  bindingDefaults,
  isExpired,
  type NewBinding,
  numberDefaults,
  type Pool,
  type PrivateNumber,
} from './records.ts'

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
  readonly recordedCalls: FinishedCalls
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
      for (const part of Object.values(world)) if (typeof part === 'object') part.clear()
    },
  }
  return world
}

const firstSubsId = 1_000_000_100_000_000

/** Whether a binding in force goes over an X number, be it as its own or as one lent in place of a broken one. */
export const isInUse = (world: World, numberX: string, now: number): boolean =>
  [...world.bindings.values()].some(
    (binding) => !isExpired(binding, now) && (binding.numberX === numberX || binding.temporaryX === numberX),
  )
