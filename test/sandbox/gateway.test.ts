import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AccessKey, createCredential } from '../../src/aliyun/signing/access-key.ts'
import type { TextMap } from '../../src/aliyun/signing/encoding.ts'
import { signatureV1, stringToSignV1 } from '../../src/aliyun/signing/signature-steps.ts'
import { queryCallStatus } from '../../src/dypls/calls.ts'
import { admit } from '../../src/sandbox/gateway/gateway.ts'
import { createNonces } from '../../src/sandbox/gateway/nonces.ts'
import { readCall } from '../../src/sandbox/gateway/read-call.ts'
import { receive } from '../../src/sandbox/gateway/request.ts'
import { signatureMismatchMessage, verifySignature } from '../../src/sandbox/gateway/verify.ts'
import { type Sandbox, seeded, startSandbox } from '../../src/sandbox/sandbox.ts'
import { ask, type Bytes, send, signed, type Wish } from './asking.ts'

type Vector = {
  readonly id: string
  readonly description: string
  readonly input: {
    readonly action: string
    readonly accessKeyId: string
    readonly accessKeySecret: string
    readonly securityToken?: string
    readonly timestamp: string
    readonly extraHeaders?: TextMap
  }
  readonly expected: {
    readonly stringToSign: string
    readonly canonicalRequest?: string
    readonly authorization?: string
    readonly request: {
      readonly method: string
      readonly url: string
      readonly headers: TextMap
      readonly body: string | null
    }
  }
}

const { v1, v3 } = JSON.parse(
  readFileSync(new URL('../fixtures/signing-vectors.json', import.meta.url), 'utf8'),
) as Readonly<Record<'v1' | 'v3', readonly Vector[]>>
const vectors = [...v1, ...v3]

const keyOf = ({ input: { accessKeyId, accessKeySecret, securityToken } }: Vector): AccessKey => ({
  accessKeyId,
  accessKeySecret,
  securityToken,
})

/** The bytes the official package sent, the Authorization header included where there was one. */
const bytesOf = ({ expected, input }: Vector): Bytes & { headers: TextMap } => {
  const { method, url, headers, body } = expected.request
  const { authorization } = expected
  const path = url.replace(/^http:\/\/[^/]+/, '')
  return {
    method,
    path,
    body,
    headers: { ...headers, ...input.extraHeaders, ...(authorization ? { authorization } : {}) },
  }
}

const readVector = (vector: Vector) => {
  const { method, path, headers, body } = bytesOf(vector)
  return readCall(receive({ method, target: path, headers, body: Buffer.from(body ?? '') }))
}

describe.each(vectors.map((vector) => [vector.id, vector.description, vector] as const))('vector %s: %s', (...args) => {
  const vector = args[2]

  it('is admitted, quirk or not: the signed text equals the sent text', () => {
    const now = (): number => Date.parse(vector.input.timestamp)
    const admission = admit(readVector(vector), {
      rowOf: () => queryCallStatus,
      credentials: new Map([[vector.input.accessKeyId, createCredential(keyOf(vector))]]),
      nonces: createNonces({ now, keepMs: 1_800_000, limit: 10 }),
      now,
      windowMs: 900_000,
    })
    expect(admission).toMatchObject({ admitted: true })
  })

  it('is signed over the very text that the official package signed', () => {
    const { serverText } = verifySignature(readVector(vector), createCredential(keyOf(vector)))
    expect(serverText.stringToSign).toBe(vector.expected.stringToSign)
    if (serverText.dialect === 'v3') expect(serverText.canonicalRequest).toBe(vector.expected.canonicalRequest)
  })

  it('is refused under another secret', () => {
    const key = { ...keyOf(vector), accessKeySecret: 'another' }
    expect(verifySignature(readVector(vector), createCredential(key)).matches).toBe(false)
  })
})

describe('vectors of QueryCallStatus over a real socket', () => {
  it('pass the gateway and reach the business', async () => {
    let at = 0
    const keys = [...new Map(vectors.map((vector) => [vector.input.accessKeyId, keyOf(vector)])).values()]
    const sandbox = await startSandbox({ clock: () => at, accessKeys: keys })
    const heard: string[] = []
    for (const vector of vectors.filter(({ input }) => input.action === 'QueryCallStatus')) {
      at = Date.parse(vector.input.timestamp)
      const { body } = await send(sandbox.url, bytesOf(vector))
      heard.push(String(body.Code))
    }
    await sandbox.close()
    expect(heard).toHaveLength(14)
    // One vector has no business parameters at all.
    expect([...new Set(heard)].sort()).toEqual(['MissingPoolKey', 'isv.PARTNER_NOT_EXIST'])
  })
})

