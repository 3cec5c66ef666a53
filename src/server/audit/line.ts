import type { AuditedObject, AuditKind, AuditRecord } from '../../graph/request/audit.ts'

/** A record as one line of JSON. `audit` names the format; a log on the same stream has no such member. */
type Written = {
  readonly audit: 1
  readonly time: string
  /** `intent`: a mutation that is about to run; the record of its end has the same `deed`. */
  readonly kind: AuditKind | 'intent'
  readonly deed?: string
  /** It never began. */
  readonly refused?: true
  readonly viewer: string
  readonly scope: string | null
  readonly operation: string | null
  readonly document: string
  readonly field: string
  readonly objects: readonly AuditedObject[]
  readonly objectsLeftOut?: number
  readonly reason?: string
  readonly results: readonly string[]
  readonly request: string
  readonly upstreamRequest?: string
}

export const printRecord = ({ at, ...record }: Omit<AuditRecord, 'id'>, deed: string | null = null): string =>
  JSON.stringify({
    audit: 1,
    time: at.toISOString(),
    kind: record.outcome === 'unknown' ? 'intent' : record.kind,
    ...(deed === null ? {} : { deed }),
    ...(record.outcome === 'refused' ? { refused: true } : {}),
    viewer: record.viewerId,
    scope: record.scope,
    operation: record.operationName,
    document: record.documentHash,
    field: record.field,
    objects: record.objects,
    ...(record.objectsLeftOut > 0 ? { objectsLeftOut: record.objectsLeftOut } : {}),
    ...(record.reason === null ? {} : { reason: record.reason }),
    results: record.results,
    request: record.requestId,
    ...(record.upstreamRequestId === null ? {} : { upstreamRequest: record.upstreamRequestId }),
  } satisfies Written)

/** A record, and what joins the two lines of a mutation: null in lines of before there were two. */
export type ReadLine = { readonly record: AuditRecord; readonly deed: string | null }

/** Null for what is no record: half a line, a line about a gap, a line of another program. */
export const readRecord = (id: string, text: string): ReadLine | null => {
  const written = parsed(text)
  if (written?.audit !== 1 || !kinds.has(written.kind)) return null
  const at = new Date(written.time)
  if (Number.isNaN(at.getTime()) || !Array.isArray(written.objects) || !Array.isArray(written.results)) return null
  const intended = written.kind === 'intent'
  const record: AuditRecord = {
    id,
    at,
    kind: written.kind === 'intent' ? 'mutation' : written.kind,
    outcome: intended ? 'unknown' : written.refused ? 'refused' : 'complete',
    viewerId: written.viewer,
    scope: written.scope,
    operationName: written.operation,
    documentHash: written.document,
    field: written.field,
    objects: written.objects,
    objectsLeftOut: written.objectsLeftOut ?? 0,
    reason: written.reason ?? null,
    results: intended ? [noEnd] : written.results,
    requestId: written.request,
    upstreamRequestId: written.upstreamRequest ?? null,
  }
  return { record, deed: typeof written.deed === 'string' ? written.deed : null }
}

const kinds: ReadonlySet<Written['kind']> = new Set(['mutation', 'unmask', 'limit', 'intent'])
/** In place of a result, for readers that know of results only. */
const noEnd = 'OUTCOME_UNKNOWN'

const parsed = (text: string): Written | null => {
  try {
    // Written by this module; what does not look like it is refused by the reader above.
    return JSON.parse(text) as Written | null
  } catch {
    return null
  }
}
