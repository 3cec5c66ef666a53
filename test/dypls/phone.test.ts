import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { mask, numberX, phoneFault, phoneNumber } from '../../src/dypls/phone.ts'

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

  it.each([phoneNumber('13900000001'), numberX('13900000001')])(
    'prints masked everywhere, and whole only on request',
    (number) => {
      const printed = [
        String(number),
        `${number}`,
        JSON.stringify({ number }),
        inspect({ a: { b: [number] } }, { depth: 9 }),
      ]
      for (const text of printed) expect(text).toContain('139****0001')
      expect(printed.join()).not.toContain('13900000001')
      expect(number.reveal()).toBe('13900000001')
    },
  )

  it.each(['13900000001', '17000000001', '01012345678', '057112345678', '95123', '4001234567', '7001234'])(
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
