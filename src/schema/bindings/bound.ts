import type { NumberX } from '../../dypls/terms/phone.ts'
import { builder } from '../../graph/fields/builder.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { resultUnion } from '../../graph/fields/result.ts'
import { Binding, type BindingHandle } from '../pools.ts'

/** What binding answers, whatever the kind. */
export type Bound = {
  readonly binding: BindingHandle & { readonly numberX: NumberX }
  readonly extension: string | null
  readonly requestId: string | undefined
}

const NewBinding = builder.objectRef<Bound>('NewBinding').implement({
  access: ['bindings:read', 'bindings:write'],
  description:
    'A binding that is in force from now on. Keep its id and its X number together: reading and ending it need both, and no operation lists bindings.',
  fields: (t) => ({
    binding: t.field({
      type: Binding,
      description: 'The binding as a free handle that knows its X number, for asking on.',
      resolve: ({ binding }) => binding,
    }),
    numberX: t.field({
      type: 'NumberX',
      description: 'The lent number that is dialled from now on, by whichever side the kind of binding allows.',
      resolve: ({ binding }) => binding.numberX,
    }),
    extension: t.exposeString('extension', {
      nullable: true,
      description: 'Digits to dial after X, for AXN with extension; null for every other kind.',
    }),
    requestId: requestIdField(t),
  }),
})

export const BindResult = resultUnion('BindResult', {
  success: NewBinding,
  failures: ['Conflict', 'NumbersExhausted', 'NotFound', 'OutcomeUnknown'],
  description: 'The binding that was made, or why there is none.',
  hints: {
    'isv.FORBIDDEN_ACTION': {
      en: 'Check that the X number you named is in this pool, that the pool is for this kind of binding, and that the group has members.',
      zh: '请确认所指定的 X 号码属于该号池、号池类型与绑定类型一致，并且号码组不为空。',
    },
  },
  findOut: {
    en: 'If you named numberX, ask pool.privateNumber.bindings: an id you do not know is this binding. If you did not, nothing can be looked up; a forgotten binding ends by itself at its expiry. A blind repeat may bind twice.',
    zh: '如果指定了 numberX，请查询 pool.privateNumber.bindings：其中未知的绑定 ID 就是本次绑定。如果未指定则无从查询，遗留的绑定会在到期时自动失效。直接重试可能造成重复绑定。',
  },
})

type Answered = { readonly subsId: string; readonly numberX: NumberX; readonly requestId?: string | undefined }

/** The answer names an extension whatever the kind; it means something for AXN with extension only. */
export const bound = (
  poolKey: string,
  { subsId, numberX, requestId }: Answered,
  extension: string | null = null,
): Bound => ({ binding: { poolKey, subsId, numberX }, extension, requestId })
