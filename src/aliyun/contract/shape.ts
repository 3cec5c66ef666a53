import { isObject, type Json, parseJson, printJson } from './json.ts'
import { type Codec, decodeAt, mismatch, WireMismatch } from './wire.ts'

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
