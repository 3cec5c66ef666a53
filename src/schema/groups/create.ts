import { createAxgGroup } from '../../dypls/groups.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues, textIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { Group, type GroupHandle, memberIssues, membersMean, poolKeyMeans } from './handle.ts'

type Created = { readonly group: GroupHandle; readonly requestId: string | undefined }

const CreatedGroup = builder.objectRef<Created>('CreatedGroup').implement({
  access: ['bindings:read', 'bindings:write'],
  description:
    'A group that is there from now on, to be named when an AXG binding is made. Keep its id: nothing lists groups.',
  fields: (t) => ({
    group: t.field({
      type: Group,
      description: 'The new group as a free handle.',
      resolve: ({ group }) => group,
    }),
    requestId: requestIdField(t),
  }),
})

const CreateGroupResult = resultUnion('CreateGroupResult', {
  success: CreatedGroup,
  failures: ['OutcomeUnknown'],
  description:
    'The group that was made, or why there is none. PermissionDeniedError with `isv.FORBIDDEN_ACTION`: the pool is not for AXG, or is full.',
  hints: {
    'isv.FORBIDDEN_ACTION': {
      en: 'Groups belong in AXG pools, at most 2000 in each. Check the kind of the pool in the console, or delete groups that no binding uses.',
      zh: '号码组只能建在 AXG 号池中，每个号池最多 2000 个。请在控制台检查号池类型，或删除未被绑定使用的号码组。',
    },
  },
  findOut: {
    en: 'Nothing lists groups, so it cannot be looked up here; the console can show it. Creating it again is safe but for one thing: a group nobody knows the id of counts towards the 2000 of the pool.',
    zh: '没有接口可列出号码组，因此无法在此查询，可在控制台查看。可以重新创建，但遗留的号码组会占用号池 2000 个的上限。',
  },
})

// The service's documents name 16 and 50 characters, its SDK 128 and 256: only what both refuse is refused here.
const longestName = 128
const longestRemark = 256

const CreateGroupInput = builder.inputType('CreateGroupInput', {
  description: 'A group of real numbers to come.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: poolKeyMeans }),
    name: t.string({
      description:
        'What the console shows; its id when left out. At most 128 characters, of which some accounts take only 16.',
    }),
    remark: t.string({
      description:
        'Free text, at most 256 characters, of which some accounts take only 50. Put no personal data in it.',
    }),
    members: t.field({
      type: ['PhoneNumber'],
      description: `${membersMean} Left out: the group starts without members.`,
    }),
  }),
})
type Input = typeof CreateGroupInput.$inferInput

const issuesOf = ({ poolKey, name, remark, members }: Input) => [
  ...keyIssues(poolKey, ['input', 'poolKey']),
  ...textIssues(name, longestName, ['input', 'name']),
  ...textIssues(remark, longestRemark, ['input', 'remark']),
  ...(members ? memberIssues(members) : []),
]

builder.mutationField('createGroup', (t) =>
  t.field({
    type: CreateGroupResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Makes a group of real numbers that may call over AXG bindings, at most 2000 groups in a pool. Costs one upstream call.',
    args: { input: t.arg({ type: CreateGroupInput, required: true, description: 'The pool, and who is in it.' }) },
    resolve: (_root, { input }, context) => {
      const issues = issuesOf(input)
      if (issues.length > 0) return invalidInput(issues)
      const { poolKey } = input
      const params = {
        poolKey,
        name: input.name ?? undefined,
        remark: input.remark ?? undefined,
        members: input.members ?? undefined,
      }
      return CreateGroupResult.ask(createAxgGroup, params, context, ({ groupId, requestId }) => ({
        group: { poolKey, id: groupId },
        requestId,
      }))
    },
  }),
)
