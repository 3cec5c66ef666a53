import { type Scope, scopes } from '../../../graph/request/viewer.ts'

/** A key as it is kept: everything about it but its secret. */
export type StoredKey = {
  readonly id: string
  /** Whose it is; two live keys may share a name while one takes over from the other. */
  readonly name: string
  /** HMAC-SHA-256 of the secret, base64url. */
  readonly hash: string
  readonly scopes: readonly Scope[]
  /** Keys of the pools that may be touched; an empty list is none. */
  readonly pools: 'all' | readonly string[]
  readonly createdAt: string
  /** Null: never. */
  readonly expiresAt: string | null
}

export type KeyFile = { readonly hmacKey: string; readonly keys: readonly StoredKey[] }

/** What was asked for, or every reason why not, in sentences that repeat no secret. */
export type OrFaults<T> = { readonly value: T } | { readonly faults: readonly string[] }

type Rule = { readonly fits: (value: unknown) => boolean; readonly must: string }

const text = (pattern: RegExp, must: string): Rule => ({
  fits: (value) => typeof value === 'string' && pattern.test(value),
  must,
})
const listOf = (fits: (value: string) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every((each) => typeof each === 'string' && fits(each))

const isTime = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
  !Number.isNaN(Date.parse(value))

export const isScope = (word: string): word is Scope => (scopes as readonly string[]).includes(word)

const secretBytes = text(/^[\w-]{43}$/, 'must be 32 bytes in base64url')
const poolKey = /^[^\s\p{C},"]{1,64}$/u

/** What every key of the file must have; the command line holds its options to the same rules. */
export const rules: { readonly [K in keyof StoredKey]: Rule } = {
  id: text(/^[a-z2-7]{12}$/, 'must be 12 characters of a to z and 2 to 7'),
  name: text(
    /^[\p{L}\p{N}][\p{L}\p{N} ._@:/-]{0,63}$/u,
    'must be 1 to 64 letters, digits, blanks and . _ @ : / -, beginning with a letter or digit',
  ),
  hash: secretBytes,
  scopes: { fits: listOf(isScope), must: `must be a list of scopes; there are ${scopes.join(', ')}` },
  pools: {
    fits: (value) => value === 'all' || listOf((each) => poolKey.test(each))(value),
    must: 'must be "all" or a list of pool keys (an empty one for none)',
  },
  createdAt: { fits: isTime, must: 'must be a time such as 2026-11-24T08:00:00Z' },
  expiresAt: { fits: (value) => value === null || isTime(value), must: 'must be a time or null for never' },
}

export const encodeKeyFile = (file: KeyFile): string => `${JSON.stringify(file, null, 2)}\n`

export const decodeKeyFile = (json: string): OrFaults<KeyFile> => {
  const file = parsed(json)
  if (!isRecord(file)) return { faults: ['must be a JSON object of "hmacKey" and "keys"'] }
  const faults = [
    ...(secretBytes.fits(file.hmacKey) ? [] : [`hmacKey ${secretBytes.must}`]),
    ...strangers(file, ['hmacKey', 'keys'], ''),
    ...(Array.isArray(file.keys) ? file.keys.flatMap(faultsOfKey) : ['keys must be a list']),
  ]
  if (faults.length > 0) return { faults: faults.length > 20 ? [...faults.slice(0, 19), 'and more'] : faults }
  // Every part has been looked at just now.
  const value = file as KeyFile
  const ids = new Set(value.keys.map(({ id }) => id))
  return ids.size === value.keys.length ? { value } : { faults: ['keys must have an id of their own each'] }
}

const faultsOfKey = (key: unknown, index: number): string[] => {
  const at = `keys[${index}]`
  if (!isRecord(key)) return [`${at} must be an object`]
  const wrong = Object.entries(rules).filter(([name, { fits }]) => !fits(key[name]))
  return [...wrong.map(([name, { must }]) => `${at}.${name} ${must}`), ...strangers(key, Object.keys(rules), `${at}.`)]
}

/** A misspelt name must not pass for one that was left out. */
const strangers = (record: object, known: readonly string[], at: string): string[] =>
  Object.keys(record)
    .filter((name) => !known.includes(name))
    .map((name) => `${at}${/^\w{1,40}$/.test(name) ? name : '…'} is not known here`)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Node's own complaint repeats a piece of the text, so it stays here. */
const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
