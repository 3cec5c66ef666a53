import { operation } from '../aliyun/contract/operation.ts'
import { beijingTime, boolean, integer, list, object, optional, required, text } from '../aliyun/contract/wire.ts'
import { poolKey, requestId } from './terms/fields.ts'
import { lentNumber } from './terms/phone.ts'
import { codeOk } from './terms/success.ts'

const numberX = required('SecretNo', lentNumber)
/** The same wire name as a whole number, but here it is the beginning of one, at most 18 digits. */
const numberPrefix = optional('SecretNo', text)
/** `SpecId`: who runs the number. */
export const numberClasses = { VIRTUAL_OPERATOR: 1, CARRIER: 2, SERVICE_95: 3 } as const

/** `SecretStatus`. */
export const numberStatuses = { NOT_BOUND: 0, BOUND: 1, LOCKED: 2, FROZEN: 3 } as const

/** `Vendor`. */
export const carriers = { CHINA_MOBILE: 1, CHINA_UNICOM: 2, CHINA_TELECOM: 3 } as const

/** Words that stand in `City` without being one: the home of a number on 95, and two ways to ask for the stock. */
export const nationwideNumber = '全国通用'
export const nationwideTotal = '全国'
export const nationwideList = '全国列表'

/** When a number was bought, or null where its text is not the form that the one sample shows: Beijing time. */
export const purchaseMoment = (purchasedAt: string | undefined): Date | null => {
  try {
    return beijingTime.decode(purchasedAt ?? null)
  } catch {
    return null
  }
}

/** One of `numberClasses`. */
const specId = required('SpecId', integer)

/**
 * Buys one number for the pool. Every accepted call is billed, so an unknown outcome must never lead to a repeat; the city
 * is 全国通用 for numbers on 95.
 */
export const buySecretNo = operation({
  action: 'BuySecretNo',
  effect: 'write',
  params: {
    poolKey,
    specId,
    city: required('City', text),
    numberPrefix,
    displayPool: optional('DisplayPool', boolean),
  },
  answer: { requestId, numberX: required('SecretBuyInfoDTO.SecretNo', lentNumber) },
  success: codeOk,
  retryClass: 'unsafe',
  perSecond: null,
})

/**
 * Gives a number back for good; refused while it has a binding. One SDK comment describes the number as a prefix matched
 * loosely: send all its digits.
 */
export const releaseSecretNo = operation({
  action: 'ReleaseSecretNo',
  effect: 'write',
  params: { poolKey, numberX },
  answer: { requestId },
  success: codeOk,
  retryClass: 'unsafe',
  perSecond: null,
})

/** Keeps a number out of new bindings; the bindings it already serves go on (inferred). */
export const lockSecretNo = operation({
  action: 'LockSecretNo',
  effect: 'write',
  params: { poolKey, numberX },
  answer: { requestId },
  success: codeOk,
  retryClass: 'convergent',
  perSecond: 500,
})

/** Lets new bindings use a locked number again; whether it frees a frozen one (status 3) is not documented. */
export const unlockSecretNo = operation({
  action: 'UnlockSecretNo',
  effect: 'write',
  params: { poolKey, numberX },
  answer: { requestId },
  success: codeOk,
  retryClass: 'convergent',
  perSecond: 500,
})

/**
 * Status (`numberStatuses`), carrier (`carriers`) and home of one number. The purchase time is text because only a sample
 * shows its form.
 */
export const querySecretNoDetail = operation({
  action: 'QuerySecretNoDetail',
  effect: 'read',
  params: { poolKey, numberX },
  answer: {
    requestId,
    status: required('SecretNoInfoDTO.SecretStatus', integer),
    certifyStatus: optional('SecretNoInfoDTO.CertifyStatus', integer),
    carrier: optional('SecretNoInfoDTO.Vendor', integer),
    province: optional('SecretNoInfoDTO.Province', text),
    city: optional('SecretNoInfoDTO.City', text),
    purchasedAt: optional('SecretNoInfoDTO.PurchaseTime', text),
  },
  success: codeOk,
  retryClass: 'safe',
  perSecond: 1000,
})

/**
 * How many numbers are for sale. The city decides the form of the answer: 全国 gives one total, 全国列表 fills `cities`,
 * and numbers on 95 know only 全国通用.
 */
export const querySecretNoRemain = operation({
  action: 'QuerySecretNoRemain',
  effect: 'read',
  params: { specId, city: required('City', text), numberPrefix },
  answer: {
    requestId,
    city: optional('SecretRemainDTO.City', text),
    amount: optional('SecretRemainDTO.Amount', integer),
    cities: optional(
      'SecretRemainDTO.RemainDTOList.remainDTO',
      list(object({ city: optional('City', text), amount: optional('Amount', integer) })),
    ),
  },
  success: codeOk,
  retryClass: 'safe',
  perSecond: null,
})
