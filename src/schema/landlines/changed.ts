import { builder } from '../../graph/fields/builder.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { resultUnion } from '../../graph/fields/result.ts'
import { LandlineBinding, type LandlineHandle, type LandlineKindName } from './handle.ts'

type Changed = { readonly binding: LandlineHandle; readonly requestId: string | undefined }

const LandlineBindingChange = builder.objectRef<Changed>('LandlineBindingChange').implement({
  access: ['bindings:read', 'bindings:write'],
  description: 'A landline binding was changed or ended, as the mutation says.',
  fields: (t) => ({
    binding: t.field({
      type: LandlineBinding,
      description:
        'What was changed, as a free handle. Asking on about one that was ended is answered with NotFoundError.',
      resolve: ({ binding }) => binding,
    }),
    requestId: requestIdField(t),
  }),
})

export const LandlineChangeResult = resultUnion('LandlineChangeResult', {
  success: LandlineBindingChange,
  failures: ['NotFound', 'Conflict', 'OutcomeUnknown'],
  description:
    'The landline binding is as it was wanted, or why that is not certain. NotFoundError: it was over already, never was, or is of another kind.',
  findOut: {
    en: 'Ask pool.landlineBinding(kind, subsId).details: it tells the present terms, and NotFoundError once the binding is over. Or send the write again under the same idempotencyKey.',
    zh: '查询 pool.landlineBinding(kind, subsId).details：可看到当前设置；返回 NotFoundError 即表示绑定已解除。也可使用同一 idempotencyKey 重新提交。',
  },
})

export const changed =
  (kind: LandlineKindName, { poolKey, subsId }: { readonly poolKey: string; readonly subsId: string }) =>
  ({ requestId }: { readonly requestId?: string | undefined }): Changed => ({
    binding: { poolKey, kind, subsId },
    requestId,
  })