describe('the gateway', () => {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startSandbox({
      accessKeys: [{ accessKeyId: 'STS.temporary', accessKeySecret: 'made-up', securityToken: 'token+/==' }],
    })
  })
  afterEach(() => sandbox.close())

  const params = { PoolKey: seeded.poolKey, SubsId: seeded.normal.subsId }

  const v1Form = (wish: Wish = {}): URLSearchParams =>
    new URLSearchParams(signed(sandbox, { dialect: 'v1', params, ...wish }).body ?? '')
  const sendForm = (form: URLSearchParams) =>
    send(sandbox.url, {
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    })
  const sendV3 = (change: (headers: Record<string, string>) => void, wish: Wish = {}) => {
    const { method, path, body, headers } = signed(sandbox, { dialect: 'v3', params, ...wish })
    change(headers)
    return send(sandbox.url, { method, path, body, headers })
  }

  it.each([
    'Version',
    'Action',
    'AccessKeyId',
    'SignatureMethod',
    'SignatureVersion',
    'SignatureNonce',
    'Timestamp',
    'Signature',
  ])('says that %s is mandatory when a V1 request lacks it', async (name) => {
    const form = v1Form()
    form.delete(name)
    const heard = await sendForm(form)
    expect(heard).toMatchObject({
      status: 400,
      body: { Code: `Missing${name}`, Message: `${name} is mandatory for this action.` },
    })
  })

  it.each([
    ['x-acs-version', 'MissingVersion'],
    ['x-acs-action', 'MissingAction'],
    ['x-acs-signature-nonce', 'MissingSignatureNonce'],
    ['x-acs-date', 'MissingTimestamp'],
    ['x-acs-content-sha256', 'MissingContentSha256'],
  ])('says what is missing when a V3 request lacks %s', async (name, code) => {
    const heard = await sendV3((headers) => {
      delete headers[name]
    })
    expect(heard).toMatchObject({ status: 400, body: { Code: code } })
  })

  it.each([
    ['SignatureMethod', 'HMAC-MD5', 400, 'InvalidSignatureMethod'],
    ['SignatureVersion', '2.0', 400, 'InvalidSignatureVersion'],
    ['Version', '2016-01-01', 404, 'InvalidVersion'],
    ['Action', 'MakeTea', 404, 'InvalidAction.NotFound'],
    ['Action', 'queryCallStatus', 404, 'InvalidAction.NotFound'],
    ['AccessKeyId', 'nobody', 404, 'InvalidAccessKeyId.NotFound'],
    ['Timestamp', '2026-01-10 00:20:30', 400, 'InvalidTimeStamp.Format'],
    ['Timestamp', '2026-02-31T00:20:30Z', 400, 'InvalidTimeStamp.Format'],
    ['Signature', 'AAAA', 400, 'SignatureDoesNotMatch'],
    ['SubsId', seeded.extension.subsId, 400, 'SignatureDoesNotMatch'],
    ['Unsigned', 'extra', 400, 'SignatureDoesNotMatch'],
  ])('refuses a V1 request whose %s was changed to %s', async (name, value, status, code) => {
    const form = v1Form()
    form.set(name, value)
    expect(await sendForm(form)).toMatchObject({ status, body: { Code: code } })
  })

  it('names the troubleshooting page, the host and the request id in a refusal', async () => {
    const heard = await ask(sandbox, { action: 'MakeTea' })
    expect(heard.body).toEqual({
      RequestId: heard.headers['x-acs-request-id'],
      HostId: new URL(sandbox.url).host,
      Code: 'InvalidAction.NotFound',
      Message: 'Specified api is not found, please check your url and method.',
      Recommend: 'https://api.aliyun.com/troubleshoot?q=InvalidAction.NotFound&product=Dyplsapi',
    })
  })

  it('refuses a V3 request with an x-acs header that was not signed, and shows where it belongs', async () => {
    const heard = await sendV3((headers) => {
      headers['x-acs-smuggled'] = 'yes'
    })
    expect(heard.body.Code).toBe('SignatureDoesNotMatch')
    expect(heard.body.Message).toContain('x-acs-smuggled:yes\n')
  })

  it('takes further x-acs headers that were signed', async () => {
    const headers = { 'x-acs-credentials-provider': 'static_ak' }
    expect((await ask(sandbox, { dialect: 'v3', params, headers })).status).toBe(200)
  })

  it('refuses a V3 request that lists fewer headers than it must', async () => {
    const heard = await sendV3((headers) => {
      headers.authorization = headers.authorization?.replace('x-acs-date;', '') ?? ''
    })
    expect(heard.body.Code).toBe('SignatureDoesNotMatch')
  })

  it('refuses a V3 request whose body is not the one it hashed', async () => {
    const bytes = signed(sandbox, { dialect: 'v3', params })
    const heard = await send(sandbox.url, { ...bytes, body: 'PoolKey=other' })
    expect(heard).toMatchObject({ status: 400, body: { Code: 'SignatureDoesNotMatch' } })
  })

  it('refuses a V3 request whose query was changed', async () => {
    const bytes = signed(sandbox, { dialect: 'v3', params })
    const heard = await send(sandbox.url, { ...bytes, path: `${bytes.path}1` })
    expect(heard.body.Code).toBe('SignatureDoesNotMatch')
  })

  it('says that an Authorization header it cannot read is incomplete', async () => {
    const heard = await sendV3((headers) => {
      headers.authorization = 'ACS3-HMAC-SHA256 nonsense'
    })
    expect(heard.body.Code).toBe('IncompleteSignature')
  })

  it.each(['v1', 'v3'] as const)('takes a temporary key with its token only, %s', async (dialect) => {
    const accessKey = { accessKeyId: 'STS.temporary', accessKeySecret: 'made-up', securityToken: 'token+/==' }
    const code = async (key: AccessKey) => (await ask(sandbox, { dialect, params, accessKey: key })).body.Code
    expect(await code(accessKey)).toBe('OK')
    expect(await code({ ...accessKey, securityToken: undefined })).toBe('MissingSecurityToken')
    expect(await code({ ...accessKey, securityToken: 'other' })).toBe('InvalidSecurityToken.MismatchWithAccessKey')
    expect(await code({ ...sandbox.accessKey, securityToken: 'any' })).toBe(
      'InvalidSecurityToken.MismatchWithAccessKey',
    )
  })

  it('says which required parameter is missing, after the signature', async () => {
    const heard = await ask(sandbox, { params: { PoolKey: seeded.poolKey } })
    expect(heard).toMatchObject({
      status: 400,
      body: { Code: 'MissingSubsId', Message: 'SubsId is mandatory for this action.' },
    })
  })

  it('takes a parameter named __proto__ for what it is', async () => {
    const heard = await ask(sandbox, { params: { ...params, ['__proto__']: 'x' } })
    expect(heard.body.Code).toBe('OK')
  })

  it('reads a blank written as + like one written as %20', async () => {
    const bytes = signed(sandbox, { params: { ...params, CallNo: '139 0000' } })
    const heard = await send(sandbox.url, { ...bytes, body: bytes.body?.replace('139%200000', '139+0000') ?? '' })
    expect(heard.body.Code).toBe('isv.MOBILE_NUMBER_ILLEGAL')
  })

  it.each(['XML', 'xml', undefined])('answers XML when a V1 request asks for the format %s', async (format) => {
    const form = v1Form()
    form.delete('Signature')
    if (format === undefined) form.delete('Format')
    else form.set('Format', format)
    const key = createCredential(sandbox.accessKey).key('v1')
    form.set('Signature', signatureV1(key, stringToSignV1('POST', Object.fromEntries(form))))
    const heard = await sendForm(form)
    expect(heard.headers['content-type']).toBe('text/xml;charset=utf-8')
    expect(heard.text).toBe(
      `<?xml version='1.0' encoding='UTF-8'?><QueryCallStatusResponse><Code>OK</Code><Message>OK</Message>` +
        `<SecretCallStatusDTO><Status>1</Status><CalledNo>${seeded.normal.numberX}</CalledNo></SecretCallStatusDTO>` +
        `<RequestId>${heard.headers['x-acs-request-id']}</RequestId></QueryCallStatusResponse>`,
    )
  })

  it('refuses in XML too, with what the caller sent escaped', async () => {
    const form = v1Form({ params: { ...params, CallNo: '<&]]>"' } })
    form.set('Signature', 'wrong')
    form.set('Format', 'XML')
    const { text, headers } = await sendForm(form)
    expect(text).toMatch(
      /^<\?xml version='1\.0' encoding='UTF-8'\?><Error><RequestId>[0-9A-F-]{36}<\/RequestId><HostId>/,
    )
    expect(text).toContain(`<RequestId>${headers['x-acs-request-id']}</RequestId>`)
    expect(text).toContain('<Code>SignatureDoesNotMatch</Code>')
    expect(text).toContain('server string to sign is:POST&amp;%2F&amp;AccessKeyId%3D')
    expect(text).toMatch(
      /<Recommend><!\[CDATA\[https:\/\/api\.aliyun\.com\/troubleshoot\?q=SignatureDoesNotMatch&product=Dyplsapi\]\]><\/Recommend><\/Error>$/,
    )
  })

  it('refuses a format it does not know', async () => {
    const form = v1Form()
    form.set('Format', 'YAML')
    expect((await sendForm(form)).text).toContain('<Code>InvalidParameter.Format</Code>')
  })

  it.each([
    ['POST', '/other', {}, 404, 'InvalidApi.NotFound'],
    ['PUT', '/', {}, 404, 'InvalidApi.NotFound'],
    ['POST', '/', { host: 'example.com' }, 404, 'InvalidProduct.NotFound'],
  ])('knows nothing at %s %s %o', async (method, path, headers, status, code) => {
    const heard = await send(sandbox.url, { method, path: `${path}?Format=JSON`, headers })
    expect(heard).toMatchObject({ status, body: { Code: code } })
  })

  it('answers to the name of the real host too', async () => {
    const bytes = signed(sandbox, { dialect: 'v1', params })
    const heard = await send(sandbox.url, { ...bytes, headers: { ...bytes.headers, host: 'dyplsapi.aliyuncs.com' } })
    expect(heard.body.Code).toBe('OK')
  })

  it('turns away a body of more than a megabyte', async () => {
    const heard = await send(sandbox.url, { method: 'POST', path: '/', body: 'a'.repeat(1_200_000) })
    expect(heard).toMatchObject({ status: 413, body: { Code: 'RequestTooLarge' } })
  })

  it('dates its answers by the sandbox clock', async () => {
    sandbox.clock.advance(3_600_000)
    const heard = await ask(sandbox, { params })
    expect(Date.parse(heard.headers.date ?? '')).toBeGreaterThan(Date.now() + 3_500_000)
  })
})

