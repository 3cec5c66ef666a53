import type { ObjectRef } from '@pothos/core'
import type { Kind } from '../../dypls/rejections/catalogue.ts'
import { builder, type Types } from './builder.ts'
import type { Failed, InputIssue } from './failed.ts'

const ErrorInterface = builder.interfaceRef<Failed<Kind>>('Error').implement({
  access: 'anyone',
  description:
    'Why a field has no answer. Every failure type implements it, so a client that selects these fields keeps working when a kind is added.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description:
        "The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known.",
    }),
    message: t.string({
      description: 'What the code means, in the language of `Accept-Language` (English or Chinese); safe to show.',
      resolve: ({ about }, _args, { locale }) => about.meaning[locale],
    }),
    retryable: t.boolean({
      description: 'Whether the same request may succeed later, unchanged.',
      resolve: ({ about }) => about.retry !== 'NEVER',
    }),
    requestId: t.exposeString('requestId', {
      nullable: true,
      description:
        "The upstream's id of this exchange, which its support asks for first; null when it was not reached.",
    }),
    hint: t.string({
      nullable: true,
      description: 'What the caller or the operator can do next; null when nothing is known.',
      resolve: ({ about, hint }, _args, { locale }) => (hint ?? about.fix)[locale] || null,
    }),
  }),
})

/** Implemented for any kind and then narrowed to its own, so that a union tells its members apart at compile time. */
const failureType = <K extends Kind>(kind: K, description: string): ObjectRef<Types, Failed<K>> =>
  builder
    .objectRef<Failed<Kind>>(`${kind}Error`)
    .implement({ access: 'anyone', interfaces: [ErrorInterface], description }) as unknown as ObjectRef<
    Types,
    Failed<K>
  >

const InputIssueType = builder.objectRef<InputIssue>('InputIssue').implement({
  access: 'anyone',
  description: 'One thing wrong with the input.',
  fields: (t) => ({
    path: t.exposeStringList('path', {
      description: 'Where it stands, from the field’s arguments inwards: `["keys", "3", "callNo"]`.',
    }),
    message: t.string({
      description: 'What is wrong with it. The value itself is not repeated, since it may be a phone number.',
      resolve: ({ message }, _args, { locale }) => message[locale],
    }),
  }),
})

/** Every kind and its GraphQL type. `satisfies` makes a forgotten kind a compile error. */
export const failureTypes = {
  InvalidInput: failureType(
    'InvalidInput',
    'The caller sent something unusable. Found by this server before any upstream call (then `issues` says where), or by the upstream.',
  ),
  NotFound: failureType(
    'NotFound',
    'The upstream knows no such binding, number or record. A lapsed binding can look the same.',
  ),
  PermissionDenied: failureType(
    'PermissionDenied',
    'The identity behind the access key may not do this, the thing belongs to another account, or this request’s own credential does not include the pool (`POOL_FORBIDDEN`).',
  ),
  Account: failureType(
    'Account',
    'The Alibaba Cloud account is in arrears, closed, unverified or has not activated the product.',
  ),
  Configuration: failureType(
    'Configuration',
    'Something is set up wrongly on our side: key, clock, endpoint or pool. Callers can do nothing; operators run `dypls-graphql doctor`.',
  ),
  Conflict: failureType(
    'Conflict',
    'The wish clashes with what exists, such as a second binding of the same number on one X.',
  ),
  NumbersExhausted: failureType('NumbersExhausted', 'No lent number is left to give, or a purchase limit is reached.'),
  Throttled: failureType(
    'Throttled',
    'Too many requests for the account or the operation. Wait, then ask again unchanged.',
  ),
  UpstreamUnavailable: failureType(
    'UpstreamUnavailable',
    'The upstream did not answer, answered something unusable, or reported a fault of its own.',
  ),
  OperationUnavailable: failureType(
    'OperationUnavailable',
    'This account is not served the operation: the gateway does not know it. Once it said so three times in a row, it is asked again by a single probe only, after 10 s and then at longer pauses of up to 10 minutes.',
  ),
  OutcomeUnknown: failureType(
    'OutcomeUnknown',
    'A write was sent and its answer was lost: it may or may not have happened. It was not repeated.',
  ),
  StoreUnavailable: failureType(
    'StoreUnavailable',
    'What was kept cannot be read: this server keeps nothing, or its store does not answer just now. The upstream was not asked.',
  ),
  Unknown: failureType(
    'Unknown',
    'The upstream refused with a code this server has never seen. Code and request id are what its support needs.',
  ),
} satisfies { [K in Kind]: unknown }

builder.objectField(failureTypes.InvalidInput, 'issues', (t) =>
  t.field({
    type: [InputIssueType],
    description: 'One entry per fault that this server found; empty when the upstream did the refusing.',
    resolve: ({ issues }) => [...(issues ?? [])],
  }),
)

/** Codes of ours among those that ask for patience. */
const heldBackHere: ReadonlySet<string> = new Set(['LOCAL_BUDGET', 'NUMBERS_LIMIT'])

const ThrottleOrigin = builder.enumType('ThrottleOrigin', {
  description: 'Who held the request back.',
  values: {
    UPSTREAM: { description: 'Alibaba Cloud refused it: the account’s quota for the operation is used up.' },
    LOCAL_BUDGET: {
      description:
        'This server did, to stay below that quota, or because this caller named more numbers than it may (`NUMBERS_LIMIT`); no upstream call was made.',
    },
  } as const,
})

builder.objectFields(failureTypes.Throttled, (t) => ({
  retryAfterMs: t.int({
    nullable: true,
    description: 'Milliseconds to wait at least; null when nobody named a time.',
    resolve: ({ retryAfterMs }) => (retryAfterMs == null ? null : Math.min(Math.ceil(retryAfterMs), 2 ** 31 - 1)),
  }),
  origin: t.field({
    type: ThrottleOrigin,
    description: 'Whether the upstream or this server said no.',
    resolve: ({ code }) => (heldBackHere.has(code) ? 'LOCAL_BUDGET' : 'UPSTREAM'),
  }),
}))

builder.objectFields(failureTypes.UpstreamUnavailable, (t) => ({
  attempts: t.int({
    description: 'How often it was tried, the last time included; 0 when no request left this server.',
    resolve: ({ attempts }) => attempts ?? 1,
  }),
  httpStatus: t.int({
    nullable: true,
    description: 'The HTTP status that came with the unusable answer; null when none came.',
    resolve: ({ httpStatus }) => httpStatus ?? null,
  }),
  reason: t.string({
    nullable: true,
    description:
      'What exactly went wrong, in English, for operators: "the answer is HTML or XML, not JSON". Null when the code says it all.',
    resolve: ({ reason }) => reason ?? null,
  }),
}))

for (const type of [failureTypes.OperationUnavailable, failureTypes.OutcomeUnknown]) {
  builder.objectField(type, 'action', (t) =>
    t.string({
      description: 'The upstream’s own name of the operation, such as `QueryCallStatus`.',
      resolve: ({ action }) => action ?? '',
    }),
  )
}

builder.objectField(failureTypes.OutcomeUnknown, 'sentAt', (t) =>
  t.field({
    type: 'DateTime',
    nullable: true,
    description: 'When the write was sent; null when that is not known. Look for what it would have made from then on.',
    resolve: ({ sentAt }) => sentAt ?? null,
  }),
)
