import type { Params } from '../../aliyun/contract/operation.ts'
import type { bindAxnExtensionFixedLine } from '../../dypls/landlines/bind.ts'
import type { updateAxnBindFixedLine } from '../../dypls/landlines/change.ts'
import { callbackModes } from '../../dypls/landlines/terms.ts'
import { type PhoneNumber, phoneFault } from '../../dypls/terms/phone.ts'
import type { LandlineTerms } from './state.ts'

/** What a new binding of any kind may bring along, and what a change may: the widest of the three kinds each. */
export type LandlineWish = Params<typeof bindAxnExtensionFixedLine> & { readonly numberB?: PhoneNumber | undefined }
export type Change = Params<typeof updateAxnBindFixedLine>

/** The code for the first thing that can be wrong with any message of the family; null when nothing is. All inferred. */
export const termsFault = ({ numberA, numberB, lifetimeSeconds, switches }: Partial<LandlineWish>): string | null => {
  if ([numberA, numberB].some((number) => number && phoneFault(number.reveal()))) return 'isv.MOBILE_NUMBER_ILLEGAL'
  if (lifetimeSeconds !== undefined && lifetimeSeconds < 0) return 'isv.EXPIRE_DATE_ILLEGAL'
  const mode = switches?.callbackMode
  return mode === undefined || Object.values<string>(callbackModes).includes(mode) ? null : 'isv.ILLEGAL_ARGUMENT'
}

/** What a message says, over what held before. */
export const termsOf = (said: Change | LandlineWish, before?: LandlineTerms): LandlineTerms => ({
  boundAt: said.boundAt.getTime(),
  promptsBeforeAnswer: said.promptsBeforeAnswer ?? before?.promptsBeforeAnswer ?? [],
  promptsForCalled: said.promptsForCalled ?? before?.promptsForCalled ?? null,
  promptsForCaller: said.promptsForCaller ?? before?.promptsForCaller ?? null,
  callbackMode: said.switches?.callbackMode ?? before?.callbackMode ?? callbackModes.NOWHERE,
  recordingEnabled: said.switches?.recordingEnabled ?? before?.recordingEnabled ?? false,
  remark: said.remark ?? before?.remark ?? null,
})

const noTime = new Date(0)

/** A message that is sent again carries new times; it is the same message all the same. */
export const timeless = <M extends object>(message: M): M => ({ ...message, sentAt: noTime, boundAt: noTime })
