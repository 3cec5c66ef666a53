import type { Plugin } from 'graphql-yoga'
import { securityHeaders } from '../http/headers.ts'

const pairs = Object.entries(securityHeaders)

/** Yoga's answers, also those to `app.fetch`. */
export const withSecurityHeaders: Plugin<object> = {
  onResponse: ({ response }) => {
    for (const [name, value] of pairs) response.headers.set(name, value)
  },
}
