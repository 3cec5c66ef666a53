import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seeded, seededReports } from '../../src/sandbox/sandbox.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

type Result = { readonly __typename: string } & Readonly<Record<string, unknown>>

const onError = `
  ... on InvalidInputError { issues { path message } }
  ... on Error { code message retryable requestId hint }
`
const onWriteError = `${onError} ... on OutcomeUnknownError { action sentAt }`
const report = `
  __typename
  ... on NumberAReport {
    reviewStatus rawReviewStatus refusalReasons numberA allowListId numberKind rawNumberKind holderNumber remark requestId
  }
  ${onError}
`
const filed = `
  __typename ... on FiledNumberAReport { numberA allowListId review { ${report} } requestId } ${onWriteError}
`
const documents = {
  reportNumberA: `mutation ($input: ReportNumberAInput!) { reportNumberA(input: $input) { ${filed} } }`,
  reportLandlineA: `mutation ($input: ReportLandlineAInput!) { reportLandlineA(input: $input) { ${filed} } }`,
  numberAReport: `query ($numberA: PhoneNumber!, $allowListId: ID!) {
    numberAReport(numberA: $numberA, allowListId: $allowListId) { ${report} }
  }`,
  deleteNumberAReport: `mutation ($input: DeleteNumberAReportInput!) { deleteNumberAReport(input: $input) {
    __typename ... on NumberAReportDeletion { numberA allowListId requestId } ${onWriteError}
  } }`,
  uploadGrant: `{ uploadGrant {
    __typename
    ... on UploadGrant { uploadUrl pathPrefix accessKeyId policy signature expiresAt requestId }
    ${onError}
  } }`,
  createSmsSign: `mutation ($input: CreateSmsSignInput!) { createSmsSign(input: $input) {
    __typename ... on SmsSign { recipientSign requestId } ${onWriteError}
  } }`,
}
type Field = keyof typeof documents

const { allowListId, bigAllowListId, approved, refused, reviewing, landline } = seededReports
const holder = {
  name: '赵某某',
  idCardNumber: '370000000000000000',
  portrait: '123456/alive.jpg',
  idCardFront: '123456/front.PNG',
  idCardBack: '123456/back.jpeg',
}
const mobile = { numberA: '13900000311', allowListId, holder, remark: 'test' }
const fixed = {
  numberA: '057180000311',
  allowListId,
  holder,
  holderRole: 'LEGAL_PERSON',
  holderNumber: '13900000312',
  ticketId: '4500012',
}
const sign = { poolKey: seeded.poolKey, senderNo: '13900000321', recipientNo: '13900000322' }
const deletion = { numberA: approved, allowListId, confirm: true }

const good: Readonly<Record<Field, object>> = {
  reportNumberA: { input: mobile },
  reportLandlineA: { input: fixed },
  numberAReport: { numberA: approved, allowListId },
  deleteNumberAReport: { input: deletion },
  uploadGrant: {},
  createSmsSign: { input: sign },
}

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
const reviewMs = 600_000

const send = async (to: TestGraph, field: Field, variables: object): Promise<Result> => {
  const { data, errors } = await to.ask<Readonly<Record<Field, Result>>>(documents[field], variables)
  expect(errors).toBeUndefined()
  return data[field]
}
const ask = (field: Field, variables: object): Promise<Result> => send(server, field, variables)
const write = (field: Field, input: object): Promise<Result> => ask(field, { input })
const stateOf = (numberA: string, list: string = allowListId): Promise<Result> =>
  ask('numberAReport', { numberA, allowListId: list })
const calls = (): number => server.sandbox.journal.length

