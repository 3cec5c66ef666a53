import { operation } from '../../aliyun/contract/operation.ts'
import { integer, optional, required, text } from '../../aliyun/contract/wire.ts'
import { requestId } from '../terms/fields.ts'
import { lentNumber, realNumber } from '../terms/phone.ts'
import { code0000, code0000Nested } from '../terms/success.ts'
import { message, numberX, outId, xbBindingId } from './terms.ts'

/**
 * Gives work number X to employee B. A work number passes through a verification (its status 2 to 5); how that goes
 * together with this call is not documented.
 */
export const bindXb = operation({
  action: 'BindXB',
  effect: 'write',
  params: { ...message, numberB: required('TelB', realNumber), numberX, outId },
  answer: {
    requestId,
    xbBindingId: required('Data.AuthId', text),
    numberX: optional('Data.TelX', lentNumber),
  },
  success: code0000,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})

/** Takes X from its employee. The outer 0000 alone does not say so: an inner code may refuse. */
export const unbindXb = operation({
  action: 'UnBindXB',
  effect: 'write',
  params: { ...message, xbBindingId, numberX },
  answer: { requestId },
  success: code0000Nested,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})

/**
 * Prepares a call from an employee to one customer A. It ends by itself: unlike for landlines, a lifetime of 0 is
 * refused and not endless.
 */
export const bindAxbCall = operation({
  action: 'BindAXBCall',
  effect: 'write',
  params: {
    ...message,
    numberA: required('TelA', realNumber),
    xbBindingId,
    lifetimeSeconds: required('Expiration', integer),
    outId,
  },
  answer: { requestId, callBindingId: required('Data.BindId', text) },
  success: code0000,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})

/** Ends what `bindAxbCall` prepared, before its time; it knows nothing of the bindings of `bindAxb`. */
export const unbindAxb = operation({
  action: 'UnBindAXB',
  effect: 'write',
  params: { ...message, callBindingId: required('BindId', text) },
  answer: { requestId },
  success: code0000Nested,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})
