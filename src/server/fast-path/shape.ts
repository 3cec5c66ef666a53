/**
 * People write ids into their queries: `callStatus(poolKey: "FC1", subsId: "42")`. Such documents differ in every request
 * and miss every cache. Their *shape* does not: literals out, variables in (PERFORMANCE §5: the biggest lever found).
 */
export type Literal = string

export type Scanned = {
  /** The document with every string and number replaced by a mark of its kind. */
  readonly shape: string
  /** What was replaced, as written, in order. */
  readonly literals: readonly Literal[]
}

const mark = '\u0001'
/** Names of the variables that literals become. */
export const prefix = '_literal'

const [tab, newline, space, quote, hash, minus, zero, nine, backslash] = [9, 10, 32, 34, 35, 45, 48, 57, 92]

const isDigit = (code: number): boolean => code >= zero && code <= nine
/** Letters and the underscore. */
const startsName = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95

/** Where the name, comment, text or number that begins at `at` ends; -1 for what the fast path leaves alone. */
const endOfName = (query: string, at: number): number => {
  let end = at + 1
  for (let code = query.charCodeAt(end); startsName(code) || isDigit(code); code = query.charCodeAt(end)) end++
  return end
}

const endOfComment = (query: string, at: number): number => {
  const end = query.slice(at).search(/[\n\r]/)
  return end < 0 ? query.length : at + end
}

/** Escapes and block strings need more than a glance. */
const endOfText = (query: string, at: number): number => {
  let end = at + 1
  for (let code = query.charCodeAt(end); code !== quote; code = query.charCodeAt(++end))
    if (code === backslash || !(code >= space || code === tab)) return -1
  return query.charCodeAt(end + 1) === quote ? -1 : end + 1
}

/** A number with a leading zero, or with a name on its heels, is no GraphQL: its refusal is Yoga's to write. */
const number = /-?(?:0|[1-9]\d*)(\.\d+|)([eE][+-]?\d+|)(?![\w.])/y

/**
 * One pass over the text, since it runs for every request that no cache knows by its text. Null for block strings,
 * escapes and names that look like ours. `cut` is told of each part that does not belong to the shape.
 */
export const scan = (query: string, cut: (at: number, end: number) => void = notTold): Scanned | null => {
  if (query.includes(prefix) || !query.isWellFormed()) return null
  const literals: Literal[] = []
  let shape = ''
  let copied = 0
  const replace = (at: number, end: number, by: string): number => {
    shape += query.slice(copied, at) + by
    cut(at, end)
    copied = end
    return end
  }
  for (let at = 0; at < query.length; ) {
    const code = query.charCodeAt(at)
    if (startsName(code)) at = endOfName(query, at)
    else if (code === hash) at = replace(at, endOfComment(query, at), ' ')
    else if (code === quote) {
      const end = endOfText(query, at)
      if (end < 0) return null
      literals.push(query.slice(at, end))
      at = replace(at, end, `${mark}s`)
    } else if (isDigit(code) || code === minus) {
      number.lastIndex = at
      const [literal, fraction, exponent] = number.exec(query) ?? []
      if (literal === undefined) return null
      literals.push(literal)
      // Text, integers and fractions are told apart, since a place that takes one may refuse another.
      at = replace(at, at + literal.length, fraction || exponent ? `${mark}f` : `${mark}i`)
    } else if (code < space && code !== tab && code !== newline && code !== 13) return null
    else at++
  }
  return { shape: copied === 0 ? query : shape + query.slice(copied), literals }
}

const notTold = (): void => {}
