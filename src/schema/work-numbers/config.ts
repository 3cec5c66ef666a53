import type { Answer } from '../../aliyun/contract/operation.ts'
import { displayModes, getXConfig, getXDefaultConfig, smsSenderModes } from '../../dypls/work-numbers/config.ts'
import { builder } from '../../graph/fields/builder.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { realNumberOrNull } from '../../graph/numbers/real-number.ts'
import type { Context } from '../../graph/request/context.ts'
import { CardRule } from './cards.ts'
import { newMessageId, numberIssues, WorkNumber, type WorkNumberHandle } from './handle.ts'

type Config = Answer<typeof getXConfig>
type Step = NonNullable<Config['sequence']>[number]

const RingingStep = builder.objectRef<Step>('WorkNumberRingingStep').implement({
  access: ['numbers:read'],
  description: 'One of the phones that ring in turn when a customer calls back.',
  fields: (t) => ({
    ...realNumberOrNull(t, 'number', {
      description: 'Real number that rings, masked; null when the upstream names none. Personal data.',
      resolve: ({ number }) => number ?? null,
    }),
    promptWhileRinging: t.exposeString('promptWhileRinging', {
      nullable: true,
      description: 'Code of what the caller hears meanwhile; null for the usual tone.',
    }),
    promptAfterAnswer: t.exposeString('promptAfterAnswer', {
      nullable: true,
      description: 'Code of what is played once this phone was answered; null for nothing.',
    }),
  }),
})

/** A mode of two known values as yes and no; null for any other. */
const yesNo =
  (no: string, yes: string) =>
  (mode: string | undefined): boolean | null =>
    mode === yes ? true : mode === no ? false : null

const shownToEmployee = yesNo(displayModes.BOTH_SEE_X, displayModes.EMPLOYEE_SEES_CUSTOMER)
const senderShown = yesNo(smsSenderModes.HIDDEN, smsSenderModes.SHOWN)

const WorkNumberConfig = builder.objectRef<Config>('WorkNumberConfig').implement({
  access: ['numbers:read'],
  description:
    'How a work number behaves in calls and text messages. The mode of sequential ringing can be set but is told by no operation.',
  fields: (t) => ({
    callEnabled: t.boolean({
      nullable: true,
      description: 'Whether it can be used for calls; null when the upstream does not say.',
      resolve: ({ callEnabled }) => callEnabled ?? null,
    }),
    smsEnabled: t.boolean({
      nullable: true,
      description: 'Whether text messages go through it; null when the upstream does not say.',
      resolve: ({ smsEnabled }) => smsEnabled ?? null,
    }),
    customerShownToEmployee: t.boolean({
      nullable: true,
      description:
        'Whether the employee sees the customer’s real number, which gives up the customer’s privacy; false when both see X. Null for a mode that this server does not know: see `rawDisplayMode`.',
      resolve: ({ displayMode }) => shownToEmployee(displayMode),
    }),
    rawDisplayMode: t.string({
      nullable: true,
      description: 'The upstream’s own code: 00 both see X, 10 the employee sees more; null when it named none.',
      resolve: ({ displayMode }) => displayMode ?? null,
    }),
    smsSenderShown: t.boolean({
      nullable: true,
      description:
        'Whether a text message shows its real sender. Null for a mode that this server does not know: see `rawSmsSenderMode`.',
      resolve: ({ smsSenderMode }) => senderShown(smsSenderMode),
    }),
    rawSmsSenderMode: t.string({
      nullable: true,
      description: 'The upstream’s own code: 0 hidden, 1 shown; null when it named none.',
      resolve: ({ smsSenderMode }) => smsSenderMode ?? null,
    }),
    ringingSteps: t.field({
      type: [RingingStep],
      description: 'The phones of sequential ringing, in the order in which they ring; empty when there are none.',
      resolve: ({ sequence }) => [...(sequence ?? [])],
    }),
    ringingFrom: t.string({
      nullable: true,
      description: 'Time of day, Beijing, at which sequential ringing starts: `09:00:00`. Null when none is set.',
      resolve: ({ sequenceFrom }) => sequenceFrom || null,
    }),
    ringingUntil: t.string({
      nullable: true,
      description: 'Time of day, Beijing, at which sequential ringing stops: `18:00:00`. Null when none is set.',
      resolve: ({ sequenceUntil }) => sequenceUntil || null,
    }),
    cardRules: t.field({
      type: [CardRule],
      description: 'When business cards are sent; empty when they are not.',
      resolve: ({ cardRules }) => [...(cardRules ?? [])],
    }),
    requestId: requestIdField(t),
  }),
})

const WorkNumberConfigResult = resultUnion('WorkNumberConfigResult', {
  success: WorkNumberConfig,
  failures: ['NotFound'],
  description: 'How a work number behaves, or why that is not known.',
})

const configLoader = (row: typeof getXConfig | typeof getXDefaultConfig) =>
  perRequest(
    ({ poolKey, number }: WorkNumberHandle, context: Context) => {
      const params = { poolKey, numberX: number, idempotencyKey: newMessageId(context) }
      return WorkNumberConfigResult.ask(row, params, context, (config) => config)
    },
    ({ poolKey, number }) => JSON.stringify([poolKey, number.reveal()]),
  )

const inForce = configLoader(getXConfig)
const standard = configLoader(getXDefaultConfig)

const load = (loader: typeof inForce, number: WorkNumberHandle, context: Context) => {
  const issues = numberIssues(number, [])
  return issues.length > 0 ? invalidInput(issues) : loader(context).load(number)
}

builder.objectFields(WorkNumber, (t) => ({
  config: t.field({
    type: WorkNumberConfigResult.type,
    access: ['numbers:read'],
    upstreamCalls: 1,
    description: 'The options in force for this number. Costs one upstream call.',
    resolve: (number, _args, context) => load(inForce, number, context),
  }),
  defaultConfig: t.field({
    type: WorkNumberConfigResult.type,
    access: ['numbers:read'],
    upstreamCalls: 1,
    description:
      'What this number would do without options of its own; the upstream tells it for one number at a time. Costs one upstream call.',
    resolve: (number, _args, context) => load(standard, number, context),
  }),
}))
