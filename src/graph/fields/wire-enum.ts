import { builder } from './builder.ts'

/** The upstream's spelling of each value; the table lives in `src/dypls`, the prose beside the field. */
type Spellings = Readonly<Record<string, string | number | boolean>>

const valuesOf = <S extends Spellings>(means: Readonly<Record<keyof S & string, string>>) =>
  Object.fromEntries(Object.entries<string>(means).map(([name, description]) => [name, { description }])) as {
    [K in keyof S & string]: { description: string }
  }

/** An enum for input: every value has a spelling, so `write` never fails. */
export const inputEnum = <const S extends Spellings>(
  name: string,
  options: { description: string; spelled: S; means: Readonly<Record<keyof S & string, string>> },
) => ({
  type: builder.enumType(name, { description: options.description, values: valuesOf<S>(options.means) }),
  write: (value: keyof S & string): S[keyof S & string] => options.spelled[value],
})

/** An enum for answers: what the upstream says beyond its own documents is UNKNOWN, and the field beside it keeps the raw value. */
export const outputEnum = <const S extends Spellings>(
  name: string,
  options: { description: string; spelled: S; means: Readonly<Record<keyof S & string, string>> },
) => {
  const byWire = new Map(Object.entries(options.spelled).map(([value, wire]) => [String(wire), value]))
  return {
    type: builder.enumType(name, {
      description: options.description,
      values: {
        ...valuesOf<S>(options.means),
        UNKNOWN: { description: 'A value this server does not know; the raw one stands beside it.' },
      },
    }),
    read: (wire: string | number | boolean | null | undefined): (keyof S & string) | 'UNKNOWN' =>
      byWire.get(String(wire)) ?? 'UNKNOWN',
  }
}
