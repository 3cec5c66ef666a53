import type { Failure, Rejected } from '../failure.ts'
import { verdictOf } from '../verdict.ts'

/**
 * Operations the gateway does not know for this account, as `QueryCallStatus` may be, which left the SDKs in 2023. One
 * such answer may be a stray of one gateway among many, so only three in a row within a minute are believed. From then on
 * the operation is left alone, but for a single probe after 10 s, then at pauses that double to 10 minutes; the first
 * answer of the service itself ends it. Per operation and process, like the breaker.
 */
export type Missing = {
  /** Null when it may be asked for, or what the gateway said. Takes nothing. */
  readonly refusal: (action: string) => Rejected | null
  /** Says that a request goes out now; what it gives belongs to the report of that request. */
  readonly send: (action: string) => Probe | null
  /** What came of a request: its failure, null for a success, undefined when nothing came of it. */
  readonly heard: (action: string, failure: Failure | null | undefined, probe: Probe | null) => void
  /** The operations that are believed not to be served. */
  readonly states: () => ReadonlyMap<string, NotServed>
}

/** Moments in ms since 1970. */
export type NotServed = {
  readonly since: number
  /** From then on the next call is the probe; in the past while it is under way, or nothing was asked since. */
  readonly probeAt: number
}

/** The request that asks whether the operation is served again; a token of its own, so that no older one passes for it. */
export type Probe = { readonly action: string }

type Shut = NotServed & { readonly failure: Rejected; readonly pauseMs: number; probe: Probe | null }

const codes: ReadonlySet<string> = new Set(['InvalidAction.NotFound', 'InvalidApi.NotFound'])
const [enough, windowMs] = [3, 60_000]
const [firstPauseMs, longestPauseMs] = [10_000, 600_000]

export const createMissing = (now: () => number): Missing => {
  const strikes = new Map<string, readonly number[]>()
  const shut = new Map<string, Shut>()

  const strike = (action: string, failure: Rejected): void => {
    const at = now()
    const recent = [...(strikes.get(action) ?? []).filter((each) => at >= each && at - each <= windowMs), at]
    if (recent.length < enough) {
      strikes.set(action, recent)
      return
    }
    strikes.delete(action)
    rest(action, { failure, since: at }, firstPauseMs)
  }

  const rest = (action: string, { failure, since }: Pick<Shut, 'failure' | 'since'>, pauseMs: number): void => {
    shut.set(action, { failure, since, pauseMs, probeAt: now() + pauseMs, probe: null })
  }

  return {
    refusal: (action) => {
      const known = shut.get(action)
      if (!known) return null
      const leftMs = known.probeAt - now()
      // Never longer than its pause, whatever the wall clock did meanwhile.
      return known.probe || (leftMs > 0 && leftMs <= known.pauseMs) ? known.failure : null
    },
    send: (action) => {
      const known = shut.get(action)
      if (!known) return null
      known.probe = { action }
      return known.probe
    },
    heard: (action, failure, probe) => {
      const known = shut.get(action)
      if (failure === null || (failure && isAnswerOfTheService(failure))) {
        strikes.delete(action)
        shut.delete(action)
      } else if (failure && saysMissing(failure)) {
        if (!known) strike(action, failure)
        // Others were sent before the operation was shut, and say nothing new.
        else if (probe && known.probe === probe) rest(action, { ...known, failure }, longer(known.pauseMs))
      } else if (known && probe && known.probe === probe) {
        // Throttled, lost, given up: no verdict. Asked again as soon as after the first pause, and no step further.
        shut.set(action, { ...known, probeAt: now() + firstPauseMs, probe: null })
      }
    },
    states: () => shut,
  }
}

const longer = (pauseMs: number): number => Math.min(longestPauseMs, 2 * pauseMs)

/** The gateway knows no such operation, or says so by mistake. */
export const saysMissing = (failure: Failure): failure is Rejected =>
  failure.kind === 'rejected' && codes.has(failure.code)

/** A clear no by the service (HTTP 200, such as `isv.SUBS_NOT_EXIST`) shows as well as a yes that the gateway knows it. */
const isAnswerOfTheService = (failure: Failure): boolean =>
  failure.kind === 'rejected' &&
  failure.httpStatus === 200 &&
  !codes.has(failure.code) &&
  verdictOf(failure) === 'final'
