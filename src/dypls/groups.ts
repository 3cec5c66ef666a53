import { operation } from '../aliyun/contract/operation.ts'
import { type Codec, commaSeparated, optional, required, text } from '../aliyun/contract/wire.ts'
import { groupId, poolKey, remark, requestId } from './terms/fields.ts'
import { type PhoneNumber, phoneNumber } from './terms/phone.ts'
import { codeOk } from './terms/success.ts'

/** `OperateType`. */
export const groupChanges = { add: 'addNumbers', remove: 'deleteNumbers', replace: 'overwriteNumbers' } as const

/** Numbers in one call, to create a group or to change it. */
export const mostMembersPerCall = 200
/** A group with more members than this refuses to be replaced. */
export const mostMembersToReplace = 200
/** Groups in one pool. */
export const mostGroups = 2_000

const digits = (numbers: readonly PhoneNumber[]): readonly string[] => numbers.map((number) => number.reveal())

/** Real numbers in one comma-separated parameter, at most 200. */
const realNumbers: Codec<readonly PhoneNumber[]> = {
  wants: 'phone numbers separated by commas',
  decode: (wire) => commaSeparated.decode(wire).map(phoneNumber),
  text: (numbers) => commaSeparated.text(digits(numbers)),
  json: (numbers) => commaSeparated.json(digits(numbers)),
}

/**
 * Makes a group of real numbers for AXG pools, at most 2000 a pool. Nothing recognises a repeat, so a lost answer may
 * leave a group behind whose id is not known to the caller.
 */
export const createAxgGroup = operation({
  action: 'CreateAxgGroup',
  effect: 'write',
  params: { poolKey, name: optional('Name', text), remark, members: optional('Numbers', realNumbers) },
  answer: { requestId, groupId },
  success: codeOk,
  retryClass: 'unsafe',
  perSecond: 5000,
})

/**
 * Adds, removes or replaces members (`groupChanges`), at most 200 numbers a call. A group never becomes empty, and
 * replacing is refused once it has more than 200 members.
 */
export const operateAxgGroup = operation({
  action: 'OperateAxgGroup',
  effect: 'write',
  params: {
    poolKey,
    groupId,
    operateType: required('OperateType', text),
    members: required('Numbers', realNumbers),
  },
  answer: { requestId },
  success: codeOk,
  retryClass: 'convergent',
  perSecond: 5000,
})

/** Deletes the group with its members for good; refused while a binding still uses it. */
export const deleteAxgGroup = operation({
  action: 'DeleteAxgGroup',
  effect: 'write',
  params: { poolKey, groupId },
  answer: { requestId },
  success: codeOk,
  retryClass: 'convergent',
  perSecond: 5000,
})
