import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type AccessKey, type Credential, createCredential } from '../../../src/aliyun/signing/access-key.ts'
import { canonicalQuery, percentEncode, timestamp } from '../../../src/aliyun/signing/encoding.ts'
import type { Method, UnsignedRequest } from '../../../src/aliyun/signing/request.ts'
import {
  canonicalRequest,
  sameSignature,
  sha256,
  signatureV1,
  signatureV3,
  signedHeaderNames,
  signV1,
  signV3,
  stringToSignV1,
  stringToSignV3,
} from '../../../src/aliyun/signing/signature-steps.ts'
import { signers } from '../../../src/aliyun/signing/signers.ts'

/** The fixture holds what the official packages signed and sent to a loopback server; its `about` says how it was made. */
type Member = string | number | boolean | null | object
type Input = {
  action: string
  method: Method
  version: string
  host?: string
  format?: string
  accessKeyId: string
  accessKeySecret: string
  securityToken?: string
  nonce: string
  timestamp: string
  params: Record<string, Member>
  credentialsProvider?: string
  extraHeaders?: Record<string, string>
}
type Sent = { method: Method; url: string; headers: Record<string, string>; body: string | null }
type VectorV1 = {
  id: string
  description: string
  input: Input
  expected: {
    canonicalizedQuery: string
    stringToSign: string
    hmacKeySuffix: string
    signature: string
    request: Sent
  }
}
type VectorV3 = {
  id: string
  description: string
  input: Input
  expected: {
    canonicalQueryString: string
    canonicalRequest: string
    signedHeaders: string
    hashedPayload: string
    stringToSign: string
    signature: string
    authorization: string
    request: Sent
  }
}

// The fixture has this form; a wrong word here would make every comparison below fail.
const vectors = JSON.parse(readFileSync(new URL('../../fixtures/signing-vectors.json', import.meta.url), 'utf8')) as {
  v1: VectorV1[]
  v3: VectorV3[]
}

/** Vectors whose request our client would not send as it stands; their wire form is verified all the same. */
const notOurRequest: Readonly<Record<string, string>> = {
  'v1-15': 'the library changes the first letter of a name',
  'v1-19': 'flattens a list',
  'v1-20': 'flattens a list',
  'v1-23': 'asks for XML',
  'v1-24': 'Format in lower case, parameters in the query of a POST',
  'v1-25': 'Format in lower case, parameters in the query of a POST',
  'v1-26': 'Format in lower case, query and body both',
  'v1-27': 'signs null as a word',
  'v1-28': 'signs an object as [object Object]',
  'v3-15': 'flattens a list',
  'v3-21': 'parameters in the body',
  'v3-22': 'parameters in the body',
}
const isOurs = ({ id }: { id: string }): boolean => !Object.hasOwn(notOurRequest, id)

/** One parameter as our own client would hand it to the signer; null where it would leave it out. */
const parameter = (value: Member): string | null => {
  if (value === null) return null
  if (typeof value !== 'object') return String(value)
  if ('$undefined' in value) return null
  if ('$repeat' in value && 'times' in value) return String(value.$repeat).repeat(Number(value.times))
  throw new Error('our client never flattens: list this vector under notOurRequest')
}

const unsigned = (input: Input): UnsignedRequest => ({
  method: input.method,
  host: input.host ?? 'dyplsapi.aliyuncs.com',
  action: input.action,
  version: input.version,
  params: Object.fromEntries(
    Object.entries(input.params).flatMap(([name, value]) => {
      const text = parameter(value)
      return text === null ? [] : [[name, text]]
    }),
  ),
  nonce: input.nonce,
  at: new Date(input.timestamp),
  headers: {
    ...Object.fromEntries(Object.entries(input.extraHeaders ?? {}).filter(([name]) => name.startsWith('x-acs-'))),
    ...(input.credentialsProvider === undefined ? {} : { 'x-acs-credentials-provider': input.credentialsProvider }),
  },
})

/** What a server reads off the wire: query and form body as one, decoded. */
const received = ({ url, body }: Sent): Record<string, string> => ({
  ...Object.fromEntries(new URL(url).searchParams),
  ...Object.fromEntries(new URLSearchParams(body ?? '')),
})

