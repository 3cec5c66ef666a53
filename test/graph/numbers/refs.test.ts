import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { phoneNumber } from '../../../src/dypls/terms/phone.ts'
import { createRefs } from '../../../src/graph/numbers/refs.ts'

const ref = createRefs('one key of at least 32 characters')
const other = createRefs('another key, of at least 32 characters')
const digits = fc.stringMatching(/^1[3-9]\d{9}$/)

describe('a ref', () => {
  it('is the same for the same number under the same key, and another under another', () => {
    fc.assert(
      fc.property(digits, (number) => {
        expect(ref(phoneNumber(number))).toMatch(/^pn_[\w-]{22}$/)
        expect(ref(phoneNumber(number))).toBe(createRefs('one key of at least 32 characters')(phoneNumber(number)))
        expect(ref(phoneNumber(number))).not.toBe(other(phoneNumber(number)))
      }),
    )
  })

  it('differs where numbers do', () => {
    fc.assert(
      fc.property(digits, digits, (one, two) => {
        expect(ref(phoneNumber(one)) === ref(phoneNumber(two))).toBe(one === two)
      }),
    )
  })

  it('minds neither country code nor blanks nor hyphens', () => {
    fc.assert(
      fc.property(digits, fc.constantFrom('', '+86', '86', '0086', '+86 '), (number, country) => {
        const spaced = `${country}${number.slice(0, 3)} ${number.slice(3, 7)}-${number.slice(7)}`
        expect(ref(phoneNumber(spaced))).toBe(ref(phoneNumber(number)))
      }),
    )
    for (const spelled of ['010-12345678', '(010) 12345678', '+86 10 12345678', '861012345678'])
      expect(ref(phoneNumber(spelled))).toBe(ref(phoneNumber('01012345678')))
  })

  it('takes a number that came masked for itself, not for any that it may be', () => {
    expect(ref(phoneNumber('139****0001'))).not.toBe(ref(phoneNumber('1390001')))
  })

  it('has the form that was once given out, since dashboards keep refs', () => {
    expect(ref(phoneNumber('13900000001'))).toMatchInlineSnapshot(`"pn_Lgjt_83SuBplgitQJHuBok"`)
  })
})
