import type { Query } from '../store/store.ts'
import type { Entry, QuarantineEntry, ReceiptEntry } from './entry.ts'
import type { Facts } from './facts.ts'
import { foldCalls, foldNumbers, insertQuarantine, insertReceipts, insertVariants } from './statements.ts'

/** What became of the entries of a batch. */
export type Kept = {
  readonly stored: number
  /** Known already. */
  readonly duplicates: number
  /** Known already, with other content: kept beside the first. */
  readonly variants: number
  readonly quarantined: number
}

/** So many at a time stay far below the time that a statement may take. */
const slice = 500

/** Writes a batch inside a transaction. What is there already is left as it is. */
export const writeEntries = async (query: Query, entries: readonly Entry[]): Promise<Kept> => {
  const receipts = entries.filter((entry) => entry.kind === 'receipt').sort(byKey)
  const bad = distinct(
    entries.filter((entry) => entry.kind === 'quarantine'),
    ({ type, digest }) => keyOf(type, digest.toString('latin1')),
  ).sort(byDigest)
  const firsts = distinct(receipts, ({ type, dedupKey }) => keyOf(type, dedupKey))

  const fresh = new Set<string>()
  for (const part of slices(firsts))
    for (const row of await query(insertReceipts, receiptColumns(part)))
      fresh.add(keyOf(String(row.type), String(row.dedup_key)))

  const inserted = firsts.filter(({ type, dedupKey }) => fresh.has(keyOf(type, dedupKey)))
  const insertedOnes = new Set(inserted)
  const again = receipts.filter((receipt) => !insertedOnes.has(receipt))
  let variants = 0
  for (const part of slices(distinct(again, variantKey)))
    variants += (await query(insertVariants, variantColumns(part))).length

  for (const part of slices(foldedCalls(inserted))) await query(foldCalls, columns(part))
  const numbers = latestNumbers(inserted)
  if (numbers.length > 0) await query(foldNumbers, columns(numbers))
  for (const part of slices(bad)) await query(insertQuarantine, quarantineColumns(part))
  return { stored: inserted.length, duplicates: again.length - variants, variants, quarantined: bad.length }
}

const keyOf = (type: string, key: string): string => `${type}\0${key}`
const variantKey = ({ type, dedupKey, digest }: ReceiptEntry): string =>
  `${keyOf(type, dedupKey)}\0${digest.toString('latin1')}`

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byKey = (a: ReceiptEntry, b: ReceiptEntry): number => order(a.type, b.type) || order(a.dedupKey, b.dedupKey)
const byDigest = (a: QuarantineEntry, b: QuarantineEntry): number => order(a.type, b.type) || a.digest.compare(b.digest)

const distinct = <T>(items: readonly T[], key: (item: T) => string): T[] => {
  const found = new Map<string, T>()
  for (const item of items) if (!found.has(key(item))) found.set(key(item), item)
  return [...found.values()]
}

const slices = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / slice) }, (_each, index) =>
    items.slice(index * slice, (index + 1) * slice),
  )

/** Rows as columns. */
const columns = (rows: readonly (readonly unknown[])[]): unknown[][] =>
  Array.from({ length: rows[0]?.length ?? 0 }, (_each, index) => rows.map((row) => row[index]))

const receiptColumns = (receipts: readonly ReceiptEntry[]): unknown[][] =>
  columns(
    receipts.map((each) => [
      each.type,
      each.dedupKey,
      each.source,
      each.poolKey,
      each.subId,
      each.callId,
      each.secretNo,
      each.occurredAt,
      each.digest,
      each.body,
    ]),
  )

const variantColumns = (receipts: readonly ReceiptEntry[]): unknown[][] =>
  columns(receipts.map(({ type, dedupKey, source, digest, body }) => [type, dedupKey, source, digest, body]))

const quarantineColumns = (entries: readonly QuarantineEntry[]): unknown[][] =>
  columns(entries.map(({ source, type, reason, bytes, digest, body }) => [source, type, reason, bytes, digest, body]))

/** What the receipts of a batch say of each call, by type, in the order of the calls. */
const foldedCalls = (receipts: readonly ReceiptEntry[]): (readonly [callId: string, facts: string])[] => {
  const calls = new Map<string, Record<string, Facts>>()
  for (const { callId, type, facts } of receipts) {
    if (callId === null || facts === null) continue
    const known = calls.get(callId) ?? {}
    known[type] = facts
    calls.set(callId, known)
  }
  return [...calls].sort(([a], [b]) => order(a, b)).map(([callId, facts]) => [callId, JSON.stringify(facts)] as const)
}

type NumberRow = readonly [secretNo: string, poolKey: string | null, status: number, since: number]

const latestNumbers = (receipts: readonly ReceiptEntry[]): NumberRow[] => {
  const states = new Map<string, NumberRow>()
  for (const { secretNo, poolKey, numberState } of receipts) {
    if (secretNo === null || numberState === null) continue
    const known = states.get(secretNo)
    if (!known || known[3] < numberState.at)
      states.set(secretNo, [secretNo, poolKey, numberState.status, numberState.at])
  }
  return [...states.values()].sort(([a], [b]) => order(a, b))
}
