import { createIdempotency, type Idempotency } from '../actions/idempotency.ts'

type Common = {
  readonly subsId: string
  readonly poolKey: string
  readonly numberX: string
  readonly numberB: string
  /** Milliseconds since 1970; the binding is over from this moment on. */
  readonly expiresAt: number
  readonly callRestrict: string | null
  readonly recordingEnabled: boolean
  readonly recordingFormat: string | null
  readonly transcriptEnabled: boolean
  readonly transcriptModelId: string | null
  /** JSON text, as it came. */
  readonly prompts: string | null
  /** Seconds that each phone rings. */
  readonly callTimeout: number | null
  /** JSON text, as it came. */
  readonly dtmfConfig: string | null
  readonly industrialId: string | null
  readonly outId: string | null
  readonly outOrderId: string | null
}
export type Axb700 = Common & { readonly kind: 'AXB'; readonly numberA: string }
export type Gxb700 = Common & {
  readonly kind: 'GXB'
  readonly groupId: string | null
  readonly defaultNumberA: string | null
}
export type Stored700 = Axb700 | Gxb700

/** 700 numbers and what is bound to them: a stock of their own, beside the other numbers of the world. */
export type Numbers700 = {
  /** The pool of each X. */
  readonly numbers: Map<string, string>
  /** By subsId. */
  readonly bindings: Map<string, Stored700>
  readonly repeats: Idempotency
  /** An id that no double can hold, so that a client that rounds ids finds out. */
  readonly newId: () => string
  readonly clear: () => void
}

const firstId = 9_100_000_000_000_000_001n

export const createNumbers700 = (): Numbers700 => {
  let nextId = firstId
  const state: Numbers700 = {
    numbers: new Map(),
    bindings: new Map(),
    repeats: createIdempotency(),
    newId: () => String(nextId++),
    clear: () => {
      for (const part of [state.numbers, state.bindings, state.repeats]) part.clear()
      nextId = firstId
    },
  }
  return state
}

/** How many bindings one X serves at a time. */
export const mostPerNumber = 200

/** Bindings of an X that are in force. */
export const inForce = ({ bindings }: Numbers700, numberX: string, now: number): Stored700[] =>
  [...bindings.values()].filter((binding) => binding.numberX === numberX && binding.expiresAt > now)

/** What must not come twice on one X: an A, a B, a group (inferred for groups). */
const parties = (binding: Stored700): readonly string[] =>
  binding.kind === 'AXB'
    ? [`A${binding.numberA}`, `B${binding.numberB}`]
    : [`B${binding.numberB}`, ...(binding.groupId === null ? [] : [`G${binding.groupId}`])]

export const clashes = (one: Stored700, others: readonly Stored700[]): boolean =>
  others.some((other) => other.subsId !== one.subsId && parties(other).some((party) => parties(one).includes(party)))
