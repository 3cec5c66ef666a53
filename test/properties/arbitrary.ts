import * as fc from 'fast-check'
import { type Json, parseJson, printJson } from '../../src/aliyun/contract/json.ts'

/** What may come from outside, for properties that must hold whatever comes. */

// The same examples each time, so that a red build is a change; other ones with FC_SEED.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_170_525), numRuns: Number(process.env.FC_RUNS ?? 200) })

/** Texts of every alphabet, escapes, lone surrogates and prototype names among them. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\ud800', '\udc00', '%', '+', '&', '=', '~', '*', "'", '\n', '\0', '号', '🚗') }),
  fc.constantFrom('', '__proto__', 'constructor', 'toString', 'undefined', 'null', '%2F', '\u2028'),
)

const digits = (least: number, most: number) =>
  fc
    .tuple(
      fc.constantFrom('1', '5', '9'),
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least - 1, maxLength: most - 1 }),
    )
    .map((parts) => parts.join(''))

/** What the upstream might mean by a value: ids, numbers, times, switches, as text or not. */
const plausible: fc.Arbitrary<Json> = fc.oneof(
  digits(1, 20),
  digits(11, 11),
  fc.bigInt(0n, 2n ** 64n - 1n),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constantFrom('true', 'false', '0', '1', 'OK', '0000', '200', 'isv.NO_NOT_EXIST', ''),
  fc.constantFrom('2026-01-10 08:00:00', '20260110080000', '20260110080000123', '2026-02-31 08:00:00', '1785000000'),
  anyText,
  fc.constant(null),
)

/** The same as parameters have it. */
export const likelyText: fc.Arbitrary<string> = plausible.map((value) => (value === null ? '[]' : String(value)))

/** JSON as it arrives, with members under the given names and others, some levels deep. */
export const anyJson = (names: readonly string[]): fc.Arbitrary<Json> => {
  const name = names.length > 0 ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, anyText) : anyText
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      plausible,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(name, tie('value'), { maxKeys: 8, noNullPrototype: false }),
    ),
  }))
  return value.map((json) => parseJson(printJson(json)))
}
