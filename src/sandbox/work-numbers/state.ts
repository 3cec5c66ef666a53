import type { cardRule, ringingStep } from '../../dypls/work-numbers/config.ts'
import type { workNumberStatuses } from '../../dypls/work-numbers/read.ts'
import { createIdempotency, type Idempotency } from '../actions/idempotency.ts'

type Decoded<C> = C extends { decode(wire: never): infer T } ? T : never

export type WorkNumber = {
  readonly numberX: string
  readonly poolKey: string
  readonly status: (typeof workNumberStatuses)[keyof typeof workNumberStatuses]
  /** Why the last attempt to give it to an employee failed. */
  readonly bindFailure: string | null
  /** Milliseconds since 1970; null for what never happened. */
  readonly purchasedAt: number | null
  readonly boundAt: number | null
  readonly unboundAt: number | null
  readonly releasedAt: number | null
}

/** X is in the hands of employee B. */
export type XbBinding = {
  readonly id: string
  readonly poolKey: string
  readonly numberX: string
  readonly numberB: string
  readonly outId: string | null
}

/** A call between that employee and customer A is prepared. */
export type CallBinding = {
  readonly id: string
  readonly xbBindingId: string
  readonly poolKey: string
  readonly numberX: string
  readonly numberA: string
  readonly outId: string | null
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** How an X behaves. */
export type XConfig = {
  readonly callEnabled: boolean
  readonly smsEnabled: boolean
  readonly displayMode: string
  readonly smsSenderMode: string
  /** Can be set but is told by no operation. */
  readonly sequenceMode: string
  readonly sequence: readonly Decoded<typeof ringingStep>[]
  readonly sequenceFrom: string
  readonly sequenceUntil: string
  readonly cardRules: readonly Decoded<typeof cardRule>[]
}

/** Work numbers and all that hangs on them. */
export type WorkNumbers = {
  /** What the console calls each pool. */
  readonly poolNames: Map<string, string>
  /** By X number. */
  readonly numbers: Map<string, WorkNumber>
  /** By id, the upstream's AuthId. */
  readonly xbBindings: Map<string, XbBinding>
  /** By id, the upstream's BindId. */
  readonly callBindings: Map<string, CallBinding>
  /** What was configured per X number; the default of its pool holds for the rest. */
  readonly configs: Map<string, Partial<XConfig>>
  /** By pool key; `standardConfig` for a pool without one. */
  readonly defaults: Map<string, XConfig>
  /** The pool of each recorded call, by call id. */
  readonly recordings: Map<string, string>
  readonly repeats: Idempotency
  /** Digits that no binding has yet. */
  readonly newId: () => string
  readonly clear: () => void
}

export const standardConfig: XConfig = {
  callEnabled: true,
  smsEnabled: false,
  displayMode: '00',
  smsSenderMode: '0',
  sequenceMode: '0',
  sequence: [],
  sequenceFrom: '09:00:00',
  sequenceUntil: '18:00:00',
  cardRules: [],
}

const firstId = 4_000_000_001

export const createWorkNumbers = (): WorkNumbers => {
  let nextId = firstId
  const state: WorkNumbers = {
    poolNames: new Map(),
    numbers: new Map(),
    xbBindings: new Map(),
    callBindings: new Map(),
    configs: new Map(),
    defaults: new Map(),
    recordings: new Map(),
    repeats: createIdempotency(),
    newId: () => String(nextId++),
    clear: () => {
      const { poolNames, numbers, xbBindings, callBindings, configs, defaults, recordings, repeats } = state
      for (const part of [poolNames, numbers, xbBindings, callBindings, configs, defaults, recordings, repeats])
        part.clear()
      nextId = firstId
    },
  }
  return state
}

/** Statuses in which a number belongs to the account and can be given out or is. */
const owned: ReadonlySet<string> = new Set(['2', '3', '4', '5', '6', '7'])

/** The work number X of a pool; null when the pool has no such number, or has it no longer or not yet (inferred). */
export const findOwned = ({ numbers }: WorkNumbers, poolKey: string, numberX: string): WorkNumber | null => {
  const number = numbers.get(numberX)
  return number?.poolKey === poolKey && owned.has(number.status) ? number : null
}
