import { type Json, parseJson } from '../aliyun/contract/json.ts'
import type { MnsMessage } from '../aliyun/queue/mns.ts'

/** What a queue's message holds: the JSON of one receipt, or why it holds none. */
export type Decoded = { readonly ok: true; readonly body: Json } | { readonly ok: false; readonly reason: string }

// With or without its padding and line breaks, in either alphabet; Buffer takes them all, and much else besides.
const base64 = /^[A-Za-z0-9+/_\s-]+={0,2}\s*$/

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Ids of 64 bits stay exact. A reason holds nothing of the message. */
export const decodeMessage = ({ body }: Pick<MnsMessage, 'body'>): Decoded => {
  if (!base64.test(body)) return { ok: false, reason: 'the message is not base64' }
  let text: string
  try {
    text = utf8.decode(Buffer.from(body, 'base64'))
  } catch {
    return { ok: false, reason: 'the message is not UTF-8' }
  }
  try {
    return { ok: true, body: parseJson(text) }
  } catch (error) {
    return { ok: false, reason: error instanceof SyntaxError ? error.message : 'the text is not JSON' }
  }
}
