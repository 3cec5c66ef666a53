import type { Json } from '../../aliyun/contract/json.ts'
import { phoneFault } from '../../dypls/terms/phone.ts'

/** A request to the sandbox (a call, a message) that it cannot fulfil; one clear sentence. */
export class WishFault extends Error {
  override readonly name = 'WishFault'
}

export type Rule = { readonly wants: string; readonly fits: (value: unknown) => boolean }
/** A name with `!` must be given. */
export type Rules = Readonly<Record<string, Rule>>

const rule = (wants: string, fits: Rule['fits']): Rule => ({ wants, fits })

export const wholeBetween = (least: number, most: number): Rule =>
  rule(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
  )
export const numberFrom = (least: number, most: number): Rule =>
  rule(`a number from ${least} to ${most}`, (value) => typeof value === 'number' && value >= least && value <= most)
export const oneOf = (words: readonly string[]): Rule =>
  rule(`one of ${words.join(', ')}`, (value) => words.includes(value as string))
export const trueOrFalse: Rule = rule('true or false', (value) => typeof value === 'boolean')
export const share: Rule = numberFrom(0, 1)
export const phone: Rule = rule(
  'a phone number of digits only, as a text',
  (value) => typeof value === 'string' && phoneFault(value) === null,
)
export const extensionDigits: Rule = rule(
  'one to three digits, as a text',
  (value) => typeof value === 'string' && /^\d{1,3}$/.test(value),
)
export const textUpTo = (most: number): Rule =>
  rule(
    `a text of 1 to ${most} characters`,
    (value) => typeof value === 'string' && value.length >= 1 && value.length <= most,
  )

/** Throws WishFault unless `wish` has what it must have, nothing else, and every value fits. `what`: "a call". */
export const checkWish = (what: string, rules: Rules, wish: unknown): void => {
  const known = Object.keys(rules).map((name) => name.replace('!', ''))
  if (typeof wish !== 'object' || wish === null || Array.isArray(wish))
    throw new WishFault(`${what} must be an object with ${known.join(', ')}`)
  const given = wish as Readonly<Record<string, unknown>>
  for (const name of Object.keys(given))
    if (!known.includes(name)) throw new WishFault(`${what} takes ${known.join(', ')}, not ${name.slice(0, 40)}`)
  for (const [name, { wants, fits }] of Object.entries(rules)) {
    const value = Object.hasOwn(given, name.replace('!', '')) ? given[name.replace('!', '')] : undefined
    if (value === undefined ? name.endsWith('!') : !fits(value))
      throw new WishFault(`${what}: ${name.replace('!', '')} must be ${wants}`)
  }
}

/** The JSON of an admin call. */
export const readWish = (what: string, body: string): Json => {
  try {
    return JSON.parse(body) as Json
  } catch {
    throw new WishFault(`${what} must be written as JSON`)
  }
}
