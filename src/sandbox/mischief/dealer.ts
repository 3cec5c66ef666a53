import type { Mischief, Trouble, TroubleKind } from './mischief.ts'

/** What will be done to one call: at most one trouble at each point of its way. */
export type TroublePlan = {
  readonly refuse?: TroubleOf<'answer' | 'throttle'>
  readonly spoil?: TroubleOf<'html' | 'empty' | 'invalidJson' | 'wrongType' | 'huge'>
  readonly edit?: TroubleOf<'status'>
  readonly wait?: TroubleOf<'delay'>
  readonly send?: TroubleOf<'reset' | 'truncate' | 'drip'>
}

type TroubleOf<K extends TroubleKind> = Extract<Trouble, { kind: K }>

const points: Readonly<Record<TroubleKind, keyof TroublePlan>> = {
  answer: 'refuse',
  throttle: 'refuse',
  html: 'spoil',
  empty: 'spoil',
  invalidJson: 'spoil',
  wrongType: 'spoil',
  huge: 'spoil',
  status: 'edit',
  delay: 'wait',
  reset: 'send',
  truncate: 'send',
  drip: 'send',
}

/** Keeps the scripts of trouble and deals them out to calls. */
export type Dealer = {
  readonly add: (script: Mischief) => void
  readonly clear: () => void
  /** The scripts still in force, with what is left of their times. */
  readonly scripts: () => readonly Mischief[]
  /** The trouble for one call, `extra` before the others. Takes one of the times of each script it picks. */
  readonly plan: (action: string, extra?: Mischief) => TroublePlan
}

/**
 * Scripts that trouble different points of a call add up (slow *and* truncated); of those at one point the oldest goes
 * first and the next one waits for its turn (3 throttled calls, then 2 failing ones).
 */
export const createDealer = (random: () => number): Dealer => {
  let held: { readonly script: Mischief; left: number }[] = []
  const hold = (script: Mischief) => ({ script, left: script.times ?? Number.POSITIVE_INFINITY })
  return {
    add: (script) => {
      held.push(hold(script))
    },
    clear: () => {
      held = []
    },
    scripts: () => held.map(({ script, left }) => (script.times === undefined ? script : { ...script, times: left })),
    plan: (action, extra) => {
      if (held.length === 0 && extra === undefined) return {}
      const plan: Partial<Record<keyof TroublePlan, Mischief>> = {}
      for (const entry of extra === undefined ? held : [hold(extra), ...held]) {
        const { script } = entry
        const point = points[script.kind]
        if (plan[point] || (script.action !== undefined && script.action !== action)) continue
        if (script.probability !== undefined && random() >= script.probability) continue
        plan[point] = script
        entry.left -= 1
      }
      held = held.filter(({ left }) => left > 0)
      // `points` sends each kind to the point whose type has it.
      return plan as TroublePlan
    },
  }
}

/** Mulberry32: a small random source that gives the same numbers for the same seed, so a failing run can be repeated. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
