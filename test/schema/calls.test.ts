import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seeded } from '../../src/sandbox/sandbox.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

const everything = `
  __typename
  ... on CallStatus {
    status rawStatus calledNo extension advice source checkedAt requestId
    binding { poolKey subsId }
  }
  ... on InvalidInputError { issues { path message } }
  ... on ThrottledError { retryAfterMs origin }
  ... on UpstreamUnavailableError { attempts httpStatus reason }
  ... on OperationUnavailableError { action }
  ... on Error { code message retryable requestId hint }
`
const one = `query ($poolKey: ID!, $subsId: ID!, $callNo: PhoneNumber) {
  callStatus(poolKey: $poolKey, subsId: $subsId, callNo: $callNo) { ${everything} }
}`
const many = `query ($keys: [CallStatusKey!]!) { callStatuses(keys: $keys) { ${everything} } }`

type Result = { readonly __typename: string } & Readonly<Record<string, unknown>>

describe.each(['on', 'off'])('call status, fast path %s', (fastPath) => {
  let server: TestGraph
  beforeAll(async () => {
    server = await startGraph({
      DYPLS_CONCURRENCY: '8',
      DYPLS_TIMEOUT_MS: '500',
      DYPLS_RATES: '*=10000',
      DYPLS_FAST_PATH: fastPath,
    })
  })
  beforeEach(() => server.sandbox.reset())
  afterAll(() => server.close())

  const { poolKey } = seeded
  const ask = async (subsId: string, more: object = {}, headers: object = {}): Promise<Result> => {
    const { data } = await server.ask<{ callStatus: Result }>(one, { poolKey, subsId, ...more }, headers)
    return data.callStatus
  }
  const askMany = async (keys: readonly object[]): Promise<readonly Result[]> => {
    const { data } = await server.ask<{ callStatuses: readonly Result[] }>(
      many,
      { keys },
      // Fifty calls eight at a time take their while on a busy machine.
      { 'x-dypls-timeout-ms': '8000' },
    )
    return data.callStatuses
  }
  const calls = (): number => server.sandbox.journal.length

  describe('tells what the platform says', () => {
    it('names the binding’s own X number while all is well', async () => {
      expect(await ask(seeded.normal.subsId)).toMatchObject({
        __typename: 'CallStatus',
        status: 'NORMAL',
        rawStatus: 1,
        calledNo: seeded.normal.numberX,
        extension: null,
        advice: 'DIAL_CALLED_NO',
        source: 'QUERY_CALL_STATUS',
        checkedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
        requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
        binding: { poolKey, subsId: seeded.normal.subsId },
      })
    })

    it('says which number to dial when the platform lent a temporary one', async () => {
      expect(await ask(seeded.reassigned.subsId)).toMatchObject({
        status: 'REASSIGNED',
        rawStatus: 2,
        calledNo: seeded.spares[0],
        advice: 'DIAL_TEMPORARY_NO',
      })
    })

    it('names no number when there is no private way left', async () => {
      expect(await ask(seeded.unavailable.subsId)).toMatchObject({
        status: 'UNAVAILABLE',
        rawStatus: 3,
        calledNo: null,
        advice: 'DECIDE_FALLBACK',
      })
    })

    it('withholds a number that comes along with an expired binding', async () => {
      server.sandbox.mischief({ kind: 'status', status: 4, calledNo: seeded.normal.numberX })
      expect(await ask(seeded.normal.subsId)).toMatchObject({ status: 'EXPIRED', calledNo: null, advice: 'BIND_AGAIN' })
    })

    it('gives the extension of an extension binding', async () => {
      expect(await ask(seeded.extension.subsId)).toMatchObject({ calledNo: seeded.extension.numberX, extension: '123' })
    })

    it('keeps a 64-bit id whole', async () => {
      expect(await ask(seeded.bigId.subsId)).toMatchObject({
        status: 'NORMAL',
        binding: { subsId: seeded.bigId.subsId },
      })
    })

    it('answers UNKNOWN with the raw value for a status nobody has seen', async () => {
      server.sandbox.mischief({ kind: 'status', status: 9 })
      expect(await ask(seeded.normal.subsId)).toMatchObject({ status: 'UNKNOWN', rawStatus: 9, advice: 'NONE' })
    })

    it('sees a binding expire when its time comes', async () => {
      server.sandbox.clock.advance(0)
      const binding = seeded.normal.subsId
      expect(await ask(binding)).toMatchObject({ status: 'NORMAL' })
      const subsId = '1000000000000077'
      server.sandbox.world.addBinding({
        poolKey,
        subsId,
        numberX: '17000000077',
        numberA: '13900000077',
        numberB: '13900000177',
        expiresAt: server.sandbox.clock.now() + 60_000,
      })
      expect(await ask(subsId)).toMatchObject({ status: 'NORMAL' })
      server.sandbox.clock.advance(61_000)
      expect(await ask(subsId)).toMatchObject({ status: 'EXPIRED' })
    })
  })

  describe('refuses bad input before any upstream call', () => {
    it.each([
      ['a blank pool key', { poolKey: ' ' }, 'poolKey'],
      ['an empty binding id', { subsId: '' }, 'subsId'],
      ['an over-long binding id', { subsId: '1'.repeat(65) }, 'subsId'],
      ['a pool key with a line break', { poolKey: 'FC1\nFC2' }, 'poolKey'],
      ['a number with a country code', { callNo: '+8613900000101' }, 'callNo'],
      ['a number with blanks', { callNo: '139 0000 0101' }, 'callNo'],
      ['a number that is none', { callNo: '12345' }, 'callNo'],
    ])('%s', async (_what, bad, path) => {
      const result = await ask(seeded.normal.subsId, bad)
      expect(result).toMatchObject({
        __typename: 'InvalidInputError',
        code: 'INVALID_INPUT',
        retryable: false,
        requestId: null,
      })
      expect(result.issues).toEqual([{ path: [path], message: expect.any(String) }])
      expect(JSON.stringify(result)).not.toContain('0101')
      expect(calls()).toBe(0)
    })

    it('tells all faults at once', async () => {
      const result = await ask('', { poolKey: '', callNo: 'x' })
      expect((result.issues as { path: string[] }[]).map(({ path }) => path[0])).toEqual([
        'poolKey',
        'subsId',
        'callNo',
      ])
    })

    it('more than 100 keys, with one error for the list', async () => {
      const keys = Array.from({ length: 101 }, (_, index) => ({ poolKey, subsId: String(index) }))
      const results = await askMany(keys)
      expect(results).toHaveLength(1)
      expect(results[0]).toMatchObject({ __typename: 'InvalidInputError', issues: [{ path: ['keys'] }] })
      expect(calls()).toBe(0)
    })

    it('leaves an unknown argument to GraphQL', async () => {
      const reply = await server.ask(`{ callStatus(poolKey: "FC1", subsID: "1") { __typename } }`)
      expect(reply.errors?.[0]?.message).toContain('subsID')
      expect(calls()).toBe(0)
    })
  })

  describe('types every refusal', () => {
    it.each([
      ['isv.SUBS_NOT_EXIST', 'NotFoundError', false],
      ['isv.SUBS_NOT_BELONG', 'PermissionDeniedError', false],
      ['isv.OUT_OF_SERVICE', 'AccountError', false],
      ['isv.PARTNER_NOT_EXIST', 'ConfigurationError', false],
      ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError', false],
      ['isv.FLOW_LIMIT', 'ThrottledError', true],
      ['isp.SYSTEM_ERROR', 'UpstreamUnavailableError', true],
      ['Throttling.User', 'ThrottledError', true],
      ['SignatureDoesNotMatch', 'ConfigurationError', false],
      ['Forbidden.RAM', 'PermissionDeniedError', false],
      ['ServiceUnavailable', 'UpstreamUnavailableError', true],
      ['isv.BRAND_NEW', 'UnknownError', false],
      ['isv.BIND_CONFLICT', 'UnknownError', false],
    ])('%s is %s', async (code, type, retryable) => {
      server.sandbox.mischief({ kind: 'answer', code })
      expect(await ask(seeded.normal.subsId)).toMatchObject({
        __typename: type,
        code,
        retryable,
        requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
        message: expect.any(String),
      })
    })

    it('an unknown binding in an unknown pool', async () => {
      expect(await ask('404')).toMatchObject({ __typename: 'NotFoundError', code: 'isv.SUBS_NOT_EXIST' })
      expect(await ask('404', { poolKey: 'FC404' })).toMatchObject({ __typename: 'ConfigurationError' })
    })

    it('speaks Chinese to whoever prefers it', async () => {
      const english = await ask('404')
      const chinese = await ask('404', {}, { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' })
      expect(english.message).toMatch(/^[\x20-\x7e’]+$/)
      expect(chinese.message).toMatch(/\p{Script=Han}/u)
    })

    it('passes on how long to wait', async () => {
      server.sandbox.mischief({ kind: 'throttle', retryAfterMs: 1_500 })
      expect(await ask(seeded.normal.subsId)).toMatchObject({ retryAfterMs: 1_500, origin: 'UPSTREAM' })
    })

    it('never passes on the upstream’s own message', async () => {
      server.sandbox.mischief({ kind: 'answer', code: 'isv.ILLEGAL_ARGUMENT', message: 'bad 13900000101' })
      expect(JSON.stringify(await ask(seeded.normal.subsId))).not.toContain('13900000101')
    })

    it('remembers for an hour that the account is not served the operation', async () => {
      let time = Date.now()
      const patient = await startGraph({}, { now: () => time })
      try {
        const askPatient = async (): Promise<Result> =>
          (await patient.ask<{ callStatus: Result }>(one, { poolKey, subsId: seeded.normal.subsId })).data.callStatus
        patient.sandbox.mischief({ kind: 'answer', code: 'InvalidAction.NotFound', status: 404, times: 1 })
        expect(await askPatient()).toMatchObject({ __typename: 'OperationUnavailableError', action: 'QueryCallStatus' })
        time += 3_599_000
        patient.sandbox.clock.advance(3_599_000)
        expect(await askPatient()).toMatchObject({ __typename: 'OperationUnavailableError' })
        expect(patient.sandbox.journal).toHaveLength(1)
        time += 2_000
        patient.sandbox.clock.advance(2_000)
        expect(await askPatient()).toMatchObject({ status: 'NORMAL' })
      } finally {
        await patient.close()
      }
    })
  })

  describe('calls an unusable answer unreachable and says why', () => {
    it.each([
      [{ kind: 'html' }, 'BAD_RESPONSE', /HTML/, 502],
      [{ kind: 'empty' }, 'BAD_RESPONSE', /empty/, 200],
      [{ kind: 'invalidJson' }, 'BAD_RESPONSE', /not JSON/, 200],
      [{ kind: 'wrongType', type: 'array' }, 'BAD_RESPONSE', /not an object/, 200],
      [{ kind: 'huge', bytes: 300_000 }, 'RESPONSE_TOO_LARGE', /larger than 262144/, 200],
      [{ kind: 'huge', bytes: 300_000, declared: true }, 'RESPONSE_TOO_LARGE', /larger than 262144/, 200],
      [{ kind: 'truncate' }, 'CONNECTION_LOST', /broke/, 200],
      [{ kind: 'reset' }, 'CONNECTION_LOST', /broke/, null],
      [{ kind: 'reset', at: 'body' }, 'CONNECTION_LOST', /broke/, 200],
      [{ kind: 'status', status: 'soon' }, 'BAD_RESPONSE', /SecretCallStatusDTO.Status is not an integer/, 200],
      [{ kind: 'status', status: 1, calledNo: null }, 'BAD_RESPONSE', /promises a number/, 200],
      [{ kind: 'status', status: 2, calledNo: '' }, 'BAD_RESPONSE', /promises a number/, 200],
      [{ kind: 'delay', ms: 30_000 }, 'TIMEOUT', /within \d+ ms|in time/, null],
      [{ kind: 'drip', everyMs: 100 }, 'TIMEOUT', /within \d+ ms|in time/, expect.toBeOneOf([200, null])],
    ] as const)('%o is %s', async (mischief, code, reason, httpStatus) => {
      server.sandbox.mischief(mischief)
      expect(await ask(seeded.normal.subsId)).toMatchObject({
        __typename: 'UpstreamUnavailableError',
        code,
        reason: expect.stringMatching(reason),
        httpStatus,
      })
    })
  })

  describe('asks for many at once', () => {
    const key = (index: number) => ({ poolKey, subsId: String(5_000 + index) })

    it('makes 50 calls for 100 look-ups of which 50 are equal, at most 8 at a time, in order', async () => {
      server.sandbox.mischief({ kind: 'delay', ms: 20 })
      const keys = Array.from({ length: 100 }, (_, index) => key(index % 50))
      const results = await askMany(keys)
      expect(results).toHaveLength(100)
      expect(calls()).toBe(50)
      expect(server.sandbox.peakInFlight()).toBeGreaterThan(1)
      expect(server.sandbox.peakInFlight()).toBeLessThanOrEqual(8)
    })

    it('merges aliases, lists and handles of one request', async () => {
      const { data } = await server.ask<Record<string, Result>>(`{
        a: callStatus(poolKey: "${poolKey}", subsId: "${seeded.normal.subsId}") { __typename ... on CallStatus { calledNo } }
        b: callStatus(poolKey: "${poolKey}", subsId: "${seeded.normal.subsId}") { __typename ... on CallStatus { calledNo } }
        pool(key: "${poolKey}") { binding(subsId: "${seeded.normal.subsId}") { callStatus { __typename } } }
        callStatuses(keys: [{ poolKey: "${poolKey}", subsId: "${seeded.normal.subsId}" }]) { __typename }
      }`)
      expect(data.a).toEqual({ __typename: 'CallStatus', calledNo: seeded.normal.numberX })
      expect(calls()).toBe(1)
    })

    it('treats a left-out callNo as a question of its own', async () => {
      await askMany([
        { poolKey, subsId: '1' },
        { poolKey, subsId: '1', callNo: null },
        { poolKey, subsId: '1', callNo: '13900000001' },
      ])
      expect(calls()).toBe(2)
    })

    it('never asks twice in one request nor once for two requests', async () => {
      await ask(seeded.normal.subsId)
      await ask(seeded.normal.subsId)
      expect(calls()).toBe(2)
    })

    it('lets one bad key fail alone', async () => {
      const results = await askMany([
        { poolKey, subsId: seeded.normal.subsId },
        { poolKey, subsId: '' },
        { poolKey, subsId: '404' },
        { poolKey, subsId: seeded.expired.subsId },
      ])
      expect(results.map(({ __typename }) => __typename)).toEqual([
        'CallStatus',
        'InvalidInputError',
        'NotFoundError',
        'CallStatus',
      ])
      expect(results[1]).toMatchObject({ issues: [{ path: ['keys', '1', 'subsId'] }] })
    })

    it('answers an empty list with an empty list', async () => {
      expect(await askMany([])).toEqual([])
    })
  })

  it('ends the upstream call when the browser leaves', async () => {
    server.sandbox.mischief({ kind: 'delay', ms: 400 })
    const leaving = new AbortController()
    const asked = fetch(`${server.url}/graphql`, {
      method: 'POST',
      signal: leaving.signal,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: one, variables: { poolKey, subsId: seeded.normal.subsId } }),
    })
    await expect.poll(() => server.sandbox.journal.length + server.sandbox.peakInFlight()).toBeGreaterThan(0)
    leaving.abort()
    await expect(asked).rejects.toThrow()
    await expect.poll(() => server.logged.filter((line) => line.includes('CANCELLED')).length).toBe(1)
  })

  it('logs no number, key or signature, whatever is asked', async () => {
    await ask(seeded.normal.subsId, { callNo: seeded.normal.numberB })
    server.sandbox.mischief({
      kind: 'answer',
      code: 'SignatureDoesNotMatch',
      message: `secret ${seeded.normal.numberB}`,
    })
    await ask(seeded.normal.subsId, { callNo: seeded.normal.numberB })
    const log = server.logged.join('')
    expect(log).toContain('SignatureDoesNotMatch')
    for (const leak of [seeded.normal.numberB, seeded.normal.numberX, 'sandbox-access-key-secret', 'Signature='])
      expect(log).not.toContain(leak)
  })
})
