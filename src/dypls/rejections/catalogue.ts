import { business } from './business.ts'
import { fallback, systemParameter } from './fallbacks.ts'
import { gateway } from './gateway.ts'
import { ours } from './ours.ts'
import type { Rejection } from './rejection.ts'

export type { Bilingual, Kind, Origin, Rejection, RetryRule } from './rejection.ts'

/** Every code that is known by name: the service's, the gateway's and our own. A code never seen before is not an error here. */
export const rejections: readonly Rejection[] = [...business, ...gateway, ...ours]

// A Map, since codes come from outside and an object would know `constructor`.
const exact: ReadonlyMap<string, Rejection> = new Map(rejections.map((entry) => [entry.code, entry]))
const families: readonly Rejection[] = [systemParameter, ...rejections].filter(({ pattern }) => pattern !== null)

/**
 * What is known about a code: exact codes first, then families in the order of the list, then what prefix and HTTP status
 * tell (kind `Unknown`, or `Throttled`). Never throws. The entry of a family or fallback carries its own display form as
 * `code`, never the text from outside; pass the HTTP status 0 where none came.
 */
export const explain = (code: string, httpStatus: number): Rejection =>
  exact.get(code) ?? families.find(({ pattern }) => pattern?.test(code)) ?? fallback(code, httpStatus)
