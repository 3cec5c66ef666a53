import { beijingTime, boolean, id64, integer, optional, required, text } from '../../aliyun/contract/wire.ts'
import { lentNumber, realNumber } from './phone.ts'

/**
 * Fields that recur, in the upstream's commonest spelling; a chapter that spells one differently keeps our name for it.
 * What is optional in one operation and required in another stands here in its commoner form.
 */
export const poolKey = required('PoolKey', text)
export const subsId = required('SubsId', text)
export const requestId = optional('RequestId', text)

export const numberA = required('PhoneNoA', realNumber)
export const numberX = required('PhoneNoX', lentNumber)
/** Must lie more than one minute ahead. */
export const expiresAt = required('Expiration', beijingTime)
/** A number of 64 bits where groups are kept; plain text where bindings mention one. */
export const groupId = required('GroupId', id64)

/** Accounts that came from Alidayu send a product type in place of the pool key; one of the two must be there. */
export const poolKeyOrProductType = {
  poolKey: optional('PoolKey', text),
  productType: optional('ProductType', text),
}

/** Free text of the customer, so personal data is possible in each of these. */
export const outId = optional('OutId', text)
export const outOrderId = optional('OutOrderId', text)
export const remark = optional('Remark', text)

export const callRestrict = optional('CallRestrict', text)
/** Only 1 (both see X) has an effect since carriers forbid showing real numbers. */
export const callDisplayType = optional('CallDisplayType', integer)
export const recordingEnabled = optional('IsRecordingEnabled', boolean)
export const transcriptEnabled = optional('ASRStatus', boolean)
export const transcriptModelId = optional('ASRModelId', text)
/** JSON text that maps a slot (`AXBRing_A` …) to the code of a corporate tone. */
export const ringingTones = optional('RingConfig', text)
/** JSON text with key-press prompts. */
export const dtmfConfig = optional('DtmfConfig', text)
/** Seconds per leg of sequential ringing, 5 to 20. */
export const callTimeout = optional('CallTimeout', integer)

/** The id of one call, from its receipt. */
export const callId = required('CallId', text)
/** The receipt's `call_time`; the upstream takes no epoch value. */
export const callTime = required('CallTime', beijingTime)
