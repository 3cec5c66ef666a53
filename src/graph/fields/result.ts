import type { ObjectRef } from '@pothos/core'
import type { Lane } from '../../aliyun/call-path/lanes.ts'
import type { Answer, Operation, Params } from '../../aliyun/contract/operation.ts'
import type { Failure } from '../../aliyun/failure.ts'
import { isThrottle, verdictOf } from '../../aliyun/verdict.ts'
import { type Bilingual, explain, type Kind } from '../../dypls/rejections/catalogue.ts'
import type { Context } from '../request/context.ts'
import { builder, type Types } from './builder.ts'
import { type Failed, failureTypes, type InputIssue } from './errors.ts'
import { forget } from './loader.ts'

/** Kinds that any field which asks the upstream can answer with; what a field adds is in its own list. */
const always = [
  'InvalidInput',
  'PermissionDenied',
  'Account',
  'Configuration',
  'Throttled',
  'UpstreamUnavailable',
  'OperationUnavailable',
  'Unknown',
] as const satisfies readonly Kind[]
type Always = (typeof always)[number]

type Options<Success extends object, K extends Kind> = {
  readonly success: ObjectRef<Types, Success>
  readonly failures: readonly K[]
  readonly description: string
  /** For writes: where to look when the answer was lost. */
  readonly findOut?: Bilingual
  /** The next step after a code that this field knows more about than the catalogue does. */
  readonly hints?: Readonly<Record<string, Bilingual>>
}

/**
 * The union a field answers with: one success type, the failures its callers can act on, and those that any call can
 * end in. Handing it a kind that is not declared does not compile; `failed` folds an upstream failure of an
 * undeclared kind into UnknownError, code and request id kept.
 */
export const resultUnion = <Success extends object, const K extends Exclude<Kind, Always>>(
  name: string,
  { success, failures, description, findOut, hints = {} }: Options<Success, K>,
) => {
  type Declared = K | Always
  const kinds = [...failures, ...always] as const satisfies readonly Kind[]
  const declared: ReadonlySet<Kind> = new Set(kinds)
  const typeName = (value: object): string =>
    'failed' in value ? `${(value as Failed<Kind>).failed}Error` : success.name
  const type = builder.unionType(name, {
    description,
    types: [success, ...kinds.map((kind) => failureTypes[kind])],
    resolveType: (value) => typeName(value as object),
  })

  const failed = (failure: Failure, row: Operation, sentAt?: Date): Failed<Declared> => {
    const told = fromFailure(failure, row, sentAt)
    // Narrowed by the check beside it: an undeclared kind becomes Unknown.
    const kept = (declared.has(told.failed) ? told : { ...told, failed: 'Unknown' }) as Failed<Declared>
    const hint =
      kept.failed === 'OutcomeUnknown' ? findOut : Object.hasOwn(hints, kept.code) ? hints[kept.code] : undefined
    return hint ? { ...kept, hint } : kept
  }

  /**
   * One upstream call, told as this union. After a write every loader of the request asks afresh. Parts of a list go in
   * the bulk lane, behind single look-ups.
   */
  const ask = async <O extends Operation>(
    row: O,
    input: Params<O>,
    context: Context,
    tell: (answer: Answer<O>) => Success | Failed<Declared>,
    lane: Lane = 'interactive',
  ): Promise<Success | Failed<Declared>> => {
    const sentAt = context.now()
    const outcome = await context.call(row, input, lane)
    if (row.effect === 'write') forget(context)
    if (outcome.ok) return tell(outcome.value)
    return { ...failed(outcome.failure, row, new Date(sentAt)), attempts: outcome.attempts }
  }

  return { type, failed, ask }
}

/** An upstream failure as the graph tells it. A write that may have run has an unknown outcome, whatever went wrong. */
const fromFailure = (failure: Failure, row: Operation, sentAt?: Date): Failed<Kind> => {
  const verdict = verdictOf(failure)
  const outcomeUnknown = row.effect === 'write' && (verdict === 'perhaps-executed' || verdict === 'unusable')
  const about = outcomeUnknown ? explain('OUTCOME_UNKNOWN', 0) : explanation(failure)
  return {
    failed: about.kind,
    code: failure.code,
    requestId: failure.requestId,
    about,
    action: row.action,
    httpStatus: failure.httpStatus,
    ...(sentAt ? { sentAt } : {}),
    retryAfterMs: failure.retryAfterMs,
    ...(failure.kind === 'rejected' ? {} : { reason: failure.reason }),
  }
}

/** A page with the status 429 is no usable answer, but what it says of the number of calls is clear. */
const explanation = (failure: Failure) =>
  failure.kind === 'unreachable' && isThrottle(failure)
    ? explain('Throttling', 429)
    : explain(failure.code, failure.httpStatus ?? 0)

/** The answer to bad input: nothing was asked of the upstream. */
export const invalidInput = (issues: readonly InputIssue[]): Failed<'InvalidInput'> => ({
  failed: 'InvalidInput',
  code: 'INVALID_INPUT',
  requestId: null,
  about: explain('INVALID_INPUT', 0),
  issues,
})
