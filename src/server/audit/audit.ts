import { createHash } from 'node:crypto'
import type { Unmasking } from '../../graph/numbers/reveal.ts'
import type { AuditedObject, AuditLog, AuditRecord } from '../../graph/request/audit.ts'
import type { Scope } from '../../graph/request/viewer.ts'
import type { Log } from '../telemetry/log.ts'
import { withoutPersonalData } from '../telemetry/redact.ts'
import { printRecord } from './line.ts'
import { readAudit } from './read.ts'
import type { Sink } from './sink.ts'

/** Which request a record belongs to. */
export type Asked = {
  /** Stands for the request: the same object gives the same request id. */
  readonly request: object
  readonly operationName: string | null
  /** The document as it was sent. */
  readonly document: string
}
/** What a record is about, raw: ids and numbers become refs, and texts of callers lose their numbers, before anything is written. */
type Deed = Asked & { readonly viewerId: string; readonly field: string }
export type Mutated = Deed & {
  readonly scope: Scope | 'anyone' | null
  readonly objects: readonly NamedValue[]
  readonly results: readonly string[]
  readonly upstreamRequestId: string | null
}
export type NamedValue = { readonly name: string; readonly what: keyof Refs; readonly value: string }

/** The deployment's own hashes: stable, and leading back to nothing without its key. */
export type Refs = { readonly number: (digits: string) => string; readonly id: (id: string) => string }

export type Audit = {
  /** Whether the next record can be expected to be kept. While it cannot, nothing that must be recorded may begin. */
  readonly writable: () => boolean
  /** Records an unmasking before it happens. Throws AuditUnavailable: then the number stays masked. */
  readonly unmask: (unmasking: Unmasking, asked: Asked) => void
  /** Records a mutation after it happened. What cannot be written waits until it can, and is written first then. */
  readonly mutated: (deed: Mutated) => void
  readonly read: AuditLog
  readonly close: () => void
}

export class AuditUnavailable extends Error {
  override readonly name = 'AuditUnavailable'
}

export type AuditOptions = {
  readonly sink: Sink
  readonly refs: Refs
  readonly now: () => number
  readonly newId: () => string
  readonly log: Log
  /** Counts records that could not be written when they should have been. */
  readonly failed: () => void
}

const retryEveryMs = 1_000
/** Mutations under way when the sink breaks; new ones are refused, so there are never many. */
const mostWaiting = 1_000
const mostObjects = 100
const longestText = 500

export const createAudit = ({ sink, refs, now, newId, log, failed }: AuditOptions): Audit => {
  const requestIds = new WeakMap<object, string>()
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

  const requestIdOf = (request: object): string => {
    const known = requestIds.get(request) ?? newId()
    requestIds.set(request, known)
    return known
  }

  const recordOf = (deed: Deed) => ({
    at: new Date(now()),
    viewerId: plain(deed.viewerId),
    operationName: deed.operationName === null ? null : plain(deed.operationName),
    documentHash: hashOf(deed.document),
    field: deed.field,
    requestId: requestIdOf(deed.request),
  })

  const objectsOf = (objects: readonly NamedValue[]): Pick<AuditRecord, 'objects' | 'objectsLeftOut'> => ({
    objects: objects
      .slice(0, mostObjects)
      .map(({ name, what, value }): AuditedObject => ({ name, ref: refs[what](value) })),
    objectsLeftOut: Math.max(0, objects.length - mostObjects),
  })

  return {
    writable,
    unmask: ({ ref, reason, ...deed }, asked) => {
      const line = printRecord({
        ...recordOf({ ...deed, ...asked }),
        kind: 'unmask',
        scope: 'calls:unmask' satisfies Scope,
        objects: [{ name: 'number', ref }],
        objectsLeftOut: 0,
        reason: plain(reason),
        results: ['PhoneNumber'],
        upstreamRequestId: null,
      })
      if (!writable() || !append(line)) throw new AuditUnavailable('the unmasking could not be recorded')
    },
    mutated: ({ scope, objects, results, upstreamRequestId, ...deed }) =>
      keep(
        printRecord({
          ...recordOf(deed),
          kind: 'mutation',
          scope,
          ...objectsOf(objects),
          reason: null,
          results,
          upstreamRequestId,
        }),
      ),
    read: (wish) => readAudit(sink, { ...wish, viewerId: wish.viewerId == null ? null : plain(wish.viewerId) }),
    close: sink.close,
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()

/** Callers choose these texts (a token's subject, an operation's name, a reason), so they may hold a number. */
const plain = (text: string): string => withoutPersonalData(text.slice(0, longestText))

const hashOf = (document: string): string => createHash('sha256').update(document).digest('hex').slice(0, 16)

/** Who may unmask how often, and where each is written down. */
export type AuditedUnmasking = { readonly take: (viewerId: string) => boolean; readonly audit: Audit['unmask'] }
