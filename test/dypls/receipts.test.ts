import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Json, parseJson } from '../../src/aliyun/contract/json.ts'
import * as codes from '../../src/dypls/receipts/codes.ts'
import { type Digest, isReceipt, type Receipt, readReceipt, writeReceipt } from '../../src/dypls/receipts/receipt.ts'
import { releaseCauses } from '../../src/dypls/receipts/release-causes.ts'
import type { ReceiptRow } from '../../src/dypls/receipts/row.ts'
import { fieldlessTypes, type ReceiptType, receiptTypes } from '../../src/dypls/receipts/rows.ts'

/** Ledger and sandbox share these rows, so they are held against the documents, which nothing here produced. */
type Enumerated = { readonly value: string }
type Fact = {
  readonly name: string
  readonly aliases: readonly string[]
  readonly type: string
  readonly required: boolean
  readonly format: string | null
  readonly enum: readonly Enumerated[] | null
  readonly piiKind: string | null
  readonly example: Json
}
type Facts = {
  readonly name: ReceiptType
  readonly transports: readonly string[]
  readonly fields: readonly Fact[]
  readonly sample: Readonly<Record<string, Json>>
}
// The fixture is ours and has this form; a test would fail at once if it had not.
const documents = parseJson(readFileSync(new URL('../fixtures/receipts.json', import.meta.url), 'utf8')) as unknown as {
  readonly messageTypes: readonly Facts[]
  readonly deduplicationKeys: Readonly<Record<string, readonly string[]>>
  readonly otherTypesNamedOnly: readonly string[]
  readonly releaseCauses: readonly { readonly code: number }[]
}

const digest: Digest = (text) => `digest of ${text.length}`

const read = (type: string, item: Json): Receipt => {
  const outcome = readReceipt(type, item, digest)
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome.receipt
}
const reasonOf = (type: string, item: Json): string | null => {
  const outcome = readReceipt(type, item, digest)
  return outcome.ok ? null : outcome.reason
}

const sample = (type: ReceiptType): Record<string, Json> => ({
  ...documents.messageTypes.find(({ name }) => name === type)?.sample,
})

/** The spellings of one field, sorted: which of them a sample prefers does not matter here. */
const spellings = ({ name, aliases }: { readonly name: string; readonly aliases: readonly string[] }): string =>
  [name, ...aliases].toSorted().join(' ')

const tables: Readonly<Record<string, codes.Codes>> = {
  call_type: codes.callTypes,
  release_dir: codes.releaseDirections,
  unconnected_cause: codes.unconnectedCauses,
  sms_type: codes.smsTypes,
  'SecretSmsIntercept.status': codes.smsStatuses,
  sms_intercept_type: codes.smsInterceptions,
  code: codes.deliveryCodes,
  noStatus: codes.numberStatuses,
  logisticsStatus: codes.parcelStates,
  'NumberManagementReport.status': codes.numberChanges,
  vendor: codes.carriers,
  numberType: codes.numberKinds,
}

const kindOf: Readonly<Record<string, string>> = {
  'integer(int64)': 'id',
  integer: 'integer',
  'array<object>': 'list',
}
const expectedKind = ({ name, type, format, piiKind }: Fact): string => {
  if (piiKind === 'phone') return 'real number'
  if (format === 'epoch milliseconds') return 'epoch ms'
  if (format?.startsWith('yyyy')) return 'instant'
  if (/^(secret_no|secretNo|called_display_no)$/.test(name)) return 'lent number'
  return kindOf[type] ?? 'text'
}

describe('the message types', () => {
  it('are all the documented ones, those without public fields named apart', () => {
    expect(Object.keys(receiptTypes).toSorted()).toEqual(documents.messageTypes.map(({ name }) => name).toSorted())
    expect(fieldlessTypes).toEqual(documents.otherTypesNamedOnly)
  })

  it('explain every documented release cause in two languages', () => {
    expect(Object.keys(releaseCauses).map(Number)).toEqual(documents.releaseCauses.map(({ code }) => code))
    expect(Object.keys(releaseCauses)).toHaveLength(53)
    for (const { en, zh } of Object.values(releaseCauses)) {
      expect(en).toMatch(/^[a-z ,()-]+$/i)
      expect(zh).toMatch(/[\u4e00-\u9fff]/)
    }
    expect(codes.meaningOf(releaseCauses, 4711)).toBeNull()
    expect(codes.meaningOf(releaseCauses, 'constructor')).toBeNull()
  })
})

