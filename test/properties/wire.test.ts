import * as fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Json, parseJson, printJson } from '../../src/aliyun/contract/json.ts'
import {
  decodeAnswer,
  decodeParams,
  encodeAnswer,
  encodeParams,
  type Operation,
} from '../../src/aliyun/contract/operation.ts'
import {
  beijingTime,
  boolean,
  type Codec,
  compactTime,
  compactTimeMs,
  type Field,
  id64,
  integer,
  list,
  object,
  optional,
  required,
  text,
  WireMismatch,
} from '../../src/aliyun/contract/wire.ts'
import { operations } from '../../src/dypls/operations.ts'
import { epochText, integerText, zeroOne, zeroOneOrNull } from '../../src/dypls/terms/digits.ts'
import { lentNumber, numberX, phoneNumber, realNumber } from '../../src/dypls/terms/phone.ts'
import { anyJson, anyText, likelyText } from './arbitrary.ts'

/** Numbers compare by what they say: each is made of closures of its own. */
const plain = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || value instanceof Date) return Object.is(value, -0) ? 0 : value
  if ('reveal' in value && typeof value.reveal === 'function') return `number ${value.reveal()}`
  return Array.isArray(value)
    ? value.map(plain)
    : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]))
}

/** How many were values: a property that only ever sees mismatches says nothing. */
let values = 0
beforeEach(() => {
  values = 0
})

/** A value, or the one way to say no; anything else that is thrown fails the property. */
const decoded = <T>(decode: () => T): { value: T } | null => {
  try {
    const value = decode()
    values++
    return { value }
  } catch (error) {
    if (error instanceof WireMismatch) return null
    throw error
  }
}

const seconds = (least: string, most: string) =>
  fc
    .date({ min: new Date(least), max: new Date(most), noInvalidDate: true })
    .map((at) => new Date(Math.floor(at.getTime() / 1_000) * 1_000))
const moments = seconds('1992-01-01T00:00:00Z', '9998-01-01T00:00:00Z')
const digitString = fc.stringMatching(/^(?:0|[1-9]\d{0,18})$/)

const valuesOf: Readonly<Record<string, readonly [codec: Codec<never>, values: fc.Arbitrary<unknown>]>> = {
  text: [text as Codec<never>, anyText],
  id64: [id64 as Codec<never>, digitString],
  integer: [integer as Codec<never>, fc.maxSafeInteger().map((value) => value || 0)],
  integerText: [integerText as Codec<never>, fc.integer()],
  boolean: [boolean as Codec<never>, fc.boolean()],
  zeroOne: [zeroOne as Codec<never>, fc.boolean()],
  zeroOneOrNull: [zeroOneOrNull as Codec<never>, fc.option(fc.boolean())],
  epochText: [epochText as Codec<never>, moments],
  beijingTime: [beijingTime as Codec<never>, moments],
  compactTime: [compactTime as Codec<never>, moments],
  compactTimeMs: [compactTimeMs as Codec<never>, moments.map((at) => new Date(at.getTime() + 123))],
  realNumber: [realNumber as Codec<never>, fc.stringMatching(/^\d{3,20}$/).map(phoneNumber)],
  lentNumber: [lentNumber as Codec<never>, fc.stringMatching(/^\d{3,20}$/).map(numberX)],
  list: [list(id64) as Codec<never>, fc.array(digitString)],
  object: [
    object({
      id: required('Id', id64),
      at: optional('At', beijingTime),
      inner: optional('In', list(text)),
    }) as Codec<never>,
    fc.record({
      id: digitString,
      at: fc.option(moments, { nil: undefined }),
      inner: fc.option(fc.array(anyText), { nil: undefined }),
    }),
  ],
}

describe('every codec', () => {
  it.each(Object.entries(valuesOf))(
    '%s reads back what it wrote, as a parameter and in an answer',
    (_name, [codec, values]) => {
      fc.assert(
        fc.property(values, (value) => {
          expect(plain(codec.decode(codec.text(value as never)))).toEqual(plain(value))
          expect(plain(codec.decode(parseJson(printJson(codec.json(value as never)))))).toEqual(plain(value))
        }),
      )
    },
  )
})

const rows: readonly Operation[] = Object.values(operations)
const fields: readonly (readonly [string, Field])[] = rows.flatMap((row) =>
  [...Object.values(row.params), ...Object.values(row.answer)].map(
    (field) => [`${row.action} ${field.at}`, field] as const,
  ),
)
const names = [...new Set(fields.flatMap(([, { path }]) => path))]

describe('whatever the upstream sends', () => {
  it('every field gives a value or a mismatch, and what it read it writes so that it reads the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fields), anyJson(names), ([, { codec }], wire) => {
        const first = decoded(() => codec.decode(wire))
        if (!first) return
        const again = decoded(() => codec.decode(parseJson(printJson(codec.json(first.value)))))
        // Ids with leading zeros lose them as JSON integers; nothing else changes.
        expect(normal(again?.value)).toEqual(normal(first.value))
      }),
      { numRuns: 5_000 },
    )
    expect(values).toBeGreaterThan(1_000)
  })

  it('every answer gives values or a mismatch, and values are written and read back the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rows), anyJson(names), (row, body) => {
        const first = decoded(() => decodeAnswer(row, body))
        if (!first) return
        const again = decoded(() => decodeAnswer(row, parseJson(printJson(encodeAnswer(row, first.value)))))
        expect(normal(again?.value)).toEqual(normal(first.value))
      }),
      { numRuns: 3_000 },
    )
    expect(values).toBeGreaterThan(1_000)
  })

  it('every set of parameters gives input or a mismatch, and input is sent as it was read', () => {
    const asked = fc.constantFrom(...rows).chain((row) =>
      fc.tuple(
        fc.constant(row),
        fc.record(Object.fromEntries(Object.values(row.params).map(({ at }) => [at, likelyText])), {
          requiredKeys: [],
        }),
      ),
    )
    fc.assert(
      fc.property(asked, ([row, params]) => {
        const first = decoded(() => decodeParams(row, params as Record<string, string>))
        if (!first) return
        expect(plain(decodeParams(row, encodeParams(row, first.value)))).toEqual(plain(first.value))
      }),
      { numRuns: 3_000 },
    )
    expect(values).toBeGreaterThan(100)
  })

  it('text that is no JSON, or far too deep, is one kind of error that quotes nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.nat(500).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
        ),
        (body) => {
          try {
            parseJson(body)
          } catch (error) {
            expect(error).toBeInstanceOf(SyntaxError)
            expect(['the text is not JSON', 'the JSON nests too deeply']).toContain((error as Error).message)
          }
        },
      ),
    )
  })

  it('JSON keeps every digit of every integer', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 70n), 2n ** 70n), (integerValue) => {
        const body = parseJson(`{"id":${integerValue}}`) as { id: Json }
        expect(String(body.id)).toBe(String(integerValue))
        expect(printJson(body)).toBe(`{"id":${integerValue}}`)
      }),
    )
  })
})

const normal = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(plain(value) ?? null, (_name, inner) => (typeof inner === 'bigint' ? String(inner) : inner)),
    (_name, inner) => (typeof inner === 'string' && /^0\d+$/.test(inner) ? inner.replace(/^0+(?=\d)/, '') : inner),
  )
