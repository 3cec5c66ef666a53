import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type PrometheusContentType,
  Registry,
} from 'prom-client'
import type { AttemptReport, CallReport } from '../../aliyun/call-path/reports.ts'
import type { OperationHealth } from '../../aliyun/call-path/upstream.ts'
import { createInstruments, kept } from './instruments.ts'
import type { Redaction } from './redact.ts'

/** Prometheus metrics. Labels are bounded: 61 operations, known outcomes; a code that is not listed counts as `unknown`. */
export type Metrics = {
  readonly attempt: (report: AttemptReport) => void
  readonly call: (report: CallReport) => void
  /** Something was taken out of a log line: a bug to look for. */
  readonly redacted: (kind: Redaction) => void
  /** A call was refused that no judgement before execution had allowed: a bug to look for. */
  readonly unjudged: (action: string) => void
  /** A record of the audit log could not be written. */
  readonly auditFailed: () => void
  /** Receipts were committed. */
  readonly receipts: (kept: Readonly<Record<ReceiptFate, number>>) => void
  readonly watchStore: (fails: () => boolean) => void
  /** Adds the HTTP server's own figures. */
  readonly watch: (shed: { readonly inFlight: () => number; readonly refused: () => number }) => void
  readonly text: () => Promise<string>
  readonly contentType: string
  /** All figures as plain objects, for another process to merge. */
  readonly snapshot: () => Promise<readonly object[]>
  /** Its own figures and those of other processes as one text; `processes` is how many there should be. */
  readonly mergedWith: (others: readonly (readonly object[])[], processes: number) => Promise<string>
}

type ReceiptFate = 'stored' | 'duplicates' | 'variants' | 'quarantined'

export type MetricsOptions = {
  readonly health: () => readonly OperationHealth[]
  readonly knownCodes: ReadonlySet<string>
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 8]
const breakerLevels = { closed: 0, probing: 1, open: 2 } as const

export const createMetrics = ({ health, knownCodes }: MetricsOptions): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const { tally, gauge, plain } = createInstruments(registry, health)
  const outcomeOf = (code: string): string => (code === 'OK' || knownCodes.has(code) ? code : 'unknown')

  const countAttempt = tally(
    'dypls_upstream_attempts_total',
    'Requests sent to the upstream, by operation and outcome code.',
    'outcome',
  )
  const attemptSeconds = new Histogram({
    name: 'dypls_upstream_attempt_seconds',
    help: 'Time of one request to the upstream.',
    labelNames: ['operation'],
    buckets: seconds,
    registers,
  })
  const countCall = tally(
    'dypls_calls_total',
    'Questions put to the call path: sent, merged into one under way, or withheld before sending.',
    'fate',
  )
  const redactions = new Counter({
    name: 'dypls_log_redactions_total',
    help: 'What the last filter took out of log lines, by kind. Anything but zero is a bug to look for.',
    labelNames: ['kind'],
    registers,
  })
  const unjudgedCalls = new Counter({
    name: 'dypls_calls_unjudged_total',
    help: 'Calls refused at the last look because nothing before execution had allowed them. Anything but zero is a bug.',
    labelNames: ['operation'],
    registers,
  })
  const auditFailures = new Counter({
    name: 'dypls_audit_failures_total',
    help: 'Audit records that could not be written at the first try.',
    registers,
  })
  const receipts = new Counter({
    name: 'dypls_receipts_total',
    help: 'Receipts that are durable, by what became of them: stored, known already, known with other content, quarantined.',
    labelNames: ['fate'],
    registers,
  })
  const secondsOf = kept((action) => attemptSeconds.labels(action))
  gauge('dypls_breaker_state', '0 closed, 1 probing, 2 open.', ({ breaker }) => breakerLevels[breaker], 'max')
  gauge(
    'dypls_not_served',
    '1 while the gateway is believed not to know the operation for this account.',
    ({ notServed }) => (notServed ? 1 : 0),
    'max',
  )
  gauge('dypls_upstream_in_flight', 'Requests to the upstream under way.', ({ inFlight }) => inFlight)
  gauge('dypls_upstream_queued', 'Calls waiting for a place.', ({ queued }) => queued)
  gauge('dypls_budget_rate', 'Calls per second allowed just now.', ({ ratePerSecond }) => ratePerSecond)
  gauge('dypls_budget_waiting', 'Calls waiting for the budget.', ({ waitingForBudget }) => waitingForBudget)
  return {
    attempt: ({ action, outcome, ms }) => {
      countAttempt(action, outcomeOf(outcome))
      secondsOf(action, '').observe(ms / 1_000)
    },
    call: ({ action, fate }) => countCall(action, fate),
    redacted: (kind) => redactions.inc({ kind }),
    unjudged: (operation) => unjudgedCalls.inc({ operation }),
    auditFailed: () => auditFailures.inc(),
    receipts: (fates) => {
      for (const [fate, count] of Object.entries(fates)) if (count > 0) receipts.inc({ fate }, count)
    },
    watchStore: (fails) => plain('dypls_store_failing', '1 while the store does not serve.', () => (fails() ? 1 : 0)),
    watch: (shed) => {
      plain('dypls_http_in_flight', 'HTTP requests being answered.', shed.inFlight)
      plain('dypls_http_shed', 'HTTP requests refused because of overload since the start.', shed.refused)
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
    snapshot: () => registry.getMetricsAsJSON(),
    mergedWith: async (others, processes) => {
      const snapshots = [await registry.getMetricsAsJSON(), ...others]
      // The type asks for arrays that may be changed; they are only read.
      const merged = AggregatorRegistry.aggregate<PrometheusContentType>(snapshots as object[])
      count(merged, 'dypls_workers', 'Processes that should serve.', processes)
      count(
        merged,
        'dypls_workers_missing',
        'Processes whose figures are not in this answer.',
        processes - snapshots.length,
      )
      return merged.metrics()
    },
  }
}

const count = (registry: Registry, name: string, help: string, value: number): void =>
  new Gauge({ name, help, registers: [registry] }).set(value)
