import { mostMembersPerCall } from '../../dypls/groups.ts'
import type { PhoneNumber } from '../../dypls/terms/phone.ts'
import { builder } from '../../graph/fields/builder.ts'
import { bigIdIssues, keyIssues, phonesIssues } from '../../graph/fields/issues.ts'
import { BindingDetails } from '../bindings/details.ts'
import { Pool } from '../pools.ts'

export type GroupHandle = { readonly poolKey: string; readonly id: string }

export const Group = builder.objectRef<GroupHandle>('Group').implement({
  access: 'anyone',
  description:
    'A handle on a group of real numbers whose members may call over an AXG binding. Free. The upstream tells nothing about a group, neither its name nor its members: keep a list of your own.',
  fields: (t) => ({
    poolKey: t.exposeID('poolKey', { description: 'Key of the AXG pool that the group belongs to.' }),
    id: t.exposeID('id', {
      description: 'The 64-bit id that creating the group answered with, as text: a JavaScript number may round it.',
    }),
  }),
})

builder.objectField(Pool, 'group', (t) =>
  t.field({
    type: Group,
    description: 'A handle on one number group of this pool. Free, also for a group that does not exist.',
    args: { id: t.arg.id({ required: true, description: 'The id that creating the group answered with.' }) },
    resolve: ({ key }, { id }) => ({ poolKey: key, id }),
  }),
)

builder.objectField(BindingDetails, 'group', (t) =>
  t.field({
    type: Group,
    nullable: true,
    description: 'The group whose members may call, as a free handle; null for every kind but AXG.',
    resolve: ({ groupId, key: { poolKey } }) => (groupId ? { poolKey, id: groupId } : null),
  }),
)

/** What names a group, and how its members are given: the same wherever groups are written. */
export const poolKeyMeans = 'Key of the AXG pool that the group belongs to.'
export const groupIdMeans = 'The id that creating the group answered with: digits, as text.'
export const membersMean =
  'Real numbers, 1 to 200 in one call, none twice. Personal data. More are added by `addGroupMembers`, call by call.'

export const groupIssues = ({ poolKey, groupId }: { poolKey: string; groupId: string }) => [
  ...keyIssues(poolKey, ['input', 'poolKey']),
  ...bigIdIssues(groupId, ['input', 'groupId']),
]

export const memberIssues = (members: readonly PhoneNumber[]) =>
  phonesIssues(members, mostMembersPerCall, ['input', 'members'])
