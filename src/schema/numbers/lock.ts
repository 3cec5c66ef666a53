import { lockSecretNo, unlockSecretNo } from '../../dypls/numbers.ts'
import type { NumberX } from '../../dypls/terms/phone.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import type { Context } from '../../graph/request/context.ts'
import { PrivateNumber, type PrivateNumberHandle } from './handle.ts'

type Locked = { readonly number: PrivateNumberHandle; readonly requestId: string | undefined }

const LockedNumber = builder.objectRef<Locked>('NumberLock').implement({
  access: ['numbers:read', 'numbers:write'],
  description: 'The lock of an X number was set or lifted, or was so already.',
  fields: (t) => ({
    number: t.field({
      type: PrivateNumber,
      description: 'The number, as a free handle for asking on.',
      resolve: ({ number }) => number,
    }),
    requestId: requestIdField(t),
  }),
})

const NumberLockResult = resultUnion('NumberLockResult', {
  success: LockedNumber,
  failures: ['NotFound', 'OutcomeUnknown'],
  description: 'The number is locked or unlocked now, or why that is not certain.',
  findOut: {
    en: 'Ask pool.privateNumber.details: its status says whether the number is locked. Repeating is harmless.',
    zh: '查询 pool.privateNumber.details 的状态即可知道号码是否已锁定；重复提交无副作用。',
  },
})

const NumberLockInput = builder.inputType('NumberLockInput', {
  description: 'Which X number to lock or unlock.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: 'Key of the pool that the number belongs to.' }),
    number: t.field({ type: 'NumberX', required: true, description: 'The whole X number, digits only.' }),
  }),
})

const setLock = (
  row: typeof lockSecretNo,
  { poolKey, number }: { poolKey: string; number: NumberX },
  context: Context,
) => {
  const issues = [...keyIssues(poolKey, ['input', 'poolKey']), ...phoneIssues(number, ['input', 'number'])]
  if (issues.length > 0) return invalidInput(issues)
  return NumberLockResult.ask(row, { poolKey, numberX: number }, context, ({ requestId }) => ({
    number: { poolKey, number },
    requestId,
  }))
}

builder.mutationField('lockNumber', (t) =>
  t.field({
    type: NumberLockResult.type,
    access: ['numbers:write'],
    upstreamCalls: 1,
    description: 'Keeps an X number out of new bindings; those it serves already go on. Costs one upstream call.',
    args: { input: t.arg({ type: NumberLockInput, required: true, description: 'What new bindings are to skip.' }) },
    resolve: (_root, { input }, context) => setLock(lockSecretNo, input, context),
  }),
)

builder.mutationField('unlockNumber', (t) =>
  t.field({
    type: NumberLockResult.type,
    access: ['numbers:write'],
    upstreamCalls: 1,
    description: 'Lets new bindings use a locked X number again. Costs one upstream call.',
    args: { input: t.arg({ type: NumberLockInput, required: true, description: 'What new bindings may use again.' }) },
    resolve: (_root, { input }, context) => setLock(unlockSecretNo, input, context),
  }),
)
