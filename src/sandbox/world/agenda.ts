import type { After } from '../../ground/time.ts'
/**
 * What is going to happen, by the sandbox's own clock: a phone rings, a recording is ready, a message becomes visible
 * again. Moving the clock makes it happen at once, in its order.
 */
export type Agenda = {
  /** Enters an act, which is told its own moment, however late it runs. Returns how to strike it out. */
  readonly at: (moment: number, act: (moment: number) => void) => () => void
  /** Does what is due, the earliest first, and what becomes due by it. To be called when the clock was moved. */
  readonly run: () => void
  /** Forgets everything. */
  readonly clear: () => void
}

type Entry = { readonly moment: number; readonly act: (moment: number) => void }

/** Longer than this a timer cannot be. */
const longestTimerMs = 2_000_000_000

/** An act that throws is a bug of the sandbox: it is told, and the others go on. */
export const createAgenda = (now: () => number, after: After, onBug: (error: unknown) => void): Agenda => {
  let entries: Entry[] = []
  let running = false
  let stopTimer = (): void => {}

  const wake = (): void => {
    stopTimer()
    const [first] = entries
    stopTimer = first ? after(Math.min(longestTimerMs, Math.max(0, first.moment - now())), run) : () => {}
  }

  const run = (): void => {
    if (running) return
    running = true
    for (let first = entries[0]; first && first.moment <= now(); first = entries[0]) {
      entries.shift()
      try {
        first.act(first.moment)
      } catch (error) {
        onBug(error)
      }
    }
    running = false
    wake()
  }

  return {
    at: (moment, act) => {
      const entry: Entry = { moment, act }
      // Of equal moments the one entered first goes first.
      const place = entries.findLastIndex((other) => other.moment <= moment) + 1
      entries.splice(place, 0, entry)
      if (place === 0 && !running) wake()
      return () => {
        const index = entries.indexOf(entry)
        if (index < 0) return
        entries.splice(index, 1)
        if (index === 0 && !running) wake()
      }
    },
    run,
    clear: () => {
      entries = []
      wake()
    },
  }
}
