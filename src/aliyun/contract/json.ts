import { parse, stringify } from 'lossless-json'

/** JSON as Alibaba Cloud sends it: an integer that a double cannot hold is a bigint. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [name: string]: Json }

// Only an unquoted run of 17 or more digits, or of 16 that begin with 9, can exceed 2^53 (9,007,199,254,740,992), and only
// bodies that may hold one pay for the lossless parser, which takes six times as long: usual ids of bindings are shorter.
const maybeUnsafe = /(?:^|[[:,\s])-?(?:9\d{15}|\d{17})/

const integer = /^-?\d+$/

const parseNumber = (digits: string): number | bigint => {
  const number = Number(digits)
  return integer.test(digits) && !Number.isSafeInteger(number) ? BigInt(digits) : number
}

/** As `JSON.parse` does, the last of two equal names counts. */
const parseLossless = (text: string): Json =>
  parse(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue }) as Json

/** Far beyond any answer of the upstream, and far from the depth where printing or walking a value ends the stack. */
const maxDepth = 200

const isDeeperThan = (levels: number, value: Json): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner)))

/**
 * Parses JSON without rounding 64-bit ids (`GroupId`, `SubsId` of 700 numbers come unquoted). Throws SyntaxError for
 * text that is not JSON or nests too deeply; its message never quotes the text, as those of the two parsers do.
 */
export const parseJson = (text: string): Json => {
  const value = parseAny(text)
  // Every level takes two characters, so that short texts need no walk.
  if (text.length > 2 * maxDepth && isDeeperThan(maxDepth, value)) throw new SyntaxError('the JSON nests too deeply')
  return value
}

const parseAny = (text: string): Json => {
  try {
    return maybeUnsafe.test(text) ? parseLossless(text) : (JSON.parse(text) as Json)
  } catch {
    // Also a RangeError of the lossless parser, which is recursive.
    throw new SyntaxError('the text is not JSON')
  }
}

/** Writes JSON; a bigint becomes an unquoted integer, as the upstream does. */
export const printJson = (value: Json): string => stringify(value) ?? 'null'

export const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a dotted path (`SecretCallStatusDTO.Status`), or undefined where the path ends early. */
export const at = (value: Json | undefined, path: readonly string[]): Json | undefined => {
  let inner = value
  for (const name of path) inner = isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined
  return inner
}
