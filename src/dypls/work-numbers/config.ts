import { operation } from '../../aliyun/contract/operation.ts'
import { list, object, optional, text } from '../../aliyun/contract/wire.ts'
import { zeroOne, zeroOneOrNull } from '../terms/digits.ts'
import { requestId } from '../terms/fields.ts'
import { realNumber } from '../terms/phone.ts'
import { code0000, code0000Nested } from '../terms/success.ts'
import { message, numberX } from './terms.ts'

/** BOTH_SEE_X is the default; the other gives up the privacy of the customer. */
export const displayModes = { BOTH_SEE_X: '00', EMPLOYEE_SEES_CUSTOMER: '10' } as const
/** Whom a received SMS seems to come from. */
export const smsSenderModes = { HIDDEN: '0', SHOWN: '1' } as const
export const ringingModes = { OFF: '0', CHOSEN_PARTY_FIRST: '1', LIST_ONLY: '2' } as const
export const cardKinds = { SMS: '1', FLASH_MESSAGE: '2', VIDEO: '3', AUDIO: '4' } as const
export const cardDirections = { EMPLOYEE_CALLS: '1', CUSTOMER_CALLS: '2' } as const
export const cardPhases = {
  RINGING: '1',
  BEFORE_ANSWER: '2',
  AFTER_ANSWER: '3',
  ENDED: '4',
  WAS_ANSWERED: '5',
  WAS_NOT_ANSWERED: '6',
} as const
export const cardRecipients = { CALLER: '1', CALLED: '2' } as const

/** One step of sequential ringing. */
export const ringingStep = object({
  number: optional('SequenceCalledNo', realNumber),
  promptWhileRinging: optional('SequenceCallNoPlayCode', text),
  promptAfterAnswer: optional('SequenceCalledPlayCode', text),
})

/**
 * Sets voice, SMS, display and sequential ringing of X. Whether an option left out stays or falls back to its default
 * is not documented.
 */
export const configX = operation({
  action: 'ConfigX',
  effect: 'write',
  params: {
    ...message,
    numberX,
    /** One of `displayModes`. */
    displayMode: optional('GNFlag', text),
    /** One of `smsSenderModes`. */
    smsSenderMode: optional('SmsSignMode', text),
    smsEnabled: optional('SmsAbility', zeroOne),
    callEnabled: optional('CallAbility', zeroOne),
    /** One of `ringingModes`. */
    sequenceMode: optional('SequenceMode', text),
    sequence: optional('SequenceCalls', list(ringingStep)),
  },
  answer: { requestId },
  success: code0000Nested,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})

/** When a business card is sent to whom, with the upstream's code numbers as text: those of the tables above. */
export const cardRule = object({
  id: optional('RuleId', text),
  name: optional('RuleName', text),
  kind: optional('RuleType', text),
  templateId: optional('TempId', text),
  direction: optional('CallDir', text),
  phase: optional('CallStatus', text),
  recipient: optional('ReceiveDir', text),
})

/**
 * Everything optional and as text where codes are concerned: one document gives the sender mode the values of the
 * display mode. The mode of sequential ringing can be set but is not told.
 */
const config = (cardRulesAt: string, sequenceAt: string) => ({
  requestId,
  callEnabled: optional('Data.CallAbility', zeroOneOrNull),
  smsEnabled: optional('Data.SmsAbility', zeroOneOrNull),
  displayMode: optional('Data.GNFlag', text),
  smsSenderMode: optional('Data.SmsSignMode', text),
  sequence: optional(sequenceAt, list(ringingStep)),
  /** Time of day, without a zone. */
  sequenceFrom: optional('Data.SequenceStartTime', text),
  sequenceUntil: optional('Data.SequenceEndTime', text),
  cardRules: optional(cardRulesAt, list(cardRule)),
})

/** The options in force for X, real numbers of the ringing list among them. */
export const getXConfig = operation({
  action: 'GetXConfig',
  effect: 'read',
  params: { ...message, numberX },
  answer: config('Data.ReachJsons', 'Data.SequenceCalls'),
  success: code0000,
  retryClass: 'safe',
  perSecond: null,
  httpsOnly: true,
})

/** What X would do without options of its own; the wire names of its two lists lack the plural. */
export const getXDefaultConfig = operation({
  action: 'GetXDefaultConfig',
  effect: 'read',
  params: { ...message, numberX },
  answer: config('Data.ReachJson', 'Data.SequenceCall'),
  success: code0000,
  retryClass: 'safe',
  perSecond: null,
  httpsOnly: true,
})
