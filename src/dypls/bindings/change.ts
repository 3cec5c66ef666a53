import { operation } from '../../aliyun/contract/operation.ts'
import { beijingTime, freeForm, optional, required, text } from '../../aliyun/contract/wire.ts'
import {
  callDisplayType,
  callRestrict,
  numberX,
  outId,
  poolKeyOrProductType,
  recordingEnabled,
  requestId,
  ringingTones,
  subsId,
  transcriptEnabled,
  transcriptModelId,
} from '../terms/fields.ts'
import { lentNumber, realNumber } from '../terms/phone.ts'
import { codeOk } from '../terms/success.ts'

/**
 * Changes the one aspect that `operateType` names; what happens to a value for another
 * aspect is not documented. An expired binding cannot be changed (isv.FORBIDDEN_ACTION).
 */
export const updateSubscription = operation({
  action: 'UpdateSubscription',
  effect: 'write',
  params: {
    ...poolKeyOrProductType,
    subsId,
    numberX,
    operateType: required('OperateType', text),
    numberA: optional('PhoneNoA', realNumber),
    numberB: optional('PhoneNoB', realNumber),
    groupId: optional('GroupId', text),
    expiresAt: optional('Expiration', beijingTime),
    callRestrict,
    callDisplayType,
    outId,
    recordingEnabled,
    transcriptEnabled,
    transcriptModelId,
    ringingTones,
  },
  answer: { requestId },
  success: codeOk,
  retryClass: 'convergent',
  perSecond: 10_000,
})

/** Ends a binding, without cutting a running call (documented for 700 numbers). X must belong to the id. */
export const unbindSubscription = operation({
  action: 'UnbindSubscription',
  effect: 'write',
  params: { ...poolKeyOrProductType, subsId, numberX: required('SecretNo', lentNumber) },
  // Deprecated, with the text "true" in a sample: whatever comes must not spoil an unbinding that worked.
  answer: { requestId, chargeId: optional('ChargeId', freeForm) },
  success: codeOk,
  retryClass: 'convergent',
  perSecond: 5000,
})
