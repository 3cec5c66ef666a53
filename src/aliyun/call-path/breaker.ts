import { type Withheld, withheld } from '../failure.ts'

/**
 * Stops asking an operation that keeps failing. PROMISES §1: at least 20 calls in 10 s and half of them failed → open for
 * 5 s ± 20 %, then 3 probes; a failed probe doubles the pause, up to 60 s. Throttling and refusals never count.
 * Twenty failures in a row open it too: an upstream that hangs fails so few calls a second (those that have a place) that
 * the good answers of the seconds before would hide it for eight more.
 * (cockatiel's breaker lets one probe through, reads the clock itself and speaks in exceptions, so it does not fit.)
 */
export type Breaker = {
  /** Null when it is worth getting ready for a call, or why not. Takes nothing. */
  readonly refusal: (operation: string) => Withheld | null
  /** Null to call now, or why not. A caller that may go reports once, by `record` or `release`. */
  readonly admit: (operation: string) => Withheld | null
  readonly record: (operation: string, healthy: boolean) => void
  /** Gives a probe's place back without a verdict: the call was throttled or cancelled. */
  readonly release: (operation: string) => void
  readonly state: (operation: string) => BreakerState
  readonly states: () => ReadonlyMap<string, BreakerState>
}
export type BreakerState = 'closed' | 'open' | 'probing'

const windowMs = 10_000
const slots = 10
const slotMs = windowMs / slots
const leastCalls = 20
const failedShare = 0.5
const firstPauseMs = 5_000
const longestPauseMs = 60_000
const probes = 3

type Circuit = {
  state: BreakerState
  readonly calls: number[]
  readonly failures: number[]
  failedInARow: number
  slot: number
  until: number
  pauseMs: number
  probesOut: number
  probesPassed: number
}

const closed = (): Circuit => ({
  state: 'closed',
  calls: new Array<number>(slots).fill(0),
  failures: new Array<number>(slots).fill(0),
  failedInARow: 0,
  slot: 0,
  until: 0,
  pauseMs: firstPauseMs,
  probesOut: 0,
  probesPassed: 0,
})

export const createBreaker = (now: () => number, random: () => number): Breaker => {
  const circuits = new Map<string, Circuit>()

  const circuitOf = (operation: string): Circuit => {
    const known = circuits.get(operation)
    if (known) return known
    const fresh = closed()
    circuits.set(operation, fresh)
    return fresh
  }

  const open = (circuit: Circuit): void => {
    circuit.state = 'open'
    circuit.until = now() + circuit.pauseMs * (0.8 + 0.4 * random())
    circuit.pauseMs = Math.min(longestPauseMs, circuit.pauseMs * 2)
  }

  const close = (circuit: Circuit): void => {
    Object.assign(circuit, closed(), { slot: Math.floor(now() / slotMs) })
  }

  /** Forgets the slots that have gone by since the last call. */
  const roll = (circuit: Circuit): number => {
    const slot = Math.floor(now() / slotMs)
    for (let gone = Math.min(slots, slot - circuit.slot); gone > 0; gone--) {
      const index = (slot - gone + 1) % slots
      circuit.calls[index] = 0
      circuit.failures[index] = 0
    }
    circuit.slot = slot
    return slot % slots
  }

  const count = (circuit: Circuit, healthy: boolean): void => {
    const index = roll(circuit)
    circuit.calls[index] = (circuit.calls[index] ?? 0) + 1
    circuit.failedInARow = healthy ? 0 : circuit.failedInARow + 1
    if (healthy) return
    circuit.failures[index] = (circuit.failures[index] ?? 0) + 1
    const calls = circuit.calls.reduce((sum, each) => sum + each, 0)
    const failures = circuit.failures.reduce((sum, each) => sum + each, 0)
    const most = failures >= calls * failedShare || circuit.failedInARow >= leastCalls
    if (calls >= leastCalls && most) open(circuit)
  }

  const shut = (circuit: Circuit): Withheld | null => {
    if (circuit.state === 'closed') return null
    const leftMs = Math.ceil(circuit.until - now())
    // Never longer than the longest pause, whatever the wall clock did meanwhile.
    if (circuit.state === 'open') return leftMs > 0 && leftMs <= longestPauseMs * 1.2 ? resting(leftMs) : null
    // The first probe goes alone, so that one caller and not three waits for an upstream that still hangs.
    const places = circuit.probesPassed === 0 ? 1 : probes - circuit.probesPassed
    return circuit.probesOut < places ? null : resting(slotMs)
  }

  return {
    refusal: (operation) => shut(circuitOf(operation)),
    admit: (operation) => {
      const circuit = circuitOf(operation)
      const refusal = shut(circuit)
      if (refusal || circuit.state === 'closed') return refusal
      if (circuit.state === 'open') Object.assign(circuit, { state: 'probing', probesOut: 0, probesPassed: 0 })
      circuit.probesOut++
      return null
    },
    record: (operation, healthy) => {
      const circuit = circuitOf(operation)
      if (circuit.state === 'closed') {
        count(circuit, healthy)
        return
      }
      // A call from before the circuit opened, coming home late: it says nothing new.
      if (circuit.state === 'open') return
      circuit.probesOut = Math.max(0, circuit.probesOut - 1)
      if (!healthy) {
        open(circuit)
        return
      }
      circuit.probesPassed++
      if (circuit.probesPassed >= probes) close(circuit)
    },
    release: (operation) => {
      const circuit = circuitOf(operation)
      if (circuit.state === 'probing') circuit.probesOut = Math.max(0, circuit.probesOut - 1)
    },
    state: (operation) => circuits.get(operation)?.state ?? 'closed',
    states: () => new Map([...circuits].map(([operation, { state }]) => [operation, state])),
  }
}

const resting = (retryAfterMs: number): Withheld =>
  withheld('CIRCUIT_OPEN', 'the operation kept failing, so it is left alone for a while', retryAfterMs)
