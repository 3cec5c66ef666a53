import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMnsCredential, signMns } from '../../src/aliyun/queue/mns-signature.ts'
import { readReceipt } from '../../src/dypls/receipts/receipt.ts'
import { type Sandbox, seeded, startSandbox } from '../../src/sandbox/sandbox.ts'
import { settled } from '../support/clock.ts'
import { admin, ask, send } from './asking.ts'

/** The queues of the sandbox, read by the official client of the message service: a witness from outside. */

type Message = {
  readonly MessageId: string
  readonly ReceiptHandle: string
  readonly MessageBody: string
  readonly MessageBodyMD5: string
  readonly DequeueCount: string
  readonly NextVisibleTime: string
}
type Answer<T> = { readonly code: number; readonly body?: T }
type Official = {
  readonly batchReceiveMessage: (queue: string, count: number, waitSeconds?: number) => Promise<Answer<Message[]>>
  readonly receiveMessage: (queue: string, waitSeconds?: number) => Promise<Answer<Message>>
  readonly deleteMessage: (queue: string, handle: string) => Promise<Answer<never>>
  readonly batchDeleteMessage: (
    queue: string,
    handles: readonly string[],
  ) => Promise<Answer<{ readonly ErrorCode: string; readonly ReceiptHandle: string }[]>>
  readonly changeMessageVisibility: (
    queue: string,
    handle: string,
    seconds: number,
  ) => Promise<Answer<{ readonly ReceiptHandle: string }>>
  readonly sendMessage: (queue: string, message: { readonly MessageBody: string }) => Promise<Answer<never>>
}
// CommonJS without types of its own.
const MnsClient: new (account: string, options: object) => Official = createRequire(import.meta.url)('@alicloud/mns')

const [second, minute] = [1_000, 60_000]
const queue = 'Alicom-Queue-1000000000000001-SecretSmsIntercept'
const { normal } = seeded

// The official client signs by the real clock, so the sandbox begins with it; only its timers stand still.
let sandbox: Sandbox
let official: Official
type Token = {
  readonly AccessKeyId: string
  readonly AccessKeySecret: string
  readonly SecurityToken: string
  readonly ExpireTime: string
}

const tokenFor = async (QueueName = queue, MessageType = 'SecretSmsIntercept') => {
  const { body } = await ask(sandbox, {
    dialect: 'v3',
    action: 'QueryTokenForMnsQueue',
    params: { MessageType, QueueName },
  })
  return body as { readonly Code: string; readonly MessageTokenDTO: Token }
}
const clientOf = ({ AccessKeyId, AccessKeySecret, SecurityToken }: Token): Official =>
  new MnsClient('1943695596114318', {
    accessKeyId: AccessKeyId,
    accessKeySecret: AccessKeySecret,
    securityToken: SecurityToken,
    endpoint: sandbox.url,
  })

beforeEach(async () => {
  sandbox = await startSandbox({ after: () => () => {} })
  official = clientOf((await tokenFor()).MessageTokenDTO)
})
afterEach(() => sandbox.close())

const write = (text: string) => sandbox.message({ from: normal.numberB, to: normal.numberX, text })
const receive = async (count = 16) => (await official.batchReceiveMessage(queue, count)).body ?? []
const textOf = ({ MessageBody }: Message) =>
  (JSON.parse(Buffer.from(MessageBody, 'base64').toString('utf8')) as { sms_content: string }).sms_content
const nameOf = (request: Promise<unknown>) =>
  request.then(
    () => 'no error',
    (error: Error) => error.name,
  )

describe('a token', () => {
  it('lives ten minutes and opens the queue that it was asked for', async () => {
    const { Code, MessageTokenDTO } = await tokenFor()
    expect(Code).toBe('OK')
    const life = Date.parse(`${MessageTokenDTO.ExpireTime.replace(' ', 'T')}+08:00`) - sandbox.clock.now()
    expect(life / second).toBeGreaterThan(598)
    expect(life / second).toBeLessThanOrEqual(600)
    expect(await nameOf(official.batchReceiveMessage(queue.replace('SmsIntercept', 'Report'), 1))).toBe(
      'MNSAccessDeniedError',
    )
  })

  it('is not given for a queue that is of another type, or of nobody', async () => {
    expect((await tokenFor(queue, 'SecretReport')).Code).toBe('isv.ILLEGAL_ARGUMENT')
    expect((await tokenFor('Alicom-Queue-1-SecretReport', 'SecretReport')).Code).toBe('isv.ILLEGAL_ARGUMENT')
  })

  it('opens nothing any more when its time is over', async () => {
    write('hello')
    sandbox.clock.advance(9 * minute)
    expect(await receive()).toHaveLength(1)
    sandbox.clock.advance(minute)
    expect(await nameOf(official.batchReceiveMessage(queue, 1))).toBe('MNSInvalidAccessKeyIdError')
  })
})