describe('a report', () => {
  it('repeats no number in its free texts', async () => {
    const { reports } = server.sandbox.world
    const known = reports.find(allowListId, refused)
    if (!known) throw new Error('the seed has changed')
    reports.put({ ...known, reasons: ['与13900000977不符', '系统判断为不同人'], remark: 'ask 139 0000 0978' })
    expect(await stateOf(refused)).toMatchObject({
      refusalReasons: ['与139****0977不符', '系统判断为不同人'],
      remark: 'ask 139****0978',
    })
  })

  it('of a mobile goes into review and ends well', async () => {
    expect(await write('reportNumberA', mobile)).toMatchObject({
      __typename: 'FiledNumberAReport',
      numberA: '139****0311',
      allowListId,
      review: { reviewStatus: 'REVIEWING', rawReviewStatus: 'REVIEWING', numberKind: 'MOBILE', remark: 'test' },
    })
    pass(reviewMs)
    expect(await stateOf(mobile.numberA)).toMatchObject({
      __typename: 'NumberAReport',
      reviewStatus: 'APPROVED',
      rawReviewStatus: 'PASS',
      refusalReasons: [],
      holderNumber: null,
    })
  })

  it('of a landline names who stands for it', async () => {
    expect(await write('reportLandlineA', fixed)).toMatchObject({
      numberA: '0571****11',
      review: { numberKind: 'LANDLINE', rawNumberKind: 'Fixed', holderNumber: '139****0312', remark: null },
    })
    expect(await stateOf(landline.numberA)).toMatchObject({ reviewStatus: 'APPROVED', numberKind: 'LANDLINE' })
  })

  it('with the portrait of somebody else is refused, with reasons, and may be filed anew', async () => {
    await write('reportNumberA', { ...mobile, holder: { ...holder, portrait: '123456/mismatch.jpg' } })
    expect(await stateOf(mobile.numberA)).toMatchObject({ reviewStatus: 'REVIEWING', refusalReasons: [] })
    pass(reviewMs)
    expect(await stateOf(mobile.numberA)).toMatchObject({
      reviewStatus: 'REFUSED',
      rawReviewStatus: 'FAIL',
      refusalReasons: ['系统判断为不同人'],
    })
    expect(await write('reportNumberA', mobile)).toMatchObject({ __typename: 'FiledNumberAReport' })
  })

  it.each([
    ['under review', reviewing, '-1', /review is running/],
    ['approved', approved, '-2', /was approved/],
  ])('of a number that is %s is a conflict', async (_what, numberA, code, message) => {
    expect(await write('reportNumberA', { ...mobile, numberA })).toMatchObject({
      __typename: 'ConflictError',
      code,
      message: expect.stringMatching(message),
      retryable: false,
      hint: expect.stringContaining('numberAReport'),
      requestId: expect.any(String),
    })
  })

  it('of a landline that is approved is a conflict, too', async () => {
    expect(await write('reportLandlineA', { ...fixed, numberA: landline.numberA })).toMatchObject({
      __typename: 'ConflictError',
      code: '-2',
    })
  })

  it('belongs to one allow-list, whose id a double could not hold', async () => {
    expect(await write('reportNumberA', { ...mobile, allowListId: bigAllowListId })).toMatchObject({
      allowListId: bigAllowListId,
      review: { allowListId: bigAllowListId },
    })
    expect(await stateOf(mobile.numberA)).toMatchObject({ __typename: 'NotFoundError' })
  })

  it.each([
    [
      'of a number that was never reported',
      { numberA: '13900000399', allowListId },
      'isv.NO_NOT_EXIST',
      'NotFoundError',
    ],
    [
      'in a list that is not there',
      { numberA: approved, allowListId: '404' },
      'isv.ILLEGAL_ARGUMENT',
      'InvalidInputError',
    ],
  ])('%s is not found', async (_what, variables, code, type) => {
    expect(await ask('numberAReport', variables)).toMatchObject({ __typename: type, code })
    expect(await write('deleteNumberAReport', { ...variables, confirm: true })).toMatchObject({
      __typename: type,
      code,
    })
  })

  it('cannot be filed in a list that is not there', async () => {
    for (const [field, input] of [
      ['reportNumberA', mobile],
      ['reportLandlineA', fixed],
    ] as const)
      expect(await write(field, { ...input, allowListId: '404' })).toMatchObject({ code: 'isv.ILLEGAL_ARGUMENT' })
  })

  it('is asked for once in one request', async () => {
    const one = (numberA: string): string =>
      `numberAReport(numberA: "${numberA}", allowListId: "${allowListId}") { __typename }`
    await server.ask(`{ a: ${one(approved)} b: ${one(approved)} c: ${one(refused)} }`)
    expect(calls()).toBe(2)
  })
})

