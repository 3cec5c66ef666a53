import type { Read } from './readers.ts'

/** What one caller may ask at most (PROMISES §3). Names are those of DYPLS_LIMITS; each may be set within these bounds. */
export const limitBounds = {
  bodyBytes: { fallback: 102_400, most: 1_048_576, means: 'bytes of a request body' },
  acceptBytes: { fallback: 512, most: 8_192, means: 'bytes of an `Accept` header' },
  tokens: { fallback: 1_000, most: 20_000, means: 'tokens of a document' },
  depth: { fallback: 8, most: 50, means: 'levels of nesting, introspection apart' },
  aliases: { fallback: 30, most: 1_000, means: 'aliases in a document' },
  rootFields: { fallback: 20, most: 1_000, means: 'root fields of an operation' },
  fields: { fallback: 250, most: 10_000, means: 'fields of an operation, fragments expanded' },
  directives: { fallback: 20, most: 1_000, means: 'directives in a document' },
  definitions: { fallback: 30, most: 1_000, means: 'operations and fragments in a document' },
  upstreamCalls: { fallback: 100, most: 1_000, means: 'upstream calls of an operation, known before any is made' },
  perMinute: { fallback: 600, most: 1_000_000, means: 'operations a minute per key' },
  burst: { fallback: 60, most: 100_000, means: 'operations at once per key, beyond the even pace' },
  inFlight: { fallback: 10, most: 10_000, means: 'operations under way per key' },
  numbersPerMinute: { fallback: 5_000, most: 1_000_000, means: 'new numbers that a key may name in a minute' },
  numbersPerDay: { fallback: 100_000, most: 500_000, means: 'different numbers that a key may name in a day' },
  numbersPerMask: { fallback: 20, most: 10_000, means: 'different numbers of one mask that a key may name in a day' },
  unmaskPerMinute: { fallback: 30, most: 10_000, means: 'real numbers unmasked a minute per key' },
} as const
export type Limits = { readonly [K in keyof typeof limitBounds]: number }

const defaultLimits = Object.fromEntries(
  Object.entries(limitBounds).map(([name, { fallback }]) => [name, fallback]),
) as Limits

export const limitsByName = (text: string): Read<Limits> => {
  const given = text === '' ? [] : text.split(',').map((pair) => /^\s*(\w+)\s*=\s*(\d{1,7})\s*$/.exec(pair))
  const faults = given.flatMap((pair) => {
    const [, name = '', value] = pair ?? []
    if (!Object.hasOwn(limitBounds, name)) return [`names ${Object.keys(limitBounds).join(', ')} only`]
    const { most } = limitBounds[name as keyof Limits]
    return Number(value) >= 1 && Number(value) <= most ? [] : [`takes ${name} from 1 to ${most}`]
  })
  if (faults[0]) return { fault: `must be pairs like depth=10,aliases=50, and ${faults[0]}` }
  return { value: { ...defaultLimits, ...Object.fromEntries(given.map((pair) => [pair?.[1], Number(pair?.[2])])) } }
}
