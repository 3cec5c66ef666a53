import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, seeded, startSandbox } from '../../src/sandbox/sandbox.ts'
import { ask, send, signed } from './asking.ts'

// CommonJS packages; `require` spares us the different ideas of a default export that node and vitest have.
const require = createRequire(import.meta.url)
const PopCore: typeof import('@alicloud/pop-core') = require('@alicloud/pop-core')
const OpenApi: typeof import('@alicloud/openapi-client') = require('@alicloud/openapi-client')
const { RuntimeOptions }: typeof import('@alicloud/tea-util') = require('@alicloud/tea-util')

type Body = {
  Code: string
  Message: string
  RequestId: string
  SecretCallStatusDTO: { Status: number; CalledNo?: string; Extension?: string }
}
type ClientError = { code: string; data: { Message: string; RequestId: string; HostId: string }; message: string }

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())

type Client = (params: Record<string, string>, secret?: string) => Promise<Body>

const popCore =
  (method: 'GET' | 'POST'): Client =>
  (params, accessKeySecret = sandbox.accessKey.accessKeySecret) =>
    new PopCore({ ...sandbox.accessKey, accessKeySecret, endpoint: sandbox.url, apiVersion: '2017-05-25' }).request(
      'QueryCallStatus',
      params,
      { method },
    )

const openApi =
  (method: 'GET' | 'POST', signatureAlgorithm?: string): Client =>
  async (params, accessKeySecret = sandbox.accessKey.accessKeySecret) => {
    const { accessKeyId } = sandbox.accessKey
    const { host } = new URL(sandbox.url)
    const config = new OpenApi.Config({ accessKeyId, accessKeySecret, endpoint: host, protocol: 'http' })
    if (signatureAlgorithm) config.signatureAlgorithm = signatureAlgorithm
    const call = new OpenApi.Params({
      action: 'QueryCallStatus',
      version: '2017-05-25',
      protocol: 'HTTP',
      pathname: '/',
      method,
      authType: 'AK',
      style: 'RPC',
      reqBodyType: 'formData',
      bodyType: 'json',
    })
    const answer = await new OpenApi.default(config).callApi(
      call,
      new OpenApi.OpenApiRequest({ query: params }),
      new RuntimeOptions({}),
    )
    return answer.body
  }

const clients: readonly [string, Client][] = [
  ['pop-core, V1 by GET', popCore('GET')],
  ['pop-core, V1 by POST', popCore('POST')],
  ['openapi-client, V3 by POST', openApi('POST')],
  ['openapi-client, V3 by GET', openApi('GET')],
  ['openapi-client in its V1 mode, by POST', openApi('POST', 'v2')],
]

const about = ({ subsId }: { subsId: string }, more: Record<string, string> = {}) => ({
  PoolKey: seeded.poolKey,
  SubsId: subsId,
  ...more,
})

describe.each(clients)('%s', (_name, call) => {
  it('is told to dial the own X number of a binding in order', async () => {
    const body = await call(about(seeded.normal, { CallNo: seeded.normal.numberA }))
    expect(body).toMatchObject({ Code: 'OK', Message: 'OK', RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/) })
    expect(body.SecretCallStatusDTO).toEqual({ Status: 1, CalledNo: seeded.normal.numberX })
  })

  it('is told to dial a temporary number where the X number is broken', async () => {
    const body = await call(about(seeded.reassigned))
    expect(body.SecretCallStatusDTO).toEqual({ Status: 2, CalledNo: seeded.spares[0] })
  })

  it('is given no number where none could be lent', async () => {
    const body = await call(about(seeded.unavailable))
    expect(body.SecretCallStatusDTO).toEqual({ Status: 3 })
  })

  it('is told that a binding has expired, with a number that is not to be dialled', async () => {
    const body = await call(about(seeded.expired))
    expect(body.SecretCallStatusDTO).toEqual({ Status: 4, CalledNo: seeded.expired.numberX })
  })

  it('is given the extension of an extension binding', async () => {
    const body = await call(about(seeded.extension))
    expect(body.SecretCallStatusDTO).toMatchObject({ Status: 1, Extension: seeded.extension.extension })
  })

  it('may ask by an id above 2^53', async () => {
    const body = await call(about(seeded.bigId))
    expect(body.SecretCallStatusDTO).toEqual({ Status: 1, CalledNo: seeded.bigId.numberX })
  })

  it('signs characters that encoders disagree on as the sandbox does', async () => {
    // The business refusal proves the signature; pop-core throws it, openapi-client hands it over.
    const outcome = await call({ PoolKey: "FC1 23*~+/!'()&=号", SubsId: '1' }).catch((error: ClientError) => error.data)
    expect(outcome).toMatchObject({ Code: 'isv.PARTNER_NOT_EXIST' })
  })

  it('is refused with a wrong secret and told what the gateway signed', async () => {
    const error: ClientError = await call(about(seeded.normal), 'not-the-secret').then(
      () => expect.unreachable('a wrong secret was accepted'),
      (thrown) => thrown,
    )
    expect(error.code).toBe('SignatureDoesNotMatch')
    expect(error.data.Message).toMatch(
      /^Specified signature (is not matched with our calculation\. server string to sign is:(GET|POST)&%2F&AccessKeyId|does not match our calculation\. server StringToSign is \[ACS3-HMAC-SHA256\n[0-9a-f]{64}\] server CanonicalRequest is \[(GET|POST)\n\/\n)/,
    )
    expect(error.data.HostId).toBe(new URL(sandbox.url).host)
  })

  it('is refused when its clock is off by more than a quarter of an hour', async () => {
    sandbox.clock.advance(901_000)
    const error: ClientError = await call(about(seeded.normal)).then(
      () => expect.unreachable('an old timestamp was accepted'),
      (thrown) => thrown,
    )
    sandbox.clock.advance(-901_000)
    expect(error.code).toBe('InvalidTimeStamp.Expired')
    expect(error.data.Message).toBe('Specified time stamp or date value is expired.')
  })
})

describe.each(['v1', 'v3'] as const)('a request signed by hand, %s', (dialect) => {
  const params = about(seeded.normal)

  it('is served once, and refused when the same bytes come again', async () => {
    const bytes = signed(sandbox, { dialect, params })
    expect((await send(sandbox.url, bytes)).status).toBe(200)
    const again = await send(sandbox.url, bytes)
    expect(again).toMatchObject({
      status: 400,
      body: { Code: 'SignatureNonceUsed', Message: 'Specified signature nonce was used already.' },
    })
  })

  it('is refused when its nonce comes again under a new signature', async () => {
    const nonce = `worn-out-${dialect}`
    await ask(sandbox, { dialect, params, nonce })
    const again = await ask(sandbox, { dialect, params: about(seeded.extension), nonce })
    expect(again.body.Code).toBe('SignatureNonceUsed')
  })

  it.each([
    ['too old', -901_000],
    ['too far ahead', 901_000],
  ])('is refused when its timestamp is %s', async (_what, offset) => {
    const heard = await ask(sandbox, { dialect, params, at: sandbox.clock.now() + offset })
    expect(heard).toMatchObject({ status: 400, body: { Code: 'InvalidTimeStamp.Expired' } })
  })

  it('does not lose its nonce to a forger who signs with a wrong secret', async () => {
    const nonce = `precious-${dialect}`
    const accessKey = { ...sandbox.accessKey, accessKeySecret: 'forged' }
    expect((await ask(sandbox, { dialect, params, nonce, accessKey })).body.Code).toBe('SignatureDoesNotMatch')
    expect((await ask(sandbox, { dialect, params, nonce })).status).toBe(200)
  })
})
