import { compactTimeMs } from '../../aliyun/contract/wire.ts'
import { createIdempotency, type Idempotency } from '../actions/idempotency.ts'

/** The landlines have pools, numbers, ids and lifetimes of their own; no operation of another chapter sees them. */
export type LandlineKind = 'AXB' | 'AXN' | 'AXN_EXTENSION'

export type LandlineNumber = {
  readonly numberX: string
  readonly poolKey: string
  /** Without its leading 0. */
  readonly areaCode: string
}

/** Where a new call would find its way: what must not be there twice on one X. */
export type LandlineParties = {
  readonly kind: LandlineKind
  readonly numberX: string
  readonly numberA: string
  readonly numberB: string | null
  /** Digits to dial after X; AXN_EXTENSION only. */
  readonly extension: string | null
}

/** What is kept only to be told again. */
export type LandlineTerms = {
  /** The binding time as the caller told it, in milliseconds since 1970. */
  readonly boundAt: number
  readonly promptsBeforeAnswer: readonly string[]
  readonly promptsForCalled: readonly string[] | null
  readonly promptsForCaller: readonly string[] | null
  readonly callbackMode: string
  readonly recordingEnabled: boolean
  readonly remark: string | null
}

export type LandlineBinding = LandlineParties &
  LandlineTerms & {
    readonly subsId: string
    readonly poolKey: string
    /** When X was assigned, in milliseconds since 1970: the lifetime counts from here. */
    readonly assignedAt: number
    /** 0 never ends by itself. */
    readonly lifetimeSeconds: number
  }

export type Landlines = {
  /** By X number. */
  readonly numbers: Map<string, LandlineNumber>
  /** By subsId. */
  readonly bindings: Map<string, LandlineBinding>
  readonly repeats: Idempotency
  /** Adds an X number, which brings its pool into being. */
  readonly addNumber: (poolKey: string, numberX: string) => void
  /** Letters and digits in the form of the documented sample: area code, time and a running number. */
  readonly freshSubsId: (numberX: string, now: number) => string
  readonly clear: () => void
}

export const createLandlines = (): Landlines => {
  let running = 0
  const numbers: Landlines['numbers'] = new Map()
  const bindings: Landlines['bindings'] = new Map()
  const repeats = createIdempotency()
  return {
    numbers,
    bindings,
    repeats,
    addNumber: (poolKey, numberX) => {
      numbers.set(numberX, { numberX, poolKey, areaCode: areaCodeOf(numberX) })
    },
    freshSubsId: (numberX, now) => {
      running += 1
      const time = compactTimeMs.text(new Date(now))
      return `GHX${areaCodeOf(numberX).padStart(4, '0')}X${time}${String(running).padStart(4, '0')}`
    },
    clear: () => {
      running = 0
      for (const part of [numbers, bindings, repeats]) part.clear()
    },
  }
}

const areaCodeOf = (numberX: string): string => /^0(10|2\d|[3-9]\d{2})/.exec(numberX)?.[1] ?? ''

export const hasPool = ({ numbers }: Landlines, poolKey: string): boolean =>
  [...numbers.values()].some((number) => number.poolKey === poolKey)

export const isOver = ({ assignedAt, lifetimeSeconds }: Lifetime, now: number): boolean =>
  lifetimeSeconds !== 0 && assignedAt + lifetimeSeconds * 1000 <= now

type Lifetime = Pick<LandlineBinding, 'assignedAt' | 'lifetimeSeconds'>

/** Bindings of one kind and pool that are not over. One that is over leaves no trace (inferred). */
export const inForce = ({ bindings }: Landlines, kind: LandlineKind, poolKey: string, now: number): LandlineBinding[] =>
  [...bindings.values()].filter(
    (binding) => binding.kind === kind && binding.poolKey === poolKey && !isOver(binding, now),
  )

/** What stands in the way of a binding on its X, in the words of the documented sample; null when nothing does. */
export const conflictOf = (
  { bindings }: Landlines,
  wanted: LandlineParties & { readonly subsId?: string },
  now: number,
): string | null => {
  for (const other of bindings.values()) {
    if (other.numberX !== wanted.numberX || other.subsId === wanted.subsId || isOver(other, now)) continue
    const party = sharedParty(wanted, other)
    if (party) return `conflict with subs id=${other.subsId}, ${party} conflict`
  }
  return null
}

/** An AXN has X for itself; the other kinds share X among themselves while every caller leads to one binding. */
const sharedParty = (wanted: LandlineParties, other: LandlineParties): string | null => {
  const isTaken = (number: string | null): boolean =>
    number !== null && (number === other.numberA || number === other.numberB)
  if (wanted.kind !== other.kind || wanted.kind === 'AXN') return 'phoneX'
  if (wanted.extension !== null && wanted.extension === other.extension) return 'phoneX'
  return isTaken(wanted.numberA) ? 'phoneA' : isTaken(wanted.numberB) ? 'phoneB' : null
}
