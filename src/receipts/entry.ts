import { hash } from 'node:crypto'
import { isObject, type Json, printJson } from '../aliyun/contract/json.ts'
import type { Hmac } from '../aliyun/signing/hmac.ts'
import { numberStatus } from '../dypls/receipts/codes.ts'
import { isReceipt, type Receipt, readReceipt, sortedJson } from '../dypls/receipts/receipt.ts'
import { type FactPorts, type Facts, factsOf } from './facts.ts'

export type ReceiptSource = 'push' | 'mns'

/** One item as it came, and its type as it was told. */
export type Item = { readonly type: string; readonly body: Json }

/** A receipt as the tables take it. */
export type ReceiptEntry = {
  readonly kind: 'receipt'
  readonly item: Item
  readonly source: ReceiptSource
  readonly type: string
  readonly dedupKey: string
  readonly poolKey: string | null
  readonly subId: string | null
  readonly callId: string | null
  readonly secretNo: string | null
  /** Seconds since 1970, as the database takes moments beyond the year 9999. */
  readonly occurredAt: number | null
  readonly digest: Buffer
  readonly body: Buffer
  readonly facts: Facts | null
  readonly numberState: { readonly status: number; readonly at: number } | null
}

/** What is no receipt, and why. */
export type QuarantineEntry = {
  readonly kind: 'quarantine'
  readonly source: ReceiptSource
  readonly type: string
  readonly reason: string
  readonly bytes: number
  readonly digest: Buffer
  readonly body: Buffer
}

export type Entry = ReceiptEntry | QuarantineEntry

export type EntryPorts = FactPorts & {
  /** Keyed, so that who has the tables alone cannot try numbers. */
  readonly digest: Hmac
}

/** Of what is quarantined, so much is kept. */
const longestKept = 65_536
const longestType = 64

/** Reads one item. Never throws, whatever it is. */
export const entryOf = (item: Item, source: ReceiptSource, ports: EntryPorts): Entry => {
  const read = readReceipt(item.type, item.body, ports.digest)
  return read.ok
    ? receiptEntry(read.receipt, item, source, ports)
    : quarantineEntry(item.type, printJson(item.body), read.reason, source, ports)
}

const receiptEntry = (receipt: Receipt, item: Item, source: ReceiptSource, ports: EntryPorts): ReceiptEntry => {
  // Its names in order: the same receipt is the same text, whichever way it came.
  const text = sortedJson(receipt.body)
  return {
    kind: 'receipt',
    item,
    source,
    type: receipt.type,
    dedupKey: receipt.dedupKey,
    poolKey: receipt.poolKey ?? null,
    subId: receipt.subId ?? null,
    callId: receipt.callId ?? null,
    secretNo: receipt.secretNo?.reveal() ?? null,
    occurredAt: receipt.occurredAt ? receipt.occurredAt.getTime() / 1_000 : null,
    digest: digestOf(text, ports),
    body: ports.vault.seal(text),
    facts: factsOf(receipt, ports),
    numberState: numberStateOf(receipt),
  }
}

const numberStateOf = (receipt: Receipt): ReceiptEntry['numberState'] => {
  if (!isReceipt('SecretExceptionPhoneReport', receipt)) return null
  const { numberStatus: status, at, numberX } = receipt.fields
  if (status !== numberStatus.ABNORMAL && status !== numberStatus.NORMAL_AGAIN) return null
  return at && numberX ? { status, at: at.getTime() / 1_000 } : null
}

/** An entry for what could not be read, or could not be stored. */
export const quarantineEntry = (
  type: string,
  text: string,
  reason: string,
  source: ReceiptSource,
  ports: EntryPorts,
): QuarantineEntry => ({
  kind: 'quarantine',
  source,
  type: type.toWellFormed().replaceAll('\0', '').slice(0, longestType),
  reason,
  bytes: Buffer.byteLength(text),
  digest: digestOf(text, ports),
  body: ports.vault.seal(text.slice(0, longestKept)),
})

/** A receipt that the database refused, though it could be read. */
export const refusedEntry = (entry: ReceiptEntry, reason: string, ports: EntryPorts): QuarantineEntry =>
  quarantineEntry(entry.type, printJson(entry.item.body), reason, entry.source, ports)

/** A long text is digested twice, since the keyed digest is made for short ones. */
const digestOf = (text: string, { digest }: EntryPorts): Buffer =>
  Buffer.from(digest(`body:${hash('sha256', text.toWellFormed(), 'base64')}`), 'base64url')

/** Whether JSON is the array that a push holds. */
export const isBatch = (body: Json): body is readonly Json[] => Array.isArray(body) && !isObject(body)
