import { createHash } from 'node:crypto'
import { maskNumbersIn } from '../../dypls/terms/phone.ts'
import type { Unmasking } from '../../graph/numbers/reveal.ts'
import type { AuditedObject, AuditLog, AuditRecord } from '../../graph/request/audit.ts'
import type { Scope } from '../../graph/request/viewer.ts'
import { putBounded } from '../admission/rates/bounded-map.ts'
import type { NewNumbers } from '../admission/rates/new-numbers.ts'
import type { Log } from '../telemetry/log.ts'
import { withoutPersonalData } from '../telemetry/redact.ts'
import { createKeeper } from './keeper.ts'
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
export type Begun = Omit<Mutated, 'results' | 'upstreamRequestId'>
/** A mutation that a scope or a limit refused before anything of it was looked at: its arguments are not known. */
export type Turned = Deed & { readonly code: string }
export type NamedValue = { readonly name: string; readonly what: keyof Refs; readonly value: string }

/** Which numbers they were is left out: their refs are what must not be had. */
export type Limited = { readonly viewerId: string; readonly field: string; readonly limit: string }

/** The deployment's own hashes: stable, and leading back to nothing without its key. */
export type Refs = { readonly number: (digits: string) => string; readonly id: (id: string) => string }

export type Audit = {
  /** Whether the next record can be expected to be kept. While it cannot, nothing that must be recorded may begin. */
  readonly writable: () => boolean
  /** Records an unmasking before it happens. Throws AuditUnavailable: then the number stays masked. */
  readonly unmask: (unmasking: Unmasking, asked: Asked) => void
  /** Records a mutation before anything of it happens, and gives what its end is joined by. Throws AuditUnavailable: then it must not begin. */
  readonly begun: (deed: Begun) => string
  /** Records a mutation after it happened. What cannot be written waits until it can, and is written first then. */
  readonly mutated: (deed: Mutated, joined?: string) => void
  /** Records mutations that were not admitted. They come to nothing, so they do not wait for a full disk to be emptied. */
  readonly refused: (deed: Turned) => void
  /** Records that a viewer met a limit on numbers, once a minute at most: a search meets it all the time. */
  readonly limited: (limited: Limited, asked: Asked) => void
  readonly read: AuditLog
  /** After a rotation: the file is opened anew. */
  readonly reopen: () => void
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

const mostObjects = 100
const limitedEveryMs = 60_000
const mostLimited = 1_000
const longestText = 500

export const createAudit = ({ sink, refs, now, newId, log, failed }: AuditOptions): Audit => {
  const requestIds = new WeakMap<object, string>()
  const limitedAt = new Map<string, number>()
  const keeper = createKeeper({ sink, now, log, failed })

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

  const mutationOf = (deed: Deed, scope: Mutated['scope'], objects: readonly NamedValue[]) => ({
    ...recordOf(deed),
    kind: 'mutation' as const,
    scope,
    ...objectsOf(objects),
    reason: null,
    upstreamRequestId: null,
  })

  return {
    writable: keeper.writable,
    unmask: ({ ref, reason, ...deed }, asked) => {
      const line = printRecord({
        ...recordOf({ ...deed, ...asked }),
        kind: 'unmask',
        scope: 'calls:unmask' satisfies Scope,
        objects: [{ name: 'number', ref }],
        objectsLeftOut: 0,
        reason: plain(reason),
        outcome: 'complete',
        results: ['PhoneNumber'],
        upstreamRequestId: null,
      })
      if (!keeper.write(line)) throw new AuditUnavailable('the unmasking could not be recorded')
    },
    begun: ({ scope, objects, ...deed }) => {
      const joined = newId()
      const record = { ...mutationOf(deed, scope, objects), outcome: 'unknown' as const, results: [] }
      if (!keeper.write(printRecord(record, joined))) throw new AuditUnavailable('the mutation could not be recorded')
      return joined
    },
    mutated: ({ scope, objects, results, upstreamRequestId, ...deed }, joined) =>
      keeper.keep(
        printRecord(
          { ...mutationOf(deed, scope, objects), outcome: 'complete', results, upstreamRequestId },
          joined ?? null,
        ),
      ),
    refused: ({ code, ...deed }) => {
      keeper.mention(printRecord({ ...mutationOf(deed, null, []), outcome: 'refused', results: [code] }))
    },
    limited: ({ limit, ...deed }, asked) => {
      const last = limitedAt.get(deed.viewerId)
      if (last !== undefined && Math.abs(now() - last) < limitedEveryMs) return
      putBounded(limitedAt, deed.viewerId, now(), mostLimited)
      const record = { ...mutationOf({ ...deed, ...asked }, null, []), outcome: 'complete' as const }
      log.warn({ viewer: record.viewerId, limit }, 'a caller names more numbers than it may')
      keeper.keep(printRecord({ ...record, kind: 'limit', results: ['NUMBERS_LIMIT', limit] }))
    },
    read: (wish) => readAudit(sink, { ...wish, viewerId: wish.viewerId == null ? null : plain(wish.viewerId) }),
    reopen: () => sink.reopen(),
    close: sink.close,
  }
}

/** Callers choose these texts (a token's subject, an operation's name, a reason), so they may hold a number. */
const plain = (text: string): string => withoutPersonalData(text.slice(0, longestText))

/** From a hash without a key, numbers that a document should not hold, but may, could be found by trying. Lent ones may stay. */
const hashOf = (document: string): string => {
  const parts = document.split(lentNumber).map((part, index) => (index % 2 === 0 ? maskNumbersIn(part) : part))
  return createHash('sha256').update(parts.join('')).digest('hex').slice(0, 16)
}
const lentNumber = /(\bnumberX\s*:\s*"\d{1,20}")/

/** Who may name how many numbers, and where it is written down that a limit was met. */
export type AuditedNumbers = { readonly take: NewNumbers['take']; readonly audit: Audit['limited'] }

/** Who may unmask how often, and where each is written down. */
export type AuditedUnmasking = {
  readonly take: (viewerId: string) => boolean | Promise<boolean>
  readonly audit: Audit['unmask']
}
