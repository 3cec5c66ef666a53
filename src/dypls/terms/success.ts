import type { Check, SuccessRule } from '../../aliyun/contract/operation.ts'

/** How each family of operations says "done" inside an HTTP 200. Names follow the upstream facts (operations.json). */

const codeIs = (...is: string[]): Check => ({ at: 'Code', is, absent: 'malformed' })
const notFalse = (at: string, codeAt?: string): Check => ({
  at,
  is: ['true'],
  absent: 'passes',
  ...(codeAt === undefined ? {} : { codeAt }),
})

export const codeOk: SuccessRule = [codeIs('OK')]
/** The whole call; each item of the batch carries a code of its own, read by the caller. */
export const codeOkPerItem: SuccessRule = codeOk
export const codeOkSuccess: SuccessRule = [codeIs('OK'), notFalse('Success')]
export const codeOkDataSuccess: SuccessRule = [
  codeIs('OK'),
  { at: 'Data.Success', is: ['true'], absent: 'malformed', codeAt: 'Data.ErrorCode' },
]
export const code0000: SuccessRule = [codeIs('0000'), notFalse('Success')]
export const code0000Nested: SuccessRule = [
  codeIs('0000'),
  notFalse('Success'),
  { at: 'Data.Code', is: ['0000'], absent: 'passes' },
  notFalse('Data.Success'),
]
export const code0: SuccessRule = [codeIs('0'), notFalse('Success')]
export const codeOkNested0: SuccessRule = [
  codeIs('OK', '0'),
  notFalse('Success'),
  { at: 'Data.Code', is: ['0'], absent: 'malformed' },
  notFalse('Data.Success'),
]
export const code200: SuccessRule = [codeIs('200'), notFalse('Success')]
export const code200Report: SuccessRule = [
  codeIs('200'),
  notFalse('Success'),
  { at: 'Data.FailType', is: ['1'], absent: 'passes' },
  notFalse('Data.CreateResult'),
]
export const code200OrOk: SuccessRule = [codeIs('200', 'OK'), notFalse('Success')]
/** Waybills carry no code when they succeed; a Code beside a refusal is the refusal's. */
export const waybillNoCode: SuccessRule = [
  { at: 'Code', is: ['OK', '200'], absent: 'passes' },
  { at: 'HttpStatusCode', is: ['200'], absent: 'passes' },
  { at: 'Data.Success', is: ['true'], absent: 'malformed', codeAt: 'Data.ErrorCode' },
]
