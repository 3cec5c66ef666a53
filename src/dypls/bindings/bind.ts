import { operation } from '../../aliyun/contract/operation.ts'
import { list, object, optional, required, text } from '../../aliyun/contract/wire.ts'
import {
  callDisplayType,
  callRestrict,
  callTimeout,
  dtmfConfig,
  expiresAt,
  numberA,
  outId,
  outOrderId,
  poolKey,
  recordingEnabled,
  requestId,
  ringingTones,
  transcriptEnabled,
  transcriptModelId,
} from '../terms/fields.ts'
import { lentNumber, realNumber } from '../terms/phone.ts'
import { codeOk, codeOkPerItem } from '../terms/success.ts'

/** What every kind of binding takes besides its parties. */
const terms = {
  expiresAt,
  /** An X of the pool; the platform picks one when it is left out. */
  numberX: optional('PhoneNoX', lentNumber),
  expectCity: optional('ExpectCity', text),
  recordingEnabled,
  transcriptEnabled,
  transcriptModelId,
  callRestrict,
  callDisplayType,
  ringingTones,
  outId,
  outOrderId,
}
const numberB = optional('PhoneNoB', realNumber)
/** Text here, although it is a number where groups are kept. */
const groupIdText = required('GroupId', text)
/** Undocumented; in the metadata only. */
const extend = optional('Extend', text)

const bound = {
  requestId,
  subsId: required('SecretBindDTO.SubsId', text),
  numberX: required('SecretBindDTO.SecretNo', lentNumber),
  /** Comes with every kind and means something for AXN with extension only. */
  extension: optional('SecretBindDTO.Extension', text),
}

/**
 * A and B reach each other through X. One X serves some 200 pairs as long as no A and no B comes twice on it; a second one
 * is a conflict.
 */
export const bindAxb = operation({
  action: 'BindAxb',
  effect: 'write',
  params: { poolKey, numberA, numberB: required('PhoneNoB', realNumber), ...terms, callTimeout, dtmfConfig },
  answer: bound,
  success: codeOk,
  retryClass: 'unsafe',
  perSecond: 5000,
})

/**
 * Every caller that dials X reaches A. Without B the calls of A to X fail, and a detail query may then show a B that the platform
 * made up.
 */
export const bindAxn = operation({
  action: 'BindAxn',
  effect: 'write',
  params: { poolKey, numberA, numberB, ...terms, callTimeout, noType: optional('NoType', text), extend },
  answer: bound,
  success: codeOk,
  retryClass: 'unsafe',
  perSecond: 5000,
})

/** AXN with one to three more digits to dial, so that one X serves many A. A wished extension needs its X beside it. */
export const bindAxnExtension = operation({
  action: 'BindAxnExtension',
  effect: 'write',
  params: { poolKey, numberA, extension: optional('Extension', text), numberB, ...terms, extend },
  answer: bound,
  success: codeOk,
  retryClass: 'unsafe',
  perSecond: 5000,
})

/** AXN for the members of one group, which must not be empty. */
export const bindAxg = operation({
  action: 'BindAxg',
  effect: 'write',
  params: { poolKey, numberA, groupId: groupIdText, numberB, ...terms },
  answer: bound,
  success: codeOk,
  retryClass: 'unsafe',
  perSecond: 5000,
})

/**
 * Several AXG bindings at once, each with a code of its own beneath an outer OK. Match the answers by A and group, and
 * repeat only those that failed; how many one call may hold is not documented.
 */
export const bindBatchAxg = operation({
  action: 'BindBatchAxg',
  effect: 'write',
  params: {
    poolKey,
    bindings: required('AxgBindList', list(object({ numberA, groupId: groupIdText, numberB, ...terms }))),
  },
  answer: {
    requestId,
    bindings: required(
      'SecretBindList.SecretBind',
      list(
        object({
          code: required('Code', text),
          numberA: optional('PhoneNoA', realNumber),
          groupId: optional('GroupId', text),
          subsId: optional('SubsId', text),
          numberX: optional('SecretNo', lentNumber),
          extension: optional('Extension', text),
        }),
      ),
    ),
  },
  success: codeOkPerItem,
  retryClass: 'unsafe',
  perSecond: 5000,
})
