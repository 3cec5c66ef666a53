import { describe, expect, it } from 'vitest'
import { at, isObject, type Json, parseJson, printJson } from '../../../src/aliyun/contract/json.ts'

/** Text that makes the lossless parser read the body; the same body without it goes to JSON.parse. */
const bigId = '9007199254740993123'

const errorOf = (act: () => unknown): unknown => {
  try {
    act()
  } catch (error) {
    return error
  }
  return 'nothing was thrown'
}

describe('parseJson', () => {
  it('keeps every digit of an integer beyond 2^53, wherever it stands', () => {
    const id = 9007199254740993123n
    expect(parseJson(`{"GroupId":${bigId}}`)).toEqual({ GroupId: id })
    expect(parseJson(`{"GroupId": -${bigId} }`)).toEqual({ GroupId: -id })
    expect(parseJson(`[${bigId},${bigId}]`)).toEqual([id, id])
    expect(parseJson(`[1,\n\t${bigId}]`)).toEqual([1, id])
    expect(parseJson(bigId)).toBe(id)
    expect(parseJson(`-${bigId}`)).toBe(-id)
    expect(parseJson(`\r\n${bigId}`)).toBe(id)
  })

  it('gives a plain number up to 2^53 - 1 and a bigint from there on', () => {
    expect(parseJson('[9007199254740991,-9007199254740991]')).toEqual([9007199254740991, -9007199254740991])
    expect(parseJson('[9007199254740992,-9007199254740992]')).toEqual([9007199254740992n, -9007199254740992n])
    expect(parseJson('[1000000768798832,18446744073709551615]')).toEqual([1000000768798832, 18446744073709551615n])
  })

  it('reads fractions and exponents as JSON.parse does, beside a big id too', () => {
    const numbers = '[0,-0,1.5,-1.25e-3,1e3,1E+2,0.1,1e400,123456789012345678.5,12345678901234567890e2]'
    expect(parseJson(numbers)).toEqual(JSON.parse(numbers))
    expect(parseJson(`[${bigId},${numbers}]`)).toEqual([BigInt(bigId), JSON.parse(numbers)])
  })

  it('leaves a quoted id as text, of any length and beside any neighbour', () => {
    const quoted = { SubsId: '1000000768798832', note: `: ${bigId}, [${bigId}]`, [bigId]: `"${bigId}` }
    expect(parseJson(JSON.stringify(quoted))).toEqual(quoted)
    expect(parseJson(`{"id":${bigId},"quoted":${JSON.stringify(quoted)}}`)).toEqual({ id: BigInt(bigId), quoted })
  })

  it('reads every escape and every script as JSON.parse does', () => {
    const odd =
      '{"\\u674d\\n\\t\\"\\\\\\/\\b\\f\\r":"杭州🚗\\ud83d\\ude97\\ud83d\u2028\u007f","":[{},[],"",null,true,false]}'
    const expected: Json = JSON.parse(odd)
    expect(parseJson(odd)).toEqual(expected)
    expect(parseJson(`[${bigId},${odd}]`)).toEqual([BigInt(bigId), expected])
  })

  it('lets the last of two equal names count, as JSON.parse does', () => {
    expect(parseJson('{"a":1,"b":2,"a":3}')).toEqual({ a: 3, b: 2 })
    expect(parseJson(`{"a":1,"b":2,"a":${bigId}}`)).toEqual({ a: BigInt(bigId), b: 2 })
    expect(parseJson(`{"a":${bigId},"b":{"c":1,"c":[]},"a":"x"}`)).toEqual({ a: 'x', b: { c: [] } })
  })

  it('takes __proto__ and its like for names: no prototype changes, nowhere', () => {
    for (const marker of ['1', bigId]) {
      const body = parseJson(
        `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"inner":{"__proto__":[${marker}]}}`,
      ) as Record<string, Json>
      expect(Object.getPrototypeOf(body)).toBe(Object.prototype)
      expect(Object.getPrototypeOf(body.inner)).toBe(Object.prototype)
      expect(Object.keys(body)).toEqual(['__proto__', 'constructor', 'inner'])
      expect('polluted' in body).toBe(false)
      expect('polluted' in {}).toBe(false)
    }
  })

  const notJson = [
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    "{'a':1}",
    '{a:1}',
    '01',
    '1.',
    '.5',
    '+1',
    '1e',
    'NaN',
    'Infinity',
    'undefined',
    '"\t"',
    '"\\x"',
    '"\\u12"',
    '[1] 2',
    '/**/1',
    '<html></html>',
    '{"Code":"OK"',
    `{"id":${bigId}`,
    `{"id":${bigId}n}`,
    `{"id":0${bigId}}`,
    `[${bigId} ${bigId}]`,
    `${bigId}"`,
  ]

  it.each(notJson.map((text) => [text]))('refuses %j with a SyntaxError', (text) => {
    expect(errorOf(() => parseJson(text))).toBeInstanceOf(SyntaxError)
  })

  it('refuses a byte order mark whether or not the body holds a big id', () => {
    expect(errorOf(() => parseJson('\ufeff{}'))).toBeInstanceOf(SyntaxError)
    expect(errorOf(() => parseJson(`\ufeff{"id":${bigId}}`))).toBeInstanceOf(SyntaxError)
  })

  it('never quotes the text in its error, which could hold a phone number', () => {
    for (const text of [
      '{"PhoneNoA":13900000001x}',
      `{"PhoneNoA":${bigId},"13900000001":x}`,
      '13900000001 13900000001',
    ]) {
      const error = errorOf(() => parseJson(text))
      expect(error).toBeInstanceOf(SyntaxError)
      expect(`${error} ${(error as Error).stack} ${(error as Error).cause}`).not.toMatch(/1390000|PhoneNo|9007/)
    }
  })

  it.each([
    ['lists', (inner: string) => '['.repeat(100_000) + inner + ']'.repeat(100_000)],
    ['objects', (inner: string) => '{"a":'.repeat(100_000) + inner + '}'.repeat(100_000)],
    ['lists that never end', (inner: string) => '['.repeat(100_000) + inner],
  ])('refuses a nest of 100,000 %s with a SyntaxError and lives on', (_, nest) => {
    expect(errorOf(() => parseJson(nest('1')))).toBeInstanceOf(SyntaxError)
    expect(errorOf(() => parseJson(nest(bigId)))).toBeInstanceOf(SyntaxError)
    expect(parseJson('[1]')).toEqual([1])
  })

  it('takes 200 levels and refuses 201, so that whatever it gives can be printed and walked', () => {
    const nest = (levels: number, inner: string) => '['.repeat(levels) + inner + ']'.repeat(levels)
    for (const inner of ['1', bigId, `"${'x'.repeat(1_000)}"`]) {
      expect(printJson(parseJson(nest(200, inner)))).toBe(nest(200, inner))
      expect(errorOf(() => parseJson(nest(201, inner)))).toBeInstanceOf(SyntaxError)
    }
  })

  it('takes a wide body as long as it is not deep', () => {
    const wide = JSON.stringify(Array.from({ length: 5_000 }, (_, index) => ({ index, inner: [[], {}] })))
    expect(parseJson(wide)).toHaveLength(5_000)
  })
})

