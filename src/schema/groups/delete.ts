import { deleteAxgGroup } from '../../dypls/groups.ts'
import { builder } from '../../graph/fields/builder.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { Group, type GroupHandle, groupIdMeans, groupIssues, poolKeyMeans } from './handle.ts'

type Deleted = { readonly group: GroupHandle; readonly requestId: string | undefined }

const DeletedGroup = builder.objectRef<Deleted>('DeletedGroup').implement({
  access: ['bindings:read', 'bindings:write'],
  description: 'A group that is gone with all its members. Its id is of no use any more.',
  fields: (t) => ({
    group: t.field({
      type: Group,
      description: 'What was deleted, as a free handle.',
      resolve: ({ group }) => group,
    }),
    requestId: requestIdField(t),
  }),
})

const DeleteGroupResult = resultUnion('DeleteGroupResult', {
  success: DeletedGroup,
  failures: ['OutcomeUnknown'],
  description:
    'The group is gone, or why it is not. PermissionDeniedError with `isv.FORBIDDEN_ACTION`: a binding still uses it. A group that does not exist is an InvalidInputError.',
  hints: {
    'isv.FORBIDDEN_ACTION': {
      en: 'A binding still uses the group: end it or give it another group, then delete again.',
      zh: '号码组仍被绑定关系使用：请先解绑或更换号码组后再删除。',
    },
    'isv.ILLEGAL_ARGUMENT': {
      en: 'Most likely there is no such group in this pool, or no longer: nothing can list groups.',
      zh: '很可能该号池中不存在此号码组，或已被删除：没有接口可列出号码组。',
    },
  },
  findOut: {
    en: 'Nothing lists groups. Delete it again: that is harmless, and InvalidInputError with `isv.ILLEGAL_ARGUMENT` then says that it is gone.',
    zh: '没有接口可列出号码组。请重新删除：无副作用，若返回 InvalidInputError（isv.ILLEGAL_ARGUMENT）即表示已删除。',
  },
})

const DeleteGroupInput = builder.inputType('DeleteGroupInput', {
  description: 'The group that is to go; no binding in force may use it.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: poolKeyMeans }),
    groupId: t.id({ required: true, description: groupIdMeans }),
  }),
})

builder.mutationField('deleteGroup', (t) =>
  t.field({
    type: DeleteGroupResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description: 'Deletes a group and its members for good; refused while a binding uses it. Costs one upstream call.',
    args: { input: t.arg({ type: DeleteGroupInput, required: true, description: 'Its pool and its id.' }) },
    resolve: (_root, { input }, context) => {
      const issues = groupIssues(input)
      if (issues.length > 0) return invalidInput(issues)
      const { poolKey, groupId } = input
      return DeleteGroupResult.ask(deleteAxgGroup, { poolKey, groupId }, context, ({ requestId }) => ({
        group: { poolKey, id: groupId },
        requestId,
      }))
    },
  }),
)
