import { type Answer, operation, type Params } from '../aliyun/contract/operation.ts'
import { integer, optional, required, text } from '../aliyun/contract/wire.ts'
import { poolKey, requestId, subsId } from './terms/fields.ts'
import { lentNumber, realNumber } from './terms/phone.ts'
import { codeOk } from './terms/success.ts'

/**
 * May this binding be called now, and which number should be dialled? Help pages of 2018 and 2019; left the SDKs on
 * 2023-02-24. Retry with care: status 2 may assign a temporary X number while answering.
 */
export const queryCallStatus = operation({
  action: 'QueryCallStatus',
  effect: 'read',
  params: { poolKey, subsId, callNo: optional('CallNo', realNumber) },
  answer: {
    requestId,
    status: required('SecretCallStatusDTO.Status', integer),
    calledNo: optional('SecretCallStatusDTO.CalledNo', lentNumber),
    extension: optional('SecretCallStatusDTO.Extension', text),
  },
  success: codeOk,
  retryClass: 'safe-with-care',
  perSecond: null,
})

export type CallStatusQuestion = Params<typeof queryCallStatus>
export type CallStatusAnswer = Answer<typeof queryCallStatus>
