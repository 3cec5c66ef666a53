import { parse, stringify } from 'lossless-json'

/** JSON as Alibaba Cloud sends it: an integer that a double cannot hold is a bigint. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [name: string]: Json }

// Only a run of 16 or more digits can exceed 2^53, and only such bodies pay for the lossless parser.
const maybeUnsafe = /\d{16}/

const integer = /^-?\d+$/

const parseNumber = (digits: string): number | bigint => {
  const number = Number(digits)
  return integer.test(digits) && !Number.isSafeInteger(number) ? BigInt(digits) : number
}

/** Parses JSON without rounding 64-bit ids (`GroupId`, `SubsId` of 700 numbers come unquoted). Throws SyntaxError. */
export const parseJson = (text: string): Json =>
  maybeUnsafe.test(text) ? (parse(text, undefined, { parseNumber }) as Json) : (JSON.parse(text) as Json)

/** Writes JSON; a bigint becomes an unquoted integer, as the upstream does. */
export const printJson = (value: Json): string => stringify(value) ?? 'null'

export const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a dotted path (`SecretCallStatusDTO.Status`), or undefined where the path ends early. */
export const at = (value: Json | undefined, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (inner, name) => (isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
    value,
  )
