/** What calls cost, for requests that ask to see it: `upstreamCalls` counts those that were sent, `attempts` each sending. */
export type Tally = { upstreamCalls: number; merged: number; attempts: number; waitedMs: number }

/** How a call was served: by requests of its own, by one that was under way, or not at all. */
export type CallReport = { readonly action: string; readonly fate: 'sent' | 'merged' | 'withheld' }

/** One finished attempt, for logs and metrics; holds no parameter. */
export type AttemptReport = {
  readonly action: string
  readonly outcome: string
  readonly attempt: number
  readonly httpStatus: number | null
  readonly requestId: string | null
  readonly ms: number
  /** In ms since 1970. */
  readonly endedAt: number
}
