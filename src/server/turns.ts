import type { After, Soon } from '../aliyun/transport.ts'

/**
 * When a request that was let in is begun. In order of arrival, and soon; but under load not at once: one that waits to be
 * begun holds a fifth of what one does that was begun and waits inside (measured on Node 20, 2026-11-25).
 */
export type Turns = {
  /** Runs `act` in its turn. */
  readonly wait: (act: () => void) => void
  /** One that was begun is over. */
  readonly done: () => void
  /** A connection has just been taken. */
  readonly arrived: () => void
}

export type TurnsOptions = {
  readonly soon: Soon
  readonly now: () => number
  readonly after: After
  /** Whether this process has no time to spare: then, and only then, it pays to begin fewer. */
  readonly saturated: () => boolean
  /** Under way at a time while saturated: enough to keep the places of one upstream operation taken. */
  readonly mostBegun: number
}

/** Begun in one turn of the event loop: together, which is cheap, but what has been begun gets its answers first. */
const mostPerTurn = 32
/** Whoever has waited so long is begun all the same: those before him may hang on an operation that he does not need. */
const longestWaitMs = 200
/**
 * libuv takes one connection a turn, so turns are kept short while some arrive: with full ones the last of a crowd of 1,500
 * waited 5 s to be heard (measured on Node 20, 2026-11-25).
 */
const mostShortTurns = 16

type Waiting = { readonly act: () => void; readonly since: number; next: Waiting | null }

export const createTurns = ({ soon, now, after, saturated, mostBegun }: TurnsOptions): Turns => {
  let first: Waiting | null = null
  let last: Waiting | null = null
  let begun = 0
  let shortTurns = 0
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
    const latest = now() - longestWaitMs
    for (let left = mostPerTurn; left > 0; left--) {
      if (!first) return
      if (begun >= mostBegun && first.since > latest && saturated()) {
        watch()
        return
      }
      begin(first)
    }
    call()
  }

  const begin = ({ act, next }: Waiting): void => {
    first = next
    begun++
    act()
  }

  /** Nobody may be over soon; then time decides. */
  const watch = (): void => {
    if (watched) return
    watched = true
    after(longestWaitMs, () => {
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
      call()
    },
    done: () => {
      begun--
      call()
    },
    arrived: () => {
      arriving = true
    },
  }
}
