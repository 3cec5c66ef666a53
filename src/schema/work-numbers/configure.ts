import { configX, displayModes, ringingModes, smsSenderModes } from '../../dypls/work-numbers/config.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { issue, keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { inputEnum } from '../../graph/fields/wire-enum.ts'
import {
  idempotencyKeyMeans,
  messageIdIssues,
  numberIssues,
  poolKeyMeans,
  WorkNumber,
  type WorkNumberHandle,
} from './handle.ts'

type Configured = { readonly workNumber: WorkNumberHandle; readonly requestId: string | undefined }

const ConfiguredWorkNumber = builder.objectRef<Configured>('ConfiguredWorkNumber').implement({
  access: ['numbers:read', 'numbers:write'],
  description: 'The options were taken. Ask `workNumber.config` for all that are in force now.',
  fields: (t) => ({
    workNumber: t.field({
      type: WorkNumber,
      description: 'The number, as a free handle; its `config` asks afresh after this write.',
      resolve: ({ workNumber }) => workNumber,
    }),
    requestId: requestIdField(t),
  }),
})

const ConfigureWorkNumberResult = resultUnion('ConfigureWorkNumberResult', {
  success: ConfiguredWorkNumber,
  failures: ['NotFound', 'Conflict', 'OutcomeUnknown'],
  description: 'The options of the work number were set, or why not.',
  findOut: {
    en: 'Ask pool.workNumber.config: it shows the options in force, all but the ringing mode. Repeating the same options is harmless.',
    zh: '查询 pool.workNumber.config 可看到当前生效的配置（顺振模式除外）。重复提交相同配置无副作用。',
  },
})

const RingingMode = inputEnum('WorkNumberRingingMode', {
  description: 'Which phones ring when a customer calls the work number.',
  spelled: ringingModes,
  means: {
    OFF: 'Only the employee’s own phone. The platform’s default.',
    CHOSEN_PARTY_FIRST: 'The phone that would ring anyway, then those of the list in turn.',
    LIST_ONLY: 'Only the phones of the list, in turn.',
  },
})

const RingingStepInput = builder.inputType('WorkNumberRingingStepInput', {
  description: 'One of the phones that are to ring in turn.',
  fields: (t) => ({
    number: t.field({ type: 'PhoneNumber', required: true, description: 'Real number to ring. Personal data.' }),
    promptWhileRinging: t.string({ description: 'Code of what the caller hears meanwhile; left out, the usual tone.' }),
    promptAfterAnswer: t.string({ description: 'Code of what is played after the answer; left out, nothing.' }),
  }),
})

const ConfigureWorkNumberInput = builder.inputType('ConfigureWorkNumberInput', {
  description:
    'Options of a work number, at least one. Whether one that is left out stays as it is or falls back to its default is not documented: name all that matter.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: poolKeyMeans }),
    number: t.field({ type: 'NumberX', required: true, description: 'The work number, digits only.' }),
    callEnabled: t.boolean({ description: 'Whether it can be used for calls.' }),
    smsEnabled: t.boolean({ description: 'Whether text messages go through it.' }),
    customerShownToEmployee: t.boolean({
      description:
        'True shows the employee the customer’s real number, which gives up the customer’s privacy; false lets both see X.',
    }),
    smsSenderShown: t.boolean({ description: 'Whether text messages show their real sender.' }),
    ringingMode: t.field({ type: RingingMode.type, description: 'Whether further phones ring, and when.' }),
    ringingSteps: t.field({
      type: [RingingStepInput],
      description: 'The further phones, in the order in which they are to ring; replaces the list there was.',
    }),
    idempotencyKey: t.id({ required: true, description: idempotencyKeyMeans }),
  }),
})

type Input = typeof ConfigureWorkNumberInput.$inferInput

const options = [
  'callEnabled',
  'smsEnabled',
  'customerShownToEmployee',
  'smsSenderShown',
  'ringingMode',
  'ringingSteps',
] as const satisfies readonly (keyof Input)[]

const stepIssues = (steps: NonNullable<Input['ringingSteps']>): InputIssue[] =>
  steps.flatMap(({ number, promptWhileRinging, promptAfterAnswer }, index) => {
    const path = ['input', 'ringingSteps', String(index)]
    return [
      ...phoneIssues(number, [...path, 'number']),
      ...(promptWhileRinging == null ? [] : keyIssues(promptWhileRinging, [...path, 'promptWhileRinging'])),
      ...(promptAfterAnswer == null ? [] : keyIssues(promptAfterAnswer, [...path, 'promptAfterAnswer'])),
    ]
  })

const issuesOf = (input: Input): InputIssue[] => [
  ...numberIssues(input, ['input']),
  ...(options.every((option) => input[option] == null)
    ? [issue(['input'], `must set at least one of ${options.join(', ')}`, `至少设置其中一项：${options.join('、')}`)]
    : []),
  ...stepIssues(input.ringingSteps ?? []),
  ...messageIdIssues(input.idempotencyKey, ['input']),
]

const mode = (on: boolean | null | undefined, no: string, yes: string): string | undefined =>
  on == null ? undefined : on ? yes : no

builder.mutationField('configureWorkNumber', (t) =>
  t.field({
    type: ConfigureWorkNumberResult.type,
    access: ['numbers:write'],
    upstreamCalls: 1,
    description:
      'Sets how a work number behaves: calls, text messages, whose number is shown, which phones ring. Costs one upstream call.',
    args: {
      input: t.arg({ type: ConfigureWorkNumberInput, required: true, description: 'The number and its new options.' }),
    },
    resolve: (_root, { input }, context) => {
      const issues = issuesOf(input)
      if (issues.length > 0) return invalidInput(issues)
      const { poolKey, number, ringingMode, ringingSteps, idempotencyKey } = input
      const { BOTH_SEE_X, EMPLOYEE_SEES_CUSTOMER } = displayModes
      const params = {
        poolKey,
        numberX: number,
        callEnabled: input.callEnabled ?? undefined,
        smsEnabled: input.smsEnabled ?? undefined,
        displayMode: mode(input.customerShownToEmployee, BOTH_SEE_X, EMPLOYEE_SEES_CUSTOMER),
        smsSenderMode: mode(input.smsSenderShown, smsSenderModes.HIDDEN, smsSenderModes.SHOWN),
        sequenceMode: ringingMode == null ? undefined : RingingMode.write(ringingMode),
        sequence: ringingSteps?.map((step) => ({
          number: step.number,
          promptWhileRinging: step.promptWhileRinging ?? undefined,
          promptAfterAnswer: step.promptAfterAnswer ?? undefined,
        })),
        idempotencyKey,
      }
      return ConfigureWorkNumberResult.ask(configX, params, context, ({ requestId }) => ({
        workNumber: { poolKey, number },
        requestId,
      }))
    },
  }),
)
