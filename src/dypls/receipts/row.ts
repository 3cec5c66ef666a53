import type { Personal, ReceiptField, ReceiptShapeOf, ValueKind } from './kinds.ts'

/** How a receipt is tied to what is known elsewhere: the name of the field that holds each, where one does. */
export type Joins<Name extends string = string> = {
  readonly poolKey?: Name
  readonly subId?: Name
  readonly callId?: Name
  readonly secretNo?: Name
  /** When what it tells of happened; some types do not say. */
  readonly occurredAt?: Name
}

/** One message type of the service as a value: read by the ledger, written by the sandbox. */
export type ReceiptRow<T extends string = string, S extends ReceiptShapeOf = ReceiptShapeOf> = {
  readonly type: T
  /** Whether it comes by queue only. */
  readonly queueOnly: boolean
  readonly fields: S
  /** The fields that together name one receipt among those of its type. */
  readonly dedupKeys: readonly string[]
  readonly joins: Joins
  /** The fields of keys and joins, each once. */
  readonly bound: readonly string[]
}

type NewRow<T, S extends ReceiptShapeOf> = {
  readonly type: T
  readonly queueOnly?: true
  readonly fields: S
  readonly dedupKeys: readonly (keyof S & string)[]
  readonly joins: Joins<keyof S & string>
}

export const receiptRow = <const T extends string, S extends ReceiptShapeOf>(row: NewRow<T, S>): ReceiptRow<T, S> => ({
  queueOnly: false,
  bound: [...new Set<string>([...row.dedupKeys, ...Object.values(row.joins)])],
  ...row,
})

type Note = { readonly aliases?: readonly string[]; readonly personal?: Personal }

const field = <T>(
  at: string,
  kind: ValueKind<T>,
  required: boolean,
  { aliases = [], personal }: Note,
): ReceiptField<T> => ({
  at,
  aliases,
  names: [at, ...aliases],
  kind,
  required,
  personal: personal ?? (kind.name === 'real number' ? 'phone' : null),
})

export const always = <T>(at: string, kind: ValueKind<T>, note: Note = {}): ReceiptField<T> =>
  field(at, kind, true, note)
export const maybe = <T>(at: string, kind: ValueKind<T>, note: Note = {}): ReceiptField<T> =>
  field(at, kind, false, note)
