/** What an operator says about pages and proxies: texts become values, or a sentence that says what to mend. */
import type { Read } from './readers.ts'

export const originList = (text: string): Read<ReadonlySet<string>> => {
  const origins = text.split(',').map((each) => each.trim())
  const bad = origins.find((origin) => faultOfOrigin(origin) !== null)
  return bad === undefined
    ? { value: new Set(origins) }
    : { fault: `must be origins like https://dashboard.example.com, separated by commas: ${faultOfOrigin(bad)}` }
}

/** What is wrong with it, for whoever has to mend it. */
const faultOfOrigin = (origin: string): string | null => {
  if (origin === '') return 'one is empty'
  if (origin === '*') return '`*` is not taken, since then every page of the web could ask; list them one by one'
  const shown = `"${origin.slice(0, 100)}"`
  if (origin.includes('*')) return `wildcards are not taken (${shown}); list the origins one by one`
  if (origin === 'null') return '"null" is not taken: any sandboxed frame has it'
  if (!/^https?:\/\//i.test(origin)) return `${shown} needs https:// (or http://) in front`
  if (!URL.canParse(origin)) return `${shown} is no origin`
  const url = new URL(origin)
  if (origin === `${url.origin}/`) return `${shown} has a slash at the end; no slash at the end`
  if (url.pathname !== '/' || url.search || url.hash) return `${shown} has a path; scheme, host and port only`
  if (url.origin !== origin) return `${shown} is written ${url.origin} by browsers`
  return null
}

export const headerList = (text: string): Read<ReadonlySet<string>> => {
  const names = text.split(',').map((each) => each.trim().toLowerCase())
  return names.every((name) => /^[!#$%&'+\-.^_`|~\w]{1,64}$/.test(name))
    ? { value: new Set(names) }
    : { fault: 'must be names of headers like x-request-id, separated by commas; `*` is not taken' }
}

export const pathPrefix = (text: string): Read<string> =>
  /^(?:\/[\w~-][\w.~-]*)+$/.test(text) && text.length <= 200
    ? { value: text }
    : {
        fault:
          'must be a path such as /phones: a slash in front, none at the end, letters, digits, ~ . _ and - between',
      }
