import { randomBytes, randomUUID } from 'node:crypto'
import type { After, Soon } from '../ground/time.ts'
import { createSoon } from './end-of-turn.ts'
import { createNonces } from './nonces.ts'
import { createTimerSlots } from './timer-slots.ts'

/** The ambient things, in one place; everything else gets them handed in, and tests hand in their own. */
export const now = (): number => Date.now()

export const random = (): number => Math.random()

/** For secrets: as many random bytes as asked for. */
export const entropy = (bytes: number): Uint8Array => randomBytes(bytes)

export const newId = (): string => randomUUID()

export const newNonce = createNonces(randomBytes)

const exactly: After = (ms, act) => {
  const timer = setTimeout(act, ms)
  return () => clearTimeout(timer)
}

/** Acts then if the process is still there; does not keep it. */
export const lastly = (ms: number, act: () => void): void => void setTimeout(act, ms).unref()

/** Shorter ones have a timer each. */
const leastCoarseMs = 200
const roughly = createTimerSlots(exactly, () => performance.now())

export const after: After = (ms, act) => (ms < leastCoarseMs ? exactly(ms, act) : roughly(ms, act))

export const soon: Soon = createSoon(setImmediate)
