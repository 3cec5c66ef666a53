import type { After } from '../../src/aliyun/exchange/transport.ts'

/** Time, timers and chance for tests, moved by hand. Nothing here sleeps. */
export type FakeClock = {
  readonly now: () => number
  readonly after: After
  /** What `toss` said, in order; 0.5 when nothing is left. */
  readonly random: () => number
  readonly toss: (...values: number[]) => void
  /** Moves on by `ms`, firing each timer at its moment, with everything that follows from it done before the next. */
  readonly advance: (ms: number) => Promise<void>
  /** Sets the wall clock by `ms`, forth or back, as an administrator would: timers are not touched. */
  readonly shift: (ms: number) => void
  /** Timers that are set; a part that is at rest has none. */
  readonly timers: () => number
}

/** A moment in 2026; any will do. */
const start = 1_785_000_000_000

export const fakeClock = (): FakeClock => {
  let [time, shifted, count] = [start, 0, 0]
  const timers = new Map<number, { readonly at: number; readonly act: () => void }>()
  const tosses: number[] = []

  /** The earliest; of those due together the one set first. */
  const first = (): number | undefined => {
    let found: number | undefined
    for (const [id, { at }] of timers) if (found === undefined || at < (timers.get(found)?.at ?? 0)) found = id
    return found
  }

  return {
    now: () => time + shifted,
    after: (ms, act) => {
      const id = ++count
      timers.set(id, { at: time + Math.max(0, ms), act })
      return () => void timers.delete(id)
    },
    random: () => tosses.shift() ?? 0.5,
    toss: (...values) => void tosses.push(...values),
    advance: async (ms) => {
      const end = time + ms
      await settled()
      for (let id = first(); id !== undefined; id = first()) {
        const timer = timers.get(id)
        if (!timer || timer.at > end) break
        timers.delete(id)
        time = Math.max(time, timer.at)
        timer.act()
        await settled()
      }
      time = end
    },
    shift: (ms) => {
      shifted += ms
    },
    timers: () => timers.size,
  }
}

/** Lets everything that waits for promises only run to its end. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Whether the promise is still open, after all that can happen without time passing has happened. */
export const isPending = async (promise: Promise<unknown>): Promise<boolean> => {
  let open = true
  const close = (): void => {
    open = false
  }
  promise.then(close, close)
  await settled()
  return open
}

/** A caller that can go away, and how many are listening for it. */
export const fakeCaller = () => {
  const listeners = new Set<() => void>()
  let cancelled = false
  return {
    cancellation: {
      get cancelled() {
        return cancelled
      },
      subscribe: (listener: () => void) => {
        if (cancelled) listener()
        else listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    leave: () => {
      cancelled = true
      for (const listener of listeners) listener()
    },
    listening: () => listeners.size,
  }
}
