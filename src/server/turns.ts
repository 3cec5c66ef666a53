import type { After, Soon } from '../aliyun/transport.ts'
import { createFlow, type Load } from './flow.ts'
import { createPatience } from './patience.ts'

/**
 * When a request that was let in is begun. In order of arrival, and soon; but under load not at once: one that waits to be
 * begun holds a fifth of what one does that was begun and waits inside (measured on Node 20, 2026-11-25). And whether it is
 * begun at all: one that has waited in vain is refused, so that waiting itself decides who can be answered in time.
 */
export type Turns = {
  /** Calls `begin` in its turn, or `refuse` when that does not come soon enough (patience.ts). Neither before it returns. */
  readonly wait: (begin: () => void, refuse: () => void) => void
  /** One that was begun is over. */
  readonly done: () => void
  /** A connection has just been taken. */
  readonly arrived: () => void
}

export type TurnsOptions = {
  readonly soon: Soon
  readonly now: () => number
  readonly after: After
  /** Under way at a time, as long as the others need not wait long: enough to keep the upstream's places taken. */
  readonly mostBegun: number
  /** How busy the event loop is. */
  readonly load: Load
}

/**
 * Begun in one turn of the event loop: together, which is cheap, but what has been begun gets its answers first. As many as
 * have come since the last turn, if those are more: with a fixed number a crowd that comes, or comes back, keeps the loop
 * from the work (1,088 answers a second instead of 11,400; measured 2026-11-27).
 */
const fewestPerTurn = 16
/** From then on it is known how things go. */
const knownAfterMs = 200
/**
 * libuv takes one connection a turn, so turns are kept short while some arrive: with full ones the last of a crowd of 1,500
 * waited 5 s to be heard (measured on Node 20, 2026-11-25).
 */
const mostShortTurns = 16

type Waiting = {
  readonly begin: () => void
  readonly refuse: () => void
  readonly since: number
  next: Waiting | null
}

export const createTurns = ({ soon, now, after, mostBegun, load }: TurnsOptions): Turns => {
  const flow = createFlow(now, load)
  const patience = createPatience()
  let first: Waiting | null = null
  let last: Waiting | null = null
  let [waiting, came, begun, shortTurns] = [0, 0, 0, 0]
  /** When the first of those under way was begun, and when those who wait began to queue. */
  let [busySince, queueSince] = [0, 0]
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
    flow.turn(patience.adapt)
    let left = Math.max(fewestPerTurn, came)
    came = 0
    while (first && left > 0) {
      const fate = fateOf(first, left)
      if (fate === 'wait') {
        watch(first)
        return
      }
      const { begin, refuse } = takeFirst(first)
      if (fate === 'refuse') {
        patience.refused()
        refuse()
      } else {
        left--
        if (begun === 0) busySince = now()
        begun++
        begin()
      }
    }
    call()
  }

  const fateOf = ({ since }: Waiting, left: number): 'begin' | 'wait' | 'refuse' => {
    const time = now()
    const waited = time - since
    // Less than nothing: the wall clock was set back, and no request has to wait for it.
    if (waited < 0) return 'begin'
    const late = waited >= patience.ms()
    // After a pause of the loop all are late; where this turn has room for all of them, none need be refused.
    if (begun < mostBegun && !(late && waiting > left)) return 'begin'
    // Waiting for the upstream is no queue of ours: those before may hang on an operation that this request does not need.
    if (hangs(time)) return 'begin'
    return late ? 'refuse' : 'wait'
  }

  const hangs = (time: number): boolean => time - busySince >= knownAfterMs && flow.hangs(begun)

  /** Whether those who wait already take too long, as things go; while a queue is young, that is not known. */
  const isHopeless = (): boolean => {
    if (begun < mostBegun || waiting === 0) return false
    const time = now()
    if (time - queueSince < knownAfterMs || hangs(time)) return false
    return waiting > flow.perMs() * patience.ms()
  }

  const takeFirst = (entry: Waiting): Waiting => {
    first = entry.next
    if (!first) last = null
    waiting--
    return entry
  }

  /** Nothing may be over soon; then time decides. */
  const watch = ({ since }: Waiting): void => {
    if (watched) return
    watched = true
    after(Math.min(patience.ms(), Math.max(1, since + patience.ms() - now())), () => {
      watched = false
      call()
    })
  }

  return {
    wait: (begin, refuse) => {
      if (isHopeless() && patience.refuseAtOnce()) {
        soon(refuse)
        return
      }
      const entry: Waiting = { begin, refuse, since: now(), next: null }
      if (!first) queueSince = entry.since
      if (first && last) last.next = entry
      else first = entry
      last = entry
      waiting++
      came++
      call()
    },
    done: () => {
      begun--
      flow.count()
      patience.done()
      call()
    },
    arrived: () => {
      arriving = true
    },
  }
}
