import type { IncomingMessage } from 'node:http'
import { isLocalHost, isLocalOrigin } from '../../ground/loopback.ts'
import type { Cors } from './cors.ts'
import type { Fault } from './http-fault.ts'

/** What a request must be before any part of the server looks at what it wants. Each guard says what is wrong, or null. */
export type Guard = (request: IncomingMessage) => Fault | null

export type GuardOptions = {
  /** Listening on loopback: only local names and local pages may ask. */
  readonly loopbackOnly: boolean
  /** The only `Host` names that are answered, with or without port; empty for any. Health and metrics are outside of it. */
  readonly hosts: ReadonlySet<string>
  readonly cors: Pick<Cors, 'allows'>
  readonly bodyBytes: number
  readonly acceptBytes: number
}

const bad = (message: string): Fault => ({ status: 400, code: 'BAD_REQUEST', message })

const strangeTarget = bad('the request target is not acceptable here: it must be a path of this server')
const noHost = bad('the Host header is missing or is no name of a host')
const otherHost = bad('the Host header names a host that this server does not answer for')
const otherOrigin = bad('the Origin header is that of a page that may not ask here')
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
        ? isLocalHost(host)
        : options.hosts.size === 0
  /**
   * Probes and scrapers ask a pod by its address, whatever names callers use. On loopback a name stays refused, since it may
   * have been made to resolve to this machine; an address cannot have been.
   */
  const mayLook = (url: string, host: string): boolean =>
    figures.has(url.split('?', 1)[0] ?? '') && (!options.loopbackOnly || address.test(host))
  const mayAsk = (origin: string | undefined): boolean =>
    origin === undefined || !options.loopbackOnly || isLocalOrigin(origin) || options.cors.allows(origin)

  return (request) => {
    const { url = '', headers, rawHeaders } = request
    if (request.httpVersionMajor !== 1) return otherVersion
    if (url.length > longestTarget) return tooLong
    if (!plainTarget.test(url)) return strangeTarget
    if (repeatsOne(Object.keys(headers).length, rawHeaders)) return repeated
    if (headers.host === undefined || !isWellFormed(headers.host)) return noHost
    if (!isOurs(headers.host) && !mayLook(url, headers.host)) return otherHost
    if (!mayAsk(headers.origin)) return otherOrigin
    const coding = headers['transfer-encoding']
    if (coding !== undefined && coding.toLowerCase() !== 'chunked') return strangeCoding
    if (Number(headers['content-length'] ?? 0) > options.bodyBytes) return tooLarge
    if ((headers.accept?.length ?? 0) > options.acceptBytes) return longAccept
    return null
  }
}

const longestTarget = 8_192

/** What platforms look at. Tells nothing that a caller's credential would open; metrics have a token of their own. */
const figures: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics'])

/** An address instead of a name; well formed already. */
const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])(?::\d{1,5})?$/i

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
