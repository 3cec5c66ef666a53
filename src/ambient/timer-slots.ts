import type { After } from '../ground/time.ts'

/** Deadlines are set with every call and nearly always called off: those that end within 20 ms of each other share a timer. */
const slotMs = 20

/** Not a Set, which would keep whole requests alive (docs/memory.md): what is called off is emptied here. */
type Entry = { act: (() => void) | null }
type Slot = { readonly entries: Entry[]; live: number; readonly stop: () => void }

/** A timer that may be late by one slot and is never early. `monotonic` is not moved by setting the wall clock. */
export const createTimerSlots = (exactly: After, monotonic: () => number): After => {
  const slots = new Map<number, Slot>()

  const open = (end: number, ms: number): Slot => {
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

  const close = (end: number, slot: Slot): void => {
    slot.stop()
    if (slots.get(end) === slot) slots.delete(end)
  }

  return (ms, act) => {
    const at = monotonic()
    const end = Math.ceil((at + ms) / slotMs)
    const slot = slots.get(end) ?? open(end, end * slotMs - at)
    const entry: Entry = { act }
    slot.entries.push(entry)
    slot.live++
    return () => {
      if (entry.act === null) return
      entry.act = null
      slot.live--
      if (slot.live === 0) close(end, slot)
    }
  }
}
