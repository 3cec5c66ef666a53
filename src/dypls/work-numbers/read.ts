import { operation } from '../../aliyun/operation.ts'
import { integer, list, object, optional, required, text } from '../../aliyun/wire.ts'
import { zeroOneOrNull } from '../digits.ts'
import { callId, requestId } from '../fields.ts'
import { lentNumber } from '../phone.ts'
import { code0000 } from '../success.ts'
import { message } from './terms.ts'

/** Times are text, since only a sample shows the form of two and nothing that of the others. */
const workNumber = object({
  numberX: required('Telephone', lentNumber),
  poolKey: optional('CustomerPoolKey', text),
  poolName: optional('CustomerPoolName', text),
  /**
   * 0 idle, 1 allocated, 2 bought, 3 being verified, 4 verified, 5 verification failed, 6 unbinding, 7 unbinding
   * failed, 8 released, 99 released after a timeout.
   */
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
