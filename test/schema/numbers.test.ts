import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seeded, seededForSale } from '../../src/sandbox/sandbox.ts'
import { startGraph, type TestGraph } from '../support/graph.ts'

type Result = { readonly __typename: string } & Readonly<Record<string, unknown>>

const errors = `
  ... on InvalidInputError { issues { path message } }
  ... on Error { code message retryable requestId hint }
`
const writeErrors = `${errors} ... on OutcomeUnknownError { action sentAt }`
const number = 'number { poolKey number }'
const purchase = `mutation ($input: PurchaseNumberInput!) {
  purchaseNumber(input: $input) { __typename ... on PurchasedNumber { ${number} requestId } ${writeErrors} }
}`
const release = `mutation ($input: ReleaseNumberInput!) {
  releaseNumber(input: $input) { __typename ... on ReleasedNumber { ${number} requestId } ${writeErrors} }
}`
const lock = `mutation ($input: NumberLockInput!) {
  lockNumber(input: $input) { __typename ... on NumberLock { ${number} requestId } ${writeErrors} }
}`
const unlock = lock.replace('lockNumber', 'unlockNumber')
const details = `query ($poolKey: ID!, $number: NumberX!) {
  pool(key: $poolKey) {
    privateNumber(number: $number) {
      details {
        __typename
        ... on PrivateNumberDetails {
          ${number} status rawStatus certified rawCertifyStatus carrier rawCarrier province city
          purchasedAt rawPurchasedAt checkedAt requestId
        }
        ${errors}
      }
    }
  }
}`
const stock = `query ($numberClass: NumberClass!, $city: String, $prefix: String) {
  numbersForSale(numberClass: $numberClass, city: $city, prefix: $prefix) {
    __typename ... on NumbersForSale { amount cities { city amount } checkedAt requestId } ${errors}
  }
}`
const stockByCity = `query ($numberClass: NumberClass!, $prefix: String) {
  numbersForSaleByCity(numberClass: $numberClass, prefix: $prefix) {
    __typename ... on NumbersForSale { amount cities { city amount } } ${errors}
  }
}`

