import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seededWorkNumbers as seeded } from '../../src/sandbox/sandbox.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

type Result = { readonly __typename: string } & Readonly<Record<string, unknown>>

const failure = `
  ... on InvalidInputError { issues { path message } }
  ... on Error { code message retryable requestId hint }
`
const lost = '... on OutcomeUnknownError { action sentAt }'
const configFields = `
  __typename
  ... on WorkNumberConfig {
    callEnabled smsEnabled customerShownToEmployee rawDisplayMode smsSenderShown rawSmsSenderMode
    ringingSteps { number promptWhileRinging promptAfterAnswer } ringingFrom ringingUntil
    cardRules { id name templateId kind rawKind direction rawDirection phase rawPhase recipient rawRecipient }
    requestId
  }
  ${failure}
`
const pageFields = `
  __typename
  ... on WorkNumberPage {
    total pageNo hasNext
    items {
      number poolName status rawStatus smsEnabled bindFailure purchasedAt boundAt unboundAt releasedAt
      workNumber { poolKey number }
    }
  }
  ${failure}
`
const requests = {
  assignWorkNumber: `mutation ($input: AssignWorkNumberInput!) { result: assignWorkNumber(input: $input) {
    __typename ... on WorkNumberAssignment { id workNumber { poolKey number } requestId } ${failure} ${lost} } }`,
  unassignWorkNumber: `mutation ($input: UnassignWorkNumberInput!) { result: unassignWorkNumber(input: $input) {
    __typename ... on WorkNumberUnassignment { workNumber { poolKey number } requestId } ${failure} ${lost} } }`,
  prepareWorkCall: `mutation ($input: PrepareWorkCallInput!) { result: prepareWorkCall(input: $input) {
    __typename ... on PreparedWorkCall { id expiresAt requestId } ${failure} ${lost} } }`,
  endWorkCall: `mutation ($input: EndWorkCallInput!) { result: endWorkCall(input: $input) {
    __typename ... on EndedWorkCall { id requestId } ${failure} ${lost} } }`,
  configureWorkNumber: `mutation ($input: ConfigureWorkNumberInput!) { result: configureWorkNumber(input: $input) {
    __typename ... on ConfiguredWorkNumber { workNumber { config { ${configFields} } } requestId } ${failure} ${lost} } }`,
}

// How far the server's and the sandbox's clock run ahead of ours.
let ahead = 0
const now = (): number => Date.now() + ahead
let server: TestGraph
beforeAll(async () => {
  server = await startGraph({ DYPLS_TIMEOUT_MS: '2000' }, { now, random: () => 0 })
})
beforeEach(() => {
  ahead = 0
  server.sandbox.reset()
})
afterAll(() => server.close())

const advance = (ms: number): void => {
  ahead += ms
  server.sandbox.clock.advance(ms)
}
const { poolKey, assigned } = seeded
const B = '13900003001'
const A = '13900003002'
const calls = (): number => server.sandbox.journal.length
const world = () => server.sandbox.world.workNumbers

let keys = 0
const newKey = (): string => `key-${++keys}`
const write = async (name: keyof typeof requests, input: object): Promise<Result> => {
  const variables = { input: { poolKey, idempotencyKey: newKey(), ...input } }
  return (await server.ask<{ result: Result }>(requests[name], variables)).data.result
}
const assign = (input: object = {}) => write('assignWorkNumber', { number: seeded.free[0], numberB: B, ...input })
const unassign = (input: object = {}) =>
  write('unassignWorkNumber', { number: assigned.numberX, assignmentId: assigned.xbBindingId, ...input })
const prepare = (input: object = {}) =>
  write('prepareWorkCall', { assignmentId: assigned.xbBindingId, numberA: A, lifetimeSeconds: 600, ...input })
const end = (input: object = {}) => write('endWorkCall', { preparedCallId: assigned.call.id, ...input })
const configure = (input: object) => write('configureWorkNumber', { number: assigned.numberX, ...input })

