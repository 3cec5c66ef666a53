import { isObject, type Json, printJson } from '../../aliyun/contract/json.ts'
import type { Operation, SuccessRule } from '../../aliyun/contract/operation.ts'
import { product } from '../../dypls/product.ts'
import { businessMessage, type GatewayError } from './gateway-error.ts'
import type { Format } from './read-call.ts'
import { cdata, escapeXml, printXml } from './xml.ts'

/** An HTTP answer before it is sent. `code` is what the journal keeps of it. */
export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly code: string
  /** In place of the body: JSON of this many bytes, made while it is sent. */
  readonly filler?: { readonly bytes: number; readonly declared: boolean }
}

export type ReplyFields = Readonly<Record<string, Json>>

/** What every answer to one call shares. */
export type Envelope = { readonly requestId: string; readonly host: string; readonly format: Format }

const contentType: Readonly<Record<Format, string>> = {
  JSON: 'application/json;charset=utf-8',
  XML: 'text/xml;charset=utf-8',
}

const reply = (status: number, code: string, { format, requestId }: Envelope, body: string): Reply => ({
  status,
  code,
  body,
  headers: { 'content-type': contentType[format], 'x-acs-request-id': requestId },
})

/** RequestId, HostId, Code, Message, Recommend: an HTTP 4xx or 5xx with the gateway's own body. */
export const gatewayReply = (error: GatewayError, envelope: Envelope): Reply => {
  const { code, status, message, retryAfterMs } = error
  const fields = { RequestId: envelope.requestId, HostId: envelope.host, Code: code, Message: message }
  const recommend = `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&product=${product.name}`
  const body = envelope.format === 'JSON' ? printJson({ ...fields, Recommend: recommend }) : errorXml(fields, recommend)
  const answer = reply(status, code, envelope, body)
  if (retryAfterMs === undefined) return answer
  return { ...answer, headers: { ...answer.headers, 'x-acs-retry-after': String(retryAfterMs) } }
}

const errorXml = (fields: Readonly<Record<string, string>>, recommend: string): string =>
  `<?xml version='1.0' encoding='UTF-8'?><Error>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join('')}<Recommend>${cdata(recommend)}</Recommend></Error>`

const businessReply = (row: Operation, code: string, fields: ReplyFields, envelope: Envelope): Reply => {
  const body = { ...fields, RequestId: envelope.requestId }
  return reply(
    200,
    code,
    envelope,
    envelope.format === 'JSON' ? printJson(body) : printXml(`${row.action}Response`, body),
  )
}

/** HTTP 200 with the family's success code and the answer's fields. */
export const successReply = (row: Operation, fields: ReplyFields, envelope: Envelope): Reply =>
  businessReply(row, 'OK', merge(successFields(row.success), fields), envelope)

const merge = (under: ReplyFields, over: ReplyFields): ReplyFields => {
  const merged: Record<string, Json> = { ...under }
  for (const [name, value] of Object.entries(over)) {
    const below = merged[name]
    merged[name] = isObject(below) && isObject(value) ? merge(below, value) : value
  }
  return merged
}

/** HTTP 200 with another code; payload objects are absent (inferred, errors.json). */
export const refusalReply = (row: Operation, code: string, envelope: Envelope, message?: string): Reply =>
  businessReply(row, code, { Code: code, Message: message ?? businessMessage(code) }, envelope)

/** HTTP 200 with the family's success code outside and the refusal within, as the row's own rule reads it (inferred). */
export const innerRefusalReply = (row: Operation, code: string, envelope: Envelope, message?: string): Reply => {
  const place = innerCodePlace(row.success)
  if (place === null) return refusalReply(row, code, envelope, message)
  const [outer, inner] = place
  const within = { [inner]: code, Success: false, Message: message ?? businessMessage(code) }
  return businessReply(row, code, merge(successFields(row.success), { [outer]: within }), envelope)
}

/** Where a family keeps its second code: the last nested check that is about a code and not about true and false. */
const innerCodePlace = (rule: SuccessRule): readonly [outer: string, inner: string] | null => {
  for (const check of rule.toReversed()) {
    const [outer, inner] = (check.codeAt ?? check.at).split('.')
    const isCode = check.codeAt !== undefined || !check.is.includes('true')
    if (outer && inner && isCode) return [outer, inner]
  }
  return null
}

/** The fields that make the success rule of a family hold; what may be absent stays so, inner codes excepted. */
export const successFields = (rule: SuccessRule): ReplyFields => {
  const fields: Record<string, Json> = {}
  for (const check of rule) {
    const word = check.is[0]
    const [outer = '', inner] = check.at.split('.')
    if (word === undefined || (check.absent === 'passes' && inner === undefined)) continue
    const value = word === 'true' ? true : word
    const beside = fields[outer]
    fields[outer] = inner === undefined ? value : { ...(isObject(beside) ? beside : {}), [inner]: value }
  }
  return 'Code' in fields ? { ...fields, Message: 'OK' } : fields
}
