import type { Json } from '../../aliyun/contract/json.ts'

/**
 * Trouble on request, as one of these kinds. `answer` and `throttle` refuse a call before it is handled; every other
 * kind spoils the answer of a call that was handled, so its effects stay (a reset at `arrival` excepted).
 */
export type Trouble =
  /** Answers this code. `isv.…` and `isp.…` as business answers with HTTP 200, others as gateway errors; `status` decides otherwise. */
  | {
      readonly kind: 'answer'
      readonly code: string
      readonly status?: number
      readonly message?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Answers Throttling.User, with `x-acs-retry-after` in ms when given. */
  | { readonly kind: 'throttle'; readonly status?: number; readonly retryAfterMs?: number }
  /** Answers truly, after this many ms. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Resets the connection: before the call is handled, instead of the answer (default), or after its headers. */
  | { readonly kind: 'reset'; readonly at?: 'arrival' | 'answer' | 'body' }
  /** Promises the whole body, sends this many bytes of it (half by default) and hangs up. */
  | { readonly kind: 'truncate'; readonly bytes?: number }
  /** Sends the body in pieces of `bytes` (1), one every `everyMs` (100). */
  | { readonly kind: 'drip'; readonly bytes?: number; readonly everyMs?: number }
  /** A proxy's error page. 502 by default. */
  | { readonly kind: 'html'; readonly status?: number }
  /** No body at all. */
  | { readonly kind: 'empty'; readonly status?: number }
  /** JSON that breaks off. */
  | { readonly kind: 'invalidJson'; readonly status?: number }
  /** JSON that is no object. */
  | { readonly kind: 'wrongType'; readonly type?: 'array' | 'number' | 'text' | 'null' }
  /** A JSON body of this many bytes, its length declared in advance or (default) not. */
  | { readonly kind: 'huge'; readonly bytes: number; readonly declared?: boolean }
  /** A true answer to QueryCallStatus with another raw status (9, say); `calledNo` replaces the number, null empties it. */
  | { readonly kind: 'status'; readonly status: number | string; readonly calledNo?: string | null }

/** Which calls a trouble meets; all of them when nothing is said. */
export type Filter = {
  /** Only calls of this action, by its wire name. */
  readonly action?: string
  /** Only so many calls; without it until cleared. */
  readonly times?: number
  /** Each call with this chance, 0 to 1, drawn from the sandbox's seeded random source. */
  readonly probability?: number
}

/** One script of trouble: `{ kind: 'throttle', times: 5 }`, `{ kind: 'delay', ms: 300, probability: 0.1 }`. */
export type Mischief = Trouble & Filter
export type TroubleKind = Trouble['kind']

/** A script that is not one; the message says what is wrong with it. */
export class MischiefFault extends Error {
  override readonly name = 'MischiefFault'
}

type Rule = { readonly wants: string; readonly fits: (value: unknown) => boolean }
type Rules = Readonly<Record<string, Rule>>

const rule = (wants: string, fits: Rule['fits']): Rule => ({ wants, fits })
const whole = (wants: string, from: number, to: number): Rule =>
  rule(wants, (value) => Number.isInteger(value) && (value as number) >= from && (value as number) <= to)
const oneOf = (...words: string[]): Rule => rule(words.join(' or '), (value) => words.includes(value as string))

const text = rule('a text', (value) => typeof value === 'string' && value !== '')
const status = whole('an HTTP status from 200 to 599', 200, 599)
const ms = whole('milliseconds, a whole number up to 600000', 0, 600_000)
const bytes = whole('bytes, a whole number up to 1073741824', 0, 1_073_741_824)
const piece = whole('bytes, a whole number from 1', 1, 1_073_741_824)
const headers = rule(
  'header names with texts',
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(
      ([name, held]) => /^[\w-]+$/.test(name) && typeof held === 'string' && /^[\t\x20-\x7e]*$/.test(held),
    ),
)

const filters: Rules = {
  action: text,
  times: whole('a whole number from 1', 1, 1_000_000_000),
  probability: rule('a number from 0 to 1', (value) => typeof value === 'number' && value >= 0 && value <= 1),
}

/** A name with `!` must be given. Keyed by kind, so that a kind without rules does not compile. */
const rules: Readonly<Record<TroubleKind, Rules>> = {
  answer: { 'code!': text, status, message: text, headers },
  throttle: { status, retryAfterMs: ms },
  delay: { 'ms!': ms },
  reset: { at: oneOf('arrival', 'answer', 'body') },
  truncate: { bytes },
  drip: { bytes: piece, everyMs: ms },
  html: { status },
  empty: { status },
  invalidJson: { status },
  wrongType: { type: oneOf('array', 'number', 'text', 'null') },
  huge: { 'bytes!': bytes, declared: rule('true or false', (value) => typeof value === 'boolean') },
  status: {
    'status!': rule('a number or a text', (value) => typeof value === 'string' || Number.isFinite(value)),
    calledNo: rule('a text or null', (value) => value === null || typeof value === 'string'),
  },
}

export const kinds = Object.keys(rules)

/** Checks a script from anywhere; throws MischiefFault with one clear sentence. */
export const parseMischief = (script: unknown): Mischief => {
  if (typeof script !== 'object' || script === null || Array.isArray(script))
    throw new MischiefFault('mischief must be an object like {"kind":"delay","ms":300}')
  const { kind, ...fields } = script as Readonly<Record<string, unknown>>
  if (typeof kind !== 'string' || !Object.hasOwn(rules, kind))
    throw new MischiefFault(`mischief needs a kind, one of: ${kinds.join(', ')}`)
  const known: Rules = { ...rules[kind as TroubleKind], ...filters }
  for (const name of Object.keys(fields))
    if (!Object.hasOwn(known, name) && !Object.hasOwn(known, `${name}!`))
      throw new MischiefFault(`mischief of kind ${kind} takes ${bare(Object.keys(known))}, not ${name.slice(0, 40)}`)
  for (const [name, { wants, fits }] of Object.entries(known)) {
    const value = fields[name.replace('!', '')]
    if (value === undefined ? name.endsWith('!') : !fits(value))
      throw new MischiefFault(`mischief of kind ${kind}: ${name.replace('!', '')} must be ${wants}`)
  }
  // Every field of the kind was checked above and no other is there.
  return script as Mischief
}

const bare = (names: readonly string[]): string => names.map((name) => name.replace('!', '')).join(', ')

/** Reads a script written as JSON, as the header and the admin call carry it. */
export const readMischief = (json: string): Mischief => {
  let script: Json
  try {
    script = JSON.parse(json)
  } catch {
    throw new MischiefFault('mischief must be JSON')
  }
  return parseMischief(script)
}
