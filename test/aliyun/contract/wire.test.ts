import { describe, expect, it } from 'vitest'
import { type Json, parseJson, printJson } from '../../../src/aliyun/contract/json.ts'
import {
  beijingTime,
  boolean,
  type Codec,
  commaSeparated,
  compactTime,
  compactTimeMs,
  decodeField,
  freeForm,
  id64,
  integer,
  list,
  object,
  optional,
  required,
  text,
  WireMismatch,
} from '../../../src/aliyun/contract/wire.ts'

const mismatchOf = (act: () => unknown): WireMismatch => {
  try {
    act()
  } catch (error) {
    if (error instanceof WireMismatch) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** Both ways a value travels, there and back. */
const roundTrip = <T>(codec: Codec<T>, value: T): void => {
  expect(codec.decode(codec.text(value))).toEqual(value)
  expect(codec.decode(parseJson(printJson(codec.json(value))))).toEqual(value)
}

const refuses = (codec: Codec<unknown>, wires: readonly Json[]): void => {
  for (const wire of wires) expect(mismatchOf(() => codec.decode(wire)).wants, printJson(wire)).toBe(codec.wants)
}

describe('text', () => {
  it('travels as it is', () => {
    for (const value of ['', ' a ', '杭州🚗', '"', '007']) roundTrip(text, value)
    expect(text.text('a b')).toBe('a b')
    expect(text.json('1')).toBe('1')
  })

  it('accepts a number that came without quotes, digit for digit', () => {
    expect(text.decode(130)).toBe('130')
    expect(text.decode(5.7)).toBe('5.7')
    expect(text.decode(0)).toBe('0')
    expect(text.decode(9007199254740993123n)).toBe('9007199254740993123')
  })

  it('refuses what is no text', () => refuses(text, [true, null, {}, []]))

  it('refuses a number whose digits were lost on the way', () => refuses(text, [1e21, 2 ** 53, Number('1e400')]))
})

describe('id64', () => {
  const ids = ['0', '1234', '2000000130001', '9007199254740991', '9007199254740993', '9223372036854775807']

  it('is text on our side, whether it came quoted or not, without losing a digit beyond 2^53', () => {
    const field = required('GroupId', id64)
    for (const id of ids) {
      expect(decodeField(field, parseJson(id))).toBe(id)
      expect(decodeField(field, parseJson(`"${id}"`))).toBe(id)
    }
  })

  it('is written without quotes into an answer, and as plain digits into a parameter', () => {
    for (const id of ids) {
      expect(printJson({ GroupId: id64.json(id) })).toBe(`{"GroupId":${id}}`)
      expect(id64.text(id)).toBe(id)
      roundTrip(id64, id)
    }
  })

  it('refuses what is not digits alone', () => {
    refuses(id64, ['', '12 ', '-1', '0x1F', '1.0', 'FC123', '1'.repeat(21), -1, 1.5, -5n, true, null, {}, ['1']])
  })

  it('refuses a number that was rounded: it would be the id of somebody else', () => {
    refuses(id64, [2 ** 53, 1e20, parseJson('9007199254740993.0')])
  })
})

describe('integer', () => {
  it('travels as decimal digits in a parameter and as a number in an answer', () => {
    for (const value of [0, 1, -1, 600, 9007199254740991, -9007199254740991]) {
      expect(integer.text(value)).toBe(String(value))
      expect(integer.json(value)).toBe(value)
      roundTrip(integer, value)
    }
  })

  it('accepts digits sent as text', () => {
    expect(integer.decode('80')).toBe(80)
    expect(integer.decode('-2')).toBe(-2)
  })

  it('refuses fractions, empty text, words and what a double cannot hold', () => {
    refuses(integer, [1.5, '', ' 1', '1.0', '1e3', '0x10', 'abc', true, null, [], {}])
    refuses(integer, [2 ** 53, 9007199254740993n, '9007199254740993', '90071992547409910'])
  })
})

describe('boolean', () => {
  it('travels as true and false, and is read from the words too', () => {
    for (const value of [true, false]) {
      roundTrip(boolean, value)
      expect(boolean.text(value)).toBe(String(value))
      expect(boolean.json(value)).toBe(value)
    }
  })

  it('guesses nothing: neither 0 and 1 nor empty text nor another spelling', () => {
    refuses(boolean, [0, 1, '', '0', '1', 'True', 'yes', null, {}])
  })
})

describe('freeForm', () => {
  it('hands any JSON on as it is, big ids included', () => {
    for (const value of ['true', null, 1, 9007199254740993123n, [{ a: [] }]] as Json[]) {
      expect(freeForm.decode(value)).toEqual(value)
      expect(freeForm.json(value)).toEqual(value)
      expect(parseJson(freeForm.text(value))).toEqual(value)
    }
  })
})

describe('a time of the upstream', () => {
  it('is Beijing time, eight hours ahead of UTC in every season and year', () => {
    const noon = new Date('2026-09-05T12:00:00+08:00')
    expect(beijingTime.decode('2026-09-05 12:00:00')).toEqual(noon)
    expect(beijingTime.text(noon)).toBe('2026-09-05 12:00:00')
    expect(beijingTime.json(noon)).toBe('2026-09-05 12:00:00')
    expect(beijingTime.decode('2026-01-01 00:00:00')).toEqual(new Date('2025-12-31T16:00:00Z'))
    expect(compactTime.decode('20250421141723')).toEqual(new Date('2025-04-21T14:17:23+08:00'))
    expect(compactTimeMs.decode('20250421141723045')).toEqual(new Date('2025-04-21T14:17:23.045+08:00'))
    // Beijing had daylight saving in the summers of 1986 to 1991; no call is that old.
    expect(beijingTime.text(new Date('2026-07-01T00:00:00Z'))).toBe('2026-07-01 08:00:00')
  })

  it('reads the same on a server in any time zone', () => {
    const zone = process.env.TZ
    try {
      for (const [TZ, offset] of [
        ['America/New_York', '-0500'],
        ['Asia/Shanghai', '+0800'],
        ['Pacific/Chatham', '+1345'],
      ]) {
        process.env.TZ = TZ
        expect(new Date('2026-03-07T18:30:00Z').toString()).toContain(offset)
        expect(beijingTime.decode('2026-03-08 02:30:00').toISOString()).toBe('2026-03-07T18:30:00.000Z')
        expect(beijingTime.text(new Date('2026-03-07T18:30:00Z'))).toBe('2026-03-08 02:30:00')
      }
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })

  it('survives the way there and back, at every turn of day, month and year', () => {
    const instants = [
      '2026-01-01T00:00:00+08:00',
      '2026-12-31T23:59:59+08:00',
      '2024-02-29T08:00:00+08:00',
      '2026-02-28T23:59:59+08:00',
      '2026-03-01T00:00:00Z',
      '1999-12-31T16:00:00Z',
      '2099-12-31T15:59:59Z',
    ]
    for (const instant of instants.map((iso) => new Date(iso))) {
      roundTrip(beijingTime, instant)
      roundTrip(compactTime, instant)
      roundTrip(compactTimeMs, new Date(instant.getTime() + 7))
    }
  })

  it('drops what is smaller than its form can say, and never rounds up', () => {
    const late = new Date('2026-09-05T11:59:59.999+08:00')
    expect(beijingTime.text(late)).toBe('2026-09-05 11:59:59')
    expect(compactTime.text(late)).toBe('20260905115959')
    expect(compactTimeMs.text(late)).toBe('20260905115959999')
  })

  const noTimes: readonly (readonly [string, string])[] = [
    ['31 February', '2026-02-31 12:00:00'],
    ['29 February of a common year', '2026-02-29 12:00:00'],
    ['31 April', '2026-04-31 12:00:00'],
    ['day 0', '2026-01-00 12:00:00'],
    ['day 32', '2026-01-32 12:00:00'],
    ['month 0', '2026-00-10 12:00:00'],
    ['month 13', '2026-13-10 12:00:00'],
    ['hour 24', '2026-01-10 24:00:00'],
    ['hour 24 of the last of a month', '2026-01-31 24:00:00'],
    ['minute 60', '2026-01-10 12:60:00'],
    ['minute 99', '2026-01-10 12:99:00'],
    ['second 60', '2026-01-10 12:00:60'],
    ['second 99', '2026-01-10 12:00:99'],
    ['the year 50', '0050-01-10 12:00:00'],
  ]

  it.each(noTimes)('refuses %s in any of its three forms rather than roll it over', (_, wire) => {
    const compact = wire.replace(/\D/g, '')
    refuses(beijingTime, [wire])
    refuses(compactTime, [compact])
    refuses(compactTimeMs, [`${compact}000`])
  })

  it('refuses every other form, blanks and zones included', () => {
    refuses(beijingTime, [
      '',
      '2026-01-10',
      '2026-01-10T12:00:00',
      '2026-01-10T12:00:00Z',
      '2026-01-10 12:00',
      '2026-01-10 12:00:00.000',
      ' 2026-01-10 12:00:00',
      '2026-01-10 12:00:00\n',
      '2026-1-10 12:00:00',
      '20260110120000',
      1767931200000,
      null,
      {},
    ])
    refuses(compactTime, ['2026011012000', '20260110120000000', '2026-01-10 12:00:00'])
    refuses(compactTimeMs, ['20260110120000', '2026011012000000x'])
  })
})

describe('commaSeparated', () => {
  it('is one text of many, in a parameter and in an answer', () => {
    roundTrip(commaSeparated, ['13900000001'])
    roundTrip(commaSeparated, ['13900000001', '13900000002'])
    expect(commaSeparated.text(['a', 'b'])).toBe('a,b')
    expect(commaSeparated.json(['a', 'b'])).toBe('a,b')
  })

  it('refuses what is no text', () => refuses(commaSeparated, [['a'], 1, null, {}]))
})

const person = object({
  name: required('Name', text),
  groupId: optional('GroupId', id64),
  expiresAt: optional('Expiration', beijingTime),
})
const people = list(person)

describe('an object or a list', () => {
  const ann = { name: 'Ann', groupId: '9007199254740993123', expiresAt: new Date('2026-09-05T12:00:00+08:00') }
  const bob = { name: '鲍勃', groupId: undefined, expiresAt: undefined }

  it('is one JSON text in a parameter, by the names of the upstream', () => {
    expect(person.text(ann)).toBe('{"Name":"Ann","GroupId":9007199254740993123,"Expiration":"2026-09-05 12:00:00"}')
    expect(people.text([bob, { name: 'C' }])).toBe('[{"Name":"鲍勃"},{"Name":"C"}]')
    expect(people.text([])).toBe('[]')
  })

  it('is nested JSON in an answer', () => {
    expect(people.json([ann, bob])).toEqual([
      { Name: 'Ann', GroupId: 9007199254740993123n, Expiration: '2026-09-05 12:00:00' },
      { Name: '鲍勃' },
    ])
  })

  it('is read from either form, without losing a digit', () => {
    roundTrip(person, ann)
    roundTrip(people, [ann, bob])
    roundTrip(people, [])
    roundTrip(list(people), [[ann], []])
    expect(person.decode('{"Name":"Ann","GroupId":"12","More":[1]}')).toEqual({ ...bob, name: 'Ann', groupId: '12' })
  })

  it('has exactly the keys of its shape, whatever else came', () => {
    const decoded = person.decode(parseJson('{"Name":"Ann","__proto__":{"x":1},"name":"no","toString":1}'))
    expect(Object.keys(decoded)).toEqual(['name', 'groupId', 'expiresAt'])
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype)
  })

  it('refuses another kind of JSON, and a text that is none', () => {
    refuses(person, [[], null, 1, true, '[]', 'null', '1'])
    refuses(people, [{}, null, 1, true, '{}', 'null'])
    for (const codec of [person, people]) {
      for (const broken of ['', '{', 'Ann', '[{"Name":"Ann"}'])
        expect(mismatchOf(() => codec.decode(broken)).wants).toBe('JSON')
    }
  })
})

describe('an optional field', () => {
  it('is undefined when it is absent or null, and only then', () => {
    const field = optional('Remark', text)
    expect(decodeField(field, undefined)).toBeUndefined()
    expect(decodeField(field, null)).toBeUndefined()
    expect(decodeField(field, '')).toBe('')
    expect(decodeField(field, 0)).toBe('0')
    expect(decodeField(optional('Flag', boolean), false)).toBe(false)
  })

  it('is left out when it is written as undefined or null, and stays as false, 0 or empty text', () => {
    expect(person.text({ name: 'Ann', groupId: undefined })).toBe('{"Name":"Ann"}')
    // GraphQL hands on null where a client writes null; the types forbid it, the wire must not show it.
    const nothing = null as unknown as undefined
    expect(person.text({ name: 'Ann', groupId: nothing, expiresAt: nothing })).toBe('{"Name":"Ann"}')
    const terms = object({
      flag: optional('Flag', boolean),
      amount: optional('Amount', integer),
      note: optional('Note', text),
    })
    expect(terms.text({ flag: false, amount: 0, note: '' })).toBe('{"Flag":false,"Amount":0,"Note":""}')
  })

  it('is refused like a required one when it is there and malformed', () => {
    expect(mismatchOf(() => decodeField(optional('Status', integer), 'x')).place).toBe('Status')
  })
})

describe('a mismatch', () => {
  it('says that a required field is missing, be it absent or null', () => {
    for (const wire of [undefined, null]) {
      const { place, message } = mismatchOf(() => decodeField(required('SecretBindDTO.SubsId', text), wire))
      expect(place).toBe('SecretBindDTO.SubsId')
      expect(message).toBe('SecretBindDTO.SubsId is not there')
    }
  })

  it('names the whole way to the place, through objects, lists and JSON texts', () => {
    const field = required(
      'Data.List',
      list(object({ inner: required('Inner', list(object({ id: required('Id', id64) }))) })),
    )
    const wire = [{ Inner: [{ Id: '1' }] }, { Inner: [{ Id: '2' }, { Id: '3' }, { Id: 'x' }] }]
    for (const form of [wire, JSON.stringify(wire)]) {
      const { place, wants, message } = mismatchOf(() => decodeField(field, form))
      expect(place).toBe('Data.List.1.Inner.2.Id')
      expect(wants).toBe('an id of digits')
      expect(message).toBe('Data.List.1.Inner.2.Id is not an id of digits')
    }
    expect(mismatchOf(() => decodeField(field, [{ Inner: [{}] }])).message).toBe('Data.List.0.Inner.0.Id is not there')
    expect(mismatchOf(() => decodeField(field, [null])).message).toBe('Data.List.0 is not an object')
    expect(mismatchOf(() => decodeField(field, '[')).message).toBe('Data.List is not JSON')
  })

  it('never tells the value', () => {
    const codecs: readonly Codec<unknown>[] = [
      id64,
      integer,
      boolean,
      beijingTime,
      compactTime,
      compactTimeMs,
      person,
      people,
    ]
    const values: readonly Json[] = ['138x0000', '{"Name":{"x":"138x0000"}}', '[{"Name":["138x0000"]}]', '138x0000"']
    for (const codec of codecs) {
      for (const value of values) {
        const error = mismatchOf(() => decodeField(required('PhoneNoA', codec), value))
        expect(`${error} ${error.stack} ${JSON.stringify(error)} ${error.cause}`).not.toContain('138x')
      }
    }
  })

  it('speaks of the value where there is no place to name', () => {
    expect(mismatchOf(() => integer.decode('x')).message).toBe('the value is not an integer')
  })

  it('leaves errors of our own making alone', () => {
    const broken: Codec<string> = {
      ...text,
      decode: () => {
        throw new TypeError('a bug')
      },
    }
    expect(() => decodeField(required('Name', broken), 'x')).toThrow(TypeError)
  })
})
