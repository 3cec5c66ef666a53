import { describe, expect, it } from 'vitest'
import { type Json, parseJson, printJson } from '../../../src/aliyun/contract/json.ts'
import {
  type Answer,
  decodeAnswer,
  decodeParams,
  encodeAnswer,
  encodeParams,
  notSuccessful,
  operation,
  type Params,
  questionKey,
  rejectionCode,
  type SuccessRule,
} from '../../../src/aliyun/contract/operation.ts'
import {
  beijingTime,
  boolean,
  commaSeparated,
  id64,
  integer,
  list,
  object,
  optional,
  perMessage,
  required,
  text,
  WireMismatch,
} from '../../../src/aliyun/contract/wire.ts'
import { queryCallStatus } from '../../../src/dypls/calls.ts'
import { phoneNumber } from '../../../src/dypls/terms/phone.ts'
import * as success from '../../../src/dypls/terms/success.ts'

const mismatchOf = (act: () => unknown): WireMismatch => {
  try {
    act()
  } catch (error) {
    if (error instanceof WireMismatch) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

const item = object({ numberA: required('PhoneNoA', text), groupId: optional('GroupId', id64) })

/** Has every kind of value, and names that differ from those of the wire. */
const bindAll = operation({
  action: 'BindAll',
  effect: 'write',
  params: {
    poolKey: required('PoolKey', text),
    groupId: required('GroupId', id64),
    expiresAt: required('Expiration', beijingTime),
    recorded: optional('IsRecordingEnabled', boolean),
    timeout: optional('CallTimeout', integer),
    numbers: optional('Numbers', commaSeparated),
    items: optional('AxgBindList', list(item)),
    waybill: optional('trackNo', text),
  },
  answer: {
    requestId: optional('RequestId', text),
    subsId: required('SecretBindDTO.SubsId', text),
    numberX: required('SecretBindDTO.SecretNo', text),
    extension: optional('SecretBindDTO.Extension', text),
    groupId: optional('GroupId', id64),
    amount: optional('Data.Remain.Amount', integer),
    flag: optional('Data.Flag', boolean),
    items: optional('Data.List.item', list(item)),
  },
  success: success.codeOk,
  retryClass: 'unsafe',
  perSecond: 100,
})

const input: Params<typeof bindAll> = {
  poolKey: 'FC12345',
  groupId: '9007199254740993123',
  expiresAt: new Date('2026-09-05T12:00:00+08:00'),
  recorded: false,
  timeout: 0,
  numbers: ['13900000001', '13900000002'],
  items: [{ numberA: '13900000001', groupId: '9007199254740993123' }, { numberA: '13900000002' }],
  waybill: '',
}
const wireParams = {
  PoolKey: 'FC12345',
  GroupId: '9007199254740993123',
  Expiration: '2026-09-05 12:00:00',
  IsRecordingEnabled: 'false',
  CallTimeout: '0',
  Numbers: '13900000001,13900000002',
  AxgBindList: '[{"PhoneNoA":"13900000001","GroupId":9007199254740993123},{"PhoneNoA":"13900000002"}]',
  trackNo: '',
}
const least = { poolKey: 'FC12345', groupId: '1', expiresAt: new Date('2026-09-05T12:00:00+08:00') }

describe('parameters', () => {
  it('travel as texts by the names of the upstream: false, 0 and empty text among them', () => {
    expect(encodeParams(bindAll, input)).toEqual(wireParams)
  })

  it('are left out where they are undefined or null, never sent as a word', () => {
    const sent = { PoolKey: 'FC12345', GroupId: '1', Expiration: '2026-09-05 12:00:00' }
    expect(encodeParams(bindAll, least)).toEqual(sent)
    expect(encodeParams(bindAll, { ...least, recorded: undefined, items: undefined })).toEqual(sent)
    // GraphQL hands on null where a client writes null; the types forbid it, the wire must not show it.
    expect(encodeParams(bindAll, { ...least, timeout: null as unknown as undefined })).toEqual(sent)
  })

  it('carry nothing that the operation does not know', () => {
    const more = { ...least, Action: 'BuySecretNo', toString: 'x' } as Params<typeof bindAll>
    expect(Object.keys(encodeParams(bindAll, more))).toEqual(['Expiration', 'GroupId', 'PoolKey'])
  })

  it('are read back as they were given', () => {
    expect(decodeParams(bindAll, wireParams)).toEqual(input)
    expect(decodeParams(bindAll, encodeParams(bindAll, least))).toEqual({
      ...Object.fromEntries(Object.keys(bindAll.params).map((name) => [name, undefined])),
      ...least,
    })
  })

  it('name the first that is missing or malformed', () => {
    const { GroupId: _, ...incomplete } = wireParams
    expect(mismatchOf(() => decodeParams(bindAll, incomplete)).message).toBe('GroupId is not there')
    expect(mismatchOf(() => decodeParams(bindAll, {})).place).toBe('PoolKey')
    expect(mismatchOf(() => decodeParams(bindAll, { ...wireParams, Expiration: 'soon' })).place).toBe('Expiration')
    const items = '[{"PhoneNoA":"1"},{}]'
    expect(mismatchOf(() => decodeParams(bindAll, { ...wireParams, AxgBindList: items })).place).toBe(
      'AxgBindList.1.PhoneNoA',
    )
  })

  it('do not compile when one is missing, misspelt or of another type', () => {
    // @ts-expect-error groupId and expiresAt are missing
    const missing: Params<typeof bindAll> = { poolKey: 'FC12345' }
    // @ts-expect-error there is no poolkey
    const misspelt: Params<typeof bindAll> = { ...least, poolkey: 'FC12345' }
    // @ts-expect-error a time is a Date, not a text
    const mistyped: Params<typeof bindAll> = { ...least, expiresAt: '2026-09-05 12:00:00' }
    // @ts-expect-error an optional value of an answer may be undefined
    const assumed: (answer: Answer<typeof bindAll>) => string = ({ extension }) => extension
    expect([missing, misspelt, mistyped, assumed]).toHaveLength(4)
  })
})

const answer: Answer<typeof bindAll> = {
  requestId: '9297B722-A016-43FB-B51A-E54050D9369D',
  subsId: '1000000768798832',
  numberX: '17000001234',
  extension: '130',
  groupId: '9007199254740993123',
  amount: 0,
  flag: false,
  items: [{ numberA: '13900000001', groupId: '9007199254740993123' }],
}
const body =
  '{"RequestId":"9297B722-A016-43FB-B51A-E54050D9369D",' +
  '"SecretBindDTO":{"SubsId":"1000000768798832","SecretNo":"17000001234","Extension":"130"},' +
  '"GroupId":9007199254740993123,' +
  '"Data":{"Remain":{"Amount":0},"Flag":false,"List":{"item":[{"PhoneNoA":"13900000001","GroupId":9007199254740993123}]}}}'

describe('an answer', () => {
  it('is read from its nesting and written into it again, ids beyond 2^53 included', () => {
    expect(decodeAnswer(bindAll, parseJson(body))).toEqual(answer)
    expect(printJson(encodeAnswer(bindAll, answer))).toBe(body)
    expect(decodeAnswer(bindAll, parseJson(printJson(encodeAnswer(bindAll, answer))))).toEqual(answer)
  })

  it('is read whatever else it carries, and whatever optional part is absent or null', () => {
    const short = '{"Code":"OK","More":[1],"SecretBindDTO":{"SubsId":1,"SecretNo":"2","Extension":null},"Data":null}'
    const read = decodeAnswer(bindAll, parseJson(short))
    expect(read).toMatchObject({ subsId: '1', numberX: '2' })
    expect(Object.values(read).filter((value) => value !== undefined)).toEqual(['1', '2'])
  })

  it('is written without what is undefined, not even its empty nest', () => {
    expect(encodeAnswer(bindAll, { subsId: '1', numberX: '2', flag: undefined })).toEqual({
      SecretBindDTO: { SubsId: '1', SecretNo: '2' },
    })
  })

  it('is refused, by the whole name of the place, where a required part is absent or the shape is another', () => {
    const place = (body: Json) => mismatchOf(() => decodeAnswer(bindAll, body)).place
    expect(place({})).toBe('SecretBindDTO.SubsId')
    expect(place(null)).toBe('SecretBindDTO.SubsId')
    expect(place([])).toBe('SecretBindDTO.SubsId')
    expect(place('{}')).toBe('SecretBindDTO.SubsId')
    expect(place({ SecretBindDTO: 'x' })).toBe('SecretBindDTO.SubsId')
    expect(place({ SecretBindDTO: [] })).toBe('SecretBindDTO.SubsId')
    const bound = { SecretBindDTO: { SubsId: '1', SecretNo: '2' } }
    expect(place({ ...bound, Data: { Remain: { Amount: 'many' } } })).toBe('Data.Remain.Amount')
    expect(place({ ...bound, Data: { List: { item: [{}] } } })).toBe('Data.List.item.0.PhoneNoA')
  })
})

describe('the call status query', () => {
  it('asks and answers as the documents show', () => {
    const callNo = phoneNumber('13900000001')
    expect(encodeParams(queryCallStatus, { poolKey: 'FC12345', subsId: '12345', callNo })).toEqual({
      PoolKey: 'FC12345',
      SubsId: '12345',
      CallNo: '13900000001',
    })
    // dyplsapi/operations.json, responseExample of QueryCallStatus.
    const documented = { RequestId: 'E7F99446', SecretCallStatusDTO: { Status: 1, CalledNo: '17000000000' } }
    const read = decodeAnswer(queryCallStatus, documented)
    expect(read.status).toBe(1)
    expect(read.calledNo?.reveal()).toBe('17000000000')
    expect(encodeAnswer(queryCallStatus, read)).toEqual(documented)
  })
})

const requestId = '9297B722-A016-43FB-B51A-E54050D9369D'
const ok = { Code: 'OK', Message: 'OK', RequestId: requestId }
const refusal = { Code: 'isv.PARAMETER_ERROR', Message: 'refused', RequestId: requestId }

const rules: Readonly<Record<keyof typeof success, SuccessRule>> = { ...success }

type Family = {
  readonly name: keyof typeof success
  /** The samples, `responseExample` in dyplsapi/operations.json (2026-11-24), one of each form that occurs. */
  readonly passes: Readonly<Record<string, Json>>
  /** Bodies that break the documented predicate (`successPredicates`, same file), and the code they give. */
  readonly fails: readonly (readonly [code: string, body: Json])[]
}

const families: readonly Family[] = [
  {
    name: 'codeOk',
    passes: {
      QueryCallStatus: { ...ok, SecretCallStatusDTO: { Status: 1, CalledNo: '17000000000' } },
      UnbindSubscription: { ...ok, ChargeId: 'true' },
      CreateAxgGroup: { ...ok, GroupId: 2000000130001 },
      // The inner code is that of speech recognition, read by the caller.
      GetSecretAsrDetail: { ...ok, Data: { Code: '21050000', Msg: 'SUCCESS', Sentences: [], Type: 'asrResult' } },
      LockSecretNo: ok,
    },
    fails: [
      ['isv.PARAMETER_ERROR', { ...refusal, Success: true }],
      ['0', { ...ok, Code: '0' }],
      ['ok', { ...ok, Code: 'ok' }],
      ['200', { ...ok, Code: 200 }],
    ],
  },
  {
    name: 'codeOkPerItem',
    passes: {
      BindBatchAxg: { ...ok, SecretBindList: { SecretBind: [{ Code: 'OK', GroupId: '2000000130001' }] } },
      // A mix is a partial success, item by item.
      'BindBatchAxg, partly': { ...ok, SecretBindList: { SecretBind: [{ Code: 'OK' }, { Code: 'isv.NO_AVAILABLE' }] } },
    },
    fails: [['isv.PARAMETER_ERROR', refusal]],
  },
  {
    name: 'codeOkSuccess',
    passes: {
      GetDyplsOSSInfoForUploadFile: { ...ok, Success: true, Data: { AccessKeyId: 'LTAI-example', Host: 'https://x' } },
      'without Success': { ...ok, Data: {} },
      'with Success null': { ...ok, Success: null },
    },
    fails: [
      ['isv.PARAMETER_ERROR', { ...refusal, Success: false }],
      [notSuccessful, { ...ok, Success: false }],
      [notSuccessful, { ...ok, Success: 'false' }],
    ],
  },
  {
    name: 'codeOkDataSuccess',
    passes: {
      CancelPickUpWaybill: { ...ok, Data: { Message: 'success', Success: true } },
      'with Success as text': { ...ok, Data: { Success: 'true' } },
    },
    fails: [
      ['isv.PARAMETER_ERROR', refusal],
      ['CANCEL_REFUSED', { ...ok, Data: { Success: false, ErrorCode: 'CANCEL_REFUSED', ErrorMsg: 'too late' } }],
      ['CANCEL_REFUSED', { ...ok, Data: { Success: 'false', ErrorCode: 'CANCEL_REFUSED' } }],
      [notSuccessful, { ...ok, Data: { Success: false } }],
      [notSuccessful, { ...ok, Data: { Success: false, ErrorCode: '' } }],
    ],
  },
  {
    name: 'code0000',
    passes: {
      BindXB: { Code: '0000', Message: 'OK', Success: true, Data: { AuthId: '4353453456', TelX: '17000001234' } },
      BindAXBCall: { Code: '0000', Message: 'OK', Success: true, Data: { BindId: '476567566' } },
      'without Success': { Code: '0000' },
    },
    fails: [
      ['9999', { Code: '9999', Message: 'refused', Success: false }],
      ['OK', { ...ok, Success: true }],
      ['0', { Code: 0, Success: true }],
      [notSuccessful, { Code: '0000', Success: false }],
    ],
  },
  {
    name: 'code0000Nested',
    passes: {
      UnBindXB: { ...ok, Code: '0000', Success: true, Data: { Code: '0000', Message: 'success', Success: true } },
      'without Data': { ...ok, Code: '0000', Success: true },
    },
    fails: [
      ['9999', { ...ok, Code: '9999', Success: false, Data: { Code: '8888' } }],
      ['8888', { ...ok, Code: '0000', Success: true, Data: { Code: '8888', Success: false } }],
      [notSuccessful, { ...ok, Code: '0000', Success: false, Data: { Code: '0000', Success: true } }],
      [notSuccessful, { ...ok, Code: '0000', Success: true, Data: { Code: '0000', Success: false } }],
    ],
  },
  {
    name: 'code0',
    passes: {
      BindAxbFixedLine: { ...ok, Code: '0', Success: true, Data: { Subid: 'GHX0534X2', TelX: '17000001234' } },
      BindAxnExtensionFixedLine: { ...ok, Code: '0', Success: 'true', Data: { TelXext: '1001' } },
      QueryAxnBindFixedLine: { ...ok, Code: '0', Success: true, Data: [{ Areacode: '10' }] },
      'with the number 0': { ...ok, Code: 0, Success: true },
    },
    fails: [
      ['1', { ...ok, Code: '1', Success: false }],
      ['OK', { ...ok, Success: true }],
      [notSuccessful, { ...ok, Code: '0', Success: 'false' }],
    ],
  },
  {
    name: 'codeOkNested0',
    passes: {
      UpdateAxbBindFixedLine: { ...ok, Success: true, Data: { Code: '0', Message: 'success', Success: true } },
      'with the outer code 0': { ...ok, Code: '0', Success: true, Data: { Code: '0', Success: true } },
      'with Data.Code as a number': { ...ok, Data: { Code: 0 } },
    },
    fails: [
      ['isv.PARAMETER_ERROR', { ...refusal, Data: { Code: '0', Success: true } }],
      ['1001', { ...ok, Success: true, Data: { Code: '1001', Message: 'refused', Success: false } }],
      ['OK', { ...ok, Success: true, Data: { Code: 'OK', Success: true } }],
      [notSuccessful, { ...ok, Success: true, Data: { Code: '0', Success: false } }],
      [notSuccessful, { ...ok, Success: false, Data: { Code: '0', Success: true } }],
    ],
  },
  {
    name: 'code200',
    passes: {
      QuerySecretAPhoneNoToCust: { ...ok, Code: '200', Success: true, Data: { NoType: 'Mobile' } },
      DeleteSecretAPhoneNoToCust: { ...ok, Code: '200', Success: true, Data: true },
      // A note of the same file: page samples print the number, the model says text.
      'with the number 200': { ...ok, Code: 200, Success: true },
    },
    fails: [
      ['500', { ...ok, Code: 500, Success: false }],
      ['OK', { ...ok, Success: true }],
      [notSuccessful, { ...ok, Code: '200', Success: false }],
    ],
  },
  {
    name: 'code200Report',
    passes: {
      CreatePhoneNoAReport: { ...ok, Code: '200', Success: true, Data: { CreateResult: true, FailType: 1 } },
      'without FailType': { ...ok, Code: '200', Success: true, Data: { CreateResult: true } },
      'with FailType as text': { ...ok, Code: '200', Success: true, Data: { CreateResult: true, FailType: '1' } },
      'without Data': { ...ok, Code: '200', Success: true },
    },
    fails: [
      ['400', { ...ok, Code: '400', Success: false }],
      ['-1', { ...ok, Code: '200', Success: true, Data: { CreateResult: false, FailType: -1 } }],
      ['-2', { ...ok, Code: 200, Success: true, Data: { CreateResult: true, FailType: -2 } }],
      [notSuccessful, { ...ok, Code: '200', Success: true, Data: { CreateResult: false } }],
      [notSuccessful, { ...ok, Code: '200', Success: false }],
    ],
  },
  {
    name: 'code200OrOk',
    passes: {
      BindAxb700: { ...ok, Code: '200', Success: true, Data: { SecretNo: '70012345678', SubsId: 1000000768798832 } },
      BindGxb700: { ...ok, Success: true, Data: { SecretNo: '70012345678', SubsId: 1000000768798832 } },
      UpdateSubs700: { ...ok, Success: true, Data: {} },
    },
    fails: [
      ['isv.PARAMETER_ERROR', refusal],
      ['0', { ...ok, Code: '0' }],
      [notSuccessful, { ...ok, Success: false, Data: {} }],
    ],
  },
  {
    name: 'waybillNoCode',
    passes: {
      CreatePickUpWaybillPreQuery: {
        HttpStatusCode: 200,
        Message: 'OK',
        RequestId: requestId,
        Data: { Code: '0', CpTimeSelectList: [], Message: 'success', Success: true },
      },
      CreatePickUpWaybill: {
        HttpStatusCode: 200,
        Message: 'OK',
        RequestId: requestId,
        Data: { CpCode: 'YTO', GotCode: '3524', MailNo: '77312345629001', Success: 'true' },
      },
    },
    fails: [
      ['isv.PARAMETER_ERROR', refusal],
      ['ORDER_EXISTS', { HttpStatusCode: 200, Data: { Success: false, ErrorCode: 'ORDER_EXISTS' } }],
      ['ORDER_EXISTS', { HttpStatusCode: 200, Data: { Success: 'false', ErrorCode: 'ORDER_EXISTS' } }],
      [notSuccessful, { HttpStatusCode: 200, Data: { Success: false } }],
      ['500', { HttpStatusCode: 500, Message: 'refused', RequestId: requestId }],
    ],
  },
]

describe('the rule of success', () => {
  it('is tried below for every family there is', () => {
    expect(families.map(({ name }) => name).sort()).toEqual(Object.keys(success).sort())
    expect(families).toHaveLength(12)
  })

  const passing = families.flatMap(({ name, passes }) =>
    Object.entries(passes).map(([sample, body]) => ({ name, sample, body })),
  )
  it.each(passing)('$name is content with the sample $sample', ({ name, body }) => {
    expect(rejectionCode(rules[name], body)).toBeNull()
  })

  const failing = families.flatMap(({ name, fails }) => fails.map(([code, body]) => ({ name, code, body })))
  it.each(failing)('$name gives the code $code for $body', ({ name, code, body }) => {
    expect(rejectionCode(rules[name], body)).toBe(code)
  })

  it.each(families)('$name calls a refusal a refusal even when data stands beside it', ({ name, passes }) => {
    for (const sample of Object.values(passes)) {
      const refused = { ...(sample as Record<string, Json>), Code: 'isv.FLOW_LIMIT' }
      expect(rejectionCode(rules[name], refused)).toBe('isv.FLOW_LIMIT')
    }
  })

  it.each(families.filter(({ name }) => name !== 'waybillNoCode'))(
    '$name takes a body without a usable Code for a foreign one, never for a success',
    ({ name }) => {
      const foreign: readonly Json[] = [
        {},
        { Success: true, Data: { Code: '0', Success: true } },
        { Code: null },
        { Code: '' },
        { code: 'OK' },
      ]
      for (const body of foreign) {
        expect(mismatchOf(() => rejectionCode(rules[name], body)).message).toBe('Code is not there')
      }
      for (const Code of [{}, ['OK'], [['OK']]]) {
        expect(mismatchOf(() => rejectionCode(rules[name], { Code })).message).toBe('Code is not a single value')
      }
    },
  )

  it.each(families)('$name takes a body that is no object for a foreign one', ({ name }) => {
    for (const body of [null, [], 'OK', 200, true, '{"Code":"OK"}'] as const) {
      expect(mismatchOf(() => rejectionCode(rules[name], body)).message).toBe('the value is not an object')
    }
  })

  it.each([
    ['codeOkDataSuccess', ok],
    ['codeOkDataSuccess', { ...ok, Data: {} }],
    ['codeOkDataSuccess', { ...ok, Data: null }],
    ['codeOkNested0', { ...ok, Success: true }],
    ['codeOkNested0', { ...ok, Success: true, Data: { Success: true } }],
    ['codeOkNested0', { ...ok, Success: true, Data: '0' }],
    ['waybillNoCode', {}],
    ['waybillNoCode', { HttpStatusCode: 200, Message: 'OK' }],
    ['waybillNoCode', { HttpStatusCode: 200, Data: {} }],
    ['waybillNoCode', { HttpStatusCode: 200, Data: { Success: null } }],
  ] as const)('%s never takes an answer that lacks its nested verdict for a success: %j', (name, body) => {
    let verdict: string | null
    try {
      verdict = rejectionCode(rules[name], body)
    } catch (error) {
      verdict = String(error)
    }
    expect(verdict).not.toBeNull()
  })

  it('never gives an empty code, nor passes one', () => {
    const nestedEmpty = { Code: '0000', Success: true, Data: { Code: '' } }
    expect(rejectionCode(success.code0000Nested, nestedEmpty)).toBe(notSuccessful)
    const reportEmpty = { Code: '200', Success: true, Data: { FailType: '' } }
    expect(rejectionCode(success.code200Report, reportEmpty)).toBe(notSuccessful)
  })

  it('takes a verdict that is no single value for a foreign body, not for an absent one', () => {
    const place = (rule: SuccessRule, body: Json) => mismatchOf(() => rejectionCode(rule, body)).place
    expect(place(success.codeOkSuccess, { ...ok, Success: {} })).toBe('Success')
    expect(place(success.code0000Nested, { Code: '0000', Data: { Code: [] } })).toBe('Data.Code')
    expect(place(success.codeOkDataSuccess, { ...ok, Data: { Success: false, ErrorCode: {} } })).toBe('Data.ErrorCode')
  })
})

describe('two questions', () => {
  const row = operation({
    action: 'AskSomething',
    effect: 'read',
    params: { about: required('About', text), messageId: perMessage(required('ReqId', text)) },
    answer: {},
    success: [],
    retryClass: 'safe',
    perSecond: null,
  })

  it('are equal when they differ only in what names the message', () => {
    expect(questionKey(row, { About: 'x', ReqId: '1' })).toBe(questionKey(row, { About: 'x', ReqId: '2' }))
  })

  it('differ in every other parameter, also in one that is left out', () => {
    const keys = [{ About: 'x', ReqId: '1' }, { About: 'y', ReqId: '1' }, { ReqId: '1' }].map((params) =>
      questionKey(row, params as unknown as Record<string, string>),
    )
    expect(new Set(keys).size).toBe(3)
  })
})
