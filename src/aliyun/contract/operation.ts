import { at, isObject, type Json } from './json.ts'
import { decodeField, type Field, type Shape, type Values, WireMismatch } from './wire.ts'

/** May a request that perhaps ran be sent again? Lists with reasons live in `retry.ts`; here it is only a property. */
export type RetryClass = 'safe' | 'safe-with-care' | 'convergent' | 'dedupe-key' | 'unsafe'

/**
 * One thing that must hold in an HTTP 200 answer for the call to have succeeded. Families differ in their success code
 * (`OK`, `0000`, `0`, `200`, none) and some nest a second one, so a rule is a list of checks, tried in order.
 */
export type Check = {
  readonly at: string
  readonly is: readonly string[]
  /** What a missing value means: fine, or an answer that is not one of this operation. */
  readonly absent: 'passes' | 'malformed'
  /** Where the refusal's code stands; the checked place itself when left out. */
  readonly codeAt?: string
}
export type SuccessRule = readonly Check[]

/** One upstream call as a value: read by client, sandbox, telemetry, rate budget and the README's table. */
export type Operation<P extends Shape = Shape, A extends Shape = Shape> = {
  readonly action: string
  readonly effect: 'read' | 'write'
  readonly params: P
  readonly answer: A
  readonly success: SuccessRule
  readonly retryClass: RetryClass
  /** Documented calls per second and account; null where nothing is documented. */
  readonly perSecond: number | null
  /** Operations added since late 2024 refuse plain HTTP. */
  readonly httpsOnly: boolean
  /** Most operations take GET too; we always send POST. */
  readonly postOnly: boolean
  /** Answers with a list, which may be larger than a single thing. */
  readonly list: boolean
  /** Wire names of parameters that name the message: equal questions may differ in them. */
  readonly perMessage: readonly string[]
  /** The parameters by our name, in the order of their wire names, which is the order of the signature. */
  readonly sorted: readonly (readonly [string, Field])[]
  /** The fields of an answer by our name. */
  readonly told: readonly (readonly [string, Field])[]
}

type Row<P extends Shape, A extends Shape> = Omit<
  Operation<P, A>,
  'httpsOnly' | 'postOnly' | 'list' | 'perMessage' | 'sorted' | 'told'
> &
  Partial<Pick<Operation, 'httpsOnly' | 'postOnly' | 'list'>>

export const operation = <P extends Shape, A extends Shape>(row: Row<P, A>): Operation<P, A> => ({
  httpsOnly: false,
  postOnly: false,
  list: false,
  perMessage: Object.values(row.params).flatMap((field) => (field.perMessage ? [field.at] : [])),
  // Names are ASCII, so that this is byte order.
  sorted: Object.entries(row.params).sort(([, one], [, other]) => (one.at < other.at ? -1 : 1)),
  told: Object.entries(row.answer),
  ...row,
})

export type Params<O> = O extends Operation<infer P, Shape> ? Values<P> : never
export type Answer<O> = O extends Operation<Shape, infer A> ? Values<A> : never

/** Input → wire parameters. What is undefined is left out (the official pop-core would send the word "undefined"). */
export const encodeParams = <P extends Shape>(row: Operation<P>, input: Values<P>): Record<string, string> => {
  const source = input as Readonly<Record<string, unknown>>
  const params: Record<string, string> = {}
  for (const [name, field] of row.sorted) {
    const value = source[name]
    if (value !== undefined && value !== null) params[field.at] = field.codec.text(value)
  }
  return params
}

/**
 * What makes two questions equal: the operation and every parameter that is not of the message alone. With the length of
 * each value, so that no value can pass for two.
 */
export const questionKey = (row: Operation, params: Readonly<Record<string, string>>): string => {
  let key = row.action
  for (const name in params) {
    if (row.perMessage.includes(name)) continue
    const value = params[name] ?? ''
    key += `\n${name}=${value.length}:${value}`
  }
  return key
}

/** Wire parameters → input; throws WireMismatch naming the first missing or malformed one. For the sandbox. */
export const decodeParams = <P extends Shape>(row: Operation<P>, params: Readonly<Record<string, string>>): Values<P> =>
  Object.fromEntries(
    Object.entries(row.params).map(([name, field]) => [name, decodeField(field, params[field.at])]),
  ) as Values<P>

/** Answer body → values; throws WireMismatch where the body is not what the contract says. */
export const decodeAnswer = <A extends Shape>(row: Operation<Shape, A>, body: Json): Values<A> => {
  const values: Record<string, unknown> = {}
  for (const [name, field] of row.told) values[name] = decodeField(field, at(body, field.path))
  // The fields are those of the shape, so the values have exactly its names.
  return values as Values<A>
}

/** Values → answer body with its nesting. For the sandbox. */
export const encodeAnswer = <A extends Shape>(row: Operation<Shape, A>, values: Values<A>): Record<string, Json> => {
  const source = values as Readonly<Record<string, unknown>>
  const body: Record<string, Json> = {}
  for (const [name, field] of Object.entries(row.answer)) {
    if (source[name] !== undefined) plant(body, field.path, field.codec.json(source[name]))
  }
  return body
}

const plant = (body: Record<string, Json>, path: readonly string[], value: Json): void => {
  const [head, ...rest] = path
  if (head === undefined) return
  if (rest.length === 0) {
    body[head] = value
    return
  }
  const inner = body[head]
  const child = isObject(inner) ? { ...inner } : {}
  plant(child, rest, value)
  body[head] = child
}

/** The code to report for a refusal that names none: an answer says Success false beside a success code. */
export const notSuccessful = 'NOT_SUCCESSFUL'

// What stands at a checked place may say no without being a code.
const nameless: readonly string[] = ['', 'true', 'false']

/** The rejection code of an HTTP 200 body, or null when the call succeeded. Throws WireMismatch on a foreign body. */
export const rejectionCode = (rule: SuccessRule, body: Json): string | null => {
  if (!isObject(body)) throw new WireMismatch('', 'an object')
  for (const check of rule) {
    const found = scalarAt(body, check.at)
    if (found === null && check.absent === 'passes') continue
    if (!found && check.absent === 'malformed') throw new WireMismatch(check.at, 'there')
    if (found !== null && check.is.includes(found)) continue
    const code = check.codeAt === undefined ? found : scalarAt(body, check.codeAt)
    return code === null || nameless.includes(code) ? notSuccessful : code
  }
  return null
}

const scalarAt = (body: Json, place: string): string | null => {
  const value = at(body, place.split('.'))
  if (value === undefined || value === null) return null
  if (typeof value === 'object') throw new WireMismatch(place, 'a single value')
  return String(value)
}