const pathOf = (url: string): string => url.slice(new URL(url).origin.length)

const credentialOf = ({ accessKeyId, accessKeySecret, securityToken }: AccessKey): Credential =>
  createCredential({ accessKeyId, accessKeySecret, securityToken })

describe('the V1 signature (HMAC-SHA1)', () => {
  const compared = new Set<string>()

  it.each(vectors.v1)('$id is what the official client signed and sent: $description', ({ id, input, expected }) => {
    const { Signature: sent = '', ...params } = received(expected.request)
    expect(expected.hmacKeySuffix).toBe('&')
    expect(sent).toBe(expected.signature)
    expect(canonicalQuery(params)).toBe(expected.canonicalizedQuery)
    const stringToSign = stringToSignV1(expected.request.method, params)
    expect(stringToSign).toBe(expected.stringToSign)
    expect(signatureV1(credentialOf(input).key('v1'), stringToSign)).toBe(expected.signature)
    compared.add(id)
  })

  it.each(vectors.v1.filter(isOurs))(
    '$id leaves our client byte for byte as the official one',
    ({ input, expected }) => {
      const { request } = expected
      expect(signV1(unsigned(input), credentialOf(input))).toEqual({
        method: request.method,
        path: pathOf(request.url),
        headers: request.headers,
        body: request.body,
        signedText: expected.stringToSign,
      })
    },
  )

  it('was compared with all 28 vectors, 19 of them from parameters to request', () => {
    expect(vectors.v1).toHaveLength(28)
    expect([...compared].sort()).toEqual(vectors.v1.map(({ id }) => id).sort())
    expect(compared.size).toBe(28)
    expect(vectors.v1.filter(isOurs)).toHaveLength(19)
  })

  it('does not let a business parameter stand in for a system one', () => {
    const params = { Action: 'BuySecretNo', AccessKeyId: 'another' }
    const { signedText } = signV1({ ...request, params }, credential)
    expect(signedText).not.toContain('BuySecretNo')
    expect(signedText).toContain('AccessKeyId%3DtestId')
  })
})

describe('the V3 signature (ACS3-HMAC-SHA256)', () => {
  const compared = new Set<string>()

  it.each(vectors.v3)('$id is what the official client signed and sent: $description', ({ id, input, expected }) => {
    const { method, url, headers, body } = expected.request
    const query = Object.fromEntries(new URL(url).searchParams)
    const listed = expected.signedHeaders.split(';').map((name) => [name, headers[name] ?? 'missing'] as const)
    const parts = { method, query, headers: Object.fromEntries(listed), payloadHash: sha256(body ?? '') }
    expect(canonicalQuery(query)).toBe(expected.canonicalQueryString)
    expect(signedHeaderNames(parts.headers)).toBe(expected.signedHeaders)
    expect(parts.payloadHash).toBe(expected.hashedPayload)
    const canonical = canonicalRequest(parts)
    expect(canonical).toBe(expected.canonicalRequest)
    const stringToSign = stringToSignV3(canonical)
    expect(stringToSign).toBe(expected.stringToSign)
    expect(signatureV3(credentialOf(input).key('v3'), stringToSign)).toBe(expected.signature)
    compared.add(id)
  })

  it.each(vectors.v3.filter(isOurs))('$id leaves our client as from the official one', ({ input, expected }) => {
    const { method, headers, body } = expected.request
    const signed = signV3(unsigned(input), credentialOf(input))
    const { headers: ourHeaders, ...rest } = signed
    expect(rest).toEqual({
      method,
      // The official client keeps the given order and leaves some characters as they are; ours sends what it signed.
      path: expected.canonicalQueryString === '' ? '/' : `/?${expected.canonicalQueryString}`,
      body,
      signedText: expected.canonicalRequest,
    })
    expect(received({ ...expected.request, url: `http://host${signed.path}` })).toEqual(received(expected.request))
    // A header travels without the blanks around it.
    expect(Object.fromEntries(Object.entries(ourHeaders).map(([name, value]) => [name, value.trim()]))).toEqual({
      ...headers,
      authorization: expected.authorization,
    })
  })

  it('was compared with all 26 vectors, 23 of them from parameters to request', () => {
    expect(vectors.v3).toHaveLength(26)
    expect([...compared].sort()).toEqual(vectors.v3.map(({ id }) => id).sort())
    expect(compared.size).toBe(26)
    expect(vectors.v3.filter(isOurs)).toHaveLength(23)
  })

  it('does not let a further header stand in for a system one', () => {
    const headers = { host: 'elsewhere.example', 'x-acs-action': 'BuySecretNo' }
    expect(signV3({ ...request, headers }, credential)).toEqual(signV3(request, credential))
  })
})

