import { isObject, type Json, parseJson } from '../contract/json.ts'
import { type Answer, decodeAnswer, type Operation, rejectionCode } from '../contract/operation.ts'
import { WireMismatch } from '../contract/wire.ts'
import { type Failure, rejected, unreachable } from '../failure.ts'
import type { WireAnswer } from './transport.ts'

/** What an HTTP answer means for this operation: its values, or why there are none. Data beside a refusal is never used. */
export const classify = <O extends Operation>(
  row: O,
  answer: WireAnswer,
): { ok: true; value: Answer<O> } | { ok: false; failure: Failure } => {
  const idOf = (json: Json): string | null =>
    (isObject(json) ? plainId(json.RequestId) : null) ?? plainId(answer.headers()['x-acs-request-id'])
  const unusable = (reason: string, json: Json = null): { ok: false; failure: Failure } => ({
    ok: false,
    failure: unreachable('BAD_RESPONSE', reason, {
      httpStatus: answer.status,
      requestId: idOf(json),
      retryAfterMs: retryAfterMs(answer),
    }),
  })
  if (answer.status >= 300 && answer.status < 400) return unusable('the answer is a redirect, which is never followed')
  const body = read(answer.body)
  if ('unreadable' in body) {
    const { 'content-encoding': encoding = 'identity' } = answer.headers()
    return unusable(encoding === 'identity' ? body.unreadable : 'the answer is compressed, which was not asked for')
  }
  const { json } = body
  if (!isObject(json)) return unusable('the answer is JSON, but not an object')
  try {
    const code = answer.status === 200 ? rejectionCode(row.success, json) : gatewayCode(json)
    if (code === null) return { ok: true, value: decodeAnswer(row, json) as Answer<O> }
    if (!codeShape.test(code)) return unusable('the answer carries a code that is not a code', json)
    return { ok: false, failure: rejected(code, answer.status, idOf(json), retryAfterMs(answer)) }
  } catch (error) {
    if (!(error instanceof WireMismatch)) throw error
    return unusable(`the answer has the wrong shape: ${error.message}`, json)
  }
}

// A code is handed to callers and logs, so it must be one: no blanks, no long runs of digits that could be a number.
const codeShape = /^(?!.*\d{7})[\w.:-]{1,100}$/

const gatewayCode = (json: Readonly<Record<string, Json>>): string => {
  const code = json.Code
  if (typeof code !== 'string' || code === '') throw new WireMismatch('Code', 'there')
  return code
}

const read = (body: string): { json: Json } | { unreadable: string } => {
  const text = body.trimStart()
  if (text === '') return { unreadable: 'the answer is empty' }
  if (text.startsWith('<')) {
    const error = xmlError(body)
    return error ? { json: error } : { unreadable: 'the answer is HTML or XML, not JSON' }
  }
  try {
    return { json: parseJson(body) }
  } catch {
    return { unreadable: 'the answer is not JSON, or was cut off' }
  }
}

/** The gateway answers in XML when it could not read the wish for JSON; only code and request id matter to us. */
const xmlError = (body: string): Json | null => {
  const code = /<Code>([^<]+)<\/Code>/.exec(body)?.[1]
  if (code === undefined || !/<Error[\s>]/.test(body)) return null
  return { Code: code, RequestId: /<RequestId>([^<]+)<\/RequestId>/.exec(body)?.[1] ?? null }
}

const plainId = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : null

/** `x-acs-retry-after` is read as milliseconds, as the official core SDK does; `Retry-After` is in seconds. */
const retryAfterMs = (answer: WireAnswer): number | null => {
  const headers = answer.headers()
  const ms = wholeNumber(headers['x-acs-retry-after'])
  const seconds = wholeNumber(headers['retry-after'])
  return ms ?? (seconds === null ? null : seconds * 1_000)
}

const wholeNumber = (value: unknown): number | null =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : null
