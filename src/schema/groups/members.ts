import { groupChanges, operateAxgGroup } from '../../dypls/groups.ts'
import { builder } from '../../graph/fields/builder.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import type { Context } from '../../graph/request/context.ts'
import {
  Group,
  type GroupHandle,
  groupIdMeans,
  groupIssues,
  memberIssues,
  membersMean,
  poolKeyMeans,
} from './handle.ts'

type Changed = { readonly group: GroupHandle; readonly requestId: string | undefined }

const ChangedGroup = builder.objectRef<Changed>('ChangedGroup').implement({
  access: ['bindings:read', 'bindings:write'],
  description: 'A group whose members are as was wished. Bindings that use it follow at once.',
  fields: (t) => ({
    group: t.field({
      type: Group,
      description: 'What was changed, as a free handle.',
      resolve: ({ group }) => group,
    }),
    requestId: requestIdField(t),
  }),
})

const GroupMembersResult = resultUnion('GroupMembersResult', {
  success: ChangedGroup,
  failures: ['OutcomeUnknown'],
  description:
    'The members are as was wished, or why that is not certain. A group that does not exist is an InvalidInputError: the upstream has no word of its own for it.',
  hints: {
    'isv.FORBIDDEN_ACTION': {
      en: 'A group must keep at least one member, and one with more than 200 cannot be replaced: add and remove instead. A group that nobody needs is deleted.',
      zh: '号码组至少保留一个号码；成员超过 200 个时不能整体替换，请改用添加和移除。不再需要的号码组请直接删除。',
    },
    'isv.ILLEGAL_ARGUMENT': {
      en: 'Check that the group exists in this pool: nothing can list groups, so compare with the id that createGroup answered.',
      zh: '请检查该号池中是否存在此号码组：没有接口可列出号码组，请与 createGroup 返回的 ID 核对。',
    },
  },
  findOut: {
    en: 'Nothing tells the members of a group. Send the same change again: it arrives at the same members.',
    zh: '没有接口可查询号码组成员。请重新提交相同的变更，结果相同。',
  },
})

const GroupMembersInput = builder.inputType('GroupMembersInput', {
  description: 'A group, and the numbers that the change is about.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: poolKeyMeans }),
    groupId: t.id({ required: true, description: groupIdMeans }),
    members: t.field({ type: ['PhoneNumber'], required: true, description: membersMean }),
  }),
})
type Input = typeof GroupMembersInput.$inferInput

const change = (operateType: string, { poolKey, groupId, members }: Input, context: Context) => {
  const issues = [...groupIssues({ poolKey, groupId }), ...memberIssues(members)]
  if (issues.length > 0) return invalidInput(issues)
  const params = { poolKey, groupId, members, operateType }
  return GroupMembersResult.ask(operateAxgGroup, params, context, ({ requestId }) => ({
    group: { poolKey, id: groupId },
    requestId,
  }))
}

builder.mutationField('addGroupMembers', (t) =>
  t.field({
    type: GroupMembersResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Lets more numbers call over the bindings of a group; those that are members already stay so. Costs one upstream call.',
    args: { input: t.arg({ type: GroupMembersInput, required: true, description: 'The group, and who joins it.' }) },
    resolve: (_root, { input }, context) => change(groupChanges.add, input, context),
  }),
)

builder.mutationField('removeGroupMembers', (t) =>
  t.field({
    type: GroupMembersResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Takes numbers out of a group, which must keep at least one; those that are not members do not matter. Costs one upstream call.',
    args: { input: t.arg({ type: GroupMembersInput, required: true, description: 'The group, and who leaves it.' }) },
    resolve: (_root, { input }, context) => change(groupChanges.remove, input, context),
  }),
)

builder.mutationField('replaceGroupMembers', (t) =>
  t.field({
    type: GroupMembersResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Puts other members in place of all that a group has; refused while it has more than 200. Costs one upstream call.',
    args: {
      input: t.arg({
        type: GroupMembersInput,
        required: true,
        description: 'The group, and who is in it from now on.',
      }),
    },
    resolve: (_root, { input }, context) => change(groupChanges.replace, input, context),
  }),
)
