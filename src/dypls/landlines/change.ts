import { operation } from '../../aliyun/contract/operation.ts'
import { optional } from '../../aliyun/contract/wire.ts'
import { requestId } from '../terms/fields.ts'
import { realNumber } from '../terms/phone.ts'
import { codeOkNested0 } from '../terms/success.ts'
import { axbSwitches, axnSwitches, changes, message, numberA, subsId } from './terms.ts'

/**
 * Changes what is given, but A and B never in one call. The binding time is asked for again; its effect is not
 * documented.
 */
export const updateAxbBindFixedLine = operation({
  action: 'UpdateAxbBindFixedLine',
  effect: 'write',
  params: {
    ...message,
    subsId,
    numberA: optional('TelA', realNumber),
    numberB: optional('TelB', realNumber),
    ...changes,
    switches: optional('Extra', axbSwitches),
  },
  answer: { requestId },
  success: codeOkNested0,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})

/**
 * Ends the binding. The outer OK alone does not say so: the inner code must be 0, as for every change of this family.
 */
export const deleteAxbBindFixedLine = operation({
  action: 'DeleteAxbBindFixedLine',
  effect: 'write',
  params: { ...message, subsId },
  answer: { requestId },
  success: codeOkNested0,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})

/** As for AXB, but nothing forbids changing A and the callback number B together. */
export const updateAxnBindFixedLine = operation({
  action: 'UpdateAxnBindFixedLine',
  effect: 'write',
  params: {
    ...message,
    subsId,
    numberA: optional('TelA', realNumber),
    numberB: optional('TelB', realNumber),
    ...changes,
    switches: optional('Extra', axnSwitches),
  },
  answer: { requestId },
  success: codeOkNested0,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})

/** Ends the binding; the kind must fit the id, since each kind has an operation of its own. */
export const deleteAxnBindFixedLine = operation({
  action: 'DeleteAxnBindFixedLine',
  effect: 'write',
  params: { ...message, subsId },
  answer: { requestId },
  success: codeOkNested0,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})

/** As for AXN, but A must be sent even when it stays, and there is no callback number to change. */
export const updateAxnExtensionBindFixedLine = operation({
  action: 'UpdateAxnExtensionBindFixedLine',
  effect: 'write',
  params: { ...message, subsId, numberA, ...changes, switches: optional('Extraaxx', axnSwitches) },
  answer: { requestId },
  success: codeOkNested0,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})

/** Ends the binding of one extension; the others of that X go on (inferred). */
export const deleteAxnExtensionBindFixedLine = operation({
  action: 'DeleteAxnExtensionBindFixedLine',
  effect: 'write',
  params: { ...message, subsId },
  answer: { requestId },
  success: codeOkNested0,
  retryClass: 'dedupe-key',
  perSecond: null,
  httpsOnly: true,
})
