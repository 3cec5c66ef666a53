import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Json, parseJson, printJson } from '../../src/aliyun/contract/json.ts'
import { readXml, XmlFault } from '../../src/aliyun/queue/xml.ts'
import type { ReceiptField } from '../../src/dypls/receipts/kinds.ts'
import { readReceipt, sortedJson, writeReceipt } from '../../src/dypls/receipts/receipt.ts'
import type { ReceiptRow } from '../../src/dypls/receipts/row.ts'
import { fieldlessTypes, type ReceiptType, receiptTypes } from '../../src/dypls/receipts/rows.ts'
import { decodeMessage } from '../../src/receipts/queue-message.ts'
import { anyJson, anyText } from './arbitrary.ts'

/** Whatever is pushed or queued: read or refused with a sentence, never a crash, and the same each time. */

const types = Object.keys(receiptTypes) as ReceiptType[]
const digest = (text: string): string => `digest of ${text}`
const rowOf = (type: ReceiptType): ReceiptRow => receiptTypes[type]

/** An item with the names of its type, and with anything behind them. */
const itemOf = (type: ReceiptType): fc.Arbitrary<{ readonly [name: string]: Json }> => {
  const names = Object.values(rowOf(type).fields).flatMap(({ at, aliases }) => [at, ...aliases])
  const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: anyText })
  return fc.array(fc.tuple(name, anyJson([])), { maxLength: 30 }).map((entries) => Object.fromEntries(entries))
}
const typeAndItem = fc.constantFrom(...types).chain((type) => itemOf(type).map((item) => ({ type, item })))

describe('a receipt of whatever content', () => {
  it('is read or refused with one sentence, and no value of it is in the sentence', () => {
    let kept = 0
    fc.assert(
      fc.property(typeAndItem, ({ type, item }) => {
        const outcome = readReceipt(type, item, digest)
        if (outcome.ok) {
          kept += 1
          expect(outcome.receipt.body).toBe(item)
          expect(outcome.receipt.dedupKey).not.toBe('')
          expect(outcome.receipt.dedupKey.isWellFormed()).toBe(true)
        } else
          expect(outcome.reason).toMatch(
            /^(?:[\w-]+ is (?:not [\w ,:-]+|longer than 200 characters)|the item is not an object)$/,
          )
      }),
    )
    expect(kept).toBeGreaterThan(20)
  })

  it('is known again whatever the order of its names', () => {
    fc.assert(
      fc.property(typeAndItem, ({ type, item }) => {
        const turned = Object.fromEntries(Object.entries(item).toReversed())
        const [one, other] = [item, turned].map((each) => readReceipt(type, each, digest))
        expect(one?.ok && one.receipt.dedupKey).toEqual(other?.ok && other.receipt.dedupKey)
      }),
    )
  })

  it('of whatever type and kind is no crash', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constantFrom(...types, ...fieldlessTypes)), anyJson([]), (type, item) => {
        const outcome = readReceipt(type, item, digest)
        if (!outcome.ok) expect(outcome.reason).toMatch(/^[\w ,:-]+$/)
      }),
    )
  })
})

const arbitraryOf = ({ kind }: ReceiptField): fc.Arbitrary<unknown> => {
  switch (kind.name) {
    case 'id':
      return fc.bigInt(1n, 2n ** 63n - 1n).map(String)
    case 'integer':
      return fc.integer()
    case 'instant':
    case 'epoch ms':
      return fc.integer({ min: 946_684_800, max: 4_102_444_800 }).map((seconds) => new Date(seconds * 1_000))
    case 'real number':
    case 'lent number':
      return fc.integer({ min: 0, max: 999_999_999 }).map((digits) => kind.read(`13${String(digits).padStart(9, '0')}`))
    case 'list':
      return fc.constant([{ text: '您好', channel: 1 }])
    default:
      return fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.trim() !== '')
  }
}

describe.each(types)('%s', (type) => {
  it('reads what it writes, in both shapes, over the wire', () => {
    const fields = fc.record(
      Object.fromEntries(Object.entries(rowOf(type).fields).map(([name, field]) => [name, arbitraryOf(field)])),
    )
    fc.assert(
      fc.property(fields, (values) => {
        const written = writeReceipt(type, values)
        for (const shape of ['sample', 'other'] as const) {
          const wire = parseJson(printJson(writeReceipt(type, values, shape)))
          const outcome = readReceipt(type, wire, digest)
          if (!outcome.ok) return expect.fail(outcome.reason)
          expect(outcome.receipt.unread).toEqual([])
          expect(writeReceipt(type, outcome.receipt.fields)).toEqual(written)
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('sorted JSON', () => {
  it('says the same as what it was made of', () => {
    fc.assert(
      fc.property(anyJson([]), (value) => {
        expect(sortedJson(parseJson(sortedJson(value)))).toBe(sortedJson(value))
      }),
    )
  })
})

describe('a message and an XML document of whatever content', () => {
  it('is read or refused', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        decodeMessage({ body: text })
        decodeMessage({ body: Buffer.from(text).toString('base64') })
        for (const document of [text, `<a>${text}</a>`, `<a><b c="${text}"/></a>`])
          try {
            readXml(document)
          } catch (error) {
            expect(error).toBeInstanceOf(XmlFault)
          }
      }),
    )
  })
})
