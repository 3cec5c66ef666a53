import { isObject, type Json } from '../../aliyun/contract/json.ts'
import { id64, integer, WireMismatch } from '../../aliyun/contract/wire.ts'
import { canonical, type NumberX, numberX, type PhoneNumber, phoneNumber } from '../terms/phone.ts'

/** `sample` is how receipts look as a rule; `other` writes every name and value in the rarer way that documents also show. */
export type ReceiptShape = 'sample' | 'other'

export type KindName = 'text' | 'id' | 'integer' | 'instant' | 'epoch ms' | 'real number' | 'lent number' | 'list'

/**
 * How one value of a receipt travels. Reading takes every shape that was seen; what says nothing (null, an empty text) is
 * undefined; what cannot be used throws WireMismatch.
 */
export type ValueKind<T> = {
  readonly name: KindName
  readonly wants: string
  read(wire: Json): T | undefined
  write(value: T, shape: ReceiptShape): Json
  /** Its part of a deduplication key. */
  key(value: T): string
}

/** What stands in a receipt beyond what its call needs, and must not be seen by everybody. */
export type Personal = 'phone' | 'recording' | 'transcript' | 'message' | 'address'

export type ReceiptField<T = unknown> = {
  /** The upstream's name in its samples, which is how it is written. */
  readonly at: string
  /** Other spellings, read alike; the first is written in the `other` shape. */
  readonly aliases: readonly string[]
  /** All spellings, its own first. */
  readonly names: readonly string[]
  readonly kind: ValueKind<T>
  /** Always there in documents and samples. What lacks it all the same is kept. */
  readonly required: boolean
  readonly personal: Personal | null
}
export type ReceiptShapeOf = { readonly [name: string]: ReceiptField }
export type ReceiptValues<S extends ReceiptShapeOf> = {
  readonly [K in keyof S]?: (S[K] extends ReceiptField<infer T> ? T : never) | undefined
}

const mismatch = (wants: string): never => {
  throw new WireMismatch('', wants)
}

const isNothing = (wire: Json): boolean => wire === null || (typeof wire === 'string' && wire.trim() === '')

/** Printable anywhere: databases take neither lone surrogates nor NUL. */
const sound = (text: string): string =>
  text.isWellFormed() && !text.includes('\0') ? text : text.toWellFormed().replaceAll('\0', '\ufffd')

const wireText = (wire: Json): string => {
  if (typeof wire === 'string') return sound(wire)
  if (typeof wire === 'bigint' || typeof wire === 'boolean') return String(wire)
  return typeof wire === 'number' && Math.abs(wire) <= Number.MAX_SAFE_INTEGER ? String(wire) : mismatch('a text')
}

/** A kind for which what says nothing is undefined. */
export const kind = <T>(row: ValueKind<T>): ValueKind<T> => ({
  ...row,
  read: (wire) => (isNothing(wire) ? undefined : row.read(wire)),
})

export const text: ValueKind<string> = kind({
  name: 'text',
  wants: 'a text',
  read: wireText,
  write: (value) => value,
  key: (value) => value,
})

/** A 64-bit number, always text on our side. 0 means that there is none: a call without a binding (inferred). */
export const id: ValueKind<string> = kind({
  name: 'id',
  wants: id64.wants,
  read: (wire) => {
    const value = id64.decode(typeof wire === 'string' ? wire.trim() : wire)
    return /^0+$/.test(value) ? undefined : value
  },
  write: (value, shape) => (shape === 'sample' ? BigInt(value) : value),
  key: (value) => value,
})

export const whole: ValueKind<number> = kind({
  name: 'integer',
  wants: integer.wants,
  read: (wire) => integer.decode(typeof wire === 'string' ? wire.trim() : wire),
  write: (value, shape) => (shape === 'sample' ? value : String(value)),
  key: String,
})

/** What is far longer than any number is none. */
const mostDigits = 64

const plainDigits = /^\d{1,64}$/
const countryCode = /^(?:00)?86/

const digits = (wire: Json): string => {
  if (typeof wire === 'string' && plainDigits.test(wire) && !countryCode.test(wire)) return wire
  const value = canonical(wireText(wire))
  return value.length <= mostDigits ? value : mismatch('a phone number')
}

export const realNumber: ValueKind<PhoneNumber> = kind({
  name: 'real number',
  wants: 'a phone number',
  read: (wire) => phoneNumber(digits(wire)),
  write: (value) => value.reveal(),
  key: (value) => value.reveal(),
})

export const lentNumber: ValueKind<NumberX> = kind({
  name: 'lent number',
  wants: 'a phone number',
  read: (wire) => numberX(digits(wire)),
  write: (value) => value.reveal(),
  key: (value) => value.reveal(),
})

/** A list of like things. An item that is none is passed over, and so is a value in it that cannot be read. */
export const listOf = <S extends ReceiptShapeOf>(fields: S): ValueKind<readonly ReceiptValues<S>[]> => ({
  name: 'list',
  wants: 'a list',
  read: (wire) => {
    if (isNothing(wire)) return undefined
    if (!Array.isArray(wire)) return mismatch('a list')
    // The values are those of the shape's own fields.
    return wire.filter(isObject).map((item) => readFields(fields, item).values as ReceiptValues<S>)
  },
  write: (values, shape) => values.map((value) => writeFields(fields, value, shape)),
  key: (values) => String(values.length),
})

/** The value under the name or the first alias that says something. */
const found = (field: ReceiptField, body: { readonly [name: string]: Json }): unknown => {
  let fault: unknown = null
  for (const name of field.names) {
    const wire = Object.hasOwn(body, name) ? body[name] : undefined
    if (wire === undefined) continue
    try {
      const value = field.kind.read(wire)
      if (value !== undefined) return value
    } catch (error) {
      if (!(error instanceof WireMismatch)) throw error
      fault ??= error
    }
  }
  if (fault) throw fault
  return undefined
}

export type ReadFields = {
  readonly values: Readonly<Record<string, unknown>>
  /** Wire names of what was there and could not be read. */
  readonly unread: readonly string[]
}

export const readFields = (fields: ReceiptShapeOf, body: { readonly [name: string]: Json }): ReadFields => {
  const values: Record<string, unknown> = {}
  const unread: string[] = []
  for (const name in fields) {
    const field = fields[name]
    if (!field) continue
    try {
      const value = found(field, body)
      if (value !== undefined) values[name] = value
    } catch (error) {
      if (!(error instanceof WireMismatch)) throw error
      unread.push(field.at)
    }
  }
  return { values, unread }
}

export const writeFields = (
  fields: ReceiptShapeOf,
  values: Readonly<Record<string, unknown>>,
  shape: ReceiptShape,
): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, { at, aliases, kind }]) => {
      const value = values[name]
      if (value === undefined || value === null) return []
      return [[(shape === 'other' ? aliases[0] : undefined) ?? at, kind.write(value, shape)] as const]
    }),
  )
