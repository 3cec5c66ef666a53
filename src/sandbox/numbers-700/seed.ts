import type { World } from '../world/world.ts'
import type { Stored700 } from './state.ts'

/** 700 numbers of a fresh sandbox, all made up. */
export const seededNumbers700 = {
  poolKey: 'FC100000000000071',
  /** X numbers in the order in which the platform picks them. */
  numbers: ['70017000701', '70017000702'],
  /** A group of the same pool, for bindings between its members and one B. */
  groupId: '2000000700001',
  members: ['13900007301', '13900007302'],
  axb: {
    subsId: '9007199254740993700',
    numberX: '70017000701',
    numberA: '13900007001',
    numberB: '13900007101',
  },
  gxb: { subsId: '9007199254740993701', numberX: '70017000702', numberB: '13900007102' },
  /** Over since a day before the sandbox started. */
  expired: {
    subsId: '9007199254740993702',
    numberX: '70017000701',
    numberA: '13900007003',
    numberB: '13900007103',
  },
  /** Another pool without a single number. */
  emptyPoolKey: 'FC100000000000072',
} as const

const dayMs = 86_400_000

export const seedNumbers700 = (world: World, now: number): void => {
  const { poolKey, emptyPoolKey, numbers, groupId, members, axb, gxb, expired } = seededNumbers700
  const { numbers700 } = world
  const expiresAt = now + 30 * dayMs
  world.addPool(poolKey)
  world.addPool(emptyPoolKey)
  world.groups.add({ groupId, poolKey, name: '700 group', members })
  for (const numberX of numbers) numbers700.numbers.set(numberX, poolKey)
  const add = (binding: Stored700): void => {
    numbers700.bindings.set(binding.subsId, binding)
  }
  add({ ...plain, ...axb, kind: 'AXB', poolKey, expiresAt })
  add({ ...plain, ...gxb, kind: 'GXB', poolKey, expiresAt, groupId, defaultNumberA: null })
  add({ ...plain, ...expired, kind: 'AXB', poolKey, expiresAt: now - dayMs })
}

const plain = {
  callRestrict: null,
  recordingEnabled: false,
  recordingFormat: null,
  transcriptEnabled: false,
  transcriptModelId: null,
  prompts: null,
  callTimeout: null,
  dtmfConfig: null,
  industrialId: null,
  outId: null,
  outOrderId: null,
}