describe('the official client', () => {
  it('receives receipts as base64 of one JSON object, and deletes them', async () => {
    write('你好 <&>')
    const messages = await receive()
    expect(messages.map(textOf)).toEqual(['你好 <&>'])
    expect(messages[0]?.MessageBodyMD5).toMatch(/^[0-9A-F]{32}$/)
    const item = JSON.parse(Buffer.from(messages[0]?.MessageBody ?? '', 'base64').toString('utf8'))
    expect(readReceipt('SecretSmsIntercept', item, () => '')).toMatchObject({ ok: true, receipt: { unread: [] } })
    expect((await official.deleteMessage(queue, messages[0]?.ReceiptHandle ?? '')).code).toBe(204)
    sandbox.clock.advance(10 * minute)
    expect(sandbox.world.queues.size(queue)).toBe(0)
  })

  it('is told of an empty queue by an error that has its name', async () => {
    expect(await nameOf(official.batchReceiveMessage(queue, 16))).toBe('MNSMessageNotExistError')
    expect(await nameOf(official.receiveMessage(queue))).toBe('MNSMessageNotExistError')
  })

  it('takes 16 at most, and sees none twice until it becomes visible again', async () => {
    for (let message = 0; message < 20; message++) write(String(message))
    expect((await receive()).map(textOf)).toEqual(Array.from({ length: 16 }, (_, index) => String(index)))
    expect(await receive()).toHaveLength(4)
    expect(await nameOf(official.batchReceiveMessage(queue, 16))).toBe('MNSMessageNotExistError')
    sandbox.clock.advance(30 * second)
    const again = await receive()
    expect(again).toHaveLength(16)
    expect(again[0]?.DequeueCount).toBe('2')
    expect(await nameOf(official.batchReceiveMessage(queue, 17))).toBe('MNSInvalidArgumentError')
  })

  it('gets another handle with each receive, and the old one opens nothing', async () => {
    write('hello')
    const [first] = await receive()
    sandbox.clock.advance(30 * second)
    expect(await nameOf(official.deleteMessage(queue, first?.ReceiptHandle ?? ''))).toBe('MNSReceiptHandleErrorError')
    const [other] = await receive()
    expect(other?.ReceiptHandle).not.toBe(first?.ReceiptHandle)
    expect(await nameOf(official.deleteMessage(queue, first?.ReceiptHandle ?? ''))).toBe('MNSReceiptHandleErrorError')
    expect((await official.deleteMessage(queue, other?.ReceiptHandle ?? '')).code).toBe(204)
  })

  it('deletes a batch, and is told which of it could not be', async () => {
    write('one')
    write('two')
    const handles = (await receive()).map(({ ReceiptHandle }) => ReceiptHandle)
    const answer = await official.batchDeleteMessage(queue, [...handles, 'made-up'])
    expect(answer).toMatchObject({ code: 404, body: [{ ErrorCode: 'ReceiptHandleError', ReceiptHandle: 'made-up' }] })
    expect(sandbox.world.queues.size(queue)).toBe(0)
    write('three')
    const [{ ReceiptHandle = '' } = {}] = await receive()
    expect((await official.batchDeleteMessage(queue, [ReceiptHandle])).code).toBe(204)
  })

  it('hides a message for longer', async () => {
    write('hello')
    const [{ ReceiptHandle = '' } = {}] = await receive()
    const { body } = await official.changeMessageVisibility(queue, ReceiptHandle, 120)
    expect(body?.ReceiptHandle).not.toBe(ReceiptHandle)
    sandbox.clock.advance(119 * second)
    expect(await nameOf(official.batchReceiveMessage(queue, 16))).toBe('MNSMessageNotExistError')
    sandbox.clock.advance(second)
    expect(await receive()).toHaveLength(1)
  })

  it('waits for the first message, by the clock of the sandbox', async () => {
    const waiting = official.batchReceiveMessage(queue, 16, 10)
    const ended = nameOf(official.batchReceiveMessage(queue, 16, 10))
    await arrived(2)
    write('at last')
    expect((await waiting).body?.map(textOf)).toEqual(['at last'])
    sandbox.clock.advance(10 * second)
    expect(await ended).toBe('MNSMessageNotExistError')
  })

  it('waits no longer when all is forgotten', async () => {
    const ended = nameOf(official.batchReceiveMessage(queue, 16, 30))
    await arrived(1)
    sandbox.reset()
    expect(await ended).toBe('MNSMessageNotExistError')
  })

  it('is given a message that becomes visible while it waits', async () => {
    write('hello')
    await receive()
    const waiting = official.batchReceiveMessage(queue, 16, 30)
    await arrived(1)
    sandbox.clock.advance(30 * second)
    expect((await waiting).body?.map(textOf)).toEqual(['hello'])
  })

  it('may not send, and finds no other queue', async () => {
    expect(await nameOf(official.sendMessage(queue, { MessageBody: 'x' }))).toBe('MNSAccessDeniedError')
    expect(await nameOf(official.batchReceiveMessage(`${queue}x`, 1))).toBe('MNSAccessDeniedError')
  })

  it('is refused with a wrong secret, and with a foreign token', async () => {
    const { MessageTokenDTO } = await tokenFor()
    const forger = clientOf({ ...MessageTokenDTO, AccessKeySecret: 'forged' })
    expect(await nameOf(forger.batchReceiveMessage(queue, 1))).toBe('MNSSignatureDoesNotMatchError')
    const thief = clientOf({ ...MessageTokenDTO, SecurityToken: 'foreign' })
    expect(await nameOf(thief.batchReceiveMessage(queue, 1))).toBe('MNSAccessDeniedError')
    const stranger = clientOf({ ...MessageTokenDTO, AccessKeyId: sandbox.accessKey.accessKeyId })
    expect(await nameOf(stranger.batchReceiveMessage(queue, 1))).toBe('MNSInvalidAccessKeyIdError')
  })
})

