import { isObject, type Json, printJson } from '../../aliyun/contract/json.ts'
import type { NumberX } from '../terms/phone.ts'
import { lentNumber, type ReadFields, type ReceiptShape, readFields, text, writeFields } from './kinds.ts'
import { maybe, type ReceiptRow, receiptRow } from './row.ts'
import { type ReceiptFields, type ReceiptType, receiptTypes, rowOf } from './rows.ts'

export type ReceiptBody = { readonly [name: string]: Json }

/** One receipt, read. `body` is the item as it came, with what this program does not know. */
export type Receipt<T extends string = string, F = Readonly<Record<string, unknown>>> = {
  readonly type: T
  /** Equal for the same receipt sent again. Holds no real number. */
  readonly dedupKey: string
  readonly poolKey?: string | undefined
  readonly subId?: string | undefined
  readonly callId?: string | undefined
  readonly secretNo?: NumberX | undefined
  readonly occurredAt?: Date | undefined
  /** By our own names; empty for a type without a row. */
  readonly fields: F
  /** Wire names of what was there and could not be read. */
  readonly unread: readonly string[]
  readonly body: ReceiptBody
}
export type ReceiptOf<T extends ReceiptType> = Receipt<T, ReceiptFields<T>>

export type ReadReceipt =
  | { readonly ok: true; readonly receipt: Receipt }
  /** One sentence that holds nothing of the item. */
  | { readonly ok: false; readonly reason: string }

/** Tells texts apart without telling what they are: SHA-256, keyed where the caller has a key. */
export type Digest = (text: string) => string

/** Narrows a receipt to its type's own fields. */
export const isReceipt = <T extends ReceiptType>(type: T, receipt: Receipt): receipt is ReceiptOf<T> & Receipt =>
  receipt.type === type

const typeName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

/** Where most types keep them; for a type that has no row. */
const guesses: ReceiptRow = receiptRow({
  type: '',
  fields: {
    poolKey: maybe('pool_key', text, { aliases: ['poolKey', 'partner_key', 'partnerKey'] }),
    subsId: maybe('sub_id', text, { aliases: ['subs_id', 'subId', 'subsId'] }),
    callId: maybe('call_id', text, { aliases: ['callId'] }),
    numberX: maybe('secret_no', lentNumber, { aliases: ['secretNo'] }),
  },
  dedupKeys: [],
  joins: { poolKey: 'poolKey', subId: 'subsId', callId: 'callId', secretNo: 'numberX' },
})

/** Ids and keys go into indexes, which take no endless text; the documents give a call id 100 characters. */
const longestKeyPart = 200

/**
 * Reads one item. Types and fields that are not known are kept, never refused; a value that cannot be read is left out and
 * named. Refused is only what cannot be told apart from others: no object, or without the id that its type is known by.
 */
export const readReceipt = (type: string, item: Json, digest: Digest): ReadReceipt => {
  if (!typeName.test(type)) return { ok: false, reason: 'the message type is no name of letters and digits' }
  if (!isObject(item)) return { ok: false, reason: 'the item is not an object' }
  const known = rowOf(type)
  const row = known ?? guesses
  const { values, unread } = readFields(row.fields, item)
  for (const name of row.bound) {
    const fault = keyFault(row, name, { values, unread }, row.dedupKeys.includes(name))
    if (fault !== null) return { ok: false, reason: fault }
  }
  return {
    ok: true,
    receipt: {
      type,
      dedupKey: dedupKey(row, values, item, digest),
      ...joined(row, values),
      fields: known ? values : {},
      unread,
      body: item,
    },
  }
}

const keyFault = (row: ReceiptRow, name: string, { values, unread }: ReadFields, needed: boolean): string | null => {
  const field = row.fields[name]
  if (!field) return null
  const value = values[name]
  if (value === undefined) {
    if (!needed) return null
    if (unread.includes(field.at)) return `${field.at} is not ${field.kind.wants}`
    return field.required ? `${field.at} is not there` : null
  }
  return field.kind.key(value).length > longestKeyPart
    ? `${field.at} is longer than ${longestKeyPart} characters`
    : null
}

/** One key is kept as it is, several as a JSON list; a digest where there is none, or where a real number is among them. */
const dedupKey = (row: ReceiptRow, values: ReadFields['values'], item: Json, digest: Digest): string => {
  const parts = row.dedupKeys.map((name) => {
    const value = values[name]
    return value === undefined ? '' : (row.fields[name]?.kind.key(value) ?? '')
  })
  if (parts.every((part) => part === '')) return digest(sortedJson(item))
  const key = parts.length === 1 ? (parts[0] ?? '') : JSON.stringify(parts)
  return row.dedupKeys.some((name) => row.fields[name]?.personal) ? digest(key) : key
}

/** The fields that a row says to join by are of these kinds, which its type cannot say. */
const joined = ({ joins }: ReceiptRow, values: ReadFields['values']) => {
  const at = (name: string | undefined): unknown => (name === undefined ? undefined : values[name])
  return {
    poolKey: at(joins.poolKey) as string | undefined,
    subId: at(joins.subId) as string | undefined,
    callId: at(joins.callId) as string | undefined,
    secretNo: at(joins.secretNo) as NumberX | undefined,
    occurredAt: at(joins.occurredAt) as Date | undefined,
  }
}

/** JSON with its names in order, so that equal values print alike. Nests as deeply as the value, which `parseJson` bounds. */
export const sortedJson = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map((item: Json) => sortedJson(item)).join(',')}]`
  if (!isObject(value)) return printJson(value)
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${sortedJson(value[name] ?? null)}`)
  return `{${members.join(',')}}`
}

/** The wire form of a receipt: as the samples have it, or in the rarer spellings that documents also show. */
export const writeReceipt = <T extends ReceiptType>(
  type: T,
  fields: ReceiptFields<T>,
  shape: ReceiptShape = 'sample',
): ReceiptBody => writeFields(receiptTypes[type].fields, fields, shape)
