import { type Refused, withheld } from '../../aliyun/failure.ts'
import type { Call } from './context.ts'
import type { Scope, Viewer } from './viewer.ts'

/** Who may make an operation's calls: a viewer with any one of these scopes, or every viewer. */
export type CallScopes = (action: string) => 'anyone' | readonly Scope[]

/** `scope`: the viewer may not make it; `bound`: it is one more than were judged. */
export type Unjudged = { readonly action: string; readonly why: 'scope' | 'bound' }

export type GuardOfCalls = {
  readonly viewer: Viewer
  readonly scopesOf: CallScopes
  /** Told of each call that was not judged: a bug of an executor, a cache or a short cut. */
  readonly unjudged: (breach: Unjudged, first: boolean) => void
}

type GuardedCall = Call & { allow?: (calls: number) => void }

/**
 * The last look where calls leave, so that no executor is trusted alone: the operation must be open to the viewer, and one
 * of the calls that were judged before execution. Without a judgement none may leave.
 */
export const guardedCall = ({ viewer, scopesOf, unjudged }: GuardOfCalls, call: Call): Call => {
  let left = 0
  let told = false
  const refuse = (action: string, why: Unjudged['why']): Promise<Refused> => {
    unjudged({ action, why }, !told)
    told = true
    return Promise.resolve(notJudged)
  }
  const guarded: GuardedCall = (row, input, lane) => {
    if (!isOpenTo(viewer, scopesOf(row.action))) return refuse(row.action, 'scope')
    if (left <= 0) return refuse(row.action, 'bound')
    left--
    return call(row, input, lane)
  }
  guarded.allow = (calls) => {
    left = calls
  }
  return guarded
}

/** Lets the calls that an operation was judged to make leave. A context that guards nothing is left as it is. */
export const allowCalls = (context: unknown, calls: number): void => {
  const { call } = (context ?? {}) as { readonly call?: GuardedCall }
  call?.allow?.(calls)
}

const isOpenTo = ({ scopes }: Viewer, wanted: ReturnType<CallScopes>): boolean =>
  wanted === 'anyone' || wanted.some((scope) => scopes.has(scope))

const notJudged: Refused = {
  ok: false,
  failure: withheld('CALL_NOT_JUDGED', 'the call was not among those that were judged before execution'),
  attempts: 0,
}
