import type { Log } from '../telemetry/log.ts'
import type { Sink } from './sink.ts'

/** Lines of the audit log through times in which it cannot be written. */
export type Keeper = {
  /** Whether the next line can be expected to be kept; tries once a second while the sink is broken. */
  readonly writable: () => boolean
  /** Writes now or not at all. */
  readonly write: (line: string) => boolean
  /** Writes now, or first of all when the sink works again. */
  readonly keep: (line: string) => void
  /** Writes now, or counts the line as lost. */
  readonly mention: (line: string) => void
}

export type KeeperOptions = {
  readonly sink: Sink
  readonly now: () => number
  readonly log: Log
  /** Counts lines that could not be written when they should have been. */
  readonly failed: () => void
}

const retryEveryMs = 1_000
/** Mutations under way when the sink breaks; new ones are refused, so there are never many. */
const mostWaiting = 1_000

export const createKeeper = ({ sink, now, log, failed }: KeeperOptions): Keeper => {
  const waiting: string[] = []
  let broken: { readonly since: number; triedAt: number; lost: number } | null = null

  const breakDown = (error: unknown): void => {
    failed()
    if (broken) broken.triedAt = now()
    else {
      broken = { since: now(), triedAt: now(), lost: 0 }
      log.error(
        { code: (error as NodeJS.ErrnoException).code ?? 'UNWRITABLE' },
        'the audit log cannot be written: mutations are refused and numbers stay masked until it can',
      )
    }
  }

  const append = (line: string): boolean => {
    try {
      sink.append(line)
      return true
    } catch (error) {
      breakDown(error)
      return false
    }
  }

  const writable = (): boolean => {
    if (!broken) return true
    if (Math.abs(now() - broken.triedAt) < retryEveryMs) return false
    while (waiting[0] !== undefined) {
      if (!append(waiting[0])) return false
      waiting.shift()
    }
    const { since, lost } = broken
    // A line that says what was missing; it is also the proof that lines can be written.
    const gap = { audit: 1, time: iso(now()), kind: 'gap', since: iso(since), lost }
    if (!append(JSON.stringify(gap))) return false
    broken = null
    log.warn({ lost }, 'the audit log can be written again')
    return true
  }

  const keep = (line: string): void => {
    if (!broken && append(line)) return
    if (waiting.length < mostWaiting) waiting.push(line)
    else if (broken) broken.lost++
  }

  return {
    writable,
    write: (line) => writable() && append(line),
    keep,
    mention: (line) => {
      if (writable()) append(line)
      else if (broken) broken.lost++
    },
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()
