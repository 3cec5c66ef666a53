import { operation } from '../aliyun/operation.ts'
import { optional, required, text } from '../aliyun/wire.ts'
import { poolKey, remark, requestId } from './fields.ts'
import { realNumber } from './phone.ts'
import { codeOk } from './success.ts'

/** What names one entry, when it is added as when it is deleted. */
const entry = {
  poolKey,
  /** `number1:number2` for a pair, one number for the whole pool; a pair too prints masked. */
  blackNo: required('BlackNo', realNumber),
  blackType: required('BlackType', text),
  /** Which direction of a pair is refused, both when left out; without effect for a pool-wide entry. */
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
