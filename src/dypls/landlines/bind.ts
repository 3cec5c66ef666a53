import { operation } from '../../aliyun/contract/operation.ts'
import { optional, required, text } from '../../aliyun/contract/wire.ts'
import { remark, requestId } from '../terms/fields.ts'
import { lentNumber, realNumber } from '../terms/phone.ts'
import { code0 } from '../terms/success.ts'
import {
  axbSwitches,
  axnSwitches,
  boundAt,
  lifetimeSeconds,
  message,
  numberA,
  promptsAfterAnswer,
  promptsBeforeAnswer,
} from './terms.ts'

/** What every kind of binding takes besides its B. */
const terms = {
  ...message,
  /** One of `bindModes`. */
  bindMode: required('BindType', text),
  numberA,
  numberX: optional('TelX', lentNumber),
  boundAt,
  lifetimeSeconds,
  promptsBeforeAnswer,
  ...promptsAfterAnswer,
  /** Without its leading 0. */
  areaCode: optional('Areacode', text),
  /** Comes back in receipts. At most 100 characters by the public pages, 250 by the SDK. */
  remark,
}

const bound = {
  requestId,
  subsId: required('Data.Subid', text),
  numberX: required('Data.TelX', lentNumber),
}

/**
 * A and B reach each other through a landline X. By invitation only, as the whole family; its codes are not published.
 */
export const bindAxbFixedLine = operation({
  action: 'BindAxbFixedLine',
  effect: 'write',
  params: { ...terms, numberB: required('TelB', realNumber), switches: optional('Extra', axbSwitches) },
  answer: bound,
  success: code0,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})

/** Every caller that dials the landline X reaches A. B is only where A's own call goes, and only with callback mode 2. */
export const bindAxnFixedLine = operation({
  action: 'BindAxnFixedLine',
  effect: 'write',
  params: { ...terms, numberB: optional('TelB', realNumber), switches: optional('Extra', axnSwitches) },
  answer: bound,
  success: code0,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})

/** AXN with four more digits to dial, so that one X serves many A. Takes no B, although a callback mode names one. */
export const bindAxnExtensionFixedLine = operation({
  action: 'BindAxnExtensionFixedLine',
  effect: 'write',
  params: { ...terms, extension: optional('TelXext', text), switches: optional('Extraaxx', axnSwitches) },
  answer: { ...bound, extension: optional('Data.TelXext', text) },
  success: code0,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})
