import { describe, expect, it } from 'vitest'
import { parseJson } from '../../src/aliyun/contract/json.ts'
import {
  decodeAnswer,
  encodeAnswer,
  type Operation,
  rejectionCode,
  type SuccessRule,
} from '../../src/aliyun/contract/operation.ts'
import type { Codec } from '../../src/aliyun/contract/wire.ts'
import { operations } from '../../src/dypls/operations.ts'
import * as success from '../../src/dypls/terms/success.ts'
import {
  answerAt,
  childrenOf,
  type Documented,
  type DocumentedField,
  type DocumentedParameter,
  documented,
  leaves,
  membersOf,
  placesRead,
  plain,
  refuses,
  sampleOf,
  withoutPlaces,
} from './documented.ts'

/**
 * Client and sandbox share the rows of the contract, so a mistake in a row would deceive both alike. These tests hold
 * every row against what the documents say, which stands in a fixture that nothing here produced.
 */
const rows: readonly Operation[] = Object.values(operations)
const held = documented.flatMap((facts) =>
  rows.filter((row) => row.action === facts.name).map((row) => ({ facts, row })),
)

/** Where a row departs from the documents, each with its reason: places are `Action.Parameter` and `Action:Answer.Path`. */
const departures = {
  rates: new Map([
    [
      'QuerySubscriptionDetail',
      { perSecond: 1000, because: 'the Chinese documentation of 2024 is lower than the SDK' },
    ],
  ]),
  outcomesInTheAnswer: new Map([
    ['GetSecretAsrDetail:Data.Code', 'the code of the recognition itself, which no success rule reads'],
  ]),
  notWholeNumbers: new Map([
    ['BuySecretNo.SecretNo', 'the wished beginning of a number'],
    ['QuerySecretNoRemain.SecretNo', 'the beginning of a number'],
    ['CreateSmsSign:Data.CalledNoSign', 'a signature that stands for a number'],
  ]),
  smallNumbers: new Map([
    ['BuySecretNo.SpecId', 'one of three classes of numbers'],
    ['QuerySecretNoRemain.SpecId', 'one of three classes of numbers'],
  ]),
}

/** One concept, one word, whatever the upstream calls it today. */
const words: Readonly<Record<string, string>> = {
  PoolKey: 'poolKey',
  PartnerKey: 'poolKey',
  CustomerPoolKey: 'poolKey',
  AppId: 'poolKey',
  SubsId: 'subsId',
  SubId: 'subsId',
  Subid: 'subsId',
  PhoneNoX: 'numberX',
  SecretNo: 'numberX',
  TelX: 'numberX',
  PhoneNoA: 'numberA',
  TelA: 'numberA',
  PhoneNoB: 'numberB',
  TelB: 'numberB',
  GroupId: 'groupId',
  CallId: 'callId',
  OutId: 'outId',
  OutOrderId: 'outOrderId',
  RequestId: 'requestId',
}

const rules: Readonly<Record<string, SuccessRule>> = {
  'code-ok': success.codeOk,
  'code-ok-per-item': success.codeOkPerItem,
  'code-ok-success': success.codeOkSuccess,
  'code-ok-data-success': success.codeOkDataSuccess,
  'code-0000': success.code0000,
  'code-0000-nested': success.code0000Nested,
  'code-0': success.code0,
  'code-ok-nested-0': success.codeOkNested0,
  'code-200': success.code200,
  'code-200-report': success.code200Report,
  'code-200-or-ok': success.code200OrOk,
  'waybill-no-code': success.waybillNoCode,
}

/**
 * Tells how the call went, so the success rule reads it and the answer leaves it out; messages besides may name a phone
 * number. An item of a batch keeps its code. `RequestId` is in every row, also where a model forgets to list it.
 */
const isOutcome = (action: string, path: string): boolean =>
  !departures.outcomesInTheAnswer.has(`${action}:${path}`) &&
  (/^(Data\.)?(Code|Success|ErrorCode)$|^HttpStatusCode$/.test(path) ||
    /(^|\.)(Message|Msg|ErrorMsg|AccessDeniedDetail)$/.test(path))

describe('the operation table', () => {
  it('has every documented operation, and each of them once', () => {
    expect(rows.map((row) => row.action).toSorted()).toEqual(documented.map(({ name }) => name).toSorted())
  })
})

