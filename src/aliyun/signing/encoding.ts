export type TextMap = Readonly<Record<string, string>>

const unreserved = /^[\w.~-]*$/
const encodeTooFew = /[!'()*]/g
const hexEscape = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** RFC 3986: everything but `A-Z a-z 0-9 - _ . ~` as upper-case `%XX` of its UTF-8 bytes. */
export const percentEncode = (text: string): string =>
  unreserved.test(text) ? text : encodeURIComponent(text.toWellFormed()).replace(encodeTooFew, hexEscape)

/** The names in byte order; they are ASCII, for which sort's own order is that. Most come in order, which spares a sort. */
export const namesOf = (params: TextMap): readonly string[] => {
  const names = Object.keys(params)
  for (let index = 1; index < names.length; index++)
    if ((names[index - 1] ?? '') > (names[index] ?? '')) return names.sort()
  return names
}

/** Sorted by name in byte order, encoded, joined: `CallNo=…&PoolKey=…`. Empty values stay as `Name=`. */
export const canonicalQuery = (params: TextMap): string => {
  let query = ''
  for (const name of namesOf(params))
    query += `${query === '' ? '' : '&'}${percentEncode(name)}=${percentEncode(params[name] ?? '')}`
  return query
}

/** `2026-01-10T00:20:30Z`: UTC, no milliseconds. */
export const timestamp = (at: Date): string => {
  const second = Math.floor(at.getTime() / 1_000)
  if (second !== lastStamp.second) lastStamp = { second, text: `${at.toISOString().slice(0, 19)}Z` }
  return lastStamp.text
}

/** Thousands of requests share a second; the same text serves them all. */
let lastStamp = { second: Number.NaN, text: '' }
