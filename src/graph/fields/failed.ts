import type { Bilingual, Kind, Rejection } from '../../dypls/rejections/catalogue.ts'
import type { Context } from '../request/context.ts'

/**
 * Failures are values: plain objects, because graphql-js throws what is `instanceof Error`. The kind decides the GraphQL
 * type, the raw code is there for reading; texts come from the catalogue in the caller's language.
 */
export type Failed<K extends Kind> = {
  readonly failed: K
  readonly code: string
  readonly requestId: string | null
  readonly about: Rejection
  readonly issues?: readonly InputIssue[]
  readonly retryAfterMs?: number | null
  readonly attempts?: number
  readonly httpStatus?: number | null
  readonly reason?: string | null
  readonly action?: string
  readonly sentAt?: Date
  /** Replaces the catalogue's remedy where the field knows a better one. */
  readonly hint?: Bilingual
}

export type InputIssue = { readonly path: readonly string[]; readonly message: Record<Context['locale'], string> }
