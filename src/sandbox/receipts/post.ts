import { request } from 'node:http'
import type { After } from '../../ground/time.ts'

/** How one push was answered. */
export type PushAnswer = number | 'no JSON with a code' | 'too late' | 'no answer'

/** Sends one push; never rejects. */
export type Post = (url: string, body: string) => Promise<PushAnswer>

/** The platform waits no longer (it was 3 s in 2019). */
export const pushLimitMs = 700
/** What is read of an answer at most. */
const mostAnswerBytes = 65_536

export const createPost = (after: After): Post => {
  return (url, body) =>
    new Promise((resolve) => {
      const bytes = Buffer.from(body, 'utf8')
      const outgoing = request(url, {
        method: 'POST',
        // A connection of its own, as there is one push a second at most and the receiver may restart in between.
        agent: false,
        headers: { 'content-type': 'application/json;charset=utf-8', 'content-length': bytes.length },
      })
      const end = (answer: PushAnswer): void => {
        stopTimer()
        resolve(answer)
        outgoing.destroy()
      }
      const stopTimer = after(pushLimitMs, () => end('too late'))
      outgoing.on('error', () => end('no answer'))
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = []
        let length = 0
        incoming.on('data', (chunk: Buffer) => {
          length += chunk.length
          if (length > mostAnswerBytes) end('no JSON with a code')
          else chunks.push(chunk)
        })
        incoming.on('error', () => end('no answer'))
        incoming.on('end', () => {
          const status = incoming.statusCode ?? 0
          end(status === 200 && !hasCode(Buffer.concat(chunks).toString('utf8')) ? 'no JSON with a code' : status)
        })
      })
      outgoing.end(bytes)
    })
}

/** "HTTP 200 and a numeric code counts as received; the value of code is not checked." */
const hasCode = (text: string): boolean => {
  try {
    return typeof JSON.parse(text)?.code === 'number'
  } catch {
    return false
  }
}
