import type { CallStatusAnswer } from '../../dypls/calls.ts'
import { builder } from '../../graph/builder.ts'
import { requestIdField } from '../../graph/exchange.ts'
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

/** The upstream's answer as it came, and what this server adds to it. */
export type CallStatusValue = {
  readonly answer: CallStatusAnswer
  readonly binding: BindingHandle
  readonly checkedAt: Date
}

export const CallStatus = builder.objectRef<CallStatusValue>('CallStatus').implement({
  access: ['calls:read'],
  description:
    'Whether this binding can be called at this moment, and which number to dial. Never cached: ask right before the call.',
  fields: (t) => ({
    status: t.field({
      type: CallStatusCode,
      description: 'What the platform says about the binding.',
      resolve: ({ answer }) => statusCode(answer.status),
    }),
    rawStatus: t.int({
      description: 'The upstream’s own number for `status`, also when it is UNKNOWN.',
      resolve: ({ answer }) => answer.status,
    }),
    calledNo: t.field({
      type: 'NumberX',
      nullable: true,
      description:
        'The lent number to dial. Null with UNAVAILABLE and EXPIRED (a number that the upstream sends along with an expired binding is withheld: it must not be dialled).',
      resolve: ({ answer: { status, calledNo } }) =>
        status === 3 || status === 4 || !calledNo?.reveal() ? null : calledNo,
    }),
    extension: t.string({
      nullable: true,
      description: 'Digits to dial after `calledNo`, for bindings with an extension; null for all others.',
      resolve: ({ answer }) => answer.extension || null,
    }),
    advice: t.field({
      type: CallAdvice,
      description: 'The next step, derived from `status` alone.',
      resolve: ({ answer }) => advice[statusCode(answer.status)],
    }),
    source: t.field({
      type: CallStatusSource,
      description: 'Whether the platform was asked this very question.',
      resolve: () => 'QUERY_CALL_STATUS' as const,
    }),
    checkedAt: t.expose('checkedAt', {
      type: 'DateTime',
      description: 'When this server had the answer, in Beijing time.',
    }),
    requestId: requestIdField(t, ({ answer }) => answer),
    binding: t.field({
      type: Binding,
      description: 'The binding that was asked about, as a free handle.',
      resolve: ({ binding }) => binding,
    }),
  }),
})
