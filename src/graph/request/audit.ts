/** What was done, by whom, and what came of it: one record per mutation and per number unmasked. */
export type AuditRecord = {
  /** Where the record stands; good as a cursor. */
  readonly id: string
  readonly at: Date
  readonly kind: AuditKind
  readonly viewerId: string
  /** The scope that opened the field; null where none was asked for. */
  readonly scope: string | null
  readonly operationName: string | null
  /** First 16 hex digits of the SHA-256 of the document as it was sent. */
  readonly documentHash: string
  /** `Mutation.bindAxb`, `BindingDetails.numberA` … */
  readonly field: string
  readonly objects: readonly AuditedObject[]
  /** Objects beyond those that a record holds. */
  readonly objectsLeftOut: number
  readonly reason: string | null
  /** Type names, or the code of an error that is no value. */
  readonly results: readonly string[]
  /** Ours: the same for all records of one request. */
  readonly requestId: string
  readonly upstreamRequestId: string | null
}

export type AuditKind = 'mutation' | 'unmask'

/** A number or an id under the name it had; only its ref, which is the same wherever the thing turns up. */
export type AuditedObject = { readonly name: string; readonly ref: string }

/** Which records are wanted, the newest first. */
export type AuditWish = {
  readonly first: number
  /** Only records older than this one. */
  readonly before?: string | null | undefined
  readonly since?: Date | null | undefined
  readonly until?: Date | null | undefined
  readonly viewerId?: string | null | undefined
  readonly kind?: AuditKind | null | undefined
}

export type AuditPage = {
  readonly items: readonly AuditRecord[]
  /** Where to go on; null at the beginning of the log. */
  readonly older: string | null
}

/** Null where `before` names no place in the log: the file was rotated away, or the process is another. */
export type AuditLog = (wish: AuditWish) => Promise<AuditPage | null>