describe('printJson', () => {
  it('writes a bigint as an unquoted integer and everything else as JSON.stringify does', () => {
    const plain = { a: [1, -0, 1.5, 1e21, 'x"\n\u2028', null, true, {}, []], 杭州: '🚗\ud83d', __proto: { b: '' } }
    expect(printJson(plain)).toBe(JSON.stringify(plain))
    expect(printJson({ GroupId: 9007199254740993123n })).toBe('{"GroupId":9007199254740993123}')
  })

  it('gives back the very text it was read from, big ids and all', () => {
    const text = `{"GroupId":${bigId},"SubsId":"${bigId}","Ids":[-${bigId},1],"__proto__":{"a":null}}`
    expect(printJson(parseJson(text))).toBe(text)
  })

  it('writes what the upstream names like a method or a marker of ours as plain data', () => {
    const text = '{"toJSON":"x","isLosslessNumber":true,"toString":1,"value":"2"}'
    expect(printJson(parseJson(text))).toBe(text)
  })
})

describe('at', () => {
  const body = parseJson('{"Data":{"Code":"0","List":[{"a":1}],"Text":"abc"},"Nothing":null}')

  it('gives the value at a path, undefined where the path ends early', () => {
    expect(at(body, ['Data', 'Code'])).toBe('0')
    expect(at(body, [])).toBe(body)
    expect(at(body, ['Nothing'])).toBeNull()
    expect(at(body, ['Missing', 'Code'])).toBeUndefined()
    expect(at(body, ['Nothing', 'Code'])).toBeUndefined()
    expect(at(undefined, ['Code'])).toBeUndefined()
  })

  it('sees only what the body itself holds: nothing inherited, nothing of a text or a list', () => {
    expect(at(body, ['Data', 'toString'])).toBeUndefined()
    expect(at(body, ['__proto__'])).toBeUndefined()
    expect(at(body, ['Data', 'Text', 'length'])).toBeUndefined()
    expect(at(body, ['Data', 'List', 'length'])).toBeUndefined()
    expect(at(body, ['Data', 'List', '0', 'a'])).toBeUndefined()
  })
})

describe('isObject', () => {
  it('is true for an object alone', () => {
    expect(isObject({})).toBe(true)
    for (const other of [[], null, undefined, 'x', 1, 1n, true]) expect(isObject(other)).toBe(false)
  })
})
