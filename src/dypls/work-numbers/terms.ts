import { id64, optional, perMessage, required, text } from '../../aliyun/contract/wire.ts'
import { lentNumber } from '../terms/phone.ts'

/** What every message carries, a question too. */
export const message = {
  /**
   * At most 20 characters. What a repeated one answers is not documented: take a new one per call and keep it while
   * that call is sent again.
   */
  idempotencyKey: perMessage(required('ReqId', text)),
  /** The owning account, which the gateway fills in. */
  accountId: optional('CallerParentId', id64),
  poolKey: required('CustomerPoolKey', text),
}

export const numberX = required('TelX', lentNumber)
/** The id of an employee's binding to a work number: not a `subsId`, and no operation of `bindings` knows it. */
export const xbBindingId = required('AuthId', text)
/** Free text of the customer, so personal data is possible. */
export const outId = optional('UserData', text)
