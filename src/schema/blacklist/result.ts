import { builder } from '../../graph/fields/builder.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { resultUnion } from '../../graph/fields/result.ts'
import { Pool } from '../pools.ts'

export type Changed = { readonly poolKey: string; readonly requestId: string | undefined }

/** What a change of the blacklist answers: there is nothing to tell of an entry, and nothing lists them. */
const BlacklistChange = builder.objectRef<Changed>('BlacklistChange').implement({
  access: ['bindings:read', 'bindings:write'],
  description: 'The blacklist of a pool is as was wished. Calls that are under way go on (inferred).',
  fields: (t) => ({
    pool: t.field({
      type: Pool,
      description: 'The pool whose calls are concerned, as a free handle.',
      resolve: ({ poolKey }) => ({ key: poolKey }),
    }),
    requestId: requestIdField(t),
  }),
})

export const BlacklistResult = resultUnion('BlacklistResult', {
  success: BlacklistChange,
  failures: ['OutcomeUnknown'],
  description:
    'The entry is there or gone, as wished, or why that is not certain. PermissionDeniedError with `isv.FORBIDDEN_ACTION`: pools of this kind have no such blacklist.',
  hints: {
    'isv.FORBIDDEN_ACTION': {
      en: 'AXG pools have no blacklist: take the number out of the group instead. The CLASSIC list is not for AXB pools either.',
      zh: 'AXG 号池不支持黑名单：请从号码组中移除该号码。CLASSIC 名单也不支持 AXB 号池。',
    },
  },
  findOut: {
    en: 'Nothing lists the entries of a blacklist. Send the same change again: it arrives at the same blacklist.',
    zh: '没有接口可列出黑名单。请重新提交相同的变更，结果相同。',
  },
})