/** Resolves when that many long polls have been read by the sandbox. */
const arrived = async (polls: number): Promise<void> => {
  while (sandbox.world.queues.watching(queue) < polls) await settled()
}

describe('a request signed by hand', () => {
  const path = `/queues/${queue}/messages?numOfMessages=1`
  const headersAt = async (at: number, resource = path) => {
    const { AccessKeyId, AccessKeySecret, SecurityToken } = (await tokenFor()).MessageTokenDTO
    const key = { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken }
    return signMns('GET', resource, null, new Date(at), createMnsCredential(key))
  }

  it.each([
    ['is too old', -901_000, 408, 'TimeExpired'],
    ['is from the future', 901_000, 408, 'TimeExpired'],
    ['finds nothing', 0, 404, 'MessageNotExist'],
  ])('that %s is answered as such', async (_what, offset, status, code) => {
    const heard = await send(sandbox.url, {
      method: 'GET',
      path,
      headers: await headersAt(sandbox.clock.now() + offset),
    })
    expect(heard.status).toBe(status)
    expect(heard.text).toContain(`<Code>${code}</Code>`)
    expect(heard.text).toMatch(/<Error xmlns="http:\/\/mns.aliyuncs.com\/doc\/v1\/">.*<RequestId>.*<HostId>/)
  })

  it('is held to the very query that was signed', async () => {
    const headers = await headersAt(sandbox.clock.now())
    const heard = await send(sandbox.url, { method: 'GET', path: `${path}6`, headers })
    expect(heard.text).toContain('SignatureDoesNotMatch')
  })

  it('is nothing without a signature', async () => {
    expect((await send(sandbox.url, { method: 'GET', path })).text).toContain('MissingAuthorizationHeader')
  })
})

describe('mischief at the queues', () => {
  const trouble = (kind: string, times = 1) => admin(sandbox, 'POST', '/queues/mischief', { kind, times })

  it('delivers twice', async () => {
    write('hello')
    await trouble('duplicate')
    expect((await receive()).map(textOf)).toEqual(['hello'])
    expect((await receive()).map(textOf)).toEqual(['hello'])
  })

  it('delivers in disorder', async () => {
    for (const text of ['a', 'b', 'c']) write(text)
    await trouble('disorder')
    expect((await receive()).map(textOf)).toEqual(['c', 'b', 'a'])
  })

  it.each(['halfXml', 'emptyXml', 'notBase64', 'junkBody'])('answers %s', async (kind) => {
    write('hello')
    await trouble(kind)
    const outcome = await receive().then(
      (messages) => messages.map(({ MessageBody }) => MessageBody).join(),
      () => 'unreadable',
    )
    expect(outcome).not.toMatch(/^ey/)
    // What was handled before it was spoilt comes again.
    sandbox.clock.advance(30 * second)
    expect((await receive()).map(textOf)).toEqual(['hello'])
  })

  it.each([
    ['emptyStorm', 'MNSMessageNotExistError'],
    ['throttle', 'MNSQpsLimitExceededError'],
    ['tokenExpired', 'MNSInvalidAccessKeyIdError'],
    ['timeExpired', 'MNSTimeExpiredError'],
    ['internalError', 'MNSInternalErrorError'],
  ])('answers %s, and then as ever', async (kind, name) => {
    write('hello')
    await trouble(kind)
    expect(await nameOf(official.batchReceiveMessage(queue, 16, 30))).toBe(name)
    expect(await receive()).toHaveLength(1)
  })

  it('takes no handle', async () => {
    write('hello')
    const [{ ReceiptHandle = '' } = {}] = await receive()
    await trouble('handleExpired')
    expect(await official.batchDeleteMessage(queue, [ReceiptHandle])).toMatchObject({ code: 404 })
    expect(sandbox.world.queues.size(queue)).toBe(1)
  })

  it('ends when it is told to', async () => {
    await trouble('throttle', 100)
    await admin(sandbox, 'DELETE', '/queues/mischief')
    expect(await nameOf(official.batchReceiveMessage(queue, 1))).toBe('MNSMessageNotExistError')
  })
})

describe('a queue', () => {
  it('forgets its oldest messages when nobody reads it', () => {
    for (let message = 0; message < 2_005; message++) write(String(message))
    expect(sandbox.world.queues.size(queue)).toBe(2_000)
  })
})