describe.each(held)('$facts.name', ({ facts, row }) => {
  const fields = Object.values(row.params)
  const codecOf = (name: string): Codec<unknown> => {
    const field = fields.find(({ at }) => at === name)
    if (field === undefined) throw new Error(`no parameter ${name}`)
    return field.codec
  }

  it('takes exactly the documented parameters and insists on the required ones', () => {
    const expected = facts.parameters.map(({ name, required }) => [name, required])
    expect(Object.fromEntries(fields.map(({ at, required }) => [at, required]))).toEqual(Object.fromEntries(expected))
    expect(fields.length).toBe(expected.length)
  })

  it('reads the documented example of each parameter and writes it again', () => {
    for (const { name, example, style } of facts.parameters) {
      if (example === undefined) continue
      const codec = codecOf(name)
      const wire = codec.text(codec.decode(example))
      if (style === 'json') expect(plain(parseJson(wire))).toEqual(plain(parseJson(String(example))))
      else expect(wire).toBe(String(example))
    }
  })

  it('knows the members of its JSON parameters and which of them are required', () => {
    for (const parameter of facts.parameters.filter((each) => each.fields !== undefined)) {
      const codec = codecOf(parameter.name)
      const members = membersOf(parameter, parameter.name)
      const read = placesRead(codec, sampleOf(parameter, parameter.name), parameter.name)
      expect(leaves(read)).toEqual(leaves(members.map(({ place }) => place)))
      for (const { place, required } of members) {
        expect([place, refuses(codec, sampleOf(parameter, parameter.name, place))]).toEqual([place, required])
      }
    }
  })

  it('gives every documented field of the answer and invents none', () => {
    const places = Object.values(row.answer).flatMap(({ at, codec }) =>
      childrenOf(facts.response, at).length === 0 && childrenOf(facts.response, `${at}[]`).length === 0
        ? [at]
        : [at, ...placesRead(codec, answerAt(facts.response, at), at)],
    )
    const expected = leaves(facts.response.map(({ path }) => path)).filter((path) => !isOutcome(facts.name, path))
    expect(leaves(places)).toEqual([...new Set([...expected, 'RequestId'])].toSorted())
  })

  it('reads the documented answer as a success and loses nothing of it', () => {
    expect(rejectionCode(row.success, facts.responseExample)).toBeNull()
    const again = encodeAnswer(row, decodeAnswer(row, facts.responseExample))
    const kept = withoutPlaces(facts.responseExample, '', (place) => isOutcome(facts.name, place))
    expect(plain(again)).toEqual(plain(kept))
  })

  it('has the documented success rule, retry class, rate and way of sending', () => {
    expect(row.success).toBe(rules[facts.success])
    expect(row.retryClass).toBe(facts.retryClass)
    expect(row.effect).toBe(facts.kind === 'query' ? 'read' : 'write')
    expect(row.perSecond).toBe(departures.rates.get(facts.name)?.perSecond ?? facts.qps)
    expect(row.httpsOnly).toBe(!facts.schemes.includes('http'))
    expect(row.postOnly).toBe(!facts.httpMethods.includes('GET'))
  })

  it('keeps ids of 64 bits exact', () => {
    const wide = '9007199254740993'
    const ids = [
      ...facts.parameters.map((each) => ({ ...each, place: `${facts.name}.${each.name}`, at: each.name, in: fields })),
      ...facts.response.map((each) => ({
        ...each,
        place: `${facts.name}:${each.path}`,
        at: each.path,
        in: Object.values(row.answer),
      })),
    ].filter(
      ({ type, at, place }) => type === 'integer(int64)' && /Id$/.test(at) && !departures.smallNumbers.has(place),
    )
    for (const id of ids) {
      const codec = id.in.find(({ at }) => at === id.at)?.codec
      expect([id.place, codec?.text(codec.decode(BigInt(wide)))]).toEqual([id.place, wide])
    }
  })

  it('calls one concept by one word', () => {
    for (const shape of [row.params, row.answer]) {
      for (const [name, field] of Object.entries(shape)) {
        const wireName = field.path.at(-1) ?? ''
        if (departures.notWholeNumbers.has(`${facts.name}.${wireName}`)) continue
        expect([wireName, name]).toEqual([wireName, words[wireName] ?? name])
      }
    }
  })

  it('prints no phone number by accident', () => {
    const asked = Object.fromEntries(
      facts.parameters.flatMap(({ name, example }) =>
        example === undefined ? [] : [[name, codecOf(name).decode(example)]],
      ),
    )
    const answered = decodeAnswer(row, facts.responseExample)
    const printed = JSON.stringify([asked, answered])
    for (const digits of numbersIn(facts)) expect(printed).not.toContain(digits)
  })
})

/** The documented numbers, real and lent, that must print masked. */
function numbersIn(facts: Documented): readonly string[] {
  const parameters = (each: DocumentedParameter, place: string): readonly (DocumentedField & { place: string })[] => [
    { ...each, path: each.name, place },
    ...(each.fields ?? []).flatMap((field) => parameters(field, `${place}.${field.name}`)),
  ]
  return [
    ...facts.parameters.flatMap((each) => parameters(each, `${facts.name}.${each.name}`)),
    ...facts.response.map((each) => ({ ...each, place: `${facts.name}:${each.path}` })),
  ].flatMap(({ path, place, piiKind, linkable, example }) => {
    const isLent = linkable === true && /(PhoneNoX|SecretNo|TelX|CalledNo|Telephone)$/.test(path)
    if ((piiKind !== 'phone' && !isLent) || departures.notWholeNumbers.has(place)) return []
    return typeof example === 'string' ? example.split(/[,:]/) : []
  })
}