const read = async (field: string, pool: string = poolKey): Promise<Result> => {
  const { data } = await server.ask<{ pool: { result: Result } }>(`{ pool(key: "${pool}") { ${field} } }`)
  return data.pool.result
}
const page = (args = '', pool: string = poolKey) => read(`result: workNumbers${args} { ${pageFields} }`, pool)
const configOf = async (number: string, which = 'config', pool: string = poolKey): Promise<Result> => {
  const { data } = await server.ask<{ pool: { workNumber: { result: Result } } }>(
    `{ pool(key: "${pool}") { workNumber(number: "${number}") { result: ${which} { ${configFields} } } } }`,
  )
  return data.pool.workNumber.result
}
const recording = (callId: string, pool: string = poolKey) =>
  read(
    `result: workCallRecording(callId: "${callId}") { __typename
      ... on WorkCallRecording { callId url expiresAt requestId } ${failure} }`,
    pool,
  )
const listed = async (number: string) => {
  const { items } = (await page('(pageSize: 100)')) as unknown as { items: readonly Record<string, unknown>[] }
  return items.find((item) => item.number === number)
}
const pathsOf = (result: Result) => (result.issues as { path: string[] }[]).map(({ path }) => path.join('.'))

describe('a work number', () => {
  it('goes to an employee, and the list shows it', async () => {
    const result = await assign({ outId: 'crm-77' })
    expect(result).toMatchObject({
      __typename: 'WorkNumberAssignment',
      id: expect.stringMatching(/^\d+$/),
      workNumber: { poolKey, number: seeded.free[0] },
      requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
    })
    expect(world().xbBindings.get(String(result.id))).toMatchObject({ numberB: B, outId: 'crm-77' })
    expect(await listed(seeded.free[0])).toMatchObject({
      status: 'VERIFIED',
      rawStatus: '4',
      boundAt: expect.stringMatching(/\+08:00$/),
      unboundAt: null,
    })
  })

  it('comes back, is free again, and its prepared calls end', async () => {
    expect(await unassign()).toMatchObject({
      __typename: 'WorkNumberUnassignment',
      workNumber: { number: assigned.numberX },
    })
    expect(await listed(assigned.numberX)).toMatchObject({ status: 'BOUGHT', unboundAt: expect.any(String) })
    expect(await end()).toMatchObject({ __typename: 'NotFoundError', code: 'isv.SUBS_NOT_EXIST' })
    expect(await prepare()).toMatchObject({ __typename: 'NotFoundError', code: 'isv.SUBS_NOT_EXIST' })
    expect(await assign({ number: assigned.numberX })).toMatchObject({ __typename: 'WorkNumberAssignment' })
  })

  it('tells why it could not be given out without telling a number', async () => {
    const { numbers } = server.sandbox.world.workNumbers
    const number = numbers.get(seeded.failed)
    if (!number) throw new Error('the seed has changed')
    numbers.set(seeded.failed, { ...number, bindFailure: '13900000977 实名认证未通过' })
    expect(await listed(seeded.failed)).toMatchObject({ bindFailure: '139****0977 实名认证未通过' })
  })

  it('may be given out again after an attempt that failed', async () => {
    expect(await listed(seeded.failed)).toMatchObject({
      status: 'VERIFICATION_FAILED',
      bindFailure: expect.stringMatching(/./),
    })
    expect(await assign({ number: seeded.failed })).toMatchObject({ __typename: 'WorkNumberAssignment' })
    expect(await listed(seeded.failed)).toMatchObject({ status: 'VERIFIED', bindFailure: null })
  })

  it.each([
    ['is in use', { number: assigned.numberX }, 'ConflictError', 'isv.BIND_CONFLICT'],
    ['was given back', { number: seeded.released }, 'NotFoundError', 'isv.NO_NOT_EXIST'],
    ['is in another pool', { number: seeded.otherPool.free }, 'NotFoundError', 'isv.NO_NOT_EXIST'],
    ['is in no pool', { number: '17000009999' }, 'NotFoundError', 'isv.NO_NOT_EXIST'],
    ['is asked for in an unknown pool', { poolKey: 'FC404' }, 'ConfigurationError', 'isv.PARTNER_NOT_EXIST'],
  ])('cannot be given out when it %s', async (_what, input, type, code) => {
    expect(await assign(input)).toMatchObject({ __typename: type, code })
  })

  it.each([
    ['an unknown assignment', { assignmentId: '404' }],
    ['the number of another assignment', { number: seeded.free[0] }],
    ['another pool', { poolKey: seeded.otherPool.poolKey }],
  ])('cannot be taken back with %s', async (_what, input) => {
    expect(await unassign(input)).toMatchObject({ __typename: 'NotFoundError', code: 'isv.SUBS_NOT_EXIST' })
    expect(world().xbBindings.has(assigned.xbBindingId)).toBe(true)
  })
})

