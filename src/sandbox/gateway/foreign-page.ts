import { isLoopback } from '../../ground/loopback.ts'

type Headers = { readonly origin?: string | undefined; readonly 'sec-fetch-site'?: string | undefined }

/** Whether the origin that a browser names for its page, if it names one, is of this machine. */
export const isLocalPage = (origin: string | undefined): boolean =>
  origin === undefined || (URL.canParse(origin) && isLoopback(new URL(origin).hostname))

/** Whether a page of another site made a browser ask: by its origin, or, where none is sent as for a picture, by what the browser says. */
export const isForeignPage = ({ origin, 'sec-fetch-site': site }: Headers): boolean =>
  !isLocalPage(origin) || (origin === undefined && site === 'cross-site')
