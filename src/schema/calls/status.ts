import type { CallStatusAnswer } from '../../dypls/calls.ts'
import type { NumberX } from '../../dypls/terms/phone.ts'
import { builder } from '../../graph/fields/builder.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { Binding, type BindingHandle } from '../pools.ts'

/** What a binding's call status means to a caller. Source of the four values: help page of QueryCallStatus, 2018. */

export const CallStatusCode = builder.enumType('CallStatusCode', {
  description: 'Whether a binding can be called, as the platform tells it.',
  values: {
    NORMAL: { description: 'Upstream 1. Dial `calledNo`, the X number of the binding itself.' },
    REASSIGNED: {
      description:
        'Upstream 2. The X number is in trouble and the platform lent a temporary one: dial `calledNo`, this time only, and keep the stored X as it is.',
    },
    UNAVAILABLE: {
      description:
        'Upstream 3. In trouble and no substitute was found: `calledNo` is null. Falling back to the real number gives up privacy, so the application decides.',
    },
    EXPIRED: { description: 'Upstream 4. The binding is over: bind anew. Do not dial a number that may come along.' },
    UNKNOWN: {
      description: 'A value this server does not know; `rawStatus` has it. Not a fault, and not "fine" either.',
    },
  } as const,
})

export const CallStatusSource = builder.enumType('CallStatusSource', {
  description: 'Where a call status comes from.',
  values: {
    QUERY_CALL_STATUS: { description: 'The platform answered QueryCallStatus for this binding just now.' },
    DERIVED: {
      description: 'Inferred from other answers, because the account is not served QueryCallStatus: never certain.',
    },
  } as const,
})

export type StatusCode = typeof CallStatusCode.$inferType

export const CallAdvice = builder.enumType('CallAdvice', {
  description: 'What the calling application should do next.',
  values: {
    DIAL_CALLED_NO: { description: 'Dial `calledNo`; it is the number already shown to the user.' },
    DIAL_TEMPORARY_NO: { description: 'Dial `calledNo` for this call and forget it afterwards.' },
    DECIDE_FALLBACK: { description: 'No private way is left: give up privacy or do not call. A business decision.' },
    BIND_AGAIN: { description: 'Make a new binding, or tell the user that the time is over.' },
    NONE: { description: 'The status is unknown, so there is nothing to advise.' },
  } as const,
})

const codes: ReadonlyMap<number, StatusCode> = new Map([
  [1, 'NORMAL'],
  [2, 'REASSIGNED'],
  [3, 'UNAVAILABLE'],
  [4, 'EXPIRED'],
])

const advice: Readonly<Record<StatusCode, typeof CallAdvice.$inferType>> = {
  NORMAL: 'DIAL_CALLED_NO',
  REASSIGNED: 'DIAL_TEMPORARY_NO',
  UNAVAILABLE: 'DECIDE_FALLBACK',
  EXPIRED: 'BIND_AGAIN',
  UNKNOWN: 'NONE',
}

export const statusCode = (rawStatus: number): StatusCode => codes.get(rawStatus) ?? 'UNKNOWN'

/** A status that promises a number to dial but brings none is an upstream fault, never something to guess around. */
export const lacksNumber = ({ status, calledNo }: CallStatusAnswer): boolean =>
  (status === 1 || status === 2) && !calledNo?.reveal()

/** What is told of a binding's call status. Every field reads its own member: a resolver each would be a fifth of a list's cost. */
export type CallStatusValue = {
  readonly status: StatusCode
  readonly rawStatus: number
  readonly calledNo: NumberX | null
  readonly extension: string | null
  readonly advice: typeof CallAdvice.$inferType
  readonly source: typeof CallStatusSource.$inferType
  readonly checkedAt: Date
  readonly requestId: string | null
  readonly binding: BindingHandle
}

export const callStatusOf = (
  { status: rawStatus, calledNo, extension, requestId }: CallStatusAnswer,
  binding: BindingHandle,
  checkedAt: Date,
): CallStatusValue => {
  const status = statusCode(rawStatus)
  const mayBeDialled = rawStatus !== 3 && rawStatus !== 4
  return {
    status,
    rawStatus,
    calledNo: mayBeDialled && calledNo?.reveal() ? calledNo : null,
    extension: extension || null,
    advice: advice[status],
    source: 'QUERY_CALL_STATUS',
    checkedAt,
    requestId: requestId ?? null,
    binding,
  }
}

export const CallStatus = builder.objectRef<CallStatusValue>('CallStatus').implement({
  access: ['calls:read'],
  description:
    'Whether this binding can be called at this moment, and which number to dial. Never cached: ask right before the call.',
  fields: (t) => ({
    status: t.expose('status', { type: CallStatusCode, description: 'What the platform says about the binding.' }),
    rawStatus: t.exposeInt('rawStatus', {
      description: 'The upstream’s own number for `status`, also when it is UNKNOWN.',
    }),
    calledNo: t.expose('calledNo', {
      type: 'NumberX',
      nullable: true,
      description:
        'The lent number to dial. Null with UNAVAILABLE and EXPIRED (a number that the upstream sends along with an expired binding is withheld: it must not be dialled).',
    }),
    extension: t.exposeString('extension', {
      nullable: true,
      description: 'Digits to dial after `calledNo`, for bindings with an extension; null for all others.',
    }),
    advice: t.expose('advice', { type: CallAdvice, description: 'The next step, derived from `status` alone.' }),
    source: t.expose('source', {
      type: CallStatusSource,
      description: 'Whether the platform was asked this very question.',
    }),
    checkedAt: t.expose('checkedAt', {
      type: 'DateTime',
      description: 'When this server had the answer, in Beijing time.',
    }),
    requestId: requestIdField(t),
    binding: t.expose('binding', {
      type: Binding,
      description: 'The binding that was asked about, as a free handle.',
    }),
  }),
})
