import { beijingTime } from '../../aliyun/contract/local-time.ts'
import { operation } from '../../aliyun/contract/operation.ts'
import { optional, required } from '../../aliyun/contract/shape.ts'
import { text } from '../../aliyun/contract/wire.ts'
import { requestId } from '../terms/fields.ts'
import { codeOk } from '../terms/success.ts'
import { isReceiptType } from './rows.ts'

/** Where tokens for the queues come from: a product of its own, beside the one that this program is about. */
export const baseProduct = { name: 'Dybaseapi', version: '2017-05-25', host: 'dybaseapi.aliyuncs.com' } as const

/** The queues are kept in the vendor's account. */
export const queueHost = '1943695596114318.mns.cn-hangzhou.aliyuncs.com'

/** A temporary key for one queue. The official receipt SDK takes it to live ten minutes, and documents renew two minutes early. */
export const queryTokenForMnsQueue = operation({
  action: 'QueryTokenForMnsQueue',
  effect: 'read',
  params: { messageType: required('MessageType', text), queueName: required('QueueName', text) },
  answer: {
    requestId,
    accessKeyId: required('MessageTokenDTO.AccessKeyId', text),
    accessKeySecret: required('MessageTokenDTO.AccessKeySecret', text),
    securityToken: required('MessageTokenDTO.SecurityToken', text),
    createdAt: optional('MessageTokenDTO.CreateTime', beijingTime),
    expiresAt: required('MessageTokenDTO.ExpireTime', beijingTime),
  },
  success: codeOk,
  retryClass: 'safe',
  perSecond: null,
})

const namePattern = /^Alicom-Queue-\d{1,20}-([A-Za-z]+)(?:-[\w-]{1,100})?$/

/** The type whose receipts a queue holds, by its name; null for no such name. Own queues carry a suffix. */
export const typeOfQueue = (name: string): string | null => namePattern.exec(name)?.[1] ?? null

/** The queue that takes what goes to no queue of its own. */
export const defaultQueue = (accountId: string, type: string): string => `Alicom-Queue-${accountId}-${type}`

export const isKnownQueue = (name: string): boolean => isReceiptType(typeOfQueue(name) ?? '')
