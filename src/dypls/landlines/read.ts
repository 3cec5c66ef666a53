import { operation } from '../../aliyun/contract/operation.ts'
import { commaSeparated, compactTime, list, object, optional, required, text } from '../../aliyun/contract/wire.ts'
import { integerText, zeroOneOrNull } from '../terms/digits.ts'
import { requestId } from '../terms/fields.ts'
import { lentNumber, realNumber } from '../terms/phone.ts'
import { code0 } from '../terms/success.ts'
import { message } from './terms.ts'

/**
 * What a lookup tells of every kind, at `Data` itself or in a list there. All optional, since every page prints another
 * choice.
 */
const facts = (within: 'Data.' | '') => ({
  subsId: optional(`${within}Subid`, text),
  numberA: optional(`${within}TelA`, realNumber),
  numberX: optional(`${within}TelX`, lentNumber),
  boundAt: optional(`${within}Subts`, compactTime),
  lifetimeSeconds: optional(`${within}Expiration`, integerText),
  promptsBeforeAnswer: optional(`${within}Anucode`, commaSeparated),
  promptsForCalled: optional(`${within}Anucodecalled`, commaSeparated),
  promptsForCaller: optional(`${within}TAnucodeConnect`, commaSeparated),
  areaCode: optional(`${within}Areacode`, text),
  remark: optional(`${within}Remark`, text),
})

const recordingEnabled = optional('Callrecording', zeroOneOrNull)
const axnSwitches = object({ callbackMode: optional('Callback', text), recordingEnabled })

/** One of `lookups`. */
const lookupBy = required('QueryType', text)
const subsId = optional('SubId', text)

/**
 * One binding by its id (0) or by X and either party (1), although the SDK asks for the party always. What an unknown
 * id answers is not documented; here that leaves everything undefined.
 */
export const queryAxbBindFixedLine = operation({
  action: 'QueryAxbBindFixedLine',
  effect: 'read',
  params: {
    ...message,
    lookupBy,
    subsId,
    realNumber: optional('Phone', realNumber),
    numberX: optional('TelX', lentNumber),
  },
  answer: {
    requestId,
    ...facts('Data.'),
    numberB: optional('Data.TelB', realNumber),
    switches: optional('Data.Extra', object({ recordingEnabled })),
  },
  success: code0,
  retryClass: 'safe',
  perSecond: null,
  httpsOnly: true,
})

/**
 * Bindings by id (0), by A (1) or by X (2). Documents disagree: the public page wants X too for 1 and does not know 2,
 * so send X whenever it is known.
 */
export const queryAxnBindFixedLine = operation({
  action: 'QueryAxnBindFixedLine',
  effect: 'read',
  params: {
    ...message,
    lookupBy,
    subsId,
    realNumber: optional('Phone', realNumber),
    numberX: optional('TelX', lentNumber),
  },
  answer: {
    requestId,
    bindings: optional(
      'Data',
      list(object({ ...facts(''), numberB: optional('TelB', realNumber), switches: optional('Extra', axnSwitches) })),
    ),
  },
  success: code0,
  retryClass: 'safe',
  perSecond: null,
  httpsOnly: true,
  list: true,
})

/** Bindings by id (0) or by A (1). Unlike its siblings it cannot be asked by X. */
export const queryAxnExtensionBindFixedLine = operation({
  action: 'QueryAxnExtensionBindFixedLine',
  effect: 'read',
  params: { ...message, lookupBy, subsId, numberA: optional('TelA', realNumber) },
  answer: {
    requestId,
    bindings: optional(
      'Data',
      list(object({ ...facts(''), extension: optional('TelXext', text), switches: optional('Extraaxx', axnSwitches) })),
    ),
  },
  success: code0,
  retryClass: 'safe',
  perSecond: null,
  httpsOnly: true,
  list: true,
})
