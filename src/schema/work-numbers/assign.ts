import { bindXb, unbindXb } from '../../dypls/work-numbers/bind.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import {
  idempotencyKeyMeans,
  messageIdIssues,
  numberIssues,
  outIdMeans,
  poolKeyMeans,
  WorkNumber,
  type WorkNumberHandle,
} from './handle.ts'

type Assigned = {
  readonly id: string
  readonly workNumber: WorkNumberHandle
  readonly requestId: string | undefined
}

const WorkNumberAssignment = builder.objectRef<Assigned>('WorkNumberAssignment').implement({
  access: ['numbers:read', 'numbers:write'],
  description:
    'An employee owns a work number from now on. Keep the id: preparing calls and taking the number back need it, and no operation lists it.',
  fields: (t) => ({
    id: t.exposeID('id', {
      description: 'What the upstream calls AuthId. Not a `subsId`: nothing that takes a binding knows it.',
    }),
    workNumber: t.field({
      type: WorkNumber,
      description: 'The number that was given out, as a free handle for asking on.',
      resolve: ({ workNumber }) => workNumber,
    }),
    requestId: requestIdField(t),
  }),
})

const AssignWorkNumberResult = resultUnion('AssignWorkNumberResult', {
  success: WorkNumberAssignment,
  failures: ['NotFound', 'Conflict', 'OutcomeUnknown'],
  description: 'The number belongs to the employee now, or why not.',
  findOut: {
    en: 'Look for the number in pool.workNumbers: boundAt says whether it was given out. Its assignment id is told by no query; repeat with the same idempotencyKey to learn it.',
    zh: '在 pool.workNumbers 中查看该号码：boundAt 表明是否已分配。分配 ID 无法查询得到，请使用相同的 idempotencyKey 重试以获取。',
  },
})

const AssignWorkNumberInput = builder.inputType('AssignWorkNumberInput', {
  description: 'Which X goes to which employee.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: poolKeyMeans }),
    number: t.field({ type: 'NumberX', required: true, description: 'The work number to give out, digits only.' }),
    numberB: t.field({
      type: 'PhoneNumber',
      required: true,
      description: 'Real number of the employee. Personal data.',
    }),
    outId: t.string({ description: outIdMeans }),
    idempotencyKey: t.id({ required: true, description: idempotencyKeyMeans }),
  }),
})

builder.mutationField('assignWorkNumber', (t) =>
  t.field({
    type: AssignWorkNumberResult.type,
    access: ['numbers:write'],
    upstreamCalls: 1,
    description:
      'Gives a work number to an employee, who can then call customers with it, one prepared call at a time. Costs one upstream call.',
    args: { input: t.arg({ type: AssignWorkNumberInput, required: true, description: 'The number and its owner.' }) },
    resolve: (_root, { input }, context) => {
      const { poolKey, number, numberB, outId, idempotencyKey } = input
      const issues = [
        ...numberIssues(input, ['input']),
        ...phoneIssues(numberB, ['input', 'numberB']),
        ...messageIdIssues(idempotencyKey, ['input']),
      ]
      if (issues.length > 0) return invalidInput(issues)
      const params = { poolKey, numberX: number, numberB, outId: outId ?? undefined, idempotencyKey }
      return AssignWorkNumberResult.ask(bindXb, params, context, ({ xbBindingId, numberX, requestId }) => ({
        id: xbBindingId,
        workNumber: { poolKey, number: numberX ?? number },
        requestId,
      }))
    },
  }),
)

type Unassigned = Omit<Assigned, 'id'>

const WorkNumberUnassignment = builder.objectRef<Unassigned>('WorkNumberUnassignment').implement({
  access: ['numbers:read', 'numbers:write'],
  description: 'Nobody owns the work number any more; it can be given to somebody else.',
  fields: (t) => ({
    workNumber: t.field({
      type: WorkNumber,
      description: 'The number that was taken back, as a free handle for asking on.',
      resolve: ({ workNumber }) => workNumber,
    }),
    requestId: requestIdField(t),
  }),
})

const UnassignWorkNumberResult = resultUnion('UnassignWorkNumberResult', {
  success: WorkNumberUnassignment,
  failures: ['NotFound', 'Conflict', 'OutcomeUnknown'],
  description: 'The number was taken from its employee, or why not.',
  findOut: {
    en: 'Look for the number in pool.workNumbers: unboundAt says whether it was taken back. Repeating with the same idempotencyKey is harmless: NotFoundError means that it was.',
    zh: '在 pool.workNumbers 中查看该号码：unboundAt 表明是否已收回。使用相同的 idempotencyKey 重试无副作用：返回 NotFoundError 即表示已收回。',
  },
})

const UnassignWorkNumberInput = builder.inputType('UnassignWorkNumberInput', {
  description: 'Which assignment to end; number and id must belong together.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: poolKeyMeans }),
    number: t.field({ type: 'NumberX', required: true, description: 'The work number to take back, digits only.' }),
    assignmentId: t.id({ required: true, description: 'The id that `assignWorkNumber` answered.' }),
    idempotencyKey: t.id({ required: true, description: idempotencyKeyMeans }),
  }),
})

builder.mutationField('unassignWorkNumber', (t) =>
  t.field({
    type: UnassignWorkNumberResult.type,
    access: ['numbers:write'],
    upstreamCalls: 1,
    description:
      'Takes a work number from its employee. The number stays bought; giving it back to the platform is done in the console. Costs one upstream call.',
    args: {
      input: t.arg({ type: UnassignWorkNumberInput, required: true, description: 'The assignment that is over.' }),
    },
    resolve: (_root, { input }, context) => {
      const { poolKey, number, assignmentId, idempotencyKey } = input
      const issues = [
        ...numberIssues(input, ['input']),
        ...keyIssues(assignmentId, ['input', 'assignmentId']),
        ...messageIdIssues(idempotencyKey, ['input']),
      ]
      if (issues.length > 0) return invalidInput(issues)
      const params = { poolKey, numberX: number, xbBindingId: assignmentId, idempotencyKey }
      return UnassignWorkNumberResult.ask(unbindXb, params, context, ({ requestId }) => ({
        workNumber: { poolKey, number },
        requestId,
      }))
    },
  }),
)
