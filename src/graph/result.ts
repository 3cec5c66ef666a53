import type { ObjectRef } from '@pothos/core'
import type { Failure } from '../aliyun/failure.ts'
import type { Operation } from '../aliyun/operation.ts'
import { explain, type Kind } from '../dypls/rejections/catalogue.ts'
import { builder, type Types } from './builder.ts'
import { type Failed, failureTypes, type InputIssue } from './errors.ts'

/** Kinds that any field which asks the upstream can answer with. */
type Always = 'InvalidInput' | 'Unknown'

/**
 * The union a field answers with: one success type, the failures its callers can act on, and always InvalidInputError
 * and UnknownError. Handing it a kind that is not declared does not compile; `failed` folds an upstream failure of an
 * undeclared kind into UnknownError, code and request id kept.
 */
export const resultUnion = <Success extends object, const K extends Exclude<Kind, Always>>(
  name: string,
  options: { success: ObjectRef<Types, Success>; failures: readonly K[]; description: string },
) => {
  type Declared = K | Always
  const kinds = [...options.failures, 'InvalidInput', 'Unknown'] as const satisfies readonly Kind[]
  const declared: ReadonlySet<Kind> = new Set(kinds)
  const typeName = (value: object): string =>
    'failed' in value ? `${(value as Failed<Kind>).failed}Error` : options.success.name
  const type = builder.unionType(name, {
    description: options.description,
    types: [options.success, ...kinds.map((kind) => failureTypes[kind])],
    resolveType: (value) => typeName(value as object),
  })
  return {
    type,
    failed: (failure: Failure, row: Operation): Failed<Declared> => {
      const failed = fromFailure(failure, row)
      // Narrowed by the check beside it: an undeclared kind becomes Unknown.
      return (declared.has(failed.failed) ? failed : { ...failed, failed: 'Unknown' }) as Failed<Declared>
    },
  }
}

/** An upstream failure as the graph tells it. */
export const fromFailure = (failure: Failure, row: Operation): Failed<Kind> => {
  const about = explain(failure.code, failure.httpStatus ?? 0)
  return {
    failed: about.kind,
    code: failure.code,
    requestId: failure.requestId,
    about,
    action: row.action,
    httpStatus: failure.httpStatus,
    ...(failure.kind === 'rejected' ? { retryAfterMs: failure.retryAfterMs } : { reason: failure.reason }),
  }
}

/** The answer to bad input: nothing was asked of the upstream. */
export const invalidInput = (issues: readonly InputIssue[]): Failed<'InvalidInput'> => ({
  failed: 'InvalidInput',
  code: 'INVALID_INPUT',
  requestId: null,
  about: explain('INVALID_INPUT', 0),
  issues,
})
