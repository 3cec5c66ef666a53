import type { IncomingMessage } from 'node:http'
import type { Cors } from './cors.ts'
import type { Fault } from './http-fault.ts'

/** What a request must be before any part of the server looks at what it wants. Each guard says what is wrong, or null. */
export type Guard = (request: IncomingMessage) => Fault | null

export type GuardOptions = {
  /** Listening on loopback: only local names and local pages may ask. */
  readonly loopbackOnly: boolean
  /** The only `Host` names that are answered, with or without port; empty for any. */
  readonly hosts: ReadonlySet<string>
  readonly cors: Pick<Cors, 'allows'>
  readonly bodyBytes: number
  readonly acceptBytes: number
}

const bad = (message: string): Fault => ({ status: 400, code: 'BAD_REQUEST', message })

const notHere = bad('the request target, Host or Origin is not acceptable here')
const tooLong: Fault = { status: 414, code: 'URI_TOO_LONG', message: 'the request target is too long' }
const repeated = bad('a header that may come once came more than once')
const strangeCoding: Fault = {
  status: 501,
  code: 'NOT_IMPLEMENTED',
  message: 'the only transfer coding taken is chunked',
  headers: { connection: 'close' },
}
const otherVersion: Fault = {
  status: 505,
  code: 'HTTP_VERSION_NOT_SUPPORTED',
  message: 'HTTP/1.1 is spoken here',
  headers: { connection: 'close' },
}
const tooLarge: Fault = { status: 413, code: 'BODY_TOO_LARGE', message: 'the body is larger than this server takes' }
const longAccept: Fault = { status: 406, code: 'NOT_ACCEPTABLE', message: 'the Accept header is too long' }

/** For every route. Cheap: it runs before each answer. */
export const createGuard = (options: GuardOptions): Guard => {
  const isWellFormed = rememberedHosts()
  const named = (host: string): boolean => options.hosts.has(host) || options.hosts.has(host.replace(/:\d+$/, ''))
  const isOurs = (host: string): boolean =>
    options.hosts.size > 0 && named(host.toLowerCase())
      ? true
      : options.loopbackOnly
        ? localHost.test(host)
        : options.hosts.size === 0
  const mayAsk = (origin: string | undefined): boolean =>
    origin === undefined || !options.loopbackOnly || localOrigin.test(origin) || options.cors.allows(origin)

  return (request) => {
    const { url = '', headers, rawHeaders } = request
    if (request.httpVersionMajor !== 1) return otherVersion
    if (url.length > longestTarget) return tooLong
    if (!plainTarget.test(url)) return notHere
    if (repeatsOne(Object.keys(headers).length, rawHeaders)) return repeated
    if (headers.host === undefined || !isWellFormed(headers.host) || !isOurs(headers.host)) return notHere
    if (!mayAsk(headers.origin)) return notHere
    const coding = headers['transfer-encoding']
    if (coding !== undefined && coding.toLowerCase() !== 'chunked') return strangeCoding
    if (Number(headers['content-length'] ?? 0) > options.bodyBytes) return tooLarge
    if ((headers.accept?.length ?? 0) > options.acceptBytes) return longAccept
    return null
  }
}

const longestTarget = 8_192

/** One path of this server in visible ASCII: a bare Yoga answers an absolute-form target or `*` with 500 and a stack. */
const plainTarget = /^\/(?![/\\])[!-"$-~]*$/

/** Headers that decide who asks, what for and how long it is; proxies differ in which of two they believe. */
const onlyOnce: ReadonlySet<string> = new Set([
  'host',
  'origin',
  'authorization',
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'expect',
])

const repeatsOne = (distinct: number, rawHeaders: readonly string[]): boolean => {
  if (distinct * 2 === rawHeaders.length) return false
  const names = rawHeaders.filter((_each, index) => index % 2 === 0).map((name) => name.toLowerCase())
  return names.some((name, index) => onlyOnce.has(name) && names.indexOf(name) !== index)
}

/**
 * Whether a URL can be made with the name, as Yoga will: `256.1.1.1`, `[:::]` or port 99999 look right and are none. The
 * few names that are in use are remembered.
 */
const rememberedHosts = () => {
  const known = new Set<string>()
  return (host: string): boolean => {
    if (known.has(host)) return true
    const fine = hostShape.test(host) && host.length <= 260 && URL.canParse(`http://${host}/`)
    if (fine && known.size < 64) known.add(host)
    return fine
  }
}
const hostShape = /^[\w.-]+(?::\d{1,5})?$|^\[[\da-f:.]+\](?::\d{1,5})?$/i

/**
 * On loopback whoever runs a browser here could be made to ask: by a page of another origin, or by a name that resolves to
 * this machine (DNS rebinding).
 */
const localHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i
const localOrigin = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i