describe('numbers', () => {
  let server: TestGraph
  beforeAll(async () => {
    server = await startGraph({ DYPLS_TIMEOUT_MS: '500', DYPLS_RATES: '*=10000' })
  })
  beforeEach(() => server.sandbox.reset())
  afterAll(() => server.close())

  const { poolKey, spares } = seeded
  const [spare] = spares
  const { hangzhou, xian, hangzhouCarrier, service95 } = seededForSale
  const calls = (): number => server.sandbox.journal.length
  const world = () => server.sandbox.world

  const write = async (document: string, input: object): Promise<Result> => {
    const { data, errors: faults } = await server.ask<Record<string, Result>>(document, { input })
    expect(faults).toBeUndefined()
    return Object.values(data)[0] as Result
  }
  const buy = (more: object = {}) =>
    write(purchase, { poolKey, numberClass: 'VIRTUAL_OPERATOR', city: '杭州', ...more })
  const giveBack = (more: object = {}) => write(release, { poolKey, number: spare, confirm: true, ...more })
  const detailsOf = async (numberX: string = spare, key: string = poolKey): Promise<Result> => {
    const { data } = await server.ask<{ pool: { privateNumber: { details: Result } } }>(details, {
      poolKey: key,
      number: numberX,
    })
    return data.pool.privateNumber.details
  }
  const forSale = async (wanted: object): Promise<Result> => {
    const { data } = await server.ask<{ numbersForSale: Result }>(stock, wanted)
    return data.numbersForSale
  }
  const forSaleByCity = async (wanted: object): Promise<Result> => {
    const { data } = await server.ask<{ numbersForSaleByCity: Result }>(stockByCity, wanted)
    return data.numbersForSaleByCity
  }
  const paths = (result: Result) => (result.issues as { path: string[] }[]).map(({ path }) => path.join('.'))

  describe('are bought', () => {
    it('from the stock of a city, one fewer for sale each time, and belong to the pool from then on', async () => {
      expect(await forSale({ numberClass: 'VIRTUAL_OPERATOR', city: '杭州' })).toMatchObject({ amount: 20 })
      const bought = await buy()
      expect(bought).toMatchObject({
        __typename: 'PurchasedNumber',
        number: { poolKey, number: hangzhou[0]?.numberX },
        requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
      })
      expect(await forSale({ numberClass: 'VIRTUAL_OPERATOR', city: '杭州' })).toMatchObject({ amount: 19 })
      expect(await detailsOf(hangzhou[0]?.numberX)).toMatchObject({
        __typename: 'PrivateNumberDetails',
        status: 'NOT_BOUND',
        city: '杭州',
        carrier: 'CHINA_UNICOM',
      })
      expect(await buy()).toMatchObject({ number: { number: hangzhou[1]?.numberX } })
    })

    it('by prefix, by class and without a city where there is none', async () => {
      expect(await buy({ prefix: '1700000501' })).toMatchObject({ number: { number: '17000005010' } })
      expect(await buy({ numberClass: 'CARRIER' })).toMatchObject({ number: { number: hangzhouCarrier[0]?.numberX } })
      expect(await buy({ numberClass: 'SERVICE_95', city: null, addToDisplayPool: true })).toMatchObject({
        number: { number: service95[0]?.numberX },
      })
    })

    it('until none is left', async () => {
      expect(await buy({ city: '西安' })).toMatchObject({ number: { number: xian[0]?.numberX } })
      expect(await buy({ city: '西安' })).toMatchObject({
        __typename: 'NumbersExhaustedError',
        code: 'isv.NO_AVAILABLE_NUMBER',
        retryable: false,
      })
    })

    it('only for a pool that exists', async () => {
      expect(await buy({ poolKey: 'FC404' })).toMatchObject({
        __typename: 'ConfigurationError',
        code: 'isv.POOLKEY_NOT_EXISTS',
      })
    })

    it('once: a purchase whose answer was lost is not repeated, and says where to look', async () => {
      server.sandbox.mischief({ kind: 'reset', at: 'answer' })
      expect(await buy()).toMatchObject({
        __typename: 'OutcomeUnknownError',
        action: 'BuySecretNo',
        sentAt: expect.any(String),
        hint: expect.stringContaining('console'),
      })
      expect(calls()).toBe(1)
      // It did happen, which is what makes repeating dear.
      expect(world().numbers.has(hangzhou[0]?.numberX ?? '')).toBe(true)
    })

    it.each([{ kind: 'invalidJson' }, { kind: 'html' }, { kind: 'delay', ms: 5_000 }] as const)(
      'once: %o is no refusal',
      async (mischief) => {
        server.sandbox.mischief(mischief)
        expect(await buy()).toMatchObject({ __typename: 'OutcomeUnknownError' })
        expect(calls()).toBe(1)
      },
    )

    it.each([
      ['a blank pool', { poolKey: ' ' }, ['input.poolKey']],
      ['no city', { city: null }, ['input.city']],
      ['a blank city', { city: ' ' }, ['input.city']],
      ['a word of the upstream in place of a city', { city: '全国' }, ['input.city']],
      ['a city for a number on 95', { numberClass: 'SERVICE_95' }, ['input.city']],
      ['a prefix of more than 18 digits', { prefix: '1'.repeat(19) }, ['input.prefix']],
      ['a prefix that is not digits', { prefix: '17x' }, ['input.prefix']],
      ['an empty prefix', { prefix: '' }, ['input.prefix']],
      ['all of it at once', { poolKey: '', city: '', prefix: '-' }, ['input.poolKey', 'input.city', 'input.prefix']],
    ])('not with %s, and nothing is asked', async (_what, bad, expected) => {
      const result = await buy(bad)
      expect(result).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT' })
      expect(paths(result)).toEqual(expected)
      expect(calls()).toBe(0)
    })

    it.each([
      ['isv.NO_AVAILABLE_NUMBER', 'NumbersExhaustedError'],
      ['isv.BUY_NUM_OVER_LIMIT', 'NumbersExhaustedError'],
      ['isv.POOLKEY_NOT_EXISTS', 'ConfigurationError'],
      ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
      ['isv.OUT_OF_SERVICE', 'AccountError'],
      ['Forbidden.RAM', 'PermissionDeniedError'],
      ['isv.BRAND_NEW', 'UnknownError'],
    ])('and %s is %s', async (code, type) => {
      server.sandbox.mischief({ kind: 'answer', code })
      expect(await buy()).toMatchObject({ __typename: type, code, message: expect.any(String) })
    })
  })

  describe('are given back', () => {
    it('and are gone, also from the stock', async () => {
      expect(await giveBack()).toMatchObject({ __typename: 'ReleasedNumber', number: { poolKey, number: spare } })
      expect(await detailsOf()).toMatchObject({ __typename: 'NotFoundError', code: 'isv.NO_NOT_EXIST' })
      expect(await giveBack()).toMatchObject({ __typename: 'NotFoundError', code: 'isv.NO_NOT_EXIST' })
      expect(await forSale({ numberClass: 'VIRTUAL_OPERATOR', prefix: spare })).toMatchObject({ amount: 0 })
    })

    it('not while a binding uses them, but once it has expired', async () => {
      const { numberX } = seeded.normal
      expect(await giveBack({ number: numberX })).toMatchObject({
        __typename: 'PermissionDeniedError',
        code: 'isv.FORBIDDEN_ACTION',
        hint: expect.stringContaining('binding still uses'),
      })
      world().changeBinding(seeded.normal.subsId, { expiresAt: server.sandbox.clock.now() - 1 })
      expect(await giveBack({ number: numberX })).toMatchObject({ __typename: 'ReleasedNumber' })
    })

    it('not while they stand in for a broken one', async () => {
      const { subsId } = seeded.reassigned
      await server.ask(`{ callStatus(poolKey: "${poolKey}", subsId: "${subsId}") { __typename } }`)
      expect(world().bindings.get(subsId)?.temporaryX).toBe(spare)
      expect(await giveBack()).toMatchObject({ code: 'isv.FORBIDDEN_ACTION' })
    })

    it('not out of a pool that does not own them', async () => {
      const foreign = seeded.otherPool.normal.numberX
      expect(await giveBack({ number: foreign })).toMatchObject({ __typename: 'NotFoundError' })
      expect(await giveBack({ poolKey: 'FC404' })).toMatchObject({ __typename: 'ConfigurationError' })
    })

    it.each([
      ['a no', { confirm: false }, ['input.confirm']],
      ['half a number', { number: '1700' }, ['input.number']],
      [
        'everything wrong',
        { poolKey: '', number: '', confirm: false },
        ['input.poolKey', 'input.number', 'input.confirm'],
      ],
    ])('not with %s, and nothing is asked', async (_what, bad, expected) => {
      const result = await giveBack(bad)
      expect(result.__typename).toBe('InvalidInputError')
      expect(paths(result)).toEqual(expected)
      expect(calls()).toBe(0)
    })

    it('once: a release whose answer was lost says how to find out', async () => {
      server.sandbox.mischief({ kind: 'reset', at: 'answer', times: 1 })
      expect(await giveBack()).toMatchObject({
        __typename: 'OutcomeUnknownError',
        action: 'ReleaseSecretNo',
        hint: expect.stringContaining('pool.privateNumber.details'),
      })
      expect(calls()).toBe(1)
      expect(await detailsOf()).toMatchObject({ __typename: 'NotFoundError' })
    })

    it.each([
      ['isv.NO_NOT_EXIST', 'NotFoundError'],
      ['isv.FORBIDDEN_ACTION', 'PermissionDeniedError'],
      ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
      ['isv.FLOW_LIMIT', 'ThrottledError'],
    ])('and %s is %s', async (code, type) => {
      server.sandbox.mischief({ kind: 'answer', code })
      expect(await giveBack()).toMatchObject({ __typename: type, code })
    })
  })

  describe('are locked and unlocked', () => {
    const name = { poolKey, number: spare }

    it('as their details show, and repeating changes nothing', async () => {
      for (const [document, status] of [
        [lock, 'LOCKED'],
        [lock, 'LOCKED'],
        [unlock, 'NOT_BOUND'],
        [unlock, 'NOT_BOUND'],
      ] as const) {
        expect(await write(document, name)).toMatchObject({ __typename: 'NumberLock', number: name })
        expect(await detailsOf()).toMatchObject({ status })
      }
    })

    it('and a locked one is not lent in place of a broken one', async () => {
      await write(lock, name)
      const { data } = await server.ask<{ callStatus: Result }>(
        `{ callStatus(poolKey: "${poolKey}", subsId: "${seeded.reassigned.subsId}") { __typename ... on CallStatus { calledNo } } }`,
      )
      expect(data.callStatus.calledNo).toBe(spares[1])
    })

    it.each([
      ['locking', lock, 'LockSecretNo'],
      ['unlocking', unlock, 'UnlockSecretNo'],
    ])('%s whose answer was lost is not repeated', async (_what, document, action) => {
      server.sandbox.mischief({ kind: 'reset', at: 'answer' })
      expect(await write(document, name)).toMatchObject({ __typename: 'OutcomeUnknownError', action })
      expect(calls()).toBe(1)
    })

    it.each([lock, unlock])('not without a pool and a whole number', async (document) => {
      expect(paths(await write(document, { poolKey: '', number: '1' }))).toEqual(['input.poolKey', 'input.number'])
      expect(calls()).toBe(0)
    })

    it.each([lock, unlock])('not when the pool does not own them', async (document) => {
      expect(await write(document, { poolKey, number: '17000009999' })).toMatchObject({
        __typename: 'NotFoundError',
        code: 'isv.NO_NOT_EXIST',
      })
      server.sandbox.mischief({ kind: 'answer', code: 'isv.ILLEGAL_ARGUMENT' })
      expect(await write(document, name)).toMatchObject({ __typename: 'InvalidInputError', issues: [] })
    })
  })

  describe('tell their details', () => {
    it('in full', async () => {
      world().changeNumber(spare, { purchasedAt: Date.parse('2025-12-03T15:19:27+08:00') })
      expect(await detailsOf()).toEqual({
        __typename: 'PrivateNumberDetails',
        number: { poolKey, number: spare },
        status: 'NOT_BOUND',
        rawStatus: 0,
        certified: true,
        rawCertifyStatus: 1,
        carrier: 'CHINA_MOBILE',
        rawCarrier: 1,
        province: '浙江',
        city: '杭州',
        purchasedAt: '2025-12-03T15:19:27+08:00',
        rawPurchasedAt: '2025-12-03 15:19:27',
        checkedAt: expect.stringMatching(/\+08:00$/),
        requestId: expect.any(String),
      })
    })

    it('with the status that matters most', async () => {
      const { numberX } = seeded.normal
      expect(await detailsOf(numberX)).toMatchObject({ status: 'BOUND', rawStatus: 1 })
      world().changeNumber(numberX, { locked: true })
      expect(await detailsOf(numberX)).toMatchObject({ status: 'LOCKED', rawStatus: 2 })
      world().changeNumber(numberX, { frozen: true })
      expect(await detailsOf(numberX)).toMatchObject({ status: 'FROZEN', rawStatus: 3 })
    })

    it('as not bound when only expired bindings name them', async () => {
      expect(await detailsOf(seeded.expired.numberX)).toMatchObject({ status: 'NOT_BOUND' })
    })

    it('without making up what the upstream left out or says in new words', async () => {
      world().changeNumber(spare, { certified: false, carrier: 9, province: '', city: '' })
      expect(await detailsOf()).toMatchObject({
        certified: false,
        rawCertifyStatus: 0,
        carrier: 'UNKNOWN',
        rawCarrier: 9,
        province: null,
        city: null,
      })
    })

    it('in one call for equal questions of one request', async () => {
      const { data } = await server.ask<Record<string, unknown>>(
        `{ pool(key: "${poolKey}") {
          a: privateNumber(number: "${spare}") { details { __typename } }
          b: privateNumber(number: "${spare}") { details { __typename } }
          c: privateNumber(number: "${spares[1]}") { details { __typename } }
        } }`,
      )
      expect(JSON.stringify(data).match(/PrivateNumberDetails/g)).toHaveLength(3)
      expect(calls()).toBe(2)
    })

    it('afresh after a write of the same request', async () => {
      const { data } = await server.ask<Record<string, { number: { details: Result } }>>(
        `mutation ($input: NumberLockInput!) {
          locked: lockNumber(input: $input) { ... on NumberLock { number { details { ... on PrivateNumberDetails { status } } } } }
          free: unlockNumber(input: $input) { ... on NumberLock { number { details { ... on PrivateNumberDetails { status } } } } }
        }`,
        { input: { poolKey, number: spare } },
      )
      expect(data.locked?.number.details.status).toBe('LOCKED')
      expect(data.free?.number.details.status).toBe('NOT_BOUND')
    })

    it('not for bad keys, and nothing is asked', async () => {
      expect(paths(await detailsOf('1', ''))).toEqual(['poolKey', 'number'])
      expect(calls()).toBe(0)
    })

    it.each([
      ['isv.NO_NOT_EXIST', 'NotFoundError', false],
      ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError', false],
      ['FlowLimited', 'ThrottledError', true],
      ['isv.PARTNER_NOT_EXIST', 'ConfigurationError', false],
    ])('and %s is %s', async (code, type, retryable) => {
      server.sandbox.mischief({ kind: 'answer', code })
      expect(await detailsOf()).toMatchObject({ __typename: type, code, retryable })
    })
  })

  describe('for sale are counted', () => {
    it('in a city, in the whole country and by prefix', async () => {
      const numberClass = 'VIRTUAL_OPERATOR'
      expect(await forSale({ numberClass, city: '上海' })).toMatchObject({ amount: 10, cities: [] })
      expect(await forSale({ numberClass })).toMatchObject({ amount: 31 })
      expect(await forSale({ numberClass, prefix: '170000051' })).toMatchObject({ amount: 10 })
      expect(await forSale({ numberClass, city: '拉萨' })).toMatchObject({ amount: 0 })
      expect(await forSale({ numberClass: 'SERVICE_95' })).toMatchObject({ amount: 3 })
    })

    it('city by city', async () => {
      expect(await forSaleByCity({ numberClass: 'VIRTUAL_OPERATOR' })).toMatchObject({
        amount: 31,
        cities: [
          { city: '杭州', amount: 20 },
          { city: '上海', amount: 10 },
          { city: '西安', amount: 1 },
        ],
      })
      expect(await forSaleByCity({ numberClass: 'VIRTUAL_OPERATOR', prefix: '1700000520' })).toMatchObject({
        cities: [{ city: '西安', amount: 1 }],
      })
    })

    it('in one call for equal questions of one request', async () => {
      await server.ask(`{
        a: numbersForSale(numberClass: CARRIER, city: "杭州") { __typename }
        b: numbersForSale(numberClass: CARRIER, city: "杭州") { __typename }
        c: numbersForSale(numberClass: CARRIER) { __typename }
      }`)
      expect(calls()).toBe(2)
    })

    it('not for bad questions, and nothing is asked', async () => {
      const numberClass = 'VIRTUAL_OPERATOR'
      expect(paths(await forSale({ numberClass, city: '全国列表', prefix: 'x' }))).toEqual(['city', 'prefix'])
      expect(paths(await forSaleByCity({ numberClass: 'SERVICE_95', prefix: '' }))).toEqual(['numberClass', 'prefix'])
      expect(calls()).toBe(0)
    })

    it('and a refusal is typed', async () => {
      server.sandbox.mischief({ kind: 'answer', code: 'isv.ILLEGAL_ARGUMENT' })
      expect(await forSale({ numberClass: 'CARRIER' })).toMatchObject({
        __typename: 'InvalidInputError',
        code: 'isv.ILLEGAL_ARGUMENT',
        issues: [],
      })
    })
  })
})

describe('an account that is not served an operation', () => {
  it('is told so, and is not asked for it again', async () => {
    // A server of its own, since this is remembered for an hour.
    const server = await startGraph()
    server.sandbox.mischief({ kind: 'answer', code: 'InvalidAction.NotFound' })
    for (let n = 0; n < 2; n += 1) {
      const { data } = await server.ask(
        '{ numbersForSale(numberClass: CARRIER) { __typename ... on OperationUnavailableError { action } } }',
      )
      expect(data.numbersForSale).toEqual({ __typename: 'OperationUnavailableError', action: 'QuerySecretNoRemain' })
    }
    expect(server.sandbox.journal).toHaveLength(1)
    await server.close()
  })
})
