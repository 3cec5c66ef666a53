import type { Answer } from '../../aliyun/operation.ts'
import {
  cardDirections,
  cardKinds,
  cardPhases,
  cardRecipients,
  displayModes,
  getXConfig,
  getXDefaultConfig,
  smsSenderModes,
} from '../../dypls/work-numbers/config.ts'
import { builder } from '../../graph/builder.ts'
import type { Context } from '../../graph/context.ts'
import { perRequest } from '../../graph/loader.ts'
import { invalidInput, resultUnion } from '../../graph/result.ts'
import { outputEnum } from '../../graph/wire-enum.ts'
import { newMessageId, numberIssues, WorkNumber, type WorkNumberHandle } from './handle.ts'

type Config = Answer<typeof getXConfig>
type Step = NonNullable<Config['sequence']>[number]
type Card = NonNullable<Config['cardRules']>[number]

const RingingStep = builder.objectRef<Step>('WorkNumberRingingStep').implement({
  description: 'One of the phones that ring in turn when a customer calls back.',
  fields: (t) => ({
    number: t.field({
      type: 'PhoneNumber',
      nullable: true,
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

const CardKind = outputEnum('WorkNumberCardKind', {
  description: 'In what form a business card is sent.',
  spelled: cardKinds,
  means: {
    SMS: 'A text message.',
    FLASH_MESSAGE: 'A text that shows at once and may not be kept.',
    VIDEO: 'A moving picture.',
    AUDIO: 'A sound that is played.',
  },
})

const CardDirection = outputEnum('WorkNumberCardDirection', {
  description: 'Which calls a business card belongs to.',
  spelled: cardDirections,
  means: { EMPLOYEE_CALLS: 'Calls from employee B to customer A.', CUSTOMER_CALLS: 'Calls from customer A to X.' },
})

const CardPhase = outputEnum('WorkNumberCardPhase', {
  description: 'The moment of a call that sends the card.',
  spelled: cardPhases,
  means: {
    RINGING: 'The called phone rings.',
    BEFORE_ANSWER: 'Ahead of the moment in which somebody answers.',
    AFTER_ANSWER: 'Once somebody has answered.',
    ENDED: 'The call is over, whether it was answered or not.',
    WAS_ANSWERED: 'The call is over and somebody had answered.',
    WAS_NOT_ANSWERED: 'The call is over and nobody had answered.',
  },
})

const CardRecipient = outputEnum('WorkNumberCardRecipient', {
  description: 'Which side of the call gets the card.',
  spelled: cardRecipients,
  means: { CALLER: 'Whoever placed the call.', CALLED: 'Whoever was called.' },
})

const rawMeans = (field: string) =>
  `The upstream’s own code for \`${field}\`, also when that is UNKNOWN; null when it named none.`

const CardRule = builder.objectRef<Card>('WorkNumberCardRule').implement({
  description: 'When a business card goes to whom. Rules are made in the console; the graph only shows them.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: true, description: 'The rule’s id; null when the upstream names none.' }),
    name: t.exposeString('name', { nullable: true, description: 'What the console calls it; null when unnamed.' }),
    templateId: t.exposeID('templateId', {
      nullable: true,
      description: 'The template that the card is made from; null when the upstream names none.',
    }),
    kind: t.field({
      type: CardKind.type,
      description: 'Text, picture or sound.',
      resolve: ({ kind }) => CardKind.read(kind),
    }),
    rawKind: t.string({ nullable: true, description: rawMeans('kind'), resolve: ({ kind }) => kind ?? null }),
    direction: t.field({
      type: CardDirection.type,
      description: 'Who has to place the call.',
      resolve: ({ direction }) => CardDirection.read(direction),
    }),
    rawDirection: t.string({
      nullable: true,
      description: rawMeans('direction'),
      resolve: ({ direction }) => direction ?? null,
    }),
    phase: t.field({
      type: CardPhase.type,
      description: 'What has to happen in the call.',
      resolve: ({ phase }) => CardPhase.read(phase),
    }),
    rawPhase: t.string({ nullable: true, description: rawMeans('phase'), resolve: ({ phase }) => phase ?? null }),
    recipient: t.field({
      type: CardRecipient.type,
      description: 'To whom it goes.',
      resolve: ({ recipient }) => CardRecipient.read(recipient),
    }),
    rawRecipient: t.string({
      nullable: true,
      description: rawMeans('recipient'),
      resolve: ({ recipient }) => recipient ?? null,
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
    requestId: t.exposeString('requestId', {
      nullable: true,
      description: 'The upstream’s id of the exchange; null when it named none.',
    }),
  }),
})

const WorkNumberConfigResult = resultUnion('WorkNumberConfigResult', {
  success: WorkNumberConfig,
  failures: [
    'NotFound',
    'PermissionDenied',
    'Account',
    'Configuration',
    'Throttled',
    'UpstreamUnavailable',
    'OperationUnavailable',
  ],
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
    description: 'The options in force for this number. Costs one upstream call.',
    resolve: (number, _args, context) => load(inForce, number, context),
  }),
  defaultConfig: t.field({
    type: WorkNumberConfigResult.type,
    description:
      'What this number would do without options of its own; the upstream tells it for one number at a time. Costs one upstream call.',
    resolve: (number, _args, context) => load(standard, number, context),
  }),
}))
