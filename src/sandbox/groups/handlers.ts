import {
  type createAxgGroup as createRow,
  type deleteAxgGroup as deleteRow,
  groupChanges,
  mostGroups,
  mostMembersPerCall,
  mostMembersToReplace,
  type operateAxgGroup as operateRow,
} from '../../dypls/groups.ts'
import { type PhoneNumber, phoneFault } from '../../dypls/terms/phone.ts'
import { type Handler, isRefusal, type Refusal, refusal } from '../actions/handler.ts'
import { isExpired, type World } from '../world/world.ts'
import type { Group } from './state.ts'

/** The numbers of a list, each once, or the code that refuses it. */
const readMembers = (numbers: readonly PhoneNumber[]): ReadonlySet<string> | Refusal => {
  if (numbers.length > mostMembersPerCall) return refusal('isv.ILLEGAL_ARGUMENT')
  const members = numbers.map((number) => number.reveal())
  return members.some((member) => phoneFault(member)) ? refusal('isv.MOBILE_NUMBER_ILLEGAL') : new Set(members)
}

/** The group limit of a pool answers with isv.FORBIDDEN_ACTION, the one documented code that fits (inferred). */
export const createAxgGroup: Handler<typeof createRow> = ({ poolKey, name, remark, members = [] }, { world }) => {
  const pool = world.pools.get(poolKey)
  if (!pool) return refusal('isv.POOLKEY_NOT_EXISTS')
  if (pool.kind !== 'AXG' && pool.kind !== 'ANY') return refusal('isv.FORBIDDEN_ACTION')
  const numbers = readMembers(members)
  if (isRefusal(numbers)) return numbers
  if (world.groups.countOf(poolKey) >= mostGroups) return refusal('isv.FORBIDDEN_ACTION')
  const groupId = world.groups.freshId()
  // Without a name it is called by its id.
  world.groups.add({ groupId, poolKey, name: name ?? groupId, remark: remark ?? null, members: numbers })
  return { groupId }
}

/** No code says that a group is unknown, so it is an illegal argument (inferred). */
const find = (world: World, poolKey: string, groupId: string): Group | Refusal => {
  const group = world.groups.byId.get(groupId)
  return group?.poolKey === poolKey ? group : refusal('isv.ILLEGAL_ARGUMENT')
}

/** The members after a change; null for a change that is unknown. */
const change = (operateType: string, before: ReadonlySet<string>, numbers: ReadonlySet<string>) => {
  switch (operateType) {
    case groupChanges.add:
      return new Set([...before, ...numbers])
    case groupChanges.remove:
      return new Set([...before].filter((member) => !numbers.has(member)))
    case groupChanges.replace:
      return numbers
    default:
      return null
  }
}

/**
 * Adding members that are there and removing ones that are not is no fault. Emptying a group and replacing more than
 * 200 members are forbidden actions (both codes inferred, the rules documented).
 */
export const operateAxgGroup: Handler<typeof operateRow> = ({ poolKey, groupId, operateType, members }, { world }) => {
  const group = find(world, poolKey, groupId)
  if (isRefusal(group)) return group
  const numbers = readMembers(members)
  if (isRefusal(numbers)) return numbers
  const after = change(operateType, group.members, numbers)
  if (after === null) return refusal('isv.ILLEGAL_ARGUMENT')
  const tooManyToReplace = operateType === groupChanges.replace && group.members.size > mostMembersToReplace
  if (after.size === 0 || tooManyToReplace) return refusal('isv.FORBIDDEN_ACTION')
  world.groups.setMembers(groupId, after)
  return {}
}

export const deleteAxgGroup: Handler<typeof deleteRow> = ({ poolKey, groupId }, { world, now }) => {
  const group = find(world, poolKey, groupId)
  if (isRefusal(group)) return group
  const inUse = [...world.bindings.values()].some((binding) => binding.groupId === groupId && !isExpired(binding, now))
  if (inUse) return refusal('isv.FORBIDDEN_ACTION')
  world.groups.remove(groupId)
  return {}
}
