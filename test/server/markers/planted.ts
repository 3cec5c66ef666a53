/**
 * Marks to plant in inputs and to look for in outputs. Every mark has a number of eleven digits of its own that looks like
 * a mobile, so that whatever masks numbers can see it, and that nothing else in a test has.
 */
export type Marks = {
  /** A person's number: to be seen nowhere. */
  readonly real: () => string
  /** A lent number: to be seen only where the graph says one. */
  readonly lent: () => string
  /** An id or a free text that holds a number, though it should not. */
  readonly text: (around?: string) => string
  /** A secret of the caller's, such as a token: to be seen nowhere. */
  readonly secret: (words: string) => string
  /** Every mark that stands in a text, however it is written. */
  readonly seenIn: (text: string) => string[]
  readonly isLent: (mark: string) => boolean
  readonly isText: (mark: string) => boolean
  readonly count: () => number
}

const number = /(?=(1[37][1-9]\d{8}))/g

export const createMarks = (): Marks => {
  const planted = new Map<string, 'real' | 'lent' | 'text'>()
  const secrets = new Set<string>()
  const next = (prefix: string, kind: 'real' | 'lent' | 'text'): string => {
    const mark = `${prefix}${String(planted.size + 1).padStart(7, '0')}`
    planted.set(mark, kind)
    return mark
  }
  return {
    real: () => next('1381', 'real'),
    lent: () => next('1711', 'lent'),
    text: (around = '#') => around.replace('#', next('1382', 'text')),
    secret: (words) => {
      secrets.add(words)
      return words
    },
    seenIn: (text) => {
      const found = new Set<string>()
      // As it stands, and with everything gone that people write between digits.
      for (const spelling of [text, text.replace(/[\s().+-]/g, '')])
        for (const [, mark = ''] of spelling.matchAll(number)) if (planted.has(mark)) found.add(mark)
      for (const secret of secrets) if (text.includes(secret)) found.add(secret)
      return [...found]
    },
    isLent: (mark) => planted.get(mark) === 'lent',
    isText: (mark) => planted.get(mark) === 'text',
    count: () => planted.size + secrets.size,
  }
}
