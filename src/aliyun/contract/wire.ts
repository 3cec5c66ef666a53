import { isObject, type Json, parseJson, printJson } from './json.ts'

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
const decodeAt = <T>(place: string, codec: Codec<T>, wire: Json): T => {
  try {
    return codec.decode(wire)
  } catch (error) {
    if (!(error instanceof WireMismatch)) throw error
    throw new WireMismatch(error.place === '' ? place : `${place}.${error.place}`, error.wants)
  }
}

const mismatch = (wants: string): never => {
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

// China has had no daylight saving since 1991, so Beijing time is always UTC+8.
const beijingOffsetMs = 8 * 3_600_000

const beijing = (instant: Date): string => new Date(instant.getTime() + beijingOffsetMs).toISOString()

const parseBeijing = (parts: RegExpExecArray): Date => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = parts.slice(1).map(Number)
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second, ms) - beijingOffsetMs)
}

const localTime = (wants: string, pattern: RegExp, print: (iso: string) => string): Codec<Date> => ({
  wants,
  decode: (wire) => {
    const parts = typeof wire === 'string' ? pattern.exec(wire) : null
    const instant = parts && parseBeijing(parts)
    // Date.UTC rolls 31 February, month 13 and minute 60 over: what does not print the same is no time.
    return instant && print(beijing(instant)) === wire ? instant : mismatch(wants)
  },
  text: (instant) => print(beijing(instant)),
  json: (instant) => print(beijing(instant)),
})

/** `yyyy-MM-dd HH:mm:ss` in Beijing time, the form of bindings. */
export const beijingTime = localTime(
  'a time like 2026-01-10 08:00:00',
  /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/,
  (iso) => iso.slice(0, 19).replace('T', ' '),
)

/** `yyyyMMddHHmmss` in Beijing time, the form of fixed lines. */
export const compactTime = localTime('a time like 20260110080000', /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, (iso) =>
  iso.slice(0, 19).replace(/[-:T]/g, ''),
)

/** `yyyyMMddHHmmssSSS` in Beijing time. */
export const compactTimeMs = localTime(
  'a time like 20260110080000000',
  /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/,
  (iso) => iso.slice(0, 23).replace(/[-:T.]/g, ''),
)

/** Several texts in one comma-separated parameter (`Numbers`). */
export const commaSeparated: Codec<readonly string[]> = {
  wants: 'texts separated by commas',
  decode: (wire) => (typeof wire === 'string' ? wire.split(',') : mismatch('texts separated by commas')),
  text: (values) => values.join(','),
  json: (values) => values.join(','),
}

/** One named value of a request or an answer. `at` is the upstream's spelling, dotted where it is nested. */
export type Field<T = unknown, Required extends boolean = boolean> = {
  readonly at: string
  readonly path: readonly string[]
  readonly codec: Codec<T>
  readonly required: Required
  /** Names this very message (an id, a moment of sending), so that questions differing in it are still equal. */
  readonly perMessage?: true
}
export type Shape = { readonly [name: string]: Field }

type RequiredNames<S extends Shape> = { [K in keyof S]: S[K]['required'] extends true ? K : never }[keyof S]
type ValueOf<F> = F extends Field<infer T> ? T : never
type Flat<T> = { [K in keyof T]: T[K] }

/** The values of a shape: what a call takes or gives. An optional field may be undefined. */
export type Values<S extends Shape> = Flat<
  { readonly [K in RequiredNames<S>]: ValueOf<S[K]> } & {
    readonly [K in Exclude<keyof S, RequiredNames<S>>]?: ValueOf<S[K]> | undefined
  }
>

export const required = <T>(place: string, codec: Codec<T>): Field<T, true> => ({
  at: place,
  path: place.split('.'),
  codec,
  required: true,
})

/** Marks a parameter that names the message and not what it asks. */
export const perMessage = <T, R extends boolean>(field: Field<T, R>): Field<T, R> => ({ ...field, perMessage: true })

/** A field that may be absent or null; both are undefined on our side. */
export const optional = <T>(place: string, codec: Codec<T>): Field<T, false> => ({
  at: place,
  path: place.split('.'),
  codec,
  required: false,
})

/** Reads one field; undefined where an optional one is absent or null. */
export const decodeField = (field: Field, wire: Json | undefined): unknown => {
  if (wire === undefined || wire === null) {
    if (field.required) throw new WireMismatch(field.at, 'there')
    return undefined
  }
  return decodeAt(field.at, field.codec, wire)
}

const structured = (wire: Json): Json => {
  if (typeof wire !== 'string') return wire
  try {
    return parseJson(wire)
  } catch {
    return mismatch('JSON')
  }
}

/** An object of known fields: nested JSON in an answer, one JSON text in a parameter (`style: json` upstream). */
export const object = <S extends Shape>(shape: S): Codec<Values<S>> => {
  const fields = Object.entries(shape)
  const json = (value: Values<S>): Json => {
    const source = value as Readonly<Record<string, unknown>>
    return Object.fromEntries(
      fields.flatMap(([name, field]) =>
        source[name] === undefined || source[name] === null
          ? []
          : [[field.at, field.codec.json(source[name])] as const],
      ),
    )
  }
  return {
    wants: 'an object',
    decode: (wire) => {
      const source = structured(wire)
      if (!isObject(source)) return mismatch('an object')
      // The entries are those of the shape, so the result has exactly its keys.
      return Object.fromEntries(
        fields.map(([name, field]) => [name, decodeField(field, source[field.at])]),
      ) as Values<S>
    },
    text: (value) => printJson(json(value)),
    json,
  }
}

/** A list of like things: nested JSON in an answer, one JSON text in a parameter. */
export const list = <T>(item: Codec<T>): Codec<readonly T[]> => ({
  wants: 'a list',
  decode: (wire) => {
    const source = structured(wire)
    if (!Array.isArray(source)) return mismatch('a list')
    return source.map((element: Json, index) => decodeAt(String(index), item, element))
  },
  text: (values) => printJson(values.map(item.json)),
  json: (values) => values.map(item.json),
})
