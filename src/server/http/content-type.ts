import type { Fault } from './http-fault.ts'

/** A form of any web page can be posted anywhere without asking; JSON cannot. */
const json = /^application\/(?:graphql\+)?json\s*(?:;|$)/i
const otherCharset = /;\s*charset\s*=\s*(?!"?utf-?8"?\s*(?:;|$))/i

/** What a question by POST must be, over HTTP and by `app.fetch`. */
export const isJson = (type: string | null | undefined): boolean =>
  json.test(type ?? '') && !otherCharset.test(type ?? '')

export const notJson: Fault = {
  status: 415,
  code: 'UNSUPPORTED_MEDIA_TYPE',
  message: 'a question is sent as application/json in UTF-8',
}
