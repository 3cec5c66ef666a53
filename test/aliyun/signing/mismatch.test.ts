import { describe, expect, it } from 'vitest'
import { explainMismatch } from '../../../src/aliyun/signing/mismatch.ts'

const v1 = (text: string): string =>
  `Specified signature is not matched with our calculation. server string to sign is:${text}`
const ours = 'POST&%2F&AccessKeyId%3Dme%26Action%3DQueryCallStatus%26CallNo%3D%252A~%26PoolKey%3DFC1'

describe('a signature that does not match', () => {
  it('is the secret’s fault when both sides signed the same text', () => {
    expect(explainMismatch('v1', ours, v1(ours))).toEqual({ kind: 'wrong-secret' })
  })

  it('names the first parameter that differs', () => {
    expect(explainMismatch('v1', ours, v1(ours.replace('%252A~', '%2A~')))).toEqual({
      kind: 'difference',
      place: 'parameter CallNo',
      ours: 'CallNo%3D%252A~',
      theirs: 'CallNo%3D%2A~',
    })
  })

  it('names a method that changed on the way', () => {
    expect(explainMismatch('v1', ours, v1(ours.replace('POST', 'GET')))).toMatchObject({
      place: 'method',
      theirs: 'GET',
    })
  })

  it('names a parameter that was added at the end', () => {
    expect(explainMismatch('v1', ours, v1(`${ours}%26Zone%3D1`))).toMatchObject({
      place: 'parameter Zone',
      ours: '(nothing)',
      theirs: 'Zone%3D1',
    })
  })

  it('names the header that differs in V3', () => {
    const canonical = 'POST\n/\nPoolKey=FC1\nhost:a.example\nx-acs-date:2026-01-10T00:20:30Z\n\nhost;x-acs-date\ne3b0'
    const told = (text: string): string =>
      `Specified signature is not matched with our calculation. server StringToSign is [ACS3-HMAC-SHA256\nabc], server CanonicalRequest is [${text}]`
    expect(explainMismatch('v3', canonical, told(canonical))).toEqual({ kind: 'wrong-secret' })
    expect(explainMismatch('v3', canonical, told(canonical.replace('a.example', 'proxy.example')))).toMatchObject({
      place: 'header host',
      ours: 'host:a.example',
      theirs: 'host:proxy.example',
    })
  })

  it('never shows a token or a number', () => {
    const withToken = `${ours}%26SecurityToken%3Dsecret-token%26Tel%3D13900000001`
    const shown = JSON.stringify([
      explainMismatch('v1', withToken, v1(withToken.replace('secret-token', 'other-token'))),
      explainMismatch('v1', withToken, v1(withToken.replace('13900000001', '13900000002'))),
    ])
    expect(shown).not.toMatch(/secret-token|other-token|1390000/)
  })

  it('says so when the gateway told nothing', () => {
    expect(explainMismatch('v1', ours, 'Specified signature is not matched with our calculation.')).toEqual({
      kind: 'not-told',
    })
  })
})
