import { bindAxbCall, unbindAxb } from '../../dypls/work-numbers/bind.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues, phoneIssues, rangeIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { idempotencyKeyMeans, messageIdIssues, outIdMeans, poolKeyMeans } from './handle.ts'

type Prepared = { readonly id: string; readonly expiresAt: Date; readonly requestId: string | undefined }

const PreparedWorkCall = builder.objectRef<Prepared>('PreparedWorkCall').implement({
  access: ['bindings:read', 'bindings:write'],
  description: 'The employee can call this customer now, who sees the work number. It ends by itself.',
  fields: (t) => ({
    id: t.exposeID('id', {
      description:
        'What the upstream calls BindId; `endWorkCall` takes it. Not a `subsId`, and no query tells it again.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description:
        'When it ends, reckoned by this server from the moment it asked; the upstream names none and may be a little later.',
    }),
    requestId: requestIdField(t),
  }),
})

const PrepareWorkCallResult = resultUnion('PrepareWorkCallResult', {
  success: PreparedWorkCall,
  failures: ['NotFound', 'Conflict', 'OutcomeUnknown'],
  description: 'The call was prepared, or why not.',
  findOut: {
    en: 'No query shows prepared calls. Repeat with the same idempotencyKey; ConflictError means that the call was prepared. A forgotten one ends by itself.',
    zh: '已准备的通话无法查询。请使用相同的 idempotencyKey 重试；返回 ConflictError 即表示通话已准备。遗留的绑定会到期自动失效。',
  },
})

const longestLifetime = 2 ** 31 - 1

const PrepareWorkCallInput = builder.inputType('PrepareWorkCallInput', {
  description: 'Which employee wants to call which customer, and for how long that may be done.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: poolKeyMeans }),
    assignmentId: t.id({
      required: true,
      description: 'The id that `assignWorkNumber` answered; it stands for the employee and the work number.',
    }),
    numberA: t.field({
      type: 'PhoneNumber',
      required: true,
      description: 'Real number of the customer. Personal data.',
    }),
    lifetimeSeconds: t.int({
      required: true,
      description: 'After how many seconds it ends by itself, 1 or more; no value means endless.',
    }),
    outId: t.string({ description: outIdMeans }),
    idempotencyKey: t.id({ required: true, description: idempotencyKeyMeans }),
  }),
})

builder.mutationField('prepareWorkCall', (t) =>
  t.field({
    type: PrepareWorkCallResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Lets an employee call one customer with the work number for a while, and that customer call back. Costs one upstream call.',
    args: { input: t.arg({ type: PrepareWorkCallInput, required: true, description: 'The two sides and the time.' }) },
    resolve: (_root, { input }, context) => {
      const { poolKey, assignmentId, numberA, lifetimeSeconds, outId, idempotencyKey } = input
      const issues = [
        ...keyIssues(poolKey, ['input', 'poolKey']),
        ...keyIssues(assignmentId, ['input', 'assignmentId']),
        ...phoneIssues(numberA, ['input', 'numberA']),
        ...rangeIssues(lifetimeSeconds, 1, longestLifetime, ['input', 'lifetimeSeconds']),
        ...messageIdIssues(idempotencyKey, ['input']),
      ]
      if (issues.length > 0) return invalidInput(issues)
      const expiresAt = new Date(context.now() + lifetimeSeconds * 1000)
      const params = {
        poolKey,
        xbBindingId: assignmentId,
        numberA,
        lifetimeSeconds,
        outId: outId ?? undefined,
        idempotencyKey,
      }
      return PrepareWorkCallResult.ask(bindAxbCall, params, context, ({ callBindingId, requestId }) => ({
        id: callBindingId,
        expiresAt,
        requestId,
      }))
    },
  }),
)

type Ended = { readonly id: string; readonly requestId: string | undefined }

const EndedWorkCall = builder.objectRef<Ended>('EndedWorkCall').implement({
  access: ['bindings:read', 'bindings:write'],
  description: 'The employee cannot call this customer any more until another call is prepared.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Which prepared call is over; it is of no use any more.' }),
    requestId: requestIdField(t),
  }),
})

const EndWorkCallResult = resultUnion('EndWorkCallResult', {
  success: EndedWorkCall,
  failures: ['NotFound', 'OutcomeUnknown'],
  description: 'The prepared call is over, or why that is not certain.',
  findOut: {
    en: 'Repeat with the same idempotencyKey: NotFoundError means that it is over. It ends by itself at its time in any case.',
    zh: '使用相同的 idempotencyKey 重试：返回 NotFoundError 即表示已结束。到期后也会自动失效。',
  },
})

const EndWorkCallInput = builder.inputType('EndWorkCallInput', {
  description: 'Which prepared call to end before its time.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: poolKeyMeans }),
    preparedCallId: t.id({ required: true, description: 'The id that `prepareWorkCall` answered.' }),
    idempotencyKey: t.id({ required: true, description: idempotencyKeyMeans }),
  }),
})

builder.mutationField('endWorkCall', (t) =>
  t.field({
    type: EndWorkCallResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Ends what `prepareWorkCall` made before it ends by itself; whether a running call is cut is not documented. Costs one upstream call.',
    args: { input: t.arg({ type: EndWorkCallInput, required: true, description: 'The prepared call.' }) },
    resolve: (_root, { input }, context) => {
      const { poolKey, preparedCallId, idempotencyKey } = input
      const issues = [
        ...keyIssues(poolKey, ['input', 'poolKey']),
        ...keyIssues(preparedCallId, ['input', 'preparedCallId']),
        ...messageIdIssues(idempotencyKey, ['input']),
      ]
      if (issues.length > 0) return invalidInput(issues)
      const params = { poolKey, callBindingId: preparedCallId, idempotencyKey }
      return EndWorkCallResult.ask(unbindAxb, params, context, ({ requestId }) => ({ id: preparedCallId, requestId }))
    },
  }),
)
