import { seedPools } from '../bindings/seed.ts'
import { seedLandlines } from '../landlines/seed.ts'
import { seedLogistics } from '../logistics/seed.ts'
import { seedNumbers } from '../numbers/seed.ts'
import { seedNumbers700 } from '../numbers-700/seed.ts'
import { seedRecordings } from '../recordings/seed.ts'
import { seedRegistration } from '../registration/seed.ts'
import { seedWorkNumbers } from '../work-numbers/seed.ts'
import type { World } from './world.ts'

/**
 * What a fresh sandbox holds. Ids and numbers never change, so they can stand in tests and in the README. The numbers
 * are made up: real ones begin with 1390000, lent ones with 1700000.
 */
export const seeded = {
  poolKey: 'FC100000000000001',
  /** Status 1: dial its own X. */
  normal: { subsId: '1000000000000001', numberX: '17000000001', numberA: '13900000001', numberB: '13900000101' },
  /** Status 2: its X is broken, the first spare number is lent. */
  reassigned: { subsId: '1000000000000002', numberX: '17000000002', numberA: '13900000002', numberB: '13900000102' },
  /** Status 3: broken, and no other number will do. */
  unavailable: { subsId: '1000000000000003', numberX: '17000000003', numberA: '13900000003', numberB: '13900000103' },
  /** Status 4: expired a day before the sandbox started. */
  expired: { subsId: '1000000000000004', numberX: '17000000004', numberA: '13900000004', numberB: '13900000104' },
  /** Status 1 with an extension to dial after X. */
  extension: { subsId: '1000000000000005', numberX: '17000000005', numberA: '13900000005', extension: '123' },
  /** Status 1 under an id that a double cannot hold: 2^53 is 9007199254740992. */
  bigId: { subsId: '9007199254740993123', numberX: '17000000006', numberA: '13900000006', numberB: '13900000106' },
  /** X numbers of the pool that no binding uses. */
  spares: ['17000000091', '17000000092', '17000000093'],
  /** Another pool with one binding of status 1, for what must not cross from pool to pool. */
  otherPool: {
    poolKey: 'FC100000000000002',
    normal: { subsId: '2000000000000001', numberX: '17000000021', numberA: '13900000021', numberB: '13900000121' },
  },
} as const

/** How long seeded bindings last from the start of the sandbox; the expired one ended a day before it. */
export const seedLifetimeMs = 30 * 86_400_000
const dayMs = 86_400_000

export const seedWorld = (world: World, now: number): void => {
  const { poolKey, normal, reassigned, unavailable, expired, extension, bigId, spares, otherPool } = seeded
  const terms = { expiresAt: now + seedLifetimeMs, createdAt: now }
  for (const numberX of spares) world.addNumber(poolKey, numberX)
  world.addNumber(poolKey, reassigned.numberX, { state: 'BROKEN' })
  world.addBinding({ ...normal, poolKey, ...terms })
  world.addBinding({ ...reassigned, poolKey, ...terms })
  world.addBinding({ ...unavailable, poolKey, ...terms, line: 'IRREPLACEABLE' })
  world.addBinding({ ...expired, poolKey, expiresAt: now - dayMs, createdAt: now - 2 * dayMs })
  world.addBinding({ ...extension, poolKey, ...terms, kind: 'AXN_EXTENSION' })
  world.addBinding({ ...bigId, poolKey, ...terms })
  world.addBinding({ ...otherPool.normal, poolKey: otherPool.poolKey, ...terms })
  seedPools(world)
  seedNumbers(world)
  seedWorkNumbers(world, now)
  seedLandlines(world, now)
  seedNumbers700(world, now)
  seedRecordings(world, now)
  seedLogistics(world)
  seedRegistration(world, now)
}
