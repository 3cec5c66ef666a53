import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { issue, lengthIssues, type Path, rangeIssues } from '../../graph/fields/issues.ts'

/** What one party is asked to press at the end of an AXB call: `DtmfConfig` as a designed input. */

const Listener = builder.enumType('BindingParty', {
  description: 'One of the two sides of a pair.',
  values: {
    A: { description: 'The protected party of the binding.' },
    B: { description: 'The other party of the binding.' },
  } as const,
})

export const KeyPress = builder.inputType('KeyPressInput', {
  description:
    'A spoken question to one party when the call ends, answered by pressing a key: two recordings, and which keys count.',
  fields: (t) => ({
    listener: t.field({ type: Listener, required: true, description: 'Who hears the question and may press a key.' }),
    question: t.string({ description: 'File name of the first recording, as uploaded to the platform.' }),
    thanks: t.string({ description: 'File name of the second recording, played after a key that counts.' }),
    keys: t.stringList({ description: 'The keys that count: one or two of 0 to 9, `*` and `#`.' }),
    waitSeconds: t.int({ description: 'How long to wait for a key after the question; at most 30 seconds.' }),
    repeats: t.int({ description: 'How often to ask again when no key that counts was pressed; at most 5 times.' }),
    hangUpSeconds: t.int({ description: 'How long to wait for the carrier to hang up; at most 10 seconds.' }),
  }),
})

type KeyPressing = typeof KeyPress.$inferInput

const keyIssues = (keys: readonly string[] | null | undefined, path: Path): InputIssue[] => {
  if (!keys) return []
  if (keys.length === 0) return [issue(path, 'must not be empty', '不能为空')]
  return [
    ...lengthIssues(keys, 2, path),
    ...keys.flatMap((key, index) =>
      /^[\d*#]$/.test(key)
        ? []
        : [issue([...path, String(index)], 'must be one key: 0 to 9, * or #', '必须是一个按键：0-9、* 或 #')],
    ),
  ]
}

export const keyPressIssues = (press: KeyPressing | null | undefined, path: Path): InputIssue[] =>
  press
    ? [
        ...keyIssues(press.keys, [...path, 'keys']),
        ...rangeIssues(press.waitSeconds, 0, 30, [...path, 'waitSeconds']),
        ...rangeIssues(press.repeats, 0, 5, [...path, 'repeats']),
        ...rangeIssues(press.hangUpSeconds, 0, 10, [...path, 'hangUpSeconds']),
      ]
    : []

/** `JSON.stringify` leaves out what is undefined. */
export const writeKeyPress = (press: KeyPressing | null | undefined): string | undefined =>
  press
    ? JSON.stringify({
        endCallIvrPhoneNo: press.listener,
        waitingDtmfTime: press.waitSeconds ?? undefined,
        maxLoop: press.repeats ?? undefined,
        step1File: press.question ?? undefined,
        step2File: press.thanks ?? undefined,
        validKey: press.keys?.join(','),
        waitingEndCall: press.hangUpSeconds ?? undefined,
      })
    : undefined
