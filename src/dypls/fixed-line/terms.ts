import {
  commaSeparated,
  compactTime,
  compactTimeMs,
  integer,
  object,
  optional,
  required,
  text,
} from '../../aliyun/wire.ts'
import { zeroOne } from '../digits.ts'
import { remark } from '../fields.ts'
import { realNumber } from '../phone.ts'

/** What every message carries, a question too. */
export const message = {
  /** `FC` and digits in the public pages, of another form in SDK samples. */
  poolKey: required('AppId', text),
  /** Unique to the message. What a repeated one answers is not documented. */
  idempotencyKey: required('OrderId', text),
  sentAt: required('Ts', compactTimeMs),
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
/** Where A's own call to X goes: 0 nowhere, 1 to the latest caller, 2 to B (for extensions on one public page only). */
const callbackMode = optional('Callback', text)

export const axbSwitches = object({ recordingEnabled })
export const axnSwitches = object({ callbackMode, recordingEnabled })
