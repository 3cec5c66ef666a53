import { randomBytes, randomUUID } from 'node:crypto'
import type { After } from './aliyun/transport.ts'

/** The ambient things, in one place; everything else gets them handed in, and tests hand in their own. */
export const now = (): number => Date.now()

export const random = (): number => Math.random()

/** For secrets: as many random bytes as asked for. */
export const entropy = (bytes: number): Uint8Array => randomBytes(bytes)

export const newId = (): string => randomUUID()

export const after: After = (ms, act) => {
  const timer = setTimeout(act, ms)
  return () => clearTimeout(timer)
}
