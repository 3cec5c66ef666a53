import type { After, Soon } from '../../ground/time.ts'
import { createWaitingLine } from '../../ground/waiting-line.ts'
import { createFlow, type LoopLoad } from './flow.ts'
import { createPatience } from './patience.ts'

/**
 * When a request that was let in is begun. In order of arrival, and soon; but under load not at once: one that waits to be
 * begun holds a fifth of what one does that was begun and waits inside (measured on Node 20, 2026-11-25). And whether it is
 * begun at all: one that has waited in vain is refused, so that waiting itself decides who can be answered in time.
 */
export type Pacing = {
  /** Calls `begin` in its turn, or `refuse` when that does not come soon enough (patience.ts). Neither before it returns. */
  readonly wait: (begin: () => void, refuse: () => void) => void
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
  /** How busy the event loop is. */
  readonly load: LoopLoad
}

/** A request that waits to be begun. */
type Waiting = {
  readonly begin: () => void
  readonly refuse: () => void
  readonly since: number
  /** How many had finished when it came. */
  readonly over: number
}

/**
 * Begun in one turn of the event loop: together, which is cheap, but what has been begun gets its answers first. As many as
 * have come since the last turn, if those are more: with a fixed number a crowd that comes, or comes back, keeps the loop
 * from the work (1,088 answers a second instead of 11,400; measured 2026-11-27).
 */
const fewestPerTurn = 16
/** A crowd that came together is late together; refused in one turn, it would keep answers waiting, and come back together. */
const fewestRefusedPerTurn = 32
/** A caller that is refused sooner is back sooner, and refused again. */
const shortestRefusalMs = 50
/** From then on it is known how things go. */
const knownAfterMs = 200
/**
 * libuv takes one connection a turn, so turns are kept short while some arrive: with full ones the last of a crowd of 1,500
 * waited 5 s to be heard (measured on Node 20, 2026-11-25), with 16 short ones in a row that of 1,000 waited 1.6 s, with 48
 * half a second (2026-11-28).
 */
const mostShortTurns = 48

export const createPacing = ({ soon, now, after, mostBegun, load }: PacingOptions): Pacing => {
  const flow = createFlow(now, load)
  const patience = createPatience()
  const line = createWaitingLine<Waiting>()
  let [came, begun, shortTurns] = [0, 0, 0]
  /** When the first of those under way was begun, and when those who wait began to queue. */
  let [busySince, lineSince] = [0, 0]
  let [called, arriving, watched] = [false, false, false]

  const call = (): void => {
    if (called || line.size() === 0) return
    called = true
    soon(run)
  }

  const run = (): void => {
    called = false
    const isShort = arriving && shortTurns < mostShortTurns
    shortTurns = isShort ? shortTurns + 1 : 0
    arriving = false
    if (isShort) call()
    else work()
  }

  const work = (): void => {
    flow.turn(patience.adapt)
    const oldest = line.first()
    const anyway = hangs() || (oldest !== undefined && waitsInVain(oldest))
    beginSome(anyway, Math.max(fewestPerTurn, came))
    if (!anyway) refuseSome(Math.max(fewestRefusedPerTurn, came))
    came = 0
    const first = line.first()
    if (!first) return
    if (anyway || begun < mostBegun || isLate(first)) call()
    else watch(first)
  }

  /** Waiting for the upstream is no queue of ours: those before may hang on an operation that a request does not need. */
  const hangs = (): boolean => now() - busySince >= knownAfterMs && flow.hangs(begun)

  /** Less than nothing: the wall clock was set back, and no request has to wait for it. */
  const waitsInVain = (one: Waiting): boolean => one.since > now() || (isLate(one) && flow.stoodStill(one.over))

  const isLate = ({ since }: Waiting): boolean => now() - since >= patience.ms()

  /** Late ones too: after a pause of the loop all of them are late. */
  const beginSome = (anyway: boolean, most: number): void => {
    for (let left = most; left > 0 && (anyway || begun < mostBegun); left--) {
      const one = line.next()
      if (!one) return
      if (begun === 0) busySince = now()
      begun++
      one.begin()
    }
  }

  const refuseSome = (most: number): void => {
    for (let left = most; left > 0; left--) {
      const first = line.first()
      if (!first || !isLate(first)) return
      line.next()
      patience.refused()
      first.refuse()
    }
  }

  /** Whether those who wait already take too long, as things go; while the line is young, that is not known. */
  const isHopeless = (): boolean =>
    begun >= mostBegun && line.size() > flow.perMs() * patience.ms() && now() - lineSince >= knownAfterMs && !hangs()

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
      const since = now()
      if (line.size() === 0) lineSince = since
      else if (isHopeless() && patience.refuseAtOnce()) {
        after(shortestRefusalMs, refuse)
        return
      }
      line.join({ begin, refuse, since, over: flow.over() })
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
