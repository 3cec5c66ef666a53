import { phoneFault } from '../dypls/phone.ts'
import type { InputIssue } from './errors.ts'

/** Checks of input that hold before any upstream call. Each gives the issues it found, so that all are told at once. */
export type Path = readonly string[]

const issue = (path: Path, en: string, zh: string): InputIssue => ({ path, message: { en, zh } })

const maxKeyLength = 64

/** A pool key, binding id or the like: 1 to 64 visible characters. */
export const keyIssues = (value: string, path: Path): InputIssue[] => {
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