const key: AccessKey = { accessKeyId: 'testId', accessKeySecret: 'secret-text', securityToken: 'token-text' }
const credential = createCredential({ accessKeyId: 'testId', accessKeySecret: 'testSecret' })
const request: UnsignedRequest = {
  method: 'POST',
  host: 'dyplsapi.aliyuncs.com',
  action: 'QueryCallStatus',
  version: '2017-05-25',
  params: { PoolKey: 'FC12345', SubsId: '12345' },
  nonce: '3e1c0001-9b7d-4c55-8a51-0f6f2f1d9e77',
  at: new Date('2026-01-10T00:20:30.999Z'),
}

describe('a signed request', () => {
  it('signs the token of temporary credentials in either version', () => {
    const temporary = createCredential(key)
    const v1 = signV1(request, temporary)
    expect(v1.body).toContain('&SecurityToken=token-text&')
    expect(v1.signedText).toContain('%26SecurityToken%3Dtoken-text%26')
    const v3 = signV3(request, temporary)
    expect(v3.headers).toMatchObject({ 'x-acs-accesskey-id': 'testId', 'x-acs-security-token': 'token-text' })
    expect(v3.signedText).toContain('\nx-acs-security-token:token-text\n')
    expect(v3.headers.authorization).toContain(';x-acs-security-token;')
  })

  it('says nothing of a token where there is none', () => {
    for (const sign of Object.values(signers)) {
      expect(JSON.stringify(sign(request, credential)).toLowerCase()).not.toContain('token')
    }
  })

  it('gives the time in UTC, to the second, never rounded up', () => {
    expect(timestamp(request.at)).toBe('2026-01-10T00:20:30Z')
  })

  it('never holds the secret', () => {
    for (const sign of Object.values(signers)) {
      expect(JSON.stringify(sign(request, createCredential(key)))).not.toContain('secret-text')
    }
  })

  it('is signed anew for another nonce, second, value, secret or method', () => {
    const other: readonly (readonly [UnsignedRequest, Credential])[] = [
      [{ ...request, nonce: 'other' }, credential],
      [{ ...request, at: new Date('2026-01-10T00:20:31Z') }, credential],
      [{ ...request, params: { ...request.params, SubsId: '12346' } }, credential],
      [request, createCredential({ accessKeyId: 'testId', accessKeySecret: 'testSecreT' })],
      [{ ...request, method: 'GET' }, credential],
    ]
    const signatureOf = (text: string | undefined): string | undefined => /Signature=(\S+)/.exec(text ?? '')?.[1]
    const of = ([request, credential]: readonly [UnsignedRequest, Credential]) => {
      const v1 = signV1(request, credential)
      return [signatureOf(v1.body ?? v1.path), signatureOf(signV3(request, credential).headers.authorization)]
    }
    const all = [[request, credential] as const, ...other].flatMap(of)
    expect(all.every((signature) => signature !== undefined)).toBe(true)
    expect(new Set(all).size).toBe(12)
  })
})

