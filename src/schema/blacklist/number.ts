import {
  addSecretBlacklist,
  blacklists,
  deleteSecretBlacklist,
  operateBlackNo,
  poolWideChanges,
} from '../../dypls/blacklist.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { invalidInput } from '../../graph/fields/result.ts'
import type { Context } from '../../graph/request/context.ts'
import { BlacklistResult, type Changed } from './result.ts'

const PoolBlacklist = builder.enumType('PoolBlacklist', {
  description:
    'By which of two upstream operations a number is blocked. Whether they share one list is not documented: unblock by the one that blocked.',
  values: {
    STANDARD: {
      description: 'AddSecretBlacklist and DeleteSecretBlacklist: every kind of pool but AXG, 100 changes a second.',
    },
    CLASSIC: {
      description: 'OperateBlackNo, the older one: 1000 changes a second, but neither for AXB nor for AXG pools.',
    },
  } as const,
})

const BlockedNumberInput = builder.inputType('BlockedNumberInput', {
  description: 'Whose calls over a pool are to be refused, or are no longer to be.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: 'Key of the pool whose X numbers are concerned, all of them.' }),
    number: t.field({
      type: 'PhoneNumber',
      required: true,
      description: 'Real number of the caller. Personal data.',
    }),
    list: t.field({
      type: PoolBlacklist,
      required: true,
      defaultValue: 'STANDARD',
      description: 'The upstream operation that keeps the entry; matters for rate and kind of pool only.',
    }),
    remark: t.string({ description: 'Free text for the console, such as the reason. Put no personal data in it.' }),
  }),
})
type Input = typeof BlockedNumberInput.$inferInput

const changeStandard = ({ poolKey, number, remark }: Input, context: Context, blocked: boolean) => {
  const row = blocked ? addSecretBlacklist : deleteSecretBlacklist
  const entry = { poolKey, blackNo: number, blackType: blacklists.WHOLE_POOL, remark: remark ?? undefined }
  return BlacklistResult.ask(row, entry, context, ({ requestId }): Changed => ({ poolKey, requestId }))
}

const changeClassic = ({ poolKey, number, remark }: Input, context: Context, blocked: boolean) => {
  const operateType = blocked ? poolWideChanges.add : poolWideChanges.remove
  const entry = { poolKey, blackNo: number, operateType, remark: remark ?? undefined }
  return BlacklistResult.ask(operateBlackNo, entry, context, ({ requestId }): Changed => ({ poolKey, requestId }))
}

const setBlocked = (input: Input, context: Context, blocked: boolean) => {
  const issues = [...keyIssues(input.poolKey, ['input', 'poolKey']), ...phoneIssues(input.number, ['input', 'number'])]
  if (issues.length > 0) return invalidInput(issues)
  return (input.list === 'CLASSIC' ? changeClassic : changeStandard)(input, context, blocked)
}

builder.mutationField('blockNumber', (t) =>
  t.field({
    type: BlacklistResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Refuses every call of one real number over the X numbers of a pool; its receipt then names the blacklist. Blocking twice is harmless. Costs one upstream call.',
    args: { input: t.arg({ type: BlockedNumberInput, required: true, description: 'The caller, and the pool.' }) },
    resolve: (_root, { input }, context) => setBlocked(input, context, true),
  }),
)

builder.mutationField('unblockNumber', (t) =>
  t.field({
    type: BlacklistResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Lets a blocked number call over a pool again. Entries of pairs stay: see `unblockPair`. Costs one upstream call.',
    args: { input: t.arg({ type: BlockedNumberInput, required: true, description: 'The caller, and the pool.' }) },
    resolve: (_root, { input }, context) => setBlocked(input, context, false),
  }),
)