describe('deleting a report', () => {
  it('takes it away, and the carrier restricts the number', async () => {
    for (const numberA of [approved, refused]) {
      expect(await write('deleteNumberAReport', { ...deletion, numberA })).toMatchObject({
        __typename: 'NumberAReportDeletion',
        allowListId,
      })
      expect(await stateOf(numberA)).toMatchObject({ __typename: 'NotFoundError' })
      expect(server.sandbox.world.reports.restricted.has(numberA)).toBe(true)
    }
  })

  it('is refused while the review runs', async () => {
    expect(await write('deleteNumberAReport', { ...deletion, numberA: reviewing })).toMatchObject({
      __typename: 'PermissionDeniedError',
      code: 'isv.FORBIDDEN_ACTION',
    })
    pass(reviewMs)
    expect(await write('deleteNumberAReport', { ...deletion, numberA: reviewing })).toMatchObject({
      __typename: 'NumberAReportDeletion',
    })
  })

  it('needs to be meant', async () => {
    const result = await write('deleteNumberAReport', { ...deletion, confirm: false })
    expect(result).toMatchObject({
      __typename: 'InvalidInputError',
      issues: [{ path: ['input', 'confirm'], message: expect.stringContaining('carrier') }],
    })
    expect(calls()).toBe(0)
    expect(await stateOf(approved)).toMatchObject({ reviewStatus: 'APPROVED' })
  })
})

describe('an upload grant', () => {
  it('says where to, under which prefix, with which credentials and how long', async () => {
    expect(await ask('uploadGrant', {})).toMatchObject({
      __typename: 'UploadGrant',
      uploadUrl: expect.stringMatching(/^https:/),
      pathPrefix: '123456',
      accessKeyId: 'sandbox-upload-key-id',
      policy: expect.stringMatching(/^[\w+/=]+$/),
      signature: expect.stringMatching(/^[\w+/=]+$/),
      expiresAt: expect.stringMatching(/\+08:00$/),
    })
  })

  it('is a new one each time, and one for all who ask in one request', async () => {
    const first = await ask('uploadGrant', {})
    expect((await ask('uploadGrant', {})).signature).not.toBe(first.signature)
    await server.ask('{ a: uploadGrant { __typename } b: uploadGrant { __typename } }')
    expect(calls()).toBe(3)
  })

  it('is in no log', async () => {
    const { accessKeyId, policy, signature } = await ask('uploadGrant', {})
    for (const secret of [accessKeyId, policy, signature]) expect(server.logged.join('\n')).not.toContain(secret)
  })
})

describe('the sign of an SMS', () => {
  it('stands for one recipient of one sender', async () => {
    const { recipientSign, __typename } = await write('createSmsSign', sign)
    expect(__typename).toBe('SmsSign')
    expect(recipientSign).toMatch(/^sign\d{8}$/)
    expect((await write('createSmsSign', sign)).recipientSign).toBe(recipientSign)
    const other = await write('createSmsSign', { ...sign, recipientNo: '13900000323' })
    expect(other.recipientSign).not.toBe(recipientSign)
  })

  it('is refused for a pool that is not there', async () => {
    expect(await write('createSmsSign', { ...sign, poolKey: 'FC404' })).toMatchObject({
      __typename: 'ConfigurationError',
      code: 'isv.PARTNER_NOT_EXIST',
    })
  })
})

describe('a lost answer', () => {
  it.each([
    ['reportNumberA', 'CreatePhoneNoAReport', 'numberAReport'],
    ['reportLandlineA', 'CreateFixedNoAReport', 'numberAReport'],
    ['deleteNumberAReport', 'DeleteSecretAPhoneNoToCust', 'numberAReport'],
    ['createSmsSign', 'CreateSmsSign', 'send it again'],
  ] as const)('of %s leaves the outcome open', async (field, action, hint) => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer' })
    expect(await ask(field, good[field])).toMatchObject({
      __typename: 'OutcomeUnknownError',
      action,
      hint: expect.stringContaining(hint),
    })
    expect(calls()).toBe(1)
  })

  it('of a report is found out by asking for it', async () => {
    server.sandbox.mischief({ kind: 'reset', at: 'answer', times: 1 })
    await write('reportNumberA', mobile)
    expect(await stateOf(mobile.numberA)).toMatchObject({ reviewStatus: 'REVIEWING' })
    expect(await write('reportNumberA', mobile)).toMatchObject({ __typename: 'ConflictError', code: '-1' })
  })
})

