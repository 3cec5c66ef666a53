import type { After, Soon } from '../../aliyun/exchange/transport.ts'

/**
 * When a request that was let in is begun. In order of arrival, and soon; but under load not at once: one that waits to be
 * begun holds a fifth of what one does that was begun and waits inside (measured on Node 20, 2026-11-25).
 */
export type Pacing = {
  /** Runs `act` in its turn. */
  readonly wait: (act: () => void) => void
  /** A started request has finished. */
  readonly done: () => void
  /** A connection has just been taken. */
  readonly arrived: () => void
}

export type PacingOptions = {
  readonly soon: Soon
  readonly now: () => number
  readonly after: After
  /** Under way at a time, as long as the others need not wait long: enough to keep the upstream's places taken. */
  readonly mostBegun: number
}

/** Begun in one turn of the event loop: together, which is cheap, but what has been begun gets its answers first. */
const mostPerTurn = 16
/** No request waits longer: those before it may hang on an operation that it does not need. */
const longestWaitMs = 200
/**
 * libuv takes one connection a turn, so turns are kept short while some arrive: with full ones the last of a crowd of 1,500
 * waited 5 s to be heard (measured on Node 20, 2026-11-25).
 */
const mostShortTurns = 16

type Waiting = { readonly act: () => void; readonly since: number; next: Waiting | null }

export const createPacing = ({ soon, now, after, mostBegun }: PacingOptions): Pacing => {
  const flow = createFlow(now)
  let first: Waiting | null = null
  let last: Waiting | null = null
  let [waiting, begun, shortTurns, busySince] = [0, 0, 0, 0]
  let [called, arriving, watched] = [false, false, false]

  const call = (): void => {
    if (called || !first) return
    called = true
    soon(run)
  }

  const run = (): void => {
    called = false
    if (arriving && shortTurns < mostShortTurns) {
      arriving = false
      shortTurns++
      call()
      return
    }
    arriving = false
    shortTurns = 0
    for (let left = mostPerTurn; left > 0; left--) {
      if (!first) return
      if (begun >= mostBegun && isWorthWaiting(first)) {
        watch(first)
        return
      }
      begin(first)
    }
    call()
  }

  /** Whether all that wait will be begun before they have waited too long, at the present pace; at first unknown. */
  const isWorthWaiting = ({ since }: Waiting): boolean => {
    const time = now()
    const waited = time - since
    // Less than nothing: the wall clock was set back, and no request has to wait for it.
    if (waited < 0 || waited >= longestWaitMs) return false
    return time - busySince < longestWaitMs || waiting <= flow.perMs() * longestWaitMs
  }

  const begin = ({ act, next }: Waiting): void => {
    first = next
    if (!next) last = null
    waiting--
    if (begun === 0) busySince = now()
    begun++
    act()
  }

  /** No request may finish soon, so a timer wakes the queue. */
  const watch = ({ since }: Waiting): void => {
    if (watched) return
    watched = true
    after(Math.min(longestWaitMs, Math.max(1, since + longestWaitMs - now())), () => {
      watched = false
      call()
    })
  }

  return {
    wait: (act) => {
      const entry: Waiting = { act, since: now(), next: null }
      if (first && last) last.next = entry
      else first = entry
      last = entry
      waiting++
      call()
    },
    done: () => {
      begun--
      flow.count()
      call()
    },
    arrived: () => {
      arriving = true
    },
  }
}

const windowMs = 100

/** How many are over in a millisecond: counted over the last whole window. */
const createFlow = (now: () => number) => {
  let [since, counted, perMs] = [now(), 0, 0]
  const roll = (): void => {
    const gone = now() - since
    if (gone >= 0 && gone < windowMs) return
    // A long silence says that nothing is over any more.
    perMs = gone >= 2 * windowMs || gone < 0 ? 0 : counted / gone
    counted = 0
    since = now()
  }
  return {
    count: (): void => {
      roll()
      counted++
    },
    perMs: (): number => {
      roll()
      return perMs
    },
  }
}
