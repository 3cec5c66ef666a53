/** Where things are kept: PostgreSQL, behind a port of four functions. */

export type Row = Readonly<Record<string, unknown>>

/** A statement that is asked often has a name, under which a connection prepares it once. */
export type Statement = string | { readonly name: string; readonly text: string }

/** Values go beside the text, never in it. Big integers come back as text, since a number would round them. */
export type Query = (statement: Statement, values?: readonly unknown[]) => Promise<readonly Row[]>

/** Every function rejects with a `StoreError`, soon, when the database does not do its part. */
export type Store = {
  /** Reads, in at most two seconds; what would write is refused. Never takes a connection that a receipt waits for. */
  readonly query: Query
  /** All of it or nothing, and durable when it resolves. */
  readonly transaction: <T>(act: (query: Query) => Promise<T>) => Promise<T>
  /**
   * Tells what is notified on a channel from now on, until the function it resolves with is called. Told null after a
   * connection was lost and made anew: something may have been missed.
   */
  readonly listen: (channel: string, hear: (payload: string | null) => void) => Promise<() => void>
  readonly close: () => Promise<void>
}

/**
 * - `unavailable`: not reachable, too slow, or it cannot write at all just now (full, read only): try again.
 * - `refused`: it takes no such values or statements, and never will.
 * - `unfit`: its tables are not this program's to use: it must not be touched.
 */
export type StoreFault = 'unavailable' | 'refused' | 'unfit'

/** What went wrong, in words that hold no value, no address and no password. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly fault: StoreFault
  /** PostgreSQL's own code where it said one, such as `53100`. */
  readonly sqlState: string | null
  constructor(fault: StoreFault, message: string, sqlState: string | null = null) {
    super(message)
    this.fault = fault
    this.sqlState = sqlState
  }
}

export const unavailable = (message: string): StoreError => new StoreError('unavailable', message)
