import { operation } from '../../aliyun/contract/operation.ts'
import { beijingTime, integer, list, object, optional, required, text } from '../../aliyun/contract/wire.ts'
import { zeroOneOrNull } from '../terms/digits.ts'
import { callId, requestId } from '../terms/fields.ts'
import { lentNumber } from '../terms/phone.ts'
import { code0000 } from '../terms/success.ts'
import { message } from './terms.ts'

/** Where a work number stands between purchase and return; "verification" ties it to an employee (inferred). */
export const workNumberStatuses = {
  IDLE: '0',
  ALLOCATED: '1',
  BOUGHT: '2',
  VERIFYING: '3',
  VERIFIED: '4',
  VERIFICATION_FAILED: '5',
  UNBINDING: '6',
  UNBINDING_FAILED: '7',
  RELEASED: '8',
  RELEASED_AFTER_TIMEOUT: '99',
} as const

/** Times are text, since only a sample shows the form of two and nothing that of the others. */
export const workNumber = object({
  numberX: required('Telephone', lentNumber),
  poolKey: optional('CustomerPoolKey', text),
  poolName: optional('CustomerPoolName', text),
  /** One of `workNumberStatuses`. */
  status: optional('TelephoneStatus', text),
  smsEnabled: optional('SmsStatus', zeroOneOrNull),
  /** Why binding failed, in the upstream's words. */
  bindFailure: optional('AuthMsg', text),
  purchasedAt: optional('BuyTime', text),
  boundAt: optional('BindTime', text),
  unboundAt: optional('UnbindTime', text),
  releasedAt: optional('ReleaseTime', text),
})

/**
 * A page of work numbers, of all pools when none is named (inferred). The status of released ones suggests that they
 * stay.
 */
export const listXTelephones = operation({
  action: 'ListXTelephones',
  effect: 'read',
  params: {
    ...message,
    poolKey: optional('CustomerPoolKey', text),
    /** From 1. */
    page: optional('PageNo', integer),
    pageSize: optional('PageSize', integer),
  },
  answer: {
    requestId,
    numbers: optional('Data.List', list(workNumber)),
    page: optional('Data.PageNo', integer),
    pageSize: optional('Data.PageSize', integer),
    total: optional('Data.Total', integer),
  },
  success: code0000,
  retryClass: 'safe',
  perSecond: null,
  httpsOnly: true,
  list: true,
})

/**
 * Signs a link that lives one hour, shorter than those to other recordings. What it answers too early is not
 * documented.
 */
export const querySoundRecord = operation({
  action: 'QuerySoundRecord',
  effect: 'read',
  params: { ...message, callId },
  answer: { requestId, recordingUrl: required('Data.FileUrl', text) },
  success: code0000,
  retryClass: 'safe',
  perSecond: null,
  httpsOnly: true,
})

/** A time of the list; null for one that is absent, empty or not of the form that the sample shows. */
export const timeOf = (wire: string | undefined): Date | null => {
  if (!wire) return null
  try {
    return beijingTime.decode(wire)
  } catch {
    return null
  }
}
