import { type Unreachable, unreachable } from '../failure.ts'

export const connectTimeoutMs = 1_000
/** An upstream that says nothing for so long says nothing: time is left for another attempt. */
export const headersTimeoutMs = 2_000
export const maxHeaderBytes = 16_384

type Cause = Pick<Unreachable, 'code' | 'reason' | 'ran'>

const refused = (reason: string): Cause => ({ code: 'CONNECT_FAILED', reason, ran: 'no' })
const untrusted = (reason: string): Cause => ({ code: 'TLS_FAILED', reason, ran: 'no' })

/** Error codes of node and undici, and what they say about the call. Anything else is a lost connection. */
const causes: Readonly<Record<string, Cause>> = {
  ECONNREFUSED: refused('the endpoint refused the connection'),
  ENOTFOUND: refused('the endpoint has no address'),
  EAI_AGAIN: refused('the name service did not answer'),
  EHOSTUNREACH: refused('there is no route to the endpoint'),
  ENETUNREACH: refused('there is no route to the endpoint'),
  UND_ERR_INVALID_ARG: refused('the request cannot be written as HTTP'),
  UND_ERR_CONNECT_TIMEOUT: refused(`no connection within ${connectTimeoutMs} ms`),
  CERT_HAS_EXPIRED: untrusted('the certificate has expired'),
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted('the certificate is self-signed'),
  SELF_SIGNED_CERT_IN_CHAIN: untrusted('a certificate in the chain is self-signed'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted('the certificate is signed by an unknown authority'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted('the certificate is signed by an unknown authority'),
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted('the certificate is for another host'),
  UND_ERR_HEADERS_OVERFLOW: {
    code: 'RESPONSE_TOO_LARGE',
    reason: `the headers are larger than ${maxHeaderBytes} bytes`,
    ran: 'perhaps',
  },
}

/** Once the request was on its way, no error of the network proves that it did not arrive: a live socket can fail with any. */
export const explain = (error: Error & { code?: string }, httpStatus: number | null, started: boolean): Unreachable => {
  const code = error.code ?? ''
  const known = Object.hasOwn(causes, code) ? causes[code] : undefined
  if (known && (known.ran === 'perhaps' || !started))
    return unreachable(known.code, known.reason, { ran: known.ran, httpStatus })
  if (started) return lost(code, httpStatus)
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code.startsWith('CERT_'))
    return unreachable('TLS_FAILED', 'the TLS handshake failed', { ran: 'no', httpStatus })
  return unreachable('CONNECT_FAILED', 'no connection could be made', { ran: 'no', httpStatus })
}

const lost = (code: string, httpStatus: number | null): Unreachable =>
  code.startsWith('HPE_')
    ? unreachable('BAD_RESPONSE', 'the answer is not HTTP', { httpStatus })
    : unreachable('CONNECTION_LOST', 'the connection broke before the answer was complete', { httpStatus })
