import { type Json, printJson } from './json.ts'

/**
 * How one value travels. A parameter travels as text, a field of an answer as JSON; both are read by `decode`, which is
 * lenient where the upstream is careless (a number sent as text) and throws `WireMismatch` where the value is unusable.
 */
export type Codec<T> = {
  readonly wants: string
  decode(wire: Json): T
  text(value: T): string
  json(value: T): Json
}

/** The upstream sent something that its own contract does not allow. Names the place, never the value. */
export class WireMismatch extends Error {
  override readonly name = 'WireMismatch'
  readonly place: string
  readonly wants: string
  constructor(place: string, wants: string) {
    super(`${place === '' ? 'the value' : place} is not ${wants}`)
    this.place = place
    this.wants = wants
  }
}

/** Reads something inside a larger value, so that a mismatch names the whole way to it. */
export const decodeAt = <T>(place: string, codec: Codec<T>, wire: Json): T => {
  try {
    return codec.decode(wire)
  } catch (error) {
    if (!(error instanceof WireMismatch)) throw error
    throw new WireMismatch(error.place === '' ? place : `${place}.${error.place}`, error.wants)
  }
}

export const mismatch = (wants: string): never => {
  throw new WireMismatch('', wants)
}

/** What a number beyond 2^53 said is lost (`parseJson` gives integers as bigint), so it must not become a wrong id. */
const isExact = (wire: Json): wire is number | bigint =>
  typeof wire === 'bigint' || (typeof wire === 'number' && Math.abs(wire) <= Number.MAX_SAFE_INTEGER)

export const text: Codec<string> = {
  wants: 'text',
  decode: (wire) => (typeof wire === 'string' ? wire : isExact(wire) ? String(wire) : mismatch('text')),
  text: (value) => value,
  json: (value) => value,
}

const digits = /^\d{1,20}$/

/** A 64-bit id: always text on our side. Answers may carry it quoted or not; `json` writes it unquoted. */
export const id64: Codec<string> = {
  wants: 'an id of digits',
  decode: (wire) => {
    const value = isExact(wire) ? String(wire) : wire
    return typeof value === 'string' && digits.test(value) ? value : mismatch('an id of digits')
  },
  text: (value) => value,
  json: (value) => BigInt(value),
}

export const integer: Codec<number> = {
  wants: 'an integer',
  decode: (wire) => {
    const value = typeof wire === 'string' && /^-?\d{1,16}$/.test(wire) ? Number(wire) : wire
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : mismatch('an integer')
  },
  text: String,
  json: (value) => value,
}

export const boolean: Codec<boolean> = {
  wants: 'true or false',
  decode: (wire) =>
    wire === true || wire === 'true' ? true : wire === false || wire === 'false' ? false : mismatch('true or false'),
  text: String,
  json: (value) => value,
}

/** JSON of no fixed shape, handed on as it is. */
export const freeForm: Codec<Json> = {
  wants: 'JSON',
  decode: (wire) => wire,
  text: printJson,
  json: (value) => value,
}

/** Several texts in one comma-separated parameter (`Numbers`). */
export const commaSeparated: Codec<readonly string[]> = {
  wants: 'texts separated by commas',
  decode: (wire) => (typeof wire === 'string' ? wire.split(',') : mismatch('texts separated by commas')),
  text: (values) => values.join(','),
  json: (values) => values.join(','),
}
