import { operation } from '../aliyun/contract/operation.ts'
import { beijingTime, boolean, freeForm, id64, optional, required, text } from '../aliyun/contract/wire.ts'
import {
  callRestrict,
  callTimeout,
  dtmfConfig,
  expiresAt,
  outId,
  outOrderId,
  poolKey,
  requestId,
} from './terms/fields.ts'
import { lentNumber, realNumber } from './terms/phone.ts'
import { code200OrOk } from './terms/success.ts'

/** Bindings of a pair take the words of other bindings (`callRestrictions`), those of a group have one of their own. */
export const groupRestrictions700 = {
  B_MAY_NOT_CALL: 'CONTROL_BX_DISABLE',
  MEMBERS_MAY_NOT_CALL: 'CONTROL_GX_DISABLE',
} as const

export const recordingFormats700 = { MP3: 'mp3', WAV: 'wav' } as const

/** What is played while one side calls the other: one code per listener and moment. */
export type CallPrompts = {
  readonly callerBeforeAnswer?: string | null | undefined
  readonly callerAfterAnswer?: string | null | undefined
  readonly calledAfterAnswer?: string | null | undefined
}
/** The letter of a party in the name of a slot. */
export type PromptParty = 'A' | 'B' | 'G'

/** `Audio` as JSON text: `ACallX_Apre` is heard by A, who calls, before the answer. Undefined when nothing is to play. */
export const promptSlots = (
  calls: readonly { readonly caller: PromptParty; readonly called: PromptParty; readonly prompts: CallPrompts }[],
): string | undefined => {
  const slots = calls.flatMap(({ caller, called, prompts }) =>
    [
      [`${caller}CallX_${caller}pre`, prompts.callerBeforeAnswer] as const,
      [`${caller}CallX_${caller}in`, prompts.callerAfterAnswer] as const,
      [`${caller}CallX_${called}in`, prompts.calledAfterAnswer] as const,
    ].filter(([, code]) => code),
  )
  return slots.length === 0 ? undefined : JSON.stringify(Object.fromEntries(slots))
}

/** Unquoted on the wire, unlike the id of every other binding. */
const subsId = required('SubsId', id64)
const numberX = required('TelX', lentNumber)
const recordingEnabled = optional('NeedRecord', boolean)
/** JSON text that maps a slot (`ACallX_Apre`: A called, before the answer, A listens) to a prompt code. */
const prompts = optional('Audio', text)
const transcript = {
  transcriptEnabled: optional('NeedAsr', boolean),
  transcriptModelId: optional('AsrModelId', text),
}

/** What every message may carry. */
const message = {
  poolKey,
  /** May prevent a second execution; nothing says so, hence these operations count as unsafe to repeat. */
  idempotencyKey: optional('OrderId', text),
  /** A handle of the industrial internet's identifier system. */
  industrialId: optional('IndustrialId', text),
}

const terms = {
  ...message,
  expiresAt,
  numberX: optional('TelX', lentNumber),
  recordingEnabled,
  recordingFormat: optional('RecType', text),
  callRestrict,
  prompts,
  outId,
  outOrderId,
  ...transcript,
  callTimeout,
  dtmfConfig,
}

const bound = {
  requestId,
  subsId: required('Data.SubsId', id64),
  numberX: required('Data.SecretNo', lentNumber),
}

/** As `bindAxb` on a 700 number: one X serves 200 pairs as long as no A and no B comes twice on it. */
export const bindAxb700 = operation({
  action: 'BindAxb700',
  effect: 'write',
  params: { ...terms, numberA: required('TelA', realNumber), numberB: required('TelB', realNumber) },
  answer: bound,
  success: code200OrOk,
  retryClass: 'unsafe',
  perSecond: 5000,
  httpsOnly: true,
})

/**
 * The members of a group and B reach each other through X. Without a default A the calls of B fail when the pool calls
 * back in the default way; a restriction names `CONTROL_GX_DISABLE` for the group.
 */
export const bindGxb700 = operation({
  action: 'BindGxb700',
  effect: 'write',
  params: {
    ...terms,
    numberB: required('TelB', realNumber),
    groupId: optional('GroupId', text),
    defaultNumberA: optional('DefaultA', realNumber),
  },
  answer: bound,
  success: code200OrOk,
  retryClass: 'unsafe',
  perSecond: 5000,
  httpsOnly: true,
})

/**
 * Changes the one aspect that `operateType` names. Only `updateNoA` is known, from a sample; the others probably are
 * those of `updateSubscription` (`aspects`), as all that is said here is inferred from names.
 */
export const updateSubs700 = operation({
  action: 'UpdateSubs700',
  effect: 'write',
  params: {
    ...message,
    subsId,
    numberX,
    operateType: required('OperateType', text),
    numberA: optional('TelA', realNumber),
    defaultNumberA: optional('DefaultA', realNumber),
    numberB: optional('TelB', realNumber),
    groupId: optional('GroupId', text),
    expiresAt: optional('Expiration', beijingTime),
    callRestrict,
    recordingEnabled,
    prompts,
    outId,
    ...transcript,
  },
  answer: { requestId, details: optional('Data', freeForm) },
  success: code200OrOk,
  retryClass: 'unsafe',
  perSecond: null,
  httpsOnly: true,
})

/** Ends a binding without cutting a running call. The free form of the answer is empty in samples. */
export const unbindSubs700 = operation({
  action: 'UnbindSubs700',
  effect: 'write',
  params: { ...message, subsId, numberX },
  answer: { requestId, details: optional('Data', freeForm) },
  success: code200OrOk,
  retryClass: 'unsafe',
  perSecond: null,
  httpsOnly: true,
})
