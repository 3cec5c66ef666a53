import type { Answer } from '../../aliyun/contract/operation.ts'
import {
  cardDirections,
  cardKinds,
  cardPhases,
  cardRecipients,
  type getXConfig,
} from '../../dypls/work-numbers/config.ts'
import { builder } from '../../graph/fields/builder.ts'
import { outputEnum } from '../../graph/fields/wire-enum.ts'

type Card = NonNullable<Answer<typeof getXConfig>['cardRules']>[number]

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

export const CardRule = builder.objectRef<Card>('WorkNumberCardRule').implement({
  access: ['numbers:read'],
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
