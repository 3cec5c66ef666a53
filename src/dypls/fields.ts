import { optional, required, text } from '../aliyun/wire.ts'

/** Fields that recur in every chapter, in the upstream's commonest spelling. */
export const poolKey = required('PoolKey', text)
export const subsId = required('SubsId', text)
export const requestId = optional('RequestId', text)
