import { operation } from '../aliyun/contract/operation.ts'
import { optional, required, text } from '../aliyun/contract/wire.ts'
import { poolKey, remark, requestId } from './terms/fields.ts'
import { type PhoneNumber, phoneNumber, realNumber } from './terms/phone.ts'
import { codeOk } from './terms/success.ts'

/** `BlackType`. */
export const blacklists = { PAIR: 'POINT_TO_POINT_BLACK', WHOLE_POOL: 'PARTNER_GLOBAL_NUMBER_BLACK' } as const

/**
 * `WayControl` of the pair `numberA:numberB`, by the calls that are refused: the upstream's words name the party that may
 * call, so `PHONEA_REJECT` refuses the calls of B.
 */
export const refusedDirections = { BOTH: 'DUPLEX_REJECT', A_TO_B: 'PHONEB_REJECT', B_TO_A: 'PHONEA_REJECT' } as const

/** `OperateType` of `OperateBlackNo`. */
export const poolWideChanges = { add: 'AddBlack', remove: 'DeleteBlack' } as const

/** `BlackNo` of a pair; it prints as masked as a number does. */
export const pairOf = (numberA: PhoneNumber, numberB: PhoneNumber): PhoneNumber =>
  phoneNumber(`${numberA.reveal()}:${numberB.reveal()}`)

/** What names one entry, when it is added as when it is deleted. */
const entry = {
  poolKey,
  /** `number1:number2` for a pair, one number for the whole pool; a pair too prints masked. */
  blackNo: required('BlackNo', realNumber),
  blackType: required('BlackType', text),
  /** One of `refusedDirections`, both when left out; without effect for a pool-wide entry. */
  wayControl: optional('WayControl', text),
  remark,
}

/**
 * Refuses calls between a pair, or of one number in the whole pool; not for AXG pools. `PHONEA_REJECT` lets the
 * first number call the second and refuses the reverse, which its name does not suggest.
 */
export const addSecretBlacklist = operation({
  action: 'AddSecretBlacklist',
  effect: 'write',
  params: entry,
  answer: { requestId },
  success: codeOk,
  retryClass: 'convergent',
  perSecond: 100,
})

/** Takes one entry away. The metadata calls this and its counterpart a read: it is none. */
export const deleteSecretBlacklist = operation({
  action: 'DeleteSecretBlacklist',
  effect: 'write',
  params: entry,
  answer: { requestId },
  success: codeOk,
  retryClass: 'convergent',
  perSecond: 100,
})

/** The older way to add or delete a pool-wide entry: no pairs, and not for AXB pools, but ten times the rate. */
export const operateBlackNo = operation({
  action: 'OperateBlackNo',
  effect: 'write',
  params: {
    poolKey,
    blackNo: required('BlackNo', realNumber),
    operateType: required('OperateType', text),
    remark: optional('Tips', text),
  },
  answer: { requestId },
  success: codeOk,
  retryClass: 'convergent',
  perSecond: 1000,
})
