import type { AuditedObject, AuditKind, AuditRecord } from '../../graph/request/audit.ts'

/** A record as one line of JSON. `audit` names the format; a log on the same stream has no such member. */
type Written = {
  readonly audit: 1
  readonly time: string
  readonly kind: AuditKind
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

export const printRecord = ({ at, ...record }: Omit<AuditRecord, 'id'>): string =>
  JSON.stringify({
    audit: 1,
    time: at.toISOString(),
    kind: record.kind,
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

/** Null for what is no record: half a line, a line about a gap, a line of another program. */
export const readRecord = (id: string, text: string): AuditRecord | null => {
  const written = parsed(text)
  if (written?.audit !== 1 || (written.kind !== 'mutation' && written.kind !== 'unmask')) return null
  const at = new Date(written.time)
  if (Number.isNaN(at.getTime()) || !Array.isArray(written.objects) || !Array.isArray(written.results)) return null
  return {
    id,
    at,
    kind: written.kind,
    viewerId: written.viewer,
    scope: written.scope,
    operationName: written.operation,
    documentHash: written.document,
    field: written.field,
    objects: written.objects,
    objectsLeftOut: written.objectsLeftOut ?? 0,
    reason: written.reason ?? null,
    results: written.results,
    requestId: written.request,
    upstreamRequestId: written.upstreamRequest ?? null,
  }
}

const parsed = (text: string): Written | null => {
  try {
    // Written by this module; what does not look like it is refused by the reader above.
    return JSON.parse(text) as Written | null
  } catch {
    return null
  }
}
