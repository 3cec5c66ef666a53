import type { Cancellation } from './cancellation.ts'
import { type Outcome, unreachable } from './failure.ts'
import type { After } from './transport.ts'

/** One call for all who ask the same at the same moment. What it needs to know of those who wait for it. */
export type Flight = {
  /** The latest moment anybody still waits for, in ms since 1970; grows when a more patient one joins. */
  readonly deadline: () => number
  /** Fires when the last one has left. */
  readonly cancellation: Cancellation
  /** Requests sent so far; counted by whoever sends them. */
  attempts: number
}

export type Waiter = { readonly deadline: number; readonly cancellation: Cancellation }

export type Merge = {
  /** Joins the flight under `key`, or starts one. Never rejects; a waiter that gives up or runs out of time leaves alone. */
  readonly join: <T>(
    key: string,
    waiter: Waiter,
    start: (flight: Flight) => Promise<Outcome<T>>,
  ) => { readonly joined: boolean; readonly outcome: Promise<Outcome<T>> }
  readonly inFlight: () => number
  /** Lets nobody join what is under way: a write may change the answer. Those who wait already get theirs. */
  readonly forget: () => void
}

/** So that the flight, which knows more, is the one to tell of its own timeout. */
const graceMs = 20

type Entry = {
  readonly flight: Flight
  result: Promise<Outcome<unknown>>
  deadline: number
  waiters: number
  landed: boolean
  readonly cancel: () => void
}

/**
 * Nothing is kept once a flight has landed: an answer may have lent a temporary number, and the next caller needs an
 * answer of its own. The key must hold every parameter and the credential; masking and permission come after, per caller.
 */
export const createMerge = (now: () => number, after: After): Merge => {
  // In places that are emptied: V8 leaves the contents of an outgrown table behind, and what they hold lives until the next
  // full collection. Whole requests hung on each flight (measured on Node 20, 2026-11-25: a fifth of all CPU time).
  const flights = new Map<string, { entry: Entry | null }>()

  const depart = <T>(key: string, deadline: number, start: (flight: Flight) => Promise<Outcome<T>>): Entry => {
    const listeners = new Set<() => void>()
    // A plain property: V8 makes a hidden class for each object literal with a getter (2 µs a call).
    const cancellation = {
      cancelled: false,
      subscribe: (listener: () => void) => {
        if (cancellation.cancelled) listener()
        else listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    }
    const land = (): void => {
      entry.landed = true
      if (place.entry === entry && flights.get(key) === place) flights.delete(key)
      place.entry = null
    }
    const fly = async (): Promise<Outcome<T>> => {
      try {
        return await start(entry.flight)
      } finally {
        land()
      }
    }
    const entry: Entry = {
      flight: { deadline: () => entry.deadline, cancellation, attempts: 0 },
      result: notYet,
      deadline,
      waiters: 0,
      landed: false,
      cancel: () => {
        cancellation.cancelled = true
        land()
        for (const listener of listeners) listener()
      },
    }
    const place: { entry: Entry | null } = { entry }
    flights.set(key, place)
    entry.result = fly()
    return entry
  }

  return {
    inFlight: () => flights.size,
    forget: () => {
      for (const place of flights.values()) place.entry = null
      flights.clear()
    },
    join: <T>(key: string, waiter: Waiter, start: (flight: Flight) => Promise<Outcome<T>>) => {
      const known = flights.get(key)?.entry
      const entry = known ?? depart(key, waiter.deadline, start)
      entry.deadline = Math.max(entry.deadline, waiter.deadline)
      entry.waiters++
      const outcome = new Promise<Outcome<T>>((resolve, reject) => {
        let waiting = true
        let stopTimer = (): void => {}
        let stopListening = (): void => {}
        /** False when he had left before. */
        const leave = (): boolean => {
          if (!waiting) return false
          waiting = false
          stopTimer()
          stopListening()
          entry.waiters--
          if (entry.waiters === 0 && !entry.landed) entry.cancel()
          return true
        }
        const giveUp = (code: 'TIMEOUT' | 'CANCELLED', reason: string): void => {
          const { attempts } = entry.flight
          if (leave()) resolve({ ok: false, failure: unreachable(code, reason), attempts })
        }
        // The flight keeps the deadline of its most patient waiter; each of the others keeps its own.
        stopTimer = after(Math.max(0, waiter.deadline - now()) + graceMs, () => giveUp('TIMEOUT', 'no answer in time'))
        stopListening = waiter.cancellation.subscribe(() => giveUp('CANCELLED', 'the caller went away'))
        if (!waiting) stopListening()
        // The key names operation and parameters, so the flight under it carries this very type.
        entry.result.then(
          (result) => leave() && resolve(result as Outcome<T>),
          (error: unknown) => leave() && reject(error as Error),
        )
      })
      return { joined: known != null, outcome }
    },
  }
}

const notYet = new Promise<never>(() => {})
