import { isLandline, isMobile, phoneFault } from '../../dypls/terms/phone.ts'
import type { InputIssue } from './errors.ts'

/** Checks of input that hold before any upstream call. Each gives the issues it found, so that all are told at once. */
export type Path = readonly string[]

/** An issue in both languages. Never repeat the value: it may be a phone number. */
export const issue = (path: Path, en: string, zh: string): InputIssue => ({ path, message: { en, zh } })

const maxKeyLength = 64
/** What nearly every key looks like; the checks below are for all others. */
export const isPlainKey = (value: string): boolean => /^[!-~]{1,64}$/.test(value)
export const noIssues: readonly InputIssue[] = []

/** A pool key, binding id or the like: 1 to 64 visible characters. */
export const keyIssues = (value: string, path: Path): readonly InputIssue[] => {
  if (isPlainKey(value)) return noIssues
  if (value.trim() === '') return [issue(path, 'must not be blank', '不能为空')]
  if (value.length > maxKeyLength)
    return [issue(path, `must be at most ${maxKeyLength} characters long`, `长度不能超过 ${maxKeyLength} 个字符`)]
  return /[\s\p{C}]/u.test(value)
    ? [issue(path, 'must hold no blanks or control characters', '不能包含空白或控制字符')]
    : []
}

/** A list that must not be longer than `most`. */
export const lengthIssues = (items: readonly unknown[], most: number, path: Path): InputIssue[] =>
  items.length > most
    ? [
        issue(
          path,
          `must hold at most ${most} entries, not ${items.length}`,
          `最多 ${most} 项，实际 ${items.length} 项`,
        ),
      ]
    : []

/** A number as the upstream takes it; null when the argument was left out. The number is not repeated. */
export const phoneIssues = (number: { reveal: () => string } | null | undefined, path: Path): InputIssue[] => {
  const fault = number ? phoneFault(number.reveal()) : null
  return fault ? [issue(path, fault.en, fault.zh)] : []
}

/** An expiry must lie more than one minute ahead (documented for every binding). */
export const expiryIssues = (expiresAt: Date | null | undefined, now: number, path: Path): InputIssue[] =>
  expiresAt && expiresAt.getTime() <= now + 60_000
    ? [issue(path, 'must lie more than one minute ahead', '必须晚于当前时间一分钟以上')]
    : []

/** Numbers in a list: each checked, none twice, at most `most`. */
export const phonesIssues = (numbers: readonly { reveal: () => string }[], most: number, path: Path): InputIssue[] => {
  const seen = new Set<string>()
  return [
    ...(numbers.length === 0 ? [issue(path, 'must not be empty', '不能为空')] : []),
    ...lengthIssues(numbers, most, path),
    ...numbers.slice(0, most).flatMap((number, index) => {
      const place = [...path, String(index)]
      if (seen.has(number.reveal())) return [issue(place, 'is in the list already', '与列表中前面的号码重复')]
      seen.add(number.reveal())
      return phoneIssues(number, place)
    }),
  ]
}

/** Free text of the customer: at most `most` characters. */
export const textIssues = (value: string | null | undefined, most: number, path: Path): InputIssue[] =>
  value && value.length > most
    ? [issue(path, `must be at most ${most} characters long`, `长度不能超过 ${most} 个字符`)]
    : []

/** A number that must be a mobile, where the upstream takes no other. */
export const mobileIssues = (number: { reveal: () => string } | null | undefined, path: Path): InputIssue[] => {
  const found = phoneIssues(number, path)
  if (!number || found.length > 0 || isMobile(number.reveal())) return found
  return [issue(path, 'must be a mobile number', '必须是手机号')]
}

/** A number that must be a landline, area code included. */
export const landlineIssues = (number: { reveal: () => string } | null | undefined, path: Path): InputIssue[] => {
  const found = phoneIssues(number, path)
  if (!number || found.length > 0 || isLandline(number.reveal())) return found
  return [issue(path, 'must be a landline with its area code', '必须是带区号的固话')]
}

/** A text that must say something; null and undefined are fine, since they say nothing at all. */
export const blankIssues = (value: string | null | undefined, path: Path): InputIssue[] =>
  value != null && value.trim() === '' ? [issue(path, 'must not be blank', '不能为空')] : []

/** An id of up to 64 bits: digits only. */
export const bigIdIssues = (value: string, path: Path): InputIssue[] =>
  /^\d{1,19}$/.test(value) ? [] : [issue(path, 'must be 1 to 19 digits', '须为 1 至 19 位数字')]

/** An id that the caller chose for a write: 1 to `most` visible ASCII characters, since the upstream compares them. */
export const idempotencyIssues = (key: string, most: number, path: Path): InputIssue[] =>
  new RegExp(`^[\\x21-\\x7e]{1,${most}}$`).test(key)
    ? []
    : [
        issue(
          path,
          `must be 1 to ${most} visible ASCII characters without blanks`,
          `须为 1 到 ${most} 个可见 ASCII 字符，且不含空格`,
        ),
      ]

/** A whole number within limits, both included; null when it was left out. */
export const rangeIssues = (value: number | null | undefined, least: number, most: number, path: Path): InputIssue[] =>
  typeof value === 'number' && (value < least || value > most)
    ? [issue(path, `must lie between ${least} and ${most}`, `必须在 ${least} 到 ${most} 之间`)]
    : []
