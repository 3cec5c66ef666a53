import { createHmac as reference } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createHmac } from '../../../src/aliyun/signing/hmac.ts'

const kinds = [
  ['sha1', 'base64'],
  ['sha256', 'hex'],
] as const

const texts = ['', 'a', 'x'.repeat(63), 'GET&%2F&', '号码隐私保护', '𝒳'.repeat(40), 'y'.repeat(5_000), '\u0000\u0000']

describe.each(kinds)('an HMAC with %s as %s', (algorithm, encoding) => {
  it.each([0, 1, 30, 63, 64, 65, 200])('is that of node:crypto, with a secret of %d characters', (length) => {
    const secret = 's'.repeat(length)
    const sign = createHmac(algorithm, secret, encoding)
    // Twice, and in turn: nothing of one text may be left for the next.
    for (const text of [...texts, ...texts.toReversed(), ...texts])
      expect(sign(text)).toBe(reference(algorithm, secret).update(text).digest(encoding))
  })

  it('takes a secret of any letters', () => {
    const secret = '密钥'.repeat(20)
    expect(createHmac(algorithm, secret, encoding)('a')).toBe(reference(algorithm, secret).update('a').digest(encoding))
  })
})

it('does not print its secret', async () => {
  const { inspect } = await import('node:util')
  expect(inspect(createHmac('sha256', 'not-to-be-seen', 'hex'), { depth: null, showHidden: true })).not.toContain(
    'seen',
  )
})
