import { Counter, Gauge, type Registry } from 'prom-client'
import type { OperationHealth } from '../../aliyun/call-path/upstream.ts'

/** Looking a series up by its labels costs more than counting in it (some 2 µs each), and there are few of them. */
export const kept = <T>(find: (action: string, label: string) => T) => {
  const series = new Map<string, Map<string, T>>()
  return (action: string, label: string): T => {
    const ofAction = series.get(action) ?? new Map<string, T>()
    const known = ofAction.get(label)
    if (known !== undefined) return known
    const found = find(action, label)
    series.set(action, ofAction.set(label, found))
    return found
  }
}

/** Kinds of figures that are made more than once, in one registry. */
export const createInstruments = (registry: Registry, health: () => readonly OperationHealth[]) => {
  const registers = [registry]

  /**
   * Counts in numbers of its own, told to the registry when it is read: prom-client looks for the series at each step,
   * which a list of fifty look-ups takes a hundred times.
   */
  const tally = (name: string, help: string, label: string) => {
    const all: { readonly labels: Record<string, string>; count: number }[] = []
    const seriesOf = kept((operation, value) => {
      const series = { labels: { operation, [label]: value }, count: 0 }
      all.push(series)
      return series
    })
    new Counter({
      name,
      help,
      labelNames: ['operation', label],
      registers,
      collect() {
        for (const series of all) {
          this.inc(series.labels, series.count)
          series.count = 0
        }
      },
    })
    return (operation: string, value: string): void => {
      seriesOf(operation, value).count++
    }
  }
  const gauge = (
    name: string,
    help: string,
    read: (operation: OperationHealth) => number | null,
    aggregator: 'sum' | 'max' = 'sum',
  ): Gauge =>
    new Gauge({
      name,
      help,
      labelNames: ['operation'],
      registers,
      aggregator,
      collect() {
        for (const operation of health()) {
          const value = read(operation)
          if (value !== null) this.set({ operation: operation.action }, value)
        }
      },
    })
  const plain = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })

  return { tally, gauge, plain }
}
