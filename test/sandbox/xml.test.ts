import { describe, expect, it } from 'vitest'
import { codeOk, codeOkDataSuccess, waybillNoCode } from '../../src/dypls/terms/success.ts'
import { successFields } from '../../src/sandbox/gateway/reply.ts'
import { cdata, escapeXml, printXml } from '../../src/sandbox/gateway/xml.ts'

describe('XML', () => {
  it('escapes every character that would end a text early', () => {
    expect(escapeXml(`<a href="x">'&amp;'</a>]]>`)).toBe(
      '&lt;a href=&quot;x&quot;&gt;&apos;&amp;amp;&apos;&lt;/a&gt;]]&gt;',
    )
  })

  it('keeps line ends and replaces what XML cannot hold', () => {
    expect(escapeXml('a\r\n\tb\u0000\u001b\uffff\ud800c')).toBe('a&#13;\n\tb\ufffd\ufffd\ufffd\ufffdc')
    expect(escapeXml('号码🚗')).toBe('号码🚗')
  })

  it('splits a CDATA section where its text would close it', () => {
    expect(cdata('a]]>b')).toBe('<![CDATA[a]]]]><![CDATA[>b]]>')
  })

  it('nests objects, repeats lists, leaves null out and writes 64-bit ids in full', () => {
    const body = { Id: 9007199254740993123n, Ok: true, None: null, Item: [{ No: '1' }, { No: '2' }], List: [] }
    expect(printXml('R', body)).toBe(
      `<?xml version='1.0' encoding='UTF-8'?><R><Id>9007199254740993123</Id><Ok>true</Ok><Item><No>1</No></Item><Item><No>2</No></Item></R>`,
    )
  })
})

describe('a successful answer', () => {
  it('carries exactly what its family needs to count as one', () => {
    expect(successFields(codeOk)).toEqual({ Code: 'OK', Message: 'OK' })
    expect(successFields(codeOkDataSuccess)).toEqual({ Code: 'OK', Message: 'OK', Data: { Success: true } })
    expect(successFields(waybillNoCode)).toEqual({ Data: { Success: true } })
  })
})
