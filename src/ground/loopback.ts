/** What can only mean this machine. One truth, since refusing all else is what keeps a sandbox from being a server for a network. */

const names: readonly string[] = ['localhost', '::1', '[::1]']

/** A host name or address, without a port. */
export const isLoopback = (hostname: string): boolean =>
  names.includes(hostname.toLowerCase()) || /^127(\.\d{1,3}){3}$/.test(hostname)

/** `127.0.0.1:9900` → `127.0.0.1`, `[::1]:9900` → `[::1]`. */
export const withoutPort = (host: string): string => host.replace(/:\d+$/, '')

const localHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i
const localOrigin = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i

/** A `Host` header. Another name may resolve to this machine all the same (DNS rebinding). */
export const isLocalHost = (host: string): boolean => localHost.test(host)

/** An `Origin` header: a page that was served by this machine. */
export const isLocalOrigin = (origin: string): boolean => localOrigin.test(origin)
