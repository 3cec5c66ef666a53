import { operation } from '../../aliyun/operation.ts'
import { list, object, optional, text } from '../../aliyun/wire.ts'
import { zeroOne, zeroOneOrNull } from '../digits.ts'
import { requestId } from '../fields.ts'
import { realNumber } from '../phone.ts'
import { code0000, code0000Nested } from '../success.ts'
import { message, numberX } from './terms.ts'

/** One step of sequential ringing. */
const ringingStep = object({
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
    /** 00: both see X. 10: the employee sees the customer's real number, which gives up that side's privacy. */
    displayMode: optional('GNFlag', text),
    /** 1 shows the real sender of an SMS. */
    smsSenderMode: optional('SmsSignMode', text),
    smsEnabled: optional('SmsAbility', zeroOne),
    callEnabled: optional('CallAbility', zeroOne),
    /** 0 off, 1 the chosen party first and then the list, 2 the list only. */
    sequenceMode: optional('SequenceMode', text),
    sequence: optional('SequenceCalls', list(ringingStep)),
  },
  answer: { requestId },
  success: code0000Nested,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})

/** When a business card is sent to whom, with the upstream's code numbers as text. */
const cardRule = object({
  id: optional('RuleId', text),
  name: optional('RuleName', text),
  /** 1 SMS, 2 flash message, 3 video, 4 audio. */
  kind: optional('RuleType', text),
  templateId: optional('TempId', text),
  /** 1 the employee calls, 2 the customer calls. */
  direction: optional('CallDir', text),
  /** 1 ringing, 2 before the answer, 3 after it, 4 ended, 5 was answered, 6 was not answered. */
  phase: optional('CallStatus', text),
  /** 1 the caller, 2 the called side. */
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
