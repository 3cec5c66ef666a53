const loopbackNames: readonly string[] = ['localhost', '::1', '[::1]']

/** Whether a host name or address can only mean this machine. */
export const isLoopback = (hostname: string): boolean =>
  loopbackNames.includes(hostname.toLowerCase()) || /^127(\.\d{1,3}){3}$/.test(hostname)

/** `127.0.0.1:9900` → `127.0.0.1`, `[::1]:9900` → `[::1]`. */
export const withoutPort = (host: string): string => host.replace(/:\d+$/, '')

type Headers = { readonly origin?: string | undefined; readonly 'sec-fetch-site'?: string | undefined }

/** Whether the origin that a browser names for its page, if it names one, is of this machine. */
export const isLocalOrigin = (origin: string | undefined): boolean =>
  origin === undefined || (URL.canParse(origin) && isLoopback(new URL(origin).hostname))

/** Whether a page of another site made a browser ask: by its origin, or, where none is sent as for a picture, by what the browser says. */
export const isForeignPage = ({ origin, 'sec-fetch-site': site }: Headers): boolean =>
  !isLocalOrigin(origin) || (origin === undefined && site === 'cross-site')
