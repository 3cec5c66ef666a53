import { describe, expect, it } from 'vitest'
import { contentMd5, createMnsCredential, signMns } from '../../../src/aliyun/queue/mns-signature.ts'
import { childText, readXml, XmlFault } from '../../../src/aliyun/queue/xml.ts'

/** Computed by the official client's own `sign` and by hand (STORE §F.2, 2026-11-27), not by what is tested here. */
const credential = createMnsCredential({ accessKeyId: 'testAccessKeyId', accessKeySecret: 'testAccessKeySecret' })
const at = new Date('2026-11-26T12:00:00Z')
const queue = '/queues/Alicom-Queue-1234567890-SecretReport/messages'

describe('the signature of the message service', () => {
  it('is the known one for a long poll', () => {
    expect(signMns('GET', `${queue}?numOfMessages=16&waitseconds=10`, null, at, credential)).toEqual({
      date: 'Thu, 26 Nov 2026 12:00:00 GMT',
      'x-mns-date': 'Thu, 26 Nov 2026 12:00:00 GMT',
      'x-mns-version': '2015-06-06',
      authorization: 'MNS testAccessKeyId:pe8Cg5+bxwc4B9ONqCEr4JmF+Cs=',
    })
  })

  it('is the known one for a deletion, over the MD5 of its body', () => {
    const body =
      '<?xml version="1.0" encoding="UTF-8"?><ReceiptHandles xmlns="http://mns.aliyuncs.com/doc/v1/"><ReceiptHandle>1-A</ReceiptHandle></ReceiptHandles>'
    expect(contentMd5(body)).toBe('YTc5Y2I3NmJhNWMzYWZjNjAxMDIxYzJjMDNiY2QyOTQ=')
    expect(signMns('DELETE', queue, body, at, credential)).toMatchObject({
      'content-md5': 'YTc5Y2I3NmJhNWMzYWZjNjAxMDIxYzJjMDNiY2QyOTQ=',
      'content-type': 'text/xml',
      authorization: 'MNS testAccessKeyId:Dr3otmdpQ0Ry9zdlsLP6AJfLUAQ=',
    })
  })

  it('leaves out the security token, which is sent all the same', () => {
    const key = { accessKeyId: 'testAccessKeyId', accessKeySecret: 'testAccessKeySecret', securityToken: 'tok+/==' }
    const headers = signMns('GET', `${queue}?numOfMessages=16&waitseconds=10`, null, at, createMnsCredential(key))
    expect(headers).toMatchObject({
      'security-token': 'tok+/==',
      authorization: 'MNS testAccessKeyId:pe8Cg5+bxwc4B9ONqCEr4JmF+Cs=',
    })
  })

  it('is made by a key that does not print', () => {
    expect(JSON.stringify(credential)).not.toContain('Secret')
  })
})

describe('the XML of the message service', () => {
  it('is read with its entities, its CDATA and its namespace', () => {
    const root = readXml(
      `<?xml version="1.0" encoding="utf-8"?>\n<Messages xmlns="http://mns.aliyuncs.com/doc/v1/">
        <Message><MessageId>5F29</MessageId><MessageBody>a&amp;b&lt;c&gt;&#39;&#x4e2d;<![CDATA[<&>]]></MessageBody><Empty/></Message>
      </Messages>\n`,
    )
    expect(root?.name).toBe('Messages')
    const [message] = root?.children ?? []
    expect(message && childText(message, 'MessageBody')).toBe("a&b<c>'中<&>")
    expect(message && childText(message, 'MessageId')).toBe('5F29')
    expect(message && childText(message, 'Empty')).toBe('')
    expect(message && childText(message, 'Missing')).toBe('')
  })

  it.each([[''], ['  \n'], ['<?xml version="1.0"?>\n']])('is nothing in %j', (text) => {
    expect(readXml(text)).toBeNull()
  })

  it.each([
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an entity that is not one of the five', '<a>&x;</a>'],
    ['a bare ampersand', '<a>a & b</a>'],
    ['a character that is none', '<a>&#0;</a>'],
    ['a comment', '<a><!-- x --></a>'],
    ['a processing instruction', '<a><?php x ?></a>'],
    ['a cut', '<a><b>text'],
    ['a cut within a tag', '<a><b'],
    ['crossed elements', '<a><b></a></b>'],
    ['a second root', '<a/><b/>'],
    ['text outside', '<a/>text'],
    ['text only', 'Service Unavailable'],
    ['HTML', '<html><body><br></body></html>'],
    ['deep nesting', '<a>'.repeat(50)],
    ['a megabyte and more', `<a>${'x'.repeat(1_048_576)}</a>`],
  ])('is refused with %s', (_what, text) => {
    expect(() => readXml(text)).toThrow(XmlFault)
  })

  it.each([
    ['a megabyte of open tags', '<a'.repeat(500_000)],
    ['a megabyte of ampersands', `<a>${'&'.repeat(1_000_000)}</a>`],
    ['a megabyte of attributes', `<a ${'b="c" '.repeat(160_000)}`],
    ['a megabyte of blanks', `<a${' '.repeat(1_000_000)}`],
    ['a megabyte of unclosed CDATA', '<![CDATA['.repeat(110_000)],
  ])('does not hang on %s', (_what, text) => {
    expect(() => readXml(text)).toThrow(XmlFault)
  })
})
