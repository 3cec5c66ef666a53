import { isObject } from '../../aliyun/contract/json.ts'
import type { Reply, ReplyFields } from '../gateway/reply.ts'
import type { TroublePlan } from './dealer.ts'

const htmlPage =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n'

const otherTypes = { array: '[]', number: '42', text: '"OK"', null: 'null' } as const

/** Puts something else in place of a true answer, the way a proxy or a broken upstream would. */
export const spoil = (reply: Reply, trouble: NonNullable<TroublePlan['spoil']>): Reply => {
  const code = `mischief:${trouble.kind}`
  switch (trouble.kind) {
    case 'html':
      return { code, status: trouble.status ?? 502, headers: { 'content-type': 'text/html' }, body: htmlPage }
    case 'empty':
      return { code, status: trouble.status ?? 200, headers: {}, body: '' }
    case 'invalidJson':
      return { ...reply, code, status: trouble.status ?? reply.status, body: '{"Code":"OK","RequestId":' }
    case 'wrongType':
      return { ...reply, code, body: otherTypes[trouble.type ?? 'array'] }
    case 'huge':
      return { ...reply, code, body: '', filler: { bytes: trouble.bytes, declared: trouble.declared ?? false } }
  }
}

/** A true answer to QueryCallStatus with another status; other answers stay as they are. */
export const editStatus = (
  fields: ReplyFields,
  { status, calledNo }: NonNullable<TroublePlan['edit']>,
): ReplyFields => {
  const inner = fields.SecretCallStatusDTO
  if (!isObject(inner)) return fields
  const edited = { ...inner, Status: status, ...(calledNo === undefined ? {} : { CalledNo: calledNo }) }
  return { ...fields, SecretCallStatusDTO: edited }
}
