import { randomBytes, randomUUID } from 'node:crypto'
import type { After } from './aliyun/transport.ts'

/** The ambient things, in one place; everything else gets them handed in, and tests hand in their own. */
export const now = (): number => Date.now()

export const random = (): number => Math.random()

/** For secrets: as many random bytes as asked for. */
export const entropy = (bytes: number): Uint8Array => randomBytes(bytes)

export const newId = (): string => randomUUID()

export const after: After = (ms, act) => (ms < leastCoarseMs ? exactly(ms, act) : roughly(ms, act))

const exactly: After = (ms, act) => {
  const timer = setTimeout(act, ms)
  return () => clearTimeout(timer)
}

/** Deadlines are set with every call and nearly always called off: those that end within 20 ms of each other share a timer. */
const slotMs = 20
const leastCoarseMs = 200
type Slot = { readonly acts: Set<() => void>; readonly stop: () => void }
const slots = new Map<number, Slot>()

const roughly: After = (ms, act) => {
  // Never early; at most one slot late. Monotonic, so that setting the wall clock moves nothing.
  const at = performance.now()
  const end = Math.ceil((at + ms) / slotMs)
  const slot = slots.get(end) ?? openSlot(end, end * slotMs - at)
  // Two who hand in the same function are still two.
  const entry = (): void => act()
  slot.acts.add(entry)
  return () => {
    if (slot.acts.delete(entry) && slot.acts.size === 0) closeSlot(end, slot)
  }
}

const openSlot = (end: number, ms: number): Slot => {
  const acts = new Set<() => void>()
  const stop = exactly(ms, () => {
    slots.delete(end)
    for (const act of acts) act()
  })
  const slot = { acts, stop }
  slots.set(end, slot)
  return slot
}

const closeSlot = (end: number, slot: Slot): void => {
  slot.stop()
  if (slots.get(end) === slot) slots.delete(end)
}
