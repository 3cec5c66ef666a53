import type { Plugin } from 'graphql-yoga'

/**
 * On every answer, whoever writes it: `http.ts` and `front.ts` hand these to `writeHead`, Yoga gets them by the plugin
 * below. Nothing here is for a browser to show, keep, frame or guess the type of. Frozen, since a fetch-style Response
 * writes its content-length into the object it is given.
 */
export const securityHeaders = Object.freeze({
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const)

export const jsonHeaders = Object.freeze({
  'content-type': 'application/json; charset=utf-8',
  ...securityHeaders,
} as const)

const pairs = Object.entries(securityHeaders)

/** Yoga's answers, also those to `app.fetch`. */
export const withSecurityHeaders: Plugin<object> = {
  onResponse: ({ response }) => {
    for (const [name, value] of pairs) response.headers.set(name, value)
  },
}
