import {
  commaSeparated,
  compactTime,
  compactTimeMs,
  integer,
  object,
  optional,
  perMessage,
  required,
  text,
} from '../../aliyun/contract/wire.ts'
import { zeroOne } from '../terms/digits.ts'
import { remark } from '../terms/fields.ts'
import { realNumber } from '../terms/phone.ts'

/** NAMED: the caller names X (and its extension). PICKED: the platform picks, and ignores a named one. */
export const bindModes = { NAMED: 'mode101', PICKED: 'mode102' } as const

/** Where A's own call to X goes. NUMBER_B is told of extensions on one public page only, and they take no B. */
export const callbackModes = { NOWHERE: '0', LATEST_CALLER: '1', NUMBER_B: '2' } as const

/** Which of its other parameters a look-up goes by. */
export const lookups = { SUBS_ID: '0', REAL_NUMBER: '1', NUMBER_X: '2' } as const

/** What every message carries, a question too. */
export const message = {
  /** `FC` and digits in the public pages, of another form in SDK samples. */
  poolKey: required('AppId', text),
  /** Unique to the message. What a repeated one answers is not documented. */
  idempotencyKey: perMessage(required('OrderId', text)),
  sentAt: perMessage(required('Ts', compactTimeMs)),
}

/** `SubId` in requests, `Subid` in answers; letters and digits, unlike the ids of other bindings. */
export const subsId = required('SubId', text)

export const numberA = required('TelA', realNumber)
export const boundAt = required('Subts', compactTime)

/** Codes of what is played, in the order: B calls X, A calls X, anybody else calls X. */
export const promptsBeforeAnswer = required('Anucode', commaSeparated)
/** Codes after the answer, in the order: A was called, the other side was called. */
export const promptsAfterAnswer = {
  promptsForCalled: optional('Anucodecalled', commaSeparated),
  promptsForCaller: optional('TAnucodeConnect', commaSeparated),
}

/** Counted from the moment X is assigned; 0 never ends by itself. */
export const lifetimeSeconds = required('Expiration', integer)

/** What a change may touch, whatever the kind of binding. */
export const changes = {
  boundAt,
  promptsBeforeAnswer: optional('Anucode', commaSeparated),
  ...promptsAfterAnswer,
  lifetimeSeconds: optional('Expiration', integer),
  remark,
}

const recordingEnabled = optional('Callrecording', zeroOne)
/** One of `callbackModes`. */
const callbackMode = optional('Callback', text)

export const axbSwitches = object({ recordingEnabled })
export const axnSwitches = object({ callbackMode, recordingEnabled })
