import { describe, expect, it } from 'vitest'
import type { BreakerState } from '../../src/aliyun/call-path/breaker.ts'
import { createMetricsCollector } from '../../src/cluster/collect-metrics.ts'
import { createMergedMetrics } from '../../src/cluster/merged-metrics.ts'
import type { ToPrimary, ToWorker } from '../../src/cluster/messages.ts'
import { createMetrics } from '../../src/server/telemetry/metrics.ts'
import { fakeClock, isPending, settled } from '../support/clock.ts'

/** The metrics of a process that answered so many calls. */
const metricsOf = (calls: number, breaker: BreakerState) => {
  const health = {
    action: 'QueryCallStatus',
    breaker,
    inFlight: calls,
    queued: 0,
    ratePerSecond: 40,
    waitingForBudget: 1,
  }
  const metrics = createMetrics({ health: () => [health], knownCodes: new Set() })
  for (let n = 0; n < calls; n++) {
    metrics.call({ action: 'QueryCallStatus', fate: 'sent' })
    metrics.attempt({
      action: 'QueryCallStatus',
      outcome: 'OK',
      attempt: 1,
      httpStatus: 200,
      requestId: null,
      ms: 20,
      endedAt: 0,
    })
  }
  return metrics
}

describe('merged figures', () => {
  it('are sums, save what has no sum: the worst state of a breaker stands for all', async () => {
    const others = [metricsOf(2, 'open'), metricsOf(4, 'probing')]
    const snapshots = await Promise.all(others.map(({ snapshot }) => snapshot()))
    const text = await metricsOf(1, 'closed').mergedWith(JSON.parse(JSON.stringify(snapshots)), 4)
    for (const line of [
      'dypls_calls_total{operation="QueryCallStatus",fate="sent"} 7',
      'dypls_upstream_attempts_total{operation="QueryCallStatus",outcome="OK"} 7',
      'dypls_upstream_attempt_seconds_count{operation="QueryCallStatus"} 7',
      'dypls_upstream_attempt_seconds_bucket{le="0.025",operation="QueryCallStatus"} 7',
      'dypls_upstream_attempt_seconds_bucket{le="0.01",operation="QueryCallStatus"} 0',
      'dypls_upstream_in_flight{operation="QueryCallStatus"} 7',
      'dypls_budget_rate{operation="QueryCallStatus"} 120',
      'dypls_budget_waiting{operation="QueryCallStatus"} 3',
      'dypls_breaker_state{operation="QueryCallStatus"} 2',
      'dypls_workers 4',
      'dypls_workers_missing 1',
    ])
      expect(text.split('\n')).toContain(line)
    expect(text).toMatch(/^process_resident_memory_bytes [1-9]/m)
  })
})

describe('gathering', () => {
  const setUp = () => {
    const clock = fakeClock()
    const gather = createMetricsCollector(clock.after)
    const asked: number[] = []
    const worker = { send: (message: ToWorker) => void (message.kind === 'snapshot?' && asked.push(message.id)) }
    return { clock, gather, asked, worker }
  }

  it('waits for everybody', async () => {
    const { clock, gather, asked, worker } = setUp()
    const answer = gather.ask([worker, worker])
    gather.take(asked[1] ?? 0, [{ name: 'b' }])
    expect(await isPending(answer)).toBe(true)
    gather.take(asked[0] ?? 0, [{ name: 'a' }])
    expect(await answer).toEqual([[{ name: 'b' }], [{ name: 'a' }]])
    expect(clock.timers()).toBe(0)
  })

  it('waits for nobody longer than a second, and hears no late answer', async () => {
    const { clock, gather, asked, worker } = setUp()
    const answer = gather.ask([worker, worker])
    gather.take(asked[0] ?? 0, [{ name: 'a' }])
    await clock.advance(1_000)
    gather.take(asked[1] ?? 0, [{ name: 'b' }])
    expect(await answer).toEqual([[{ name: 'a' }]])
  })

  it('of nobody ends at once', async () => {
    const { clock, gather } = setUp()
    expect(await gather.ask([])).toEqual([])
    expect(clock.timers()).toBe(0)
  })
})

describe('a worker asked for metrics', () => {
  const setUp = () => {
    const clock = fakeClock()
    const sent: ToPrimary[] = []
    const own = {
      contentType: 'text/plain; version=0.0.4; charset=utf-8',
      snapshot: async () => [{ name: 'mine' }],
      mergedWith: async (others: readonly (readonly object[])[], workers: number) =>
        JSON.stringify({ others, workers }),
    } as const
    const figures = createMergedMetrics({ own, workers: 3, send: (message) => sent.push(message), after: clock.after })
    return { clock, sent, figures }
  }

  it('tells those of all, asked through the primary', async () => {
    const { clock, sent, figures } = setUp()
    const text = figures.source.text()
    const [question] = sent
    if (question?.kind !== 'figures?') throw new Error('nobody was asked')
    figures.hear({ kind: 'figures', id: question.id, snapshots: [[{ name: 'other' }]] })
    expect(JSON.parse(await text)).toEqual({ others: [[{ name: 'other' }]], workers: 3 })
    expect(clock.timers()).toBe(0)
  })

  it('tells its own when the primary says nothing', async () => {
    const { clock, figures } = setUp()
    const text = figures.source.text()
    await clock.advance(1_500)
    expect(JSON.parse(await text)).toEqual({ others: [], workers: 3 })
  })

  it('by the primary gives its snapshot', async () => {
    const { sent, figures } = setUp()
    figures.hear({ kind: 'snapshot?', id: 7 })
    await settled()
    expect(sent).toEqual([{ kind: 'snapshot', id: 7, snapshot: [{ name: 'mine' }] }])
  })
})