describe('the words for a wrong signature', () => {
  it('hold the text the gateway signed, in either dialect', () => {
    expect(signatureMismatchMessage({ dialect: 'v1', stringToSign: 'GET&%2F&a' })).toBe(
      'Specified signature is not matched with our calculation. server string to sign is:GET&%2F&a',
    )
    expect(signatureMismatchMessage({ dialect: 'v3', stringToSign: 'S', canonicalRequest: 'C' })).toBe(
      'Specified signature does not match our calculation. server StringToSign is [S] server CanonicalRequest is [C]',
    )
  })
})

describe('the memory of nonces', () => {
  it('keeps each for its time and no longer', () => {
    let at = 0
    const nonces = createNonces({ now: () => at, keepMs: 1_000, limit: 100 })
    nonces.remember('me', 'once')
    at = 1_000
    expect(nonces.used('me', 'once')).toBe(true)
    expect(nonces.used('another', 'once')).toBe(false)
    at = 1_001
    expect(nonces.used('me', 'once')).toBe(false)
    nonces.remember('me', 'twice')
    expect(nonces.size()).toBe(1)
  })

  it('is bounded: beyond its limit the oldest go first', () => {
    const nonces = createNonces({ now: () => 0, keepMs: 1_000, limit: 100 })
    for (let index = 0; index < 1_000; index += 1) nonces.remember('me', `nonce ${index} ${'x'.repeat(500)}`)
    expect(nonces.size()).toBe(100)
    expect(nonces.used('me', `nonce 899 ${'x'.repeat(500)}`)).toBe(false)
    expect(nonces.used('me', `nonce 900 ${'x'.repeat(500)}`)).toBe(true)
  })
})