describe('bad input is refused before any upstream call', () => {
  const cases: readonly (readonly [what: string, field: Field, change: object, paths: readonly string[]])[] = [
    ['a landline as a mobile', 'reportNumberA', { numberA: '057180000311' }, ['input.numberA']],
    ['a mobile as a landline', 'reportLandlineA', { numberA: '13900000311' }, ['input.numberA']],
    ['a landline without area code', 'reportLandlineA', { numberA: '80000311' }, ['input.numberA']],
    ['a list id that is no number', 'reportNumberA', { allowListId: 'nineteen' }, ['input.allowListId']],
    ['a list id beyond 64 bits', 'reportNumberA', { allowListId: '1'.repeat(20) }, ['input.allowListId']],
    [
      'a blank holder',
      'reportNumberA',
      { holder: { name: ' ', idCardNumber: '', portrait: '' } },
      ['input.holder.name', 'input.holder.idCardNumber', 'input.holder.portrait'],
    ],
    [
      'photos that are none',
      'reportLandlineA',
      { holder: { ...holder, portrait: 'a.gif', idCardFront: 'b.pdf', idCardBack: 'c d.jpg' } },
      ['input.holder.portrait', 'input.holder.idCardFront', 'input.holder.idCardBack'],
    ],
    [
      'a holder’s number with a country code, and a blank ticket',
      'reportLandlineA',
      { holderNumber: '+8613900000312', ticketId: '' },
      ['input.holderNumber', 'input.ticketId'],
    ],
    [
      'everything wrong at once',
      'deleteNumberAReport',
      { numberA: '', allowListId: '', confirm: false },
      ['input.numberA', 'input.allowListId', 'input.confirm'],
    ],
    [
      'a blank pool and bad numbers',
      'createSmsSign',
      { poolKey: '', senderNo: '1', recipientNo: '139 0000 0322' },
      ['input.poolKey', 'input.senderNo', 'input.recipientNo'],
    ],
  ]

  it.each(cases)('%s: %s', async (_what, field, change, paths) => {
    const { input } = good[field] as { input: object }
    const result = await write(field, { ...input, ...change })
    expect(result).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT' })
    expect((result.issues as { path: string[] }[]).map(({ path }) => path.join('.'))).toEqual(paths)
    expect(calls()).toBe(0)
  })

  it('in a question for a report', async () => {
    const result = await ask('numberAReport', { numberA: '12', allowListId: 'x' })
    expect((result.issues as { path: string[] }[]).map(({ path }) => path)).toEqual([['numberA'], ['allowListId']])
    expect(calls()).toBe(0)
  })
})

/** No code is documented for these operations; those of the whole service and of the gateway apply. */
describe('refusals of the service are typed', () => {
  const fields = Object.keys(documents) as Field[]
  it.each(fields)('%s', async (field) => {
    const alone = await startGraph()
    try {
      for (const [code, type] of [
        ['isv.OUT_OF_SERVICE', 'AccountError'],
        ['isp.RAM_PERMISSION_DENY', 'PermissionDeniedError'],
        ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
        ['isv.BRAND_NEW', 'UnknownError'],
        ['500123', 'UnknownError'],
      ] as const) {
        alone.sandbox.clearMischief()
        alone.sandbox.mischief({ kind: 'answer', code, status: 200 })
        expect(await send(alone, field, good[field])).toMatchObject({ __typename: type, code })
      }
    } finally {
      await alone.close()
    }
  })
})

it('identities, numbers and paths of photos stay out of the log', async () => {
  await write('reportNumberA', mobile)
  await write('reportLandlineA', fixed)
  const log = server.logged.join('\n')
  for (const secret of [holder.name, holder.idCardNumber, holder.portrait, mobile.numberA, fixed.numberA])
    expect(log).not.toContain(secret)
})