describe.each(documents.messageTypes.map((facts) => [facts.name, facts] as const))('%s', (type, facts) => {
  const row: ReceiptRow = receiptTypes[type]
  const ownFields = facts.fields.filter(({ name }) => !name.includes('[]'))
  const fieldOf = (fact: Fact) =>
    Object.entries(row.fields).find(([, { at, aliases }]) => spellings({ name: at, aliases }) === spellings(fact))

  it('has exactly the documented fields in every documented spelling, and insists on the same ones', () => {
    const rows = Object.values(row.fields).map(({ at, aliases, required }) => [
      spellings({ name: at, aliases }),
      required,
    ])
    expect(Object.fromEntries(rows)).toEqual(
      Object.fromEntries(ownFields.map((each) => [spellings(each), each.required])),
    )
    expect(rows).toHaveLength(ownFields.length)
  })

  it('knows what kind each value is, and which are personal', () => {
    for (const fact of ownFields) {
      const [, field] = fieldOf(fact) ?? []
      expect([fact.name, field?.kind.name, field?.personal]).toEqual([fact.name, expectedKind(fact), fact.piiKind])
    }
  })

  it('comes by the documented ways and is told apart by the documented keys', () => {
    expect(row.queueOnly).toBe(!facts.transports.includes('http'))
    const keys = row.dedupKeys.map((name) => row.fields[name])
    for (const [index, key] of (documents.deduplicationKeys[type] ?? []).entries())
      expect([keys[index]?.at, ...(keys[index]?.aliases ?? [])]).toContain(key)
    expect(keys).toHaveLength(documents.deduplicationKeys[type]?.length ?? 0)
  })

  it('writes the documented sample again, to the letter', () => {
    const { fields, unread } = read(type, facts.sample)
    expect(unread).toEqual([])
    expect(writeReceipt(type, fields)).toEqual(
      Object.fromEntries(
        Object.entries(facts.sample).map(([name, value]) => {
          const isId = facts.fields.some((fact) => fact.name === name && expectedKind(fact) === 'id')
          return [name, isId ? BigInt(String(value)) : value]
        }),
      ),
    )
  })

  it('means the same in the other shape, and has the same key', () => {
    const receipt = read(type, facts.sample)
    const other = read(type, parseJson(JSON.stringify(writeReceipt(type, receipt.fields, 'other'))))
    // Numbers are equal to themselves only, so they are compared as they are written.
    expect(writeReceipt(type, other.fields)).toEqual(writeReceipt(type, receipt.fields))
    expect(other.dedupKey).toBe(receipt.dedupKey)
  })

  it('reads the documented example of each field', () => {
    for (const fact of ownFields.filter(({ example }) => example !== null)) {
      const [name = ''] = fieldOf(fact) ?? []
      for (const spelling of [fact.name, ...fact.aliases]) {
        const { fields } = read(type, { ...sample(type), [fact.name]: null, [spelling]: fact.example })
        expect([spelling, fields[name] === undefined]).toEqual([spelling, false])
      }
    }
  })

  it('has a meaning for every documented code', () => {
    for (const fact of ownFields) {
      const table = tables[`${type}.${fact.name}`] ?? tables[fact.name]
      if (fact.enum && table) expect(Object.keys(table)).toEqual(fact.enum.map(({ value }) => value))
      else expect([fact.name, fact.enum]).toEqual([fact.name, null])
    }
  })

  it('prints no number by accident', () => {
    const { fields, secretNo, dedupKey } = read(type, facts.sample)
    const numbers = ownFields.filter(({ piiKind, name }) => piiKind === 'phone' || name.startsWith('secret'))
    const printed = JSON.stringify({ fields, secretNo })
    for (const { name, aliases } of numbers)
      for (const spelling of [name, ...aliases])
        if (facts.sample[spelling]) expect(printed).not.toContain(facts.sample[spelling])
    for (const { name, piiKind } of numbers)
      if (piiKind === 'phone' && facts.sample[name]) expect(dedupKey).not.toContain(facts.sample[name])
  })
})

