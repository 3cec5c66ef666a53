import { operation } from '../../aliyun/contract/operation.ts'
import { beijingTime, boolean, id64, integer, optional, required, text } from '../../aliyun/contract/wire.ts'
import { numberX, poolKey, poolKeyOrProductType, requestId, subsId } from '../terms/fields.ts'
import { lentNumber, realNumber } from '../terms/phone.ts'
import { codeOk } from '../terms/success.ts'

/**
 * Parties, status (0 expired, 1 in force) and options of a binding; asks for X beside the id. The SDK promises 5000 calls
 * a second, the Chinese documentation 1000: the lower one counts.
 */
export const querySubscriptionDetail = operation({
  action: 'QuerySubscriptionDetail',
  effect: 'read',
  params: { ...poolKeyOrProductType, subsId, numberX },
  answer: {
    requestId,
    subsId: required('SecretBindDetailDTO.SubsId', text),
    status: optional('SecretBindDetailDTO.Status', integer),
    numberX: optional('SecretBindDetailDTO.PhoneNoX', lentNumber),
    extension: optional('SecretBindDetailDTO.Extension', text),
    numberA: optional('SecretBindDetailDTO.PhoneNoA', realNumber),
    numberB: optional('SecretBindDetailDTO.PhoneNoB', realNumber),
    groupId: optional('SecretBindDetailDTO.GroupId', id64),
    createdAt: optional('SecretBindDetailDTO.GmtCreate', beijingTime),
    expiresAt: optional('SecretBindDetailDTO.ExpireDate', beijingTime),
    callRestrict: optional('SecretBindDetailDTO.CallRestrict', text),
    recordingEnabled: optional('SecretBindDetailDTO.NeedRecord', boolean),
    transcriptEnabled: optional('SecretBindDetailDTO.ASRStatus', boolean),
    transcriptModelId: optional('SecretBindDetailDTO.ASRModelId', text),
  },
  success: codeOk,
  retryClass: 'safe',
  perSecond: 1000,
})

/**
 * The id of the binding on X, empty text when there is none. An X that serves several bindings has several ids; how the
 * answer joins them is not documented.
 */
export const querySubsId = operation({
  action: 'QuerySubsId',
  effect: 'read',
  params: { poolKey, numberX },
  answer: { requestId, subsId: optional('SubsId', text) },
  success: codeOk,
  retryClass: 'safe',
  perSecond: 1000,
})
