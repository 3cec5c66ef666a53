import type { IncomingHttpHeaders } from 'node:http'
import type { TextMap } from '../../aliyun/signing/encoding.ts'

/** One HTTP request, read but not judged. */
export type Received = {
  readonly method: string
  /** As on the request line, which some signatures are over. */
  readonly target: string
  readonly path: string
  readonly query: TextMap
  /** Fields of a form body; empty when the body is something else. */
  readonly form: TextMap
  /** By lower-case name, without surrounding blanks. */
  readonly headers: TextMap
  readonly body: Uint8Array
}

export type WireRequest = {
  readonly method: string
  /** As on the request line: `/?Action=…`. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array
}

export const receive = ({ method, target, headers, body }: WireRequest): Received => {
  const [path = '', ...rest] = target.split('?')
  const flat = textMap(Object.entries(headers).map(([name, value]) => [name, String(value ?? '').trim()]))
  const isForm = flat['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true
  return {
    method,
    target,
    path,
    query: decodeForm(rest.join('?')),
    form: isForm ? decodeForm(Buffer.from(body).toString('utf8')) : textMap([]),
    headers: flat,
    body,
  }
}

/**
 * URLSearchParams reads `+` and `%20` alike as a blank and takes `!'()*` unencoded: what a gateway must accept, since
 * clients differ in what they leave unencoded on the wire.
 */
const decodeForm = (text: string): TextMap => textMap([...new URLSearchParams(text)])

/** Without a prototype, so that a parameter named `__proto__` is a parameter. A later entry wins over an earlier one. */
export const textMap = (entries: readonly (readonly [string, string])[]): TextMap => {
  const map: Record<string, string> = Object.create(null)
  for (const [name, value] of entries) map[name] = value
  return map
}
