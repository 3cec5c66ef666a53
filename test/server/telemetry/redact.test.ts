import { describe, expect, it } from 'vitest'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { createRedactor, type Redaction, withoutPersonalData } from '../../../src/server/telemetry/redact.ts'

const found = (text: string): { text: string; kinds: Redaction[] } => {
  const kinds: Redaction[] = []
  return { text: createRedactor((kind) => kinds.push(kind))(text), kinds }
}

describe('the last filter', () => {
  it.each([
    ['a mobile', '13900000001', '139****0001'],
    ['one of a virtual operator', '17012340001 17112340002', '170****0001 171****0002'],
    ['one with its country', '+8613900000001 008613900000002 8613900000003', '139****0001 139****0002 139****0003'],
    ['one with blanks and hyphens', '+86 139-0000-0001 (+86)139 0000 0002', '139****0001 139****0002'],
    ['one in quotes and in letters', '"13900000001" tel13900000002x', '"139****0001" tel139****0002x'],
    [
      'one behind an escape',
      '%2213900000001%22 \\u002213900000002\\u0022 \\n13900000003',
      '%22139****0001%22 \\u0022139****0002\\u0022 \\n139****0003',
    ],
    ['a landline', '057180000001 02112345678', '0571****01 021****78'],
    ['one with signs in it', '0571-80000001 (0571)8000 0002 021-12345678', '0571****01 0571****02 021****78'],
    ['one from abroad', '+8657180000001 +86 21 1234 5678', '571****0001 211****5678'],
    ['a number of a service', '4001234567 400-123-4568 8001234567', '400****4567 400****4568 800****4567'],
    ['a 700 and a 95 number', '70012345678 950130000001', '700****5678 950****0001'],
  ])('masks %s', (_what, text, clean) => {
    expect(found(text).text).toBe(clean)
    expect(new Set(found(text).kinds)).toEqual(new Set(['number']))
  })

  it.each([
    ['access-key', 'with LTAI0123456789abcdef', 'with LTAI****'],
    ['access-key', 'with STS.NUabcdefghij', 'with STS.****'],
    ['access-key', '{"accessKeySecret":"abcdefghij0123"}', '{"accessKeySecret":"[redacted]"}'],
    ['access-key', 'SecurityToken=CAISabcdefgh&x=1', 'SecurityToken=[redacted]&x=1'],
    ['signature', '/?Action=X&Signature=abc%2Bdefghijklmnop%3D&z=1', '/?Action=X&Signature=[redacted]&z=1'],
    ['authorization', 'authorization: ACS3-HMAC-SHA256 Credential=x,Signature=abc', 'authorization: [redacted]'],
    ['authorization', '["x","Bearer abcdefghij.klm"]', '["x","Bearer [redacted]"]'],
    ['api-key', 'key dpk_ab12cd34_0123456789abcdefABCDEF_-x', 'key dpk_****'],
    ['token', 'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_def!', 'token eyJ****!'],
  ] as const)('takes out what is or carries a secret: %s', (kind, text, clean) => {
    expect(found(text)).toEqual({ text: clean, kinds: [kind] })
  })

  it.each([
    '1000000000000001 9007199254740993123',
    '"time":1700000000000,"at":1785000000,"ms":1234567,"bytes":102400',
    '2026-11-24T23:46:23.139Z 2026-11-24 13:46:23.139 20260110080000 20260110080000000',
    '7F3E1390-0000-1001-8000-139123456789 8f3e139c-1391-4123-8123-a13912345678',
    'FC100000000000001 4166000000000bd01 95588 127.0.0.1:40123',
    'x-acs-signature-nonce SignatureDoesNotMatch SignatureMethod=HMAC-SHA1 signature v3',
    '"authorization":"[redacted]" "token":"[redacted]"',
    '138****0000 0571****01 LTAI**** dpk_**** eyJ****',
  ])('leaves ids, times, codes and what is masked already alone: %s', (text) => {
    expect(found(text)).toEqual({ text, kinds: [] })
  })

  it('finds nothing more when it looks again', () => {
    const once = withoutPersonalData('13900000001 Bearer abcdefghij authorization=abcdefgh +86 571 8000 0001')
    expect(found(once)).toEqual({ text: once, kinds: [] })
  })
})

describe('the log behind it', () => {
  it('stays JSON where a bare number was masked, and counts it', () => {
    const [lines, kinds]: [string[], Redaction[]] = [[], []]
    const log = createLog('info', { write: (line) => lines.push(line) }, (kind) => kinds.push(kind))
    log.info({ callNo: 13900000001, list: [13900000002] }, 'to 13900000003')
    log.info({ subsId: '1000000000000001' }, 'nothing to see')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { callNo: '139****0001', list: ['139****0002'], msg: 'to 139****0003' },
      { subsId: '1000000000000001' },
    ])
    expect(kinds).toContain('number')
    expect(lines.every((line) => line.endsWith('\n'))).toBe(true)
  })
})
