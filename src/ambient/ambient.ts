import { randomBytes, randomUUID } from 'node:crypto'
import type { After, Soon } from '../aliyun/exchange/transport.ts'

/** The ambient things, in one place; everything else gets them handed in, and tests hand in their own. */
export const now = (): number => Date.now()

export const random = (): number => Math.random()

/** For secrets: as many random bytes as asked for. */
export const entropy = (bytes: number): Uint8Array => randomBytes(bytes)

export const newId = (): string => randomUUID()

/** 128 random bits. Not a UUID, which is put together from twenty pieces each time: 0.4 of a signature's 3 µs (2026-11-25). */
export const newNonce = (): string => {
  if (nextNonce === nonces.length) [nonces, nextNonce] = [randomBytes(2_048).toString('hex'), 0]
  const nonce = nonces.slice(nextNonce, nextNonce + nonceLength)
  nextNonce += nonceLength
  return nonce
}

const nonceLength = 32
let [nonces, nextNonce] = ['', 0]

export const after: After = (ms, act) => (ms < leastCoarseMs ? exactly(ms, act) : roughly(ms, act))

const exactly: After = (ms, act) => {
  const timer = setTimeout(act, ms)
  return () => clearTimeout(timer)
}

export const soon: Soon = (act) => {
  if (ready.push(act) === 1) setImmediate(runReady)
}

let ready: (() => void)[] = []

const runReady = (): void => {
  const acts = ready
  ready = []
  let next = 0
  try {
    while (next < acts.length) acts[next++]?.()
  } finally {
    // None of them should throw; one that does takes nobody with it.
    for (const act of acts.slice(next)) soon(act)
  }
}

/** Deadlines are set with every call and nearly always called off: those that end within 20 ms of each other share a timer. */
const slotMs = 20
const leastCoarseMs = 200
/**
 * Not a Set: V8 leaves the entries of a table behind when the table is outgrown, and they keep whole requests alive until
 * the next full collection (measured on Node 20, 2026-11-25: a third of all CPU time). What is called off is emptied here.
 */
type Entry = { act: (() => void) | null }
type Slot = { readonly entries: Entry[]; live: number; readonly stop: () => void }
const slots = new Map<number, Slot>()

const roughly: After = (ms, act) => {
  // Never early; at most one slot late. Monotonic, so that setting the wall clock moves nothing.
  const at = performance.now()
  const end = Math.ceil((at + ms) / slotMs)
  const slot = slots.get(end) ?? openSlot(end, end * slotMs - at)
  const entry: Entry = { act }
  slot.entries.push(entry)
  slot.live++
  return () => {
    if (entry.act === null) return
    entry.act = null
    slot.live--
    if (slot.live === 0) closeSlot(end, slot)
  }
}

const openSlot = (end: number, ms: number): Slot => {
  const entries: Entry[] = []
  const stop = exactly(ms, () => {
    slots.delete(end)
    for (const entry of entries) {
      const { act } = entry
      entry.act = null
      act?.()
    }
  })
  const slot: Slot = { entries, live: 0, stop }
  slots.set(end, slot)
  return slot
}

const closeSlot = (end: number, slot: Slot): void => {
  slot.stop()
  if (slots.get(end) === slot) slots.delete(end)
}
