import { type Cancellation, type Canceller, createCancellation } from '../cancellation.ts'
import type { After } from '../exchange/transport.ts'
import { type Outcome, unreachable } from '../failure.ts'

/** One call for all who ask the same at the same moment. What it needs to know of those who wait for it. */
export type Flight = {
  /** The latest moment that any waiter waits for, in ms since 1970; grows when a more patient one joins. */
  readonly deadline: number
  /** Fires when the last one has left. */
  readonly cancellation: Cancellation
  /** Requests sent so far; counted by the sender. */
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
  /** No later call joins what is under way: a write may change the answer. Calls that wait already get theirs. */
  readonly forget: () => void
}

/** So that the flight, which knows more, is the one to tell of its own timeout. */
const graceMs = 20

/** One who waits. */
type Seat = {
  readonly resolve: (outcome: Outcome<never>) => void
  readonly reject: (error: unknown) => void
  stopTimer: () => void
  stopListening: () => void
  taken: boolean
}

type Entry = {
  readonly flight: { deadline: number; readonly cancellation: Canceller; attempts: number }
  readonly seats: Seat[]
  taken: number
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
    const flight = { deadline, cancellation: createCancellation(), attempts: 0 }
    const entry: Entry = { flight, seats: [], taken: 0 }
    const place: { entry: Entry | null } = { entry }
    flights.set(key, place)
    const land = (tell: (seat: Seat) => void): void => {
      // A place that still holds its entry is the one in the table.
      if (place.entry) flights.delete(key)
      place.entry = null
      for (const seat of entry.seats) if (rise(seat)) tell(seat)
    }
    flight.cancellation.subscribe(() => land(() => {}))
    // The key names operation and parameters, so the flight under it carries the very type of those who sit in it.
    started(start, flight).then(
      (outcome) => land(({ resolve }) => resolve(outcome as Outcome<never>)),
      (error: unknown) => land(({ reject }) => reject(error)),
    )
    return entry
  }

  const sit = (entry: Entry, { deadline, cancellation }: Waiter, seat: Seat): void => {
    const { flight } = entry
    entry.seats.push(seat)
    entry.taken++
    flight.deadline = Math.max(flight.deadline, deadline)
    const giveUp = (code: 'TIMEOUT' | 'CANCELLED', reason: string): void => {
      if (!rise(seat)) return
      seat.resolve({ ok: false, failure: unreachable(code, reason), attempts: flight.attempts })
      entry.taken--
      if (entry.taken === 0) flight.cancellation.cancel()
    }
    // The flight keeps the deadline of its most patient waiter; each of the others keeps its own.
    seat.stopTimer = after(Math.max(0, deadline - now()) + graceMs, () => giveUp('TIMEOUT', 'no answer in time'))
    seat.stopListening = cancellation.subscribe(() => giveUp('CANCELLED', 'the caller went away'))
    if (!seat.taken) seat.stopListening()
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
      const outcome = new Promise<Outcome<T>>((resolve, reject) =>
        sit(entry, waiter, { resolve, reject, stopTimer: notYet, stopListening: notYet, taken: true }),
      )
      return { joined: known != null, outcome }
    },
  }
}

const notYet = (): void => {}

/** False when the waiter had left before. */
const rise = (seat: Seat): boolean => {
  if (!seat.taken) return false
  seat.taken = false
  seat.stopTimer()
  seat.stopListening()
  return true
}

const started = <T>(start: (flight: Flight) => Promise<Outcome<T>>, flight: Flight): Promise<Outcome<T>> => {
  try {
    return start(flight)
  } catch (error) {
    return Promise.reject(error)
  }
}