describe('a call with a work number', () => {
  it('is prepared for a customer and ends by itself', async () => {
    const result = await prepare({ outId: 'crm-78' })
    expect(result).toMatchObject({ __typename: 'PreparedWorkCall', id: expect.stringMatching(/^\d+$/) })
    expect(Math.abs(Date.parse(String(result.expiresAt)) - now() - 600_000)).toBeLessThan(5_000)
    expect(world().callBindings.get(String(result.id))).toMatchObject({
      numberA: A,
      numberX: assigned.numberX,
      outId: 'crm-78',
    })
    advance(601_000)
    expect(await end({ preparedCallId: result.id })).toMatchObject({ __typename: 'NotFoundError' })
  })

  it('is ended before its time, once', async () => {
    const { id } = await prepare()
    expect(await end({ preparedCallId: id })).toMatchObject({ __typename: 'EndedWorkCall', id })
    expect(await end({ preparedCallId: id })).toMatchObject({ __typename: 'NotFoundError', code: 'isv.SUBS_NOT_EXIST' })
  })

  it('is prepared once per customer at a time', async () => {
    expect(await prepare({ numberA: assigned.call.numberA })).toMatchObject({
      __typename: 'ConflictError',
      code: 'isv.BIND_CONFLICT',
    })
    await end()
    expect(await prepare({ numberA: assigned.call.numberA })).toMatchObject({ __typename: 'PreparedWorkCall' })
  })

  it('may be prepared anew once the earlier one is over', async () => {
    await prepare({ lifetimeSeconds: 1 })
    advance(1_000)
    expect(await prepare()).toMatchObject({ __typename: 'PreparedWorkCall' })
  })

  it('belongs to the pool of its number', async () => {
    const elsewhere = { poolKey: seeded.otherPool.poolKey }
    expect(await prepare(elsewhere)).toMatchObject({ __typename: 'NotFoundError' })
    expect(await end(elsewhere)).toMatchObject({ __typename: 'NotFoundError' })
  })

  it('has a recording behind a link of one hour', async () => {
    const result = await recording(seeded.recordedCallId)
    expect(result).toMatchObject({ __typename: 'WorkCallRecording', callId: seeded.recordedCallId })
    const expires = /Expires=(\d+)$/.exec(String(result.url))?.[1]
    expect(Number(expires) * 1000 - Date.parse(String(result.expiresAt))).toBeLessThanOrEqual(1000)
    expect(server.logged.join('')).not.toContain('recordings.invalid')
  })

  it.each([
    ['an unknown call', '404', poolKey, 'isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
    [
      'a call of another pool',
      seeded.recordedCallId,
      seeded.otherPool.poolKey,
      'isv.ILLEGAL_ARGUMENT',
      'InvalidInputError',
    ],
    ['an unknown pool', seeded.recordedCallId, 'FC404', 'isv.PARTNER_NOT_EXIST', 'ConfigurationError'],
  ])('has no recording under %s', async (_what, callId, pool, code, type) => {
    expect(await recording(callId, pool)).toMatchObject({ __typename: type, code })
  })
})

describe('the options of a work number', () => {
  it('are those of its own over the default ones', async () => {
    const own = await configOf(assigned.numberX)
    expect(own).toMatchObject({
      __typename: 'WorkNumberConfig',
      callEnabled: true,
      smsEnabled: true,
      customerShownToEmployee: false,
      rawDisplayMode: '00',
      smsSenderShown: false,
      rawSmsSenderMode: '0',
      ringingSteps: [{ number: '139****3311', promptWhileRinging: '01', promptAfterAnswer: '02' }],
      ringingFrom: '09:00:00',
      ringingUntil: '18:00:00',
      cardRules: [
        {
          id: '345',
          templateId: '12345',
          kind: 'SMS',
          rawKind: '1',
          direction: 'EMPLOYEE_CALLS',
          rawDirection: '1',
          phase: 'AFTER_ANSWER',
          rawPhase: '3',
          recipient: 'CALLED',
          rawRecipient: '2',
        },
      ],
    })
    expect(await configOf(assigned.numberX, 'defaultConfig')).toMatchObject({ smsEnabled: false, ringingSteps: [] })
    expect(await configOf(seeded.otherPool.free, 'config', seeded.otherPool.poolKey)).toMatchObject({ cardRules: [] })
  })

  it('are set, and the same answer tells what holds now', async () => {
    const result = await configure({
      callEnabled: false,
      smsEnabled: false,
      customerShownToEmployee: true,
      smsSenderShown: true,
      ringingMode: 'LIST_ONLY',
      ringingSteps: [{ number: '13900003401', promptWhileRinging: '11' }, { number: '057180003402' }],
    })
    expect(result).toMatchObject({
      __typename: 'ConfiguredWorkNumber',
      workNumber: {
        config: {
          callEnabled: false,
          smsEnabled: false,
          customerShownToEmployee: true,
          rawDisplayMode: '10',
          smsSenderShown: true,
          rawSmsSenderMode: '1',
          ringingSteps: [
            { number: '139****3401', promptWhileRinging: '11', promptAfterAnswer: null },
            { number: '0571****02', promptWhileRinging: null, promptAfterAnswer: null },
          ],
        },
      },
    })
    expect(world().configs.get(assigned.numberX)).toMatchObject({ sequenceMode: '2' })
  })

  it('that are left out stay in the sandbox', async () => {
    await configure({ customerShownToEmployee: true })
    expect(await configOf(assigned.numberX)).toMatchObject({ customerShownToEmployee: true, smsEnabled: true })
    expect(await listed(assigned.numberX)).toMatchObject({ smsEnabled: true })
  })

  it('keep the raw value of a mode and a code that nobody knows', async () => {
    world().configs.set(assigned.numberX, {
      displayMode: '77',
      smsSenderMode: '00',
      cardRules: [{ kind: '9', direction: '9', phase: '9', recipient: '9' }],
    })
    expect(await configOf(assigned.numberX)).toMatchObject({
      customerShownToEmployee: null,
      rawDisplayMode: '77',
      smsSenderShown: null,
      rawSmsSenderMode: '00',
      cardRules: [
        { id: null, kind: 'UNKNOWN', rawKind: '9', direction: 'UNKNOWN', phase: 'UNKNOWN', recipient: 'UNKNOWN' },
      ],
    })
  })

  it('are asked for once, however often one request wants them', async () => {
    const { data } = await server.ask<Record<string, Record<string, Record<string, Result>>>>(
      `{ one: pool(key: "${poolKey}") { workNumber(number: "${assigned.numberX}") { a: config { __typename } b: config { __typename } } }
         two: pool(key: "${poolKey}") { workNumber(number: "${assigned.numberX}") { c: config { __typename } d: defaultConfig { __typename } } } }`,
    )
    expect(data.two?.workNumber?.d).toEqual({ __typename: 'WorkNumberConfig' })
    expect(server.sandbox.journal.map(({ action }) => action).sort()).toEqual(['GetXConfig', 'GetXDefaultConfig'])
  })

  it.each(['config', 'defaultConfig'])('%s is not told of a number that is not ours', async (which) => {
    expect(await configOf('17000009999', which)).toMatchObject({
      __typename: 'NotFoundError',
      code: 'isv.NO_NOT_EXIST',
    })
    expect(await configOf(assigned.numberX, which, 'FC404')).toMatchObject({ __typename: 'ConfigurationError' })
  })

  it('are not taken for a number that is not ours', async () => {
    expect(await configure({ number: '17000009999', smsEnabled: true })).toMatchObject({
      __typename: 'NotFoundError',
      code: 'isv.NO_NOT_EXIST',
    })
  })
})

describe('the list of work numbers', () => {
  const numbers = (result: Result) => (result.items as { number: string }[]).map(({ number }) => number)

  it('comes in pages that say whether another one follows', async () => {
    const first = await page('(pageSize: 4)')
    expect(first).toMatchObject({ __typename: 'WorkNumberPage', total: 6, pageNo: 1, hasNext: true })
    const second = await page('(pageNo: 2, pageSize: 4)')
    expect(second).toMatchObject({ total: 6, pageNo: 2, hasNext: false })
    expect([...numbers(first), ...numbers(second)]).toEqual([
      ...seeded.free,
      assigned.numberX,
      seeded.failed,
      seeded.released,
    ])
    expect(await page('(pageNo: 9)')).toMatchObject({ items: [], hasNext: false })
  })

  it('has a handle for asking on', async () => {
    expect(await listed(seeded.released)).toMatchObject({
      workNumber: { poolKey, number: seeded.released },
      poolName: '测试工作号池',
      status: 'RELEASED',
      releasedAt: expect.stringMatching(/\+08:00$/),
    })
  })

  it('spans all pools when none is named', async () => {
    const { data } = await server.ask<{ result: Result }>(`{ result: workNumbers { ${pageFields} } }`)
    expect(data.result).toMatchObject({ total: 7 })
    expect(numbers(data.result)).toContain(seeded.otherPool.free)
  })

  it('keeps a status that nobody knows', async () => {
    const number = world().numbers.get(seeded.failed)
    if (number) world().numbers.set(seeded.failed, { ...number, status: '42' as never })
    expect(await listed(seeded.failed)).toMatchObject({ status: 'UNKNOWN', rawStatus: '42' })
  })

  it('is asked for once per page and request', async () => {
    await server.ask(`{ a: pool(key: "${poolKey}") { x: workNumbers { __typename } y: workNumbers(pageNo: 1) { __typename } }
      b: pool(key: "${poolKey}") { z: workNumbers(pageNo: 2) { __typename } } }`)
    expect(calls()).toBe(2)
  })

  it.each([
    ['(pageNo: 0)', ['pageNo']],
    ['(pageSize: 0)', ['pageSize']],
    ['(pageSize: 101, pageNo: -3)', ['pageNo', 'pageSize']],
  ])('refuses %s before any upstream call', async (args, paths) => {
    const result = await page(args)
    expect(result.__typename).toBe('InvalidInputError')
    expect(pathsOf(result)).toEqual(paths)
    expect(calls()).toBe(0)
  })

  it('knows no page of an unknown pool', async () => {
    expect(await page('', 'FC404')).toMatchObject({ __typename: 'ConfigurationError', code: 'isv.PARTNER_NOT_EXIST' })
  })
})

describe('bad input is refused before any upstream call', () => {
  const tooLong = 'k'.repeat(21)
  const cases: readonly [string, () => Promise<Result>, readonly string[]][] = [
    [
      'numbers that are none',
      () => assign({ number: '12', numberB: '+8613900003001' }),
      ['input.number', 'input.numberB'],
    ],
    ['a blank pool key', () => assign({ poolKey: ' ' }), ['input.poolKey']],
    ['an over-long key', () => assign({ idempotencyKey: tooLong }), ['input.idempotencyKey']],
    ['an empty key', () => assign({ idempotencyKey: '' }), ['input.idempotencyKey']],
    ['a key with a blank', () => unassign({ idempotencyKey: 'a b' }), ['input.idempotencyKey']],
    ['a key in Chinese', () => end({ idempotencyKey: '订单' }), ['input.idempotencyKey']],
    ['an empty assignment', () => unassign({ assignmentId: '', number: 'x' }), ['input.number', 'input.assignmentId']],
    ['a lifetime of nothing', () => prepare({ lifetimeSeconds: 0 }), ['input.lifetimeSeconds']],
    [
      'everything at once',
      () => prepare({ poolKey: '', assignmentId: '', numberA: '', lifetimeSeconds: -1, idempotencyKey: tooLong }),
      ['input.poolKey', 'input.assignmentId', 'input.numberA', 'input.lifetimeSeconds', 'input.idempotencyKey'],
    ],
    [
      'an empty prepared call',
      () => end({ preparedCallId: '', poolKey: 'a b' }),
      ['input.poolKey', 'input.preparedCallId'],
    ],
    ['no option at all', () => configure({}), ['input']],
    [
      'bad ringing steps',
      () =>
        configure({
          ringingSteps: [{ number: '13900003401' }, { number: '1', promptWhileRinging: '', promptAfterAnswer: 'a b' }],
        }),
      [
        'input.ringingSteps.1.number',
        'input.ringingSteps.1.promptWhileRinging',
        'input.ringingSteps.1.promptAfterAnswer',
      ],
    ],
    ['a handle on no number', () => configOf('12', 'config', 'a b'), ['poolKey', 'number']],
    ['a blank call id', () => recording('', 'a b'), ['poolKey', 'callId']],
    ['a blank key of a listed pool', () => page('', ''), ['poolKey']],
  ]

  it.each(cases)('%s', async (_what, ask, paths) => {
    const result = await ask()
    expect(result).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT', requestId: null })
    expect(pathsOf(result)).toEqual(paths)
    expect(calls()).toBe(0)
  })
})

/** No code is documented for these operations, so these are the ones that the whole service may say. */
const codes: readonly [string, string][] = [
  ['isp.RAM_PERMISSION_DENY', 'PermissionDeniedError'],
  ['isv.SUBS_NOT_BELONG', 'PermissionDeniedError'],
  ['isv.OUT_OF_SERVICE', 'AccountError'],
  ['isv.PARTNER_IS_CLOSED', 'AccountError'],
  ['isv.POOLKEY_NOT_EXISTS', 'ConfigurationError'],
  ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
  ['isv.FLOW_LIMIT', 'ThrottledError'],
  ['isv.NO_NOT_EXIST', 'NotFoundError'],
  ['isv.BRAND_NEW', 'UnknownError'],
  ['Forbidden.RAM', 'PermissionDeniedError'],
]
const writes: readonly [string, () => Promise<Result>][] = [
  ['assignWorkNumber', assign],
  ['unassignWorkNumber', unassign],
  ['prepareWorkCall', prepare],
  ['endWorkCall', end],
  ['configureWorkNumber', () => configure({ smsEnabled: true })],
]
const reads: readonly [string, () => Promise<Result>][] = [
  ['config', () => configOf(assigned.numberX)],
  ['defaultConfig', () => configOf(assigned.numberX, 'defaultConfig')],
  ['workNumbers', () => page()],
  ['workCallRecording', () => recording(seeded.recordedCallId)],
]

describe.each([...writes, ...reads])('%s', (name, ask) => {
  it.each(codes)('types %s as %s', async (code, type) => {
    server.sandbox.mischief({ kind: 'answer', code })
    expect(await ask(), name).toMatchObject({ __typename: type, code, message: expect.any(String) })
  })
})

describe('an operation that the account is not served', () => {
  it('is said to be unavailable', async () => {
    // A server of its own, since that is remembered.
    const fresh = await startGraph()
    try {
      fresh.sandbox.mischief({ kind: 'answer', code: 'InvalidAction.NotFound', status: 404 })
      const { data } = await fresh.ask<{ pool: { result: Result } }>(
        `{ pool(key: "${poolKey}") { result: workNumbers { __typename ... on OperationUnavailableError { action } } } }`,
      )
      expect(data.pool.result).toEqual({ __typename: 'OperationUnavailableError', action: 'ListXTelephones' })
    } finally {
      await fresh.close()
    }
  })
})

describe.each(writes)('%s whose answer was lost', (name, ask) => {
  it('is not repeated and says where to look', async () => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer' })
    const result = await ask()
    expect(result, name).toMatchObject({
      __typename: 'OutcomeUnknownError',
      code: 'CONNECTION_LOST',
      hint: expect.stringMatching(/repeat/i),
      sentAt: expect.any(String),
    })
    expect(calls()).toBe(1)
  })
})

describe('a repeated key', () => {
  it('brings the answer of the first message, so a lost assignment id can be learnt', async () => {
    const idempotencyKey = newKey()
    server.sandbox.mischief({ kind: 'reset', at: 'answer', times: 1 })
    expect(await assign({ idempotencyKey })).toMatchObject({ __typename: 'OutcomeUnknownError' })
    const result = await assign({ idempotencyKey })
    expect(result).toMatchObject({ __typename: 'WorkNumberAssignment' })
    expect(world().xbBindings.has(String(result.id))).toBe(true)
    expect(world().xbBindings.size).toBe(2)
  })

  it('is refused under another message', async () => {
    const idempotencyKey = newKey()
    await prepare({ idempotencyKey })
    expect(await prepare({ idempotencyKey, numberA: '13900003999' })).toMatchObject({ code: 'isv.ILLEGAL_ARGUMENT' })
  })

  it('leaves other operations alone', async () => {
    const idempotencyKey = newKey()
    await prepare({ idempotencyKey })
    expect(await end({ idempotencyKey })).toMatchObject({ __typename: 'EndedWorkCall' })
  })
})
