import {
  addSecretBlacklist,
  blacklists,
  deleteSecretBlacklist,
  pairOf,
  refusedDirections,
} from '../../dypls/blacklist.ts'
import { builder } from '../../graph/fields/builder.ts'
import { issue, keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { invalidInput } from '../../graph/fields/result.ts'
import { inputEnum } from '../../graph/fields/wire-enum.ts'
import type { Context } from '../../graph/request/context.ts'
import { BlacklistResult, type Changed } from './result.ts'

const BlockedCalls = inputEnum('BlockedCalls', {
  description: 'Which calls of a pair are refused. The upstream words it by who may still call; this is the reverse.',
  spelled: refusedDirections,
  means: {
    BOTH: 'Neither may call the other.',
    A_TO_B: 'A may not call B; B may call A. Upstream PHONEB_REJECT.',
    B_TO_A: 'B may not call A; A may call B. Upstream PHONEA_REJECT.',
  },
})

const BlockedPairInput = builder.inputType('BlockedPairInput', {
  description: 'Two real numbers between whom calls over a pool are to be refused, or are no longer to be.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: 'Key of the pool whose X numbers are concerned, all of them.' }),
    numberA: t.field({ type: 'PhoneNumber', required: true, description: 'Real number of one party. Personal data.' }),
    numberB: t.field({
      type: 'PhoneNumber',
      required: true,
      description: 'Real number of the other party, not the same. Personal data.',
    }),
    calls: t.field({
      type: BlockedCalls.type,
      required: true,
      defaultValue: 'BOTH',
      description: 'The direction that is concerned. Unblock with the one that was blocked.',
    }),
    remark: t.string({ description: 'Free text for the console, such as the reason. Put no personal data in it.' }),
  }),
})
type Input = typeof BlockedPairInput.$inferInput

const issuesOf = ({ poolKey, numberA, numberB }: Input) => [
  ...keyIssues(poolKey, ['input', 'poolKey']),
  ...phoneIssues(numberA, ['input', 'numberA']),
  ...phoneIssues(numberB, ['input', 'numberB']),
  ...(numberA.reveal() === numberB.reveal()
    ? [issue(['input', 'numberB'], 'must differ from numberA', '不能与 numberA 相同')]
    : []),
]

const setBlocked = (row: typeof addSecretBlacklist, input: Input, context: Context) => {
  const issues = issuesOf(input)
  if (issues.length > 0) return invalidInput(issues)
  const { poolKey, numberA, numberB, calls, remark } = input
  const entry = {
    poolKey,
    blackNo: pairOf(numberA, numberB),
    blackType: blacklists.PAIR,
    // Both is what leaving it out means; the word for it stands in the metadata only.
    wayControl: calls === 'BOTH' ? undefined : BlockedCalls.write(calls ?? 'BOTH'),
    remark: remark ?? undefined,
  }
  return BlacklistResult.ask(row, entry, context, ({ requestId }): Changed => ({ poolKey, requestId }))
}

builder.mutationField('blockPair', (t) =>
  t.field({
    type: BlacklistResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Refuses calls between two real numbers over the X numbers of a pool, both ways or one. Not for AXG pools. Costs one upstream call.',
    args: { input: t.arg({ type: BlockedPairInput, required: true, description: 'The pair, and the pool.' }) },
    resolve: (_root, { input }, context) => setBlocked(addSecretBlacklist, input, context),
  }),
)

builder.mutationField('unblockPair', (t) =>
  t.field({
    type: BlacklistResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Lets two numbers call each other over a pool again, as far as neither is blocked by itself. Costs one upstream call.',
    args: { input: t.arg({ type: BlockedPairInput, required: true, description: 'The pair, and the pool.' }) },
    resolve: (_root, { input }, context) => setBlocked(deleteSecretBlacklist, input, context),
  }),
)
