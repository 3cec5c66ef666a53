import { inspect } from 'node:util'
import { type Codec, text } from '../../aliyun/contract/wire.ts'

/**
 * Phone numbers, personal data by type. A real number belongs to a person; a lent number (X) is what a caller dials.
 * Both print masked wherever they are printed by accident; only `reveal` gives the digits.
 */
class Masked<Whose extends 'real' | 'lent'> {
  readonly whose: Whose
  /** Out of reach of printing, spreading and cloning. (A closure hides it as well, and takes five times as long to make.) */
  readonly #digits: string
  /** Its own, so that copies print masked too. */
  readonly toJSON = (): string => mask(this.#digits)
  constructor(whose: Whose, digits: string) {
    this.whose = whose
    this.#digits = digits
  }
  reveal(): string {
    return this.#digits
  }
  toString(): string {
    return mask(this.#digits)
  }
  [inspect.custom](): string {
    return mask(this.#digits)
  }
}
export type PhoneNumber = Masked<'real'>
export type NumberX = Masked<'lent'>

export const phoneNumber = (digits: string): PhoneNumber => new Masked('real', digits)
export const numberX = (digits: string): NumberX => new Masked('lent', digits)

/**
 * `138****0000` for 11 digits and anything else of 7 and more, area code and last 2 for a landline, else `****`.
 * An extension or anything that is not a digit is not shown. What is masked already stays as it is.
 */
export const mask = (number: string): string => {
  if (alreadyMasked.test(number)) return number
  const digits = number.replace(/\D/g, '')
  if (digits.length < 7) return '****'
  const area = digits.length === 11 && digits.startsWith('1') ? null : areaCode.exec(digits)?.[0]
  return area ? `${area}****${digits.slice(-2)}` : `${digits.slice(0, 3)}****${digits.slice(-4)}`
}

const alreadyMasked = /^(?:\d{3}\*{4}\d{4}|0(?:10|2\d|[3-9]\d{2})\*{4}\d{2}|\*{4})$/

// 010 and 02x are three digits, every other area code has four.
const areaCode = /^0(?:10|2\d|[3-9]\d{2})/

const mobile = /^1[3-9]\d{9}$/ // 170 and 171 (virtual operators) included
const landline = /^0(?:(?:10|2\d)\d{7,8}|[3-9]\d{9,10})$/ // area codes of three digits, or of four

const shapes: readonly RegExp[] = [
  mobile,
  landline,
  /^95\d{3,13}$/, // service numbers
  /^[48]00\d{7}$/, // 400 and 800
  /^700\d{4,12}$/, // personal numbers of the 700 operations
]

export const isMobile = (number: string): boolean => mobile.test(number)
/** With its area code. */
export const isLandline = (number: string): boolean => landline.test(number)

/** What is wrong with a number as the upstream takes it: digits only, no `+86`, no blanks, no hyphen. Null when fine. */
export const phoneFault = (number: string): { readonly en: string; readonly zh: string } | null => {
  if (number === '') return { en: 'must not be empty', zh: '不能为空' }
  if (/^(\+|0086)/.test(number)) return { en: 'must not carry a country code', zh: '不能带国家码' }
  if (/[^0-9]/.test(number))
    return { en: 'must hold digits only: no blanks, no hyphens', zh: '只能包含数字，不能有空格或连字符' }
  if (shapes.some((shape) => shape.test(number))) return null
  return {
    en: 'must be a mobile, landline (with area code), 95, 400 or 700 number',
    zh: '须为手机号、带区号的固话、95、400 或 700 号码',
  }
}

/**
 * One spelling for all of a number's: without country code, blanks and hyphens. What is no number, such as one that the
 * upstream masked, keeps its own.
 */
export const canonical = (number: string): string => {
  const plain = number.replace(/[\s().-]/g, '')
  const home = /^(?:\+|00)?86(\d+)$/.exec(plain)?.[1]
  if (home === undefined) return plain
  return [home, `0${home}`].find((each) => mobile.test(each) || landline.test(each)) ?? plain
}

// A number begins where no digit stands before it; the hex digits of `%22` and `\u0022` are none of it.
const begin = String.raw`(?:(?<!\d)|(?<=%[\da-f]{2})|(?<=\\u[\da-f]{4}))`
const end = String.raw`(?!\d)`
const gap = String.raw`[-. \u00a0]?`
const country = String.raw`(?:\(?(?:\+|00)?86\)?${gap})?`

/** A UUID is passed over whole: one in a few thousand holds digits like those of a mobile. */
const uuid = String.raw`\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b`
const numbers = [
  String.raw`${country}1[3-9]\d${gap}\d{4}${gap}\d{4}`, // mobiles, 170 and 171 among them
  String.raw`\(?0(?:10|2\d|[3-9]\d{2})\)?[- ]?\d{3,4}[- ]?\d{4}`, // landlines with their area code
  String.raw`\(?(?:\+|00)86\)?[- ]?(?:10|2\d|[3-9]\d{2})[- ]?\d{3,4}[- ]?\d{4}`, // the same from abroad
  String.raw`[48]00[- ]?\d{3}[- ]?\d{4}`,
  String.raw`700\d{4,12}`,
  // Shorter ones are hotlines of banks and the like; 16 digits and more are ids.
  String.raw`95\d{6,13}`,
].map((shape) => `${begin}${shape}${end}`)

/** What looks like a number within a text, and (as its group) a UUID, which is none. */
export const numberLooks = new RegExp(`(${uuid})|${numbers.join('|')}`, 'gi')

/** What is shown of a match of `numberLooks`. */
export const maskLook = (found: string, id: string | undefined): string =>
  id ?? mask(found.replace(/^\D*(?:00)?86(?=\D*(?:1[3-9]|10|2\d|[3-9]\d{2}))/, ''))

/** The text with whatever looks like a number in it masked. */
export const maskNumbersIn = (text: string): string => text.replace(numberLooks, maskLook)

/** Wire form of a real and of a lent number: the digits as text. */
export const realNumber: Codec<PhoneNumber> = {
  wants: 'a phone number',
  decode: (wire) => phoneNumber(text.decode(wire)),
  text: (number) => number.reveal(),
  json: (number) => number.reveal(),
}
export const lentNumber: Codec<NumberX> = {
  wants: 'a phone number',
  decode: (wire) => numberX(text.decode(wire)),
  text: (number) => number.reveal(),
  json: (number) => number.reveal(),
}