describe('a credential', () => {
  const told = (value: unknown): string[] => {
    let thrown = ''
    try {
      structuredClone(value)
    } catch (error) {
      thrown = `${inspect(error)} ${String(error)}`
    }
    return [
      inspect(value),
      inspect(value, { showHidden: true, depth: null, getters: true }),
      inspect(value, { customInspect: false, showHidden: true, depth: null }),
      inspect({ nested: [value] }, { depth: null }),
      JSON.stringify(value),
      String(value),
      `${Object.values(value as object)}`,
      thrown,
      inspect(new Error('failed', { cause: value }), { depth: null }),
    ]
  }

  it('tells neither its secret nor its token however it is printed, cloned or thrown', () => {
    for (const text of told(createCredential(key))) expect(text).not.toMatch(/secret-text|token-text/)
    for (const text of told({ ...createCredential(key) })) expect(text).not.toMatch(/secret-text|token-text/)
  })

  it('keeps the secret from whoever prints its keys', () => {
    for (const version of ['v1', 'v3'] as const) {
      for (const text of told(createCredential(key).key(version))) expect(String(text)).not.toContain('secret-text')
    }
  })

  it('gives the token to who asks for it, and undefined where there is none', () => {
    expect(createCredential(key).securityToken()).toBe('token-text')
    expect(credential.securityToken()).toBeUndefined()
  })
})

describe('sameSignature', () => {
  it('is true for equal texts only, of whatever length', () => {
    expect(sameSignature('tv/0lEPfAX1hTbu3UO8pRevFe6g=', 'tv/0lEPfAX1hTbu3UO8pRevFe6g=')).toBe(true)
    expect(sameSignature('', '')).toBe(true)
    expect(sameSignature('abc', 'abd')).toBe(false)
    expect(sameSignature('abc', 'abcd')).toBe(false)
    expect(sameSignature('abc', '')).toBe(false)
    expect(sameSignature('abc', 'ABC')).toBe(false)
  })

  it('survives texts of equal length and unequal bytes, as a stranger may send them', () => {
    expect(sameSignature('é', 'e')).toBe(false)
    expect(sameSignature('杭州', 'ab')).toBe(false)
    expect(sameSignature('\ud800', 'x')).toBe(false)
  })
})

describe('percentEncode', () => {
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))
  const samples = [
    ...ascii,
    ascii.join(''),
    '',
    'a b+c/d=e%f&g?h#i',
    "!'()*-_.~",
    '%E6%9D%AD%20+%2B',
    '杭州',
    '组🚗📞𠮷',
    '👩‍👩‍👧‍👦',
    'e\u0301é',
    '\uffff\ufeff\u2028',
    '\n',
    'a\n',
    '长'.repeat(600),
  ]

  const unreserved = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~'
  /** The rule of PROTOCOL §3, byte by byte. */
  const byTheBook = (text: string): string =>
    [...Buffer.from(text, 'utf8')]
      .map((byte) => [String.fromCharCode(byte), byte.toString(16).toUpperCase().padStart(2, '0')] as const)
      .map(([character, hex]) => (unreserved.includes(character) ? character : `%${hex}`))
      .join('')

  it('keeps exactly A-Z a-z 0-9 - _ . ~ and writes every other byte of UTF-8 as %XX in upper case', () => {
    for (const text of samples) expect(percentEncode(text)).toBe(byTheBook(text))
  })

  it('is undone by decoding once, and joins as its parts do', () => {
    for (const text of samples) {
      expect(decodeURIComponent(percentEncode(text))).toBe(text)
      expect(percentEncode(`${text}&${text}`)).toBe(`${percentEncode(text)}%26${percentEncode(text)}`)
    }
  })

  it('does not fail on half a surrogate pair: it travels as U+FFFD, which is what its bytes say', () => {
    expect(percentEncode('\ud83d')).toBe('%EF%BF%BD')
    expect(percentEncode('a\ude97b')).toBe('a%EF%BF%BDb')
    expect(percentEncode('\ude97\ud83d')).toBe('%EF%BF%BD%EF%BF%BD')
    expect(percentEncode('\ud83d\ude97')).toBe('%F0%9F%9A%97')
  })
})

describe('canonicalQuery', () => {
  it('sorts by name, not by name and value: a name sorts before the names that begin with it', () => {
    expect(canonicalQuery({ 'List.2': 'b', 'List.10': 'a', List: 'c', trackNo: 't', PoolKey: 'p' })).toBe(
      'List=c&List.10=a&List.2=b&PoolKey=p&trackNo=t',
    )
  })

  it('encodes names as it encodes values, and keeps an empty value', () => {
    expect(canonicalQuery({ 'a b': '', '*': '~' })).toBe('%2A=~&a%20b=')
  })

  it('is empty for no parameters', () => {
    expect(canonicalQuery({})).toBe('')
  })
})