describe('a receipt', () => {
  it('keeps a binding id of 64 bits exact, as a number and as a text', () => {
    const text = JSON.stringify(sample('SecretReport'))
    for (const wire of ['9007199254740993123', '"9007199254740993123"']) {
      const item = parseJson(text.replace(/"sub_id":\d+/, `"sub_id":${wire}`))
      expect(read('SecretReport', item).subId).toBe('9007199254740993123')
    }
  })

  it.each([0, '0', null, ''])('knows no binding where the id is %j', (subId) => {
    expect(read('SecretReport', { ...sample('SecretReport'), sub_id: subId }).subId).toBeUndefined()
  })

  it('reads a call time as text and as milliseconds alike', () => {
    const times = ['2026-01-01 11:00:00', 1_767_236_400_000, '1767236400000'].map(
      (call_time) => read('SecretRecording', { ...sample('SecretRecording'), call_time }).fields.callTime,
    )
    for (const time of times) expect(time).toEqual(new Date('2026-01-01T11:00:00+08:00'))
  })

  it('joins by pool, binding, call, number and moment', () => {
    const { poolKey, subId, callId, secretNo, occurredAt } = read('SecretReport', sample('SecretReport'))
    expect({ poolKey, subId, callId, number: secretNo?.reveal(), occurredAt }).toEqual({
      poolKey: 'FC1234567',
      subId: '1000000768798832',
      callId: 'abcdef1234',
      number: '17000000000',
      occurredAt: new Date('2026-09-01T12:02:00+08:00'),
    })
  })

  it('is narrowed to the fields of its type', () => {
    const receipt = read('SecretReport', sample('SecretReport'))
    if (!isReceipt('SecretReport', receipt)) return expect.unreachable('it is one')
    const cause: number | undefined = receipt.fields.releaseCause
    expect(cause).toBe(16)
    expect(isReceipt('SecretRecording', receipt)).toBe(false)
  })

  it.each([
    ['call_time', 'yesterday'],
    ['call_time', '2026-02-31 12:00:00'],
    ['release_cause', 'sixteen'],
    ['sub_id', -5],
    ['sub_id', { id: 1 }],
    ['phone_no', 'x'.repeat(20_000)],
    ['call_type', [1]],
  ])('keeps what it can when %s is %j, and names what it could not read', (name, value) => {
    const { unread, fields } = read('SecretReport', { ...sample('SecretReport'), [name]: value })
    expect(unread).toEqual([name])
    expect(fields.controlMessage).toBe('OK')
  })

  it('keeps fields that no document names, as they came', () => {
    const item = { ...sample('SecretReport'), brand_new: { deep: [1n] } }
    expect(read('SecretReport', item).body).toEqual(item)
  })

  it('keeps a date of 2099 and 20,000 characters in a text', () => {
    const item = { ...sample('SecretReport'), release_time: '2099-12-31 23:59:59', out_id: 'x'.repeat(20_000) }
    const { occurredAt, fields } = read('SecretReport', item)
    expect(occurredAt?.toISOString()).toBe('2099-12-31T15:59:59.000Z')
    expect(fields.outId).toHaveLength(20_000)
  })

  it('takes prototype keys for names like others', () => {
    const text = JSON.stringify(sample('SecretReport')).replace('{', '{"__proto__":{"call_id":"evil"},"constructor":1,')
    expect(read('SecretReport', parseJson(text))).toMatchObject({ callId: 'abcdef1234', unread: [] })
    expect(reasonOf('SecretReport', parseJson('{"__proto__":{"call_id":"evil"}}'))).toBe('call_id is not there')
    expect(reasonOf('SecretReport', parseJson('{"__proto__":{"call_id":"evil"},"n":9007199254740993123}'))).toBe(
      'call_id is not there',
    )
  })

  it.each([[null], ['text'], [1], [[]]])('is refused when it is %j', (item) => {
    expect(reasonOf('SecretReport', item)).toBe('the item is not an object')
  })

  it.each([
    ['is missing', undefined, 'call_id is not there'],
    ['is empty', ' ', 'call_id is not there'],
    ['is an object', {}, 'call_id is not a text'],
    ['is endless', 'x'.repeat(20_000), 'call_id is longer than 200 characters'],
  ])('is refused when its key %s', (_how, call_id, reason) => {
    const { call_id: _gone, ...rest } = sample('SecretReport')
    expect(reasonOf('SecretReport', call_id === undefined ? rest : { ...rest, call_id })).toBe(reason)
  })

  it('of a message without an id is told apart by all that it says', () => {
    const { id: _gone, ...rest } = sample('SecretSmsIntercept')
    const turned = Object.fromEntries(Object.entries(rest).toReversed())
    expect(read('SecretSmsIntercept', rest).dedupKey).toMatch(/^digest of /)
    expect(read('SecretSmsIntercept', turned).dedupKey).toBe(read('SecretSmsIntercept', rest).dedupKey)
  })
})

describe('a type without public fields, and one that no document names', () => {
  it.each([...fieldlessTypes, 'SomethingOfNextYear'])('%s is kept, joined by the usual names', (type) => {
    const item = { pool_key: 'FC1', call_id: 'c1', secret_no: '17000000000', whatever: 1 }
    const receipt = read(type, item)
    expect(receipt).toMatchObject({ type, poolKey: 'FC1', callId: 'c1', fields: {}, body: item })
    expect(receipt.dedupKey).toMatch(/^digest of /)
  })

  it.each(['', '../x', 'a b', 'x'.repeat(65), '__proto__'])('%j is no name of a type', (type) => {
    expect(reasonOf(type, {})).toBe('the message type is no name of letters and digits')
  })

  it('is not taken for what every object has', () => {
    expect(read('constructor', { a: 1 })).toMatchObject({ type: 'constructor', fields: {} })
  })
})
