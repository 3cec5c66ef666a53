import type { Lane } from '../../aliyun/call-path/lanes.ts'
import { unreachable } from '../../aliyun/failure.ts'
import { type CallStatusQuestion, queryCallStatus } from '../../dypls/calls.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { isPlainKey, keyIssues, lengthIssues, type Path, phoneIssues } from '../../graph/fields/issues.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import type { Context } from '../../graph/request/context.ts'
import { Binding } from '../pools.ts'
import { CallStatus, callStatusOf, lacksNumber } from './status.ts'

const mostKeys = 100

const CallStatusResult = resultUnion('CallStatusResult', {
  success: CallStatus,
  failures: ['NotFound'],
  description: 'The call status of a binding, or why there is none.',
})

/** callNo is part of the question: leaving it out is a question of its own. None of the three can hold a blank. */
const questionKey = ({ poolKey, subsId, callNo }: CallStatusQuestion): string =>
  `${poolKey} ${subsId} ${callNo?.reveal() ?? ''}`

/** The lane is no part of the question: asked alone and in a list, it is one call. */
type Asked = CallStatusQuestion & { readonly lane: Lane }

const ask = ({ poolKey, subsId, callNo, lane }: Asked, context: Context) =>
  CallStatusResult.ask(
    queryCallStatus,
    { poolKey, subsId, callNo },
    context,
    (answer) => {
      if (lacksNumber(answer)) return CallStatusResult.failed(withoutNumber(answer.requestId), queryCallStatus)
      // With 1 the number to dial is the binding's own X (documented).
      const numberX = answer.status === 1 ? answer.calledNo : null
      return callStatusOf(answer, { poolKey, subsId, numberX }, new Date(context.now()))
    },
    lane,
  )

const withoutNumber = (requestId: string | undefined) =>
  unreachable('BAD_RESPONSE', 'the status promises a number to dial, but none came with it', {
    httpStatus: 200,
    requestId: requestId ?? null,
  })

const callStatusLoader = perRequest(ask, questionKey)

/** One of `callStatus` as it came: an argument that was given as null is left out. */
type Given = Omit<CallStatusQuestion, 'callNo'> & { readonly callNo?: CallStatusQuestion['callNo'] | null }

const questionIssues = ({ poolKey, subsId, callNo }: Given, path: Path): readonly InputIssue[] => [
  ...keyIssues(poolKey, [...path, 'poolKey']),
  ...keyIssues(subsId, [...path, 'subsId']),
  ...phoneIssues(callNo, [...path, 'callNo']),
]

/** What nearly every question is, so that a list of them makes no paths to tell of. */
const isPlain = ({ poolKey, subsId, callNo }: Given): boolean => isPlainKey(poolKey) && isPlainKey(subsId) && !callNo

/** `index` is that in a list of questions, whose parts wait behind single look-ups. */
const loadCallStatus = (question: Given, context: Context, index: number | null = null) => {
  if (!isPlain(question)) {
    const issues = questionIssues(question, index === null ? [] : ['keys', String(index)])
    if (issues.length > 0) return invalidInput(issues)
  }
  const { poolKey, subsId, callNo } = question
  const lane = index === null ? 'interactive' : 'bulk'
  return callStatusLoader(context).load({ poolKey, subsId, callNo: callNo ?? undefined, lane })
}

const poolKeyMeans = 'Key of the pool that owns the X number, 1 to 64 characters without blanks.'
const subsIdMeans = 'Id of the binding, as binding the numbers answered it; text, since it is a 64-bit number.'
const callNoMeans =
  'Real number of the party about to call. Optional; the upstream does not document its effect, and leaving it out is a different question.'

builder.queryField('callStatus', (t) =>
  t.field({
    type: CallStatusResult.type,
    access: ['calls:read'],
    upstreamCalls: 1,
    description:
      'Can this binding be called now, and which number should be dialled? Ask right before the call. Costs one upstream call; equal questions of one request share it. May make the platform lend a temporary number.',
    args: {
      poolKey: t.arg.id({ required: true, description: poolKeyMeans }),
      subsId: t.arg.id({ required: true, description: subsIdMeans }),
      callNo: t.arg({ type: 'PhoneNumber', description: callNoMeans }),
    },
    resolve: (_root, question, context) => loadCallStatus(question, context),
  }),
)

const CallStatusKey = builder.inputType('CallStatusKey', {
  description: 'One question of `callStatuses`.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: poolKeyMeans }),
    subsId: t.id({ required: true, description: subsIdMeans }),
    callNo: t.field({ type: 'PhoneNumber', description: callNoMeans }),
  }),
})

/** More keys than allowed are answered once, without a call. */
const keyCount = ({ keys }: { readonly keys: readonly unknown[] }): number =>
  keys.length > mostKeys ? 1 : Math.max(keys.length, 1)

builder.queryField('callStatuses', (t) =>
  t.field({
    type: [CallStatusResult.type],
    access: ['calls:read'],
    upstreamCalls: keyCount,
    listSize: keyCount,
    description:
      'The call status of up to 100 bindings: one result per key, in order. Costs one upstream call per distinct key; a failing key leaves its neighbours alone. More than 100 keys are answered with a single InvalidInputError and no upstream call.',
    args: { keys: t.arg({ type: [CallStatusKey], required: true, description: 'The questions, at most 100.' }) },
    resolve: (_root, { keys }, context) => {
      const issues = lengthIssues(keys, mostKeys, ['keys'])
      if (issues.length > 0) return [invalidInput(issues)]
      return keys.map((question, index) => loadCallStatus(question, context, index))
    },
  }),
)

builder.objectField(Binding, 'callStatus', (t) =>
  t.field({
    type: CallStatusResult.type,
    access: ['calls:read'],
    upstreamCalls: 1,
    description:
      'Can this binding be called now, and which number should be dialled? Costs one upstream call, as `Query.callStatus` does.',
    args: { callNo: t.arg({ type: 'PhoneNumber', description: callNoMeans }) },
    resolve: async (binding, { callNo }, context) => {
      const { poolKey, subsId } = binding
      const told = await loadCallStatus({ poolKey, subsId, callNo }, context)
      return 'failed' in told ? told : { ...told, binding }
    },
  }),
)
