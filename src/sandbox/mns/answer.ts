import { contentMd5 } from '../../aliyun/queue/mns-signature.ts'
import type { Reply } from '../gateway/reply.ts'
import { escapeXml } from '../gateway/xml.ts'
import type { ReceivedMessage } from './queues.ts'

const namespace = 'http://mns.aliyuncs.com/doc/v1/'

type Tags = Readonly<Record<string, string | number>>

const tags = (values: Tags): string =>
  Object.entries(values)
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join('')

const reply = (status: number, code: string, body: string): Reply => ({
  status,
  code,
  headers: { 'content-type': 'text/xml;charset=utf-8', 'x-mns-version': '2015-06-06' },
  body: body === '' ? '' : `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
})

const root = (name: string, inner: string): string => `<${name} xmlns="${namespace}">${inner}</${name}>`

/** HTTP status and words of the codes that the queues know; the words are the sandbox's own. */
const errors: Readonly<Record<string, readonly [status: number, message: string]>> = {
  MessageNotExist: [404, 'Message not exist.'],
  QueueNotExist: [404, 'The queue name you provided is not exist.'],
  SignatureDoesNotMatch: [403, 'The request signature we calculated does not match the signature you provided.'],
  InvalidAccessKeyId: [403, 'The AccessKey Id you provided is not exist, or its token has expired.'],
  AccessDenied: [403, 'The OwnerId that your Access Key Id associated to is forbidden for this operation.'],
  TimeExpired: [408, 'The http request you sent is expired.'],
  ReceiptHandleError: [400, 'The receipt handle you provided is not valid.'],
  MalformedXML: [400, 'The XML you provided was not well-formed.'],
  InvalidDigest: [400, 'The Content-MD5 you specified is not valid.'],
  InvalidArgument: [400, 'The value of a parameter is not valid.'],
  MissingAuthorizationHeader: [400, 'Authorization header is required.'],
  // Its HTTP status is not documented.
  QpsLimitExceeded: [403, 'The requests are too frequent.'],
  InternalError: [500, 'Internal error.'],
}

export const errorReply = (code: string, requestId: string, host: string): Reply => {
  const [status, message] = errors[code] ?? [400, code]
  return reply(
    status,
    code,
    root('Error', tags({ Code: code, Message: message, RequestId: requestId, HostId: `http://${host}` })),
  )
}

const messageXml = (message: ReceivedMessage): string =>
  tags({
    MessageId: message.id,
    ReceiptHandle: message.handle,
    MessageBodyMD5: Buffer.from(contentMd5(message.body), 'base64').toString('utf8').toUpperCase(),
    MessageBody: message.body,
    EnqueueTime: message.enqueuedAt,
    NextVisibleTime: message.visibleAt,
    FirstDequeueTime: message.firstDequeuedAt,
    DequeueCount: message.dequeueCount,
    Priority: 8,
  })

export const messageReply = (message: ReceivedMessage): Reply => reply(200, 'OK', root('Message', messageXml(message)))

export const messagesReply = (messages: readonly ReceivedMessage[]): Reply =>
  reply(200, 'OK', root('Messages', messages.map((message) => `<Message>${messageXml(message)}</Message>`).join('')))

/** 200 without a document, seen in the wild. */
export const emptyReply = (): Reply => reply(200, 'OK', '')

export const removedReply = (failed: readonly { readonly handle: string; readonly code: string }[]): Reply => {
  if (failed.length === 0) return { ...reply(204, 'OK', ''), headers: { 'x-mns-version': '2015-06-06' } }
  const list = failed.map(
    ({ handle, code }) =>
      `<Error>${tags({ ErrorCode: code, ErrorMessage: errors[code]?.[1] ?? code, ReceiptHandle: handle })}</Error>`,
  )
  return reply(404, 'ReceiptHandleError', root('Errors', list.join('')))
}

export const visibilityReply = ({ handle, visibleAt }: ReceivedMessage): Reply =>
  reply(200, 'OK', root('ChangeVisibility', tags({ ReceiptHandle: handle, NextVisibleTime: visibleAt })))
