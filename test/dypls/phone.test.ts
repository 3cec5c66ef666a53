import { inspect } from 'node:util'
import { serialize } from 'node:v8'
import fc from 'fast-check'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { canonical, isLandline, isMobile, mask, numberX, phoneFault, phoneNumber } from '../../src/dypls/terms/phone.ts'

describe('a phone number', () => {
  it.each([
    ['13900000001', '139****0001'],
    ['17000000001', '170****0001'],
    ['01012345678', '010****78'],
    ['057112345678', '0571****78'],
    ['07551234567', '0755****67'],
    ['4001234567', '400****4567'],
    ['9512345', '951****2345'],
    ['95123', '****'],
    ['', '****'],
    ['+8613900000001', '861****0001'],
  ])('%s is masked as %s', (number, masked) => {
    expect(mask(number)).toBe(masked)
  })

  describe.each([
    ['real', phoneNumber('13912345678')],
    ['lent', numberX('13912345678')],
  ])('that is %s', (_whose, number) => {
    const digits = '13912345678'
    const logged = (value: object): string => {
      const lines: string[] = []
      pino({ base: null }, { write: (line) => lines.push(line) }).info(value, 'said %s', number)
      return lines.join()
    }
    /** Every way in which a value ends up as text without anybody asking for the digits. */
    const ways: readonly (readonly [way: string, text: () => string])[] = [
      ['String()', () => String(number)],
      ['a template', () => `${number}`],
      ['+', () => `to ${number.toString()}`.concat(number as never)],
      ['toLocaleString', () => (number as object).toLocaleString()],
      ['join', () => [number, [number]].join()],
      ['JSON', () => JSON.stringify({ number, list: [{ number }] })],
      ['JSON of a spread', () => JSON.stringify({ a: { ...number } })],
      ['JSON of an assign', () => JSON.stringify(Object.assign({}, { number }, number))],
      ['inspect', () => inspect({ a: { b: [number] } }, { depth: 9 })],
      ['inspect of all there is', () => inspect(number, { showHidden: true, getters: true, depth: null })],
      ['inspect without customs', () => inspect(number, { customInspect: false, showHidden: true, depth: null })],
      ['inspect of a spread', () => inspect({ ...number }, { showHidden: true, depth: null })],
      ['inspect in a Map', () => inspect(new Map([[number, new Set([number])]]), { depth: null })],
      ['an error', () => inspect(new Error(`about ${number}`, { cause: number }))],
      ['an error with it', () => inspect(Object.assign(new Error('oh'), { number }))],
      ['its entries', () => inspect(Object.entries(number)) + Reflect.ownKeys(number).map(String).join()],
      ['a log', () => logged({ number, err: Object.assign(new Error(`${number}`), { number }) })],
      ['a clone', () => inspect(attempted(() => structuredClone(number)))],
      ['a serialized value', () => inspect(attempted(() => serialize(number).toString('latin1')))],
    ]

    it.each(ways)('prints no digits by %s', (_way, text) => {
      expect(text()).not.toContain(digits.slice(2, 8))
    })

    it.each(ways.slice(0, 8))('prints its masked form by %s', (_way, text) => {
      expect(text()).toContain('139****5678')
    })

    it('gives the digits to whoever asks for them by name', () => {
      expect(number.reveal()).toBe(digits)
    })
  })

  it.each(['13912345678', '17000000001', '01012345678', '057112345678', '95123', '4001234567', '7001234'])(
    'takes %s',
    (number) => {
      expect(phoneFault(number)).toBeNull()
    },
  )

  it.each([
    '',
    ' ',
    '+8613900000001',
    '008613900000001',
    '139 0000 0001',
    '010-12345678',
    '12345',
    '１３９００００００００１',
    '139000000012',
    'abc',
  ])('refuses %o', (number) => {
    const fault = phoneFault(number)
    expect(fault?.en).toMatch(/^must/)
    expect(fault?.zh).toMatch(/\p{Script=Han}/u)
  })
})

/** What it gives, or the error that it throws. */
const attempted = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return error
  }
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.stringMatching(/^[0-9*+ -]{0,20}$/),
  fc.stringMatching(/^0\d{9,11}$/),
  fc.stringMatching(/^1\d{10}$/),
)
const digitsOf = (text: string): string => text.replace(/[^0-9]/g, '')

describe('masking', () => {
  it('shows what it may of any text, and no more', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const [masked, digits] = [mask(text), digitsOf(text)]
        const [head = '', tail = '', ...more] = masked.split('****')
        expect(more).toEqual([])
        expect(masked).toMatch(/^\d{0,4}\*{4}\d{0,4}$/)
        expect(digits.startsWith(head) && digits.endsWith(tail)).toBe(true)
        if (masked === text) return
        if (digits.length < 7) expect(masked).toBe('****')
        else if (isMobile(digits)) expect([head.length, tail.length]).toEqual([3, 4])
        else if (isLandline(digits)) expect(tail).toHaveLength(2)
        else expect([5, 6, 7]).toContain(head.length + tail.length)
      }),
    )
  })

  it('leaves what is masked already as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(mask(mask(text))).toBe(mask(text))
      }),
    )
  })

  it('holds for numbers made of any text, whoever owns them', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const number of [phoneNumber(text), numberX(text)]) {
          expect(`${number}`).toBe(mask(text))
          expect(inspect([number], { showHidden: true })).toContain(mask(text))
          expect(number.reveal()).toBe(text)
        }
      }),
    )
  })
})

describe('reading a number', () => {
  it('takes digits only, whatever else it refuses', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const fault = phoneFault(text)
        if (fault === null) expect(text).toMatch(/^\d{5,16}$/)
        else if (digitsOf(text).length >= 7) expect(fault.en + fault.zh).not.toContain(text)
      }),
    )
  })

  it('takes every mobile and every landline, and knows them apart', () => {
    const mobiles = fc.stringMatching(/^1[3-9]\d{9}$/)
    const landlines = fc.oneof(fc.stringMatching(/^0(10|2\d)\d{7,8}$/), fc.stringMatching(/^0[3-9]\d{9,10}$/))
    fc.assert(
      fc.property(mobiles, landlines, (mobile, landline) => {
        expect([phoneFault(mobile), phoneFault(landline)]).toEqual([null, null])
        expect([isMobile(mobile), isLandline(mobile), isMobile(landline), isLandline(landline)]).toEqual([
          true,
          false,
          false,
          true,
        ])
      }),
    )
  })

  it('knows one spelling for every number, which stays', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(canonical(canonical(text))).toBe(canonical(text))
        if (phoneFault(text) === null) expect(canonical(text)).toBe(text)
      }),
    )
  })
})
