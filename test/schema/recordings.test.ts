import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seeded, seededCalls } from '../../src/sandbox/sandbox.ts'
import { examples } from '../../src/schema/examples.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

const onError = `
  ... on InvalidInputError { issues { path message } }
  ... on ThrottledError { origin }
  ... on UpstreamUnavailableError { reason }
  ... on Error { code message retryable requestId hint }
`
const fields = {
  recording: `recording { __typename ... on Recording { url expiresAt requestId } ${onError} }`,
  links: `links { __typename ... on CallLinks { recordingUrl ringingUrl expiresAt requestId } ${onError} }`,
  transcript: `transcript {
    __typename
    ... on Transcript {
      durationMs jobId jobKeyword recognitionRequestId requestId
      sentences { text channel beginMs endMs silenceSeconds wordsPerMinute emotion }
    }
    ${onError}
  }`,
}
type Field = keyof typeof fields
type Result = { readonly __typename: string } & Readonly<Record<string, unknown>>

const actions = {
  recording: 'QueryRecordFileDownloadUrl',
  links: 'GetTotalPublicUrl',
  transcript: 'GetSecretAsrDetail',
} as const satisfies Record<Field, string>
const allFields = Object.keys(fields) as Field[]

const minuteMs = 60_000
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/

describe('what is kept of a call', () => {
  let time = Date.now()
  let server: TestGraph
  beforeAll(async () => {
    server = await startGraph({ DYPLS_RATES: '*=10000' }, { now: () => time })
  })
  beforeEach(() => {
    time = Date.now()
    server.sandbox.reset()
  })
  afterAll(() => server.close())

  /** Lets time pass for both sides: a sandbox that runs ahead finds the server's timestamps too old. */
  const pass = (ms: number): void => {
    time += ms
    server.sandbox.clock.advance(ms)
  }
  const askWith = (text: string, variables: object) =>
    server.ask<{ pool: { call: Readonly<Record<string, Result>> } }>(
      `query ($poolKey: ID!, $callId: ID!, $callTime: DateTime!) {
        pool(key: $poolKey) { call(callId: $callId, callTime: $callTime) { ${text} } }
      }`,
      { poolKey: seeded.poolKey, ...seededCalls.finished, ...variables },
    )
  const ask = async (field: Field, variables: object = {}): Promise<Result> => {
    const { data, errors } = await askWith(fields[field], variables)
    expect(errors).toBeUndefined()
    return data.pool.call[field] as Result
  }
  const calls = (): number => server.sandbox.journal.length
  /** A call that ends right now. */
  const endCall = (about: object = {}): { callId: string; callTime: string } => {
    const callTime = Math.floor(server.sandbox.clock.now() / 1000) * 1000 - minuteMs
    const callId = '4166000000000bd77'
    server.sandbox.world.recordedCalls.add({ poolKey: seeded.poolKey, callId, callTime, ...about })
    return { callId, callTime: new Date(callTime).toISOString() }
  }

  it('costs nothing to name', async () => {
    const { data } = await askWith('poolKey callId callTime', seededCalls.finished)
    expect(data.pool.call).toEqual({ poolKey: seeded.poolKey, ...seededCalls.finished })
    expect(calls()).toBe(0)
  })

  describe('when the call ended long ago', () => {
    it('is a recording to play, by a link of two hours', async () => {
      const result = await ask('recording')
      expect(result).toMatchObject({
        __typename: 'Recording',
        url: expect.stringMatching(/^https:\/\/.*4166000000000bd01/),
        expiresAt: expect.stringMatching(iso),
        requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
      })
      expect(Math.abs(Date.parse(result.expiresAt as string) - time - 2 * 60 * minuteMs)).toBeLessThan(5_000)
    })

    it('is a recording and its ringing phase, by links of 30 days', async () => {
      const result = await ask('links')
      expect(result).toMatchObject({
        __typename: 'CallLinks',
        recordingUrl: expect.stringContaining('/recording/'),
        ringingUrl: expect.stringContaining('/ringing/'),
      })
      expect(Math.abs(Date.parse(result.expiresAt as string) - time - 30 * 24 * 60 * minuteMs)).toBeLessThan(5_000)
    })

    it('is what was said, sentence by sentence', async () => {
      expect(await ask('transcript')).toMatchObject({
        __typename: 'Transcript',
        durationMs: 4_000,
        recognitionRequestId: expect.any(String),
        sentences: [
          { channel: 0, beginMs: 0, endMs: 2_000, emotion: 5.7, text: expect.stringMatching(/\p{Script=Han}/u) },
          { channel: 1, beginMs: 2_000, endMs: 4_000, silenceSeconds: 0, wordsPerMinute: 180 },
        ],
      })
    })

    it('is found at the same moment told from another time zone', async () => {
      expect(await ask('recording', { callTime: '2026-03-05T04:00:00Z' })).toMatchObject({ __typename: 'Recording' })
    })

    it('costs one upstream call a field, however often it is asked in one request', async () => {
      await askWith(`${allFields.map((field) => fields[field]).join(' ')} again: ${fields.recording}`, {})
      expect(server.sandbox.journal.map(({ action }) => action).toSorted()).toEqual(Object.values(actions).toSorted())
    })

    it('asks anew for links that are to be checked differently', async () => {
      await askWith('a: links { __typename } b: links(checkBinding: true) { __typename }', {})
      expect(calls()).toBe(1)
      await askWith('a: links { __typename } b: links(checkBinding: false) { __typename }', {})
      expect(calls()).toBe(3)
    })
  })

  describe('when the call ended just now', () => {
    it('comes one after the other: recording, ringing phase, transcript', async () => {
      const call = endCall()
      expect(await ask('recording', call)).toMatchObject({
        __typename: 'InvalidInputError',
        code: 'isv.ILLEGAL_ARGUMENT',
      })
      expect(await ask('links', call)).toMatchObject({ recordingUrl: null, ringingUrl: null })
      pass(2 * minuteMs)
      expect(await ask('recording', call)).toMatchObject({ __typename: 'Recording' })
      expect(await ask('links', call)).toMatchObject({ recordingUrl: expect.any(String), ringingUrl: null })
      pass(minuteMs)
      expect(await ask('links', call)).toMatchObject({ ringingUrl: expect.any(String) })
      expect(await ask('transcript', call)).toMatchObject({ __typename: 'NotFoundError', code: 'NO_TRANSCRIPT' })
      pass(9 * minuteMs)
      expect(await ask('transcript', call)).toMatchObject({ __typename: 'Transcript' })
    })

    it('is told to be awaited, not to be mended', async () => {
      expect(await ask('recording', seededCalls.fresh)).toMatchObject({
        hint: expect.stringContaining('SecretRecording'),
      })
      expect(await ask('transcript', seededCalls.fresh)).toMatchObject({
        retryable: true,
        hint: expect.stringContaining('SecretAsrReport'),
      })
    })
  })

  it('is said without the numbers that were said', async () => {
    const sentences = ['我的号码是13900000977。', '请打 010-6000 0977，订单 7', 'no number here']
    const { sentences: told } = await ask('transcript', endCall({ transcriptReadyAt: 0, sentences }))
    expect((told as { text: string }[]).map(({ text }) => text)).toEqual([
      '我的号码是139****0977。',
      '请打 010****77，订单 7',
      'no number here',
    ])
  })

  it('is no transcript when the recogniser failed behind an answer that looks well', async () => {
    const call = endCall({ transcriptReadyAt: 0, recognitionCode: '21050003' })
    expect(await ask('transcript', call)).toMatchObject({
      __typename: 'UnknownError',
      code: '21050003',
      requestId: expect.any(String),
    })
  })

  it('is gone after 30 days', async () => {
    const call = endCall()
    pass((30 * 24 * 60 - 1) * minuteMs)
    expect(await ask('recording', call)).toMatchObject({ __typename: 'Recording' })
    pass(minuteMs)
    for (const field of allFields)
      expect(await ask(field, call)).toMatchObject({ __typename: 'InvalidInputError', code: 'isv.ILLEGAL_ARGUMENT' })
  })

  it('is nothing where the binding recorded nothing', async () => {
    pass(60 * minuteMs)
    expect(await ask('recording', seededCalls.unrecorded)).toMatchObject({ code: 'isv.ILLEGAL_ARGUMENT' })
    expect(await ask('links', seededCalls.unrecorded)).toMatchObject({ recordingUrl: null, ringingUrl: null })
    expect(await ask('transcript', seededCalls.unrecorded)).toMatchObject({ code: 'NO_TRANSCRIPT' })
  })

  describe('is refused', () => {
    it.each(allFields)('for an unknown call, another time, another pool and no pool at all: %s', async (field) => {
      expect(await ask(field, { callId: '404' })).toMatchObject({ code: 'isv.ILLEGAL_ARGUMENT' })
      expect(await ask(field, { callTime: '2026-03-05T12:00:01+08:00' })).toMatchObject({
        code: 'isv.ILLEGAL_ARGUMENT',
      })
      expect(await ask(field, { poolKey: seeded.otherPool.poolKey })).toMatchObject({
        __typename: 'PermissionDeniedError',
        code: 'isv.FORBIDDEN_ACTION',
      })
      expect(await ask(field, { poolKey: 'FC404' })).toMatchObject({ __typename: 'ConfigurationError' })
    })

    it.each([
      ['recording', 'isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
      ['recording', 'isv.FORBIDDEN_ACTION', 'PermissionDeniedError'],
      ['links', 'isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
      ['links', 'FlowLimited', 'ThrottledError'],
      ['links', 'isv.SUBS_NOT_BELONG', 'PermissionDeniedError'],
      ['transcript', 'isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
      ['transcript', 'isp.RAM_PERMISSION_DENY', 'PermissionDeniedError'],
      ['transcript', 'isv.OUT_OF_SERVICE', 'AccountError'],
      ['transcript', 'isp.SYSTEM_ERROR', 'UpstreamUnavailableError'],
      ['recording', 'InvalidAction.NotFound', 'OperationUnavailableError'],
      ['recording', 'isv.BRAND_NEW', 'UnknownError'],
    ] as const)('%s: %s is %s', async (field, code, type) => {
      const alone = await startGraph()
      try {
        alone.sandbox.mischief({ kind: 'answer', code, action: actions[field] })
        const { data } = await alone.ask<{ pool: { call: Record<string, Result> } }>(
          `query ($poolKey: ID!, $callId: ID!, $callTime: DateTime!) {
            pool(key: $poolKey) { call(callId: $callId, callTime: $callTime) { ${fields[field]} } }
          }`,
          { poolKey: seeded.poolKey, ...seededCalls.finished },
        )
        expect(data.pool.call[field]).toMatchObject({ __typename: type, code, requestId: expect.any(String) })
      } finally {
        await alone.close()
      }
    })
  })

  it.each([
    ['a blank pool key', { poolKey: ' ' }, 'key'],
    ['an empty call id', { callId: '' }, 'callId'],
    ['an over-long call id', { callId: '4'.repeat(65) }, 'callId'],
  ])('is not asked for with %s', async (_what, bad, path) => {
    for (const field of allFields)
      expect(await ask(field, bad)).toMatchObject({
        __typename: 'InvalidInputError',
        code: 'INVALID_INPUT',
        issues: [{ path: [path] }],
      })
    expect(calls()).toBe(0)
  })

  it('is not asked for at a moment without a time zone', async () => {
    const { errors } = await askWith(fields.recording, { callTime: '2026-03-05 12:00:00' })
    expect(errors?.[0]?.message).toContain('with an offset')
    expect(calls()).toBe(0)
  })

  it('stays out of the log: links and words alike', async () => {
    const { url } = await ask('recording')
    await ask('transcript')
    const log = server.logged.join('\n')
    expect(log).not.toContain(url)
    expect(log).not.toMatch(/\p{Script=Han}/u)
  })

  it('plays by the example that GraphiQL shows', async () => {
    const example = examples.find(({ query }) => query.includes('PlayTheRecording'))
    const { data, errors } = await server.ask<{ pool: { call: Record<string, Result> } }>(
      example?.query ?? '',
      example?.variables,
    )
    expect(errors).toBeUndefined()
    expect(data.pool.call).toMatchObject({
      recording: { __typename: 'Recording' },
      transcript: { __typename: 'Transcript' },
    })
  })
})
