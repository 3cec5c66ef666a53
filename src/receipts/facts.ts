import { callType } from '../dypls/receipts/codes.ts'
import type { Receipt } from '../dypls/receipts/receipt.ts'
import { rowOf } from '../dypls/receipts/rows.ts'
import type { PhoneNumber } from '../dypls/terms/phone.ts'
import type { Vault } from './vault.ts'

/** What a receipt says of its call, by the contract's names: texts, whole numbers, instants in ms. Ready to be kept as JSON. */
export type Facts = Readonly<Record<string, string | number>>

/** Types whose receipts tell of a call. */
const ofCalls: ReadonlySet<string> = new Set([
  'SecretStartReport',
  'SecretRingReport',
  'SecretPickUpReport',
  'SecretReport',
  'SecretRecording',
  'SecretAsrReport',
])

/** In old documents messages come as ended calls. */
const messages: ReadonlySet<unknown> = new Set([callType.SMS_SENT, callType.SMS_RECEIVED, callType.SMS_INTERCEPTED])

/** Longer ones are cut in the call; the receipt has them whole. */
const longestFact = 2_000

export type FactPorts = { readonly vault: Vault; readonly ref: (number: PhoneNumber) => string }

/**
 * Null for a receipt that tells of no call. Its real numbers are sealed together (`sealed`, JSON by name), with their refs
 * beside them; links to recordings and what was said stay in the receipt.
 */
export const factsOf = (receipt: Receipt, { vault, ref }: FactPorts): Facts | null => {
  const row = rowOf(receipt.type)
  if (!row || !ofCalls.has(receipt.type) || receipt.callId === undefined || messages.has(receipt.fields.callType))
    return null
  const facts: Record<string, string | number> = {}
  const numbers: Record<string, string> = {}
  for (const name in row.fields) {
    const field = row.fields[name]
    const value = receipt.fields[name]
    if (!field || value === undefined || name === 'callId') continue
    const { kind, personal } = field
    if (kind.name === 'real number') {
      // The kind says what its values are.
      const number = value as PhoneNumber
      numbers[name] = number.reveal()
      facts[`${name}Ref`] = ref(number)
    } else if (personal === null && kind.name !== 'list') {
      if (value instanceof Date) facts[name] = value.getTime()
      else facts[name] = typeof value === 'number' ? value : kind.key(value).slice(0, longestFact)
    }
  }
  if (Object.keys(numbers).length > 0) facts.sealed = vault.seal(JSON.stringify(numbers)).toString('base64')
  return facts
}
