import type { NumberX } from '../../dypls/terms/phone.ts'
import { builder } from '../../graph/fields/builder.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { resultUnion } from '../../graph/fields/result.ts'
import { LandlineBinding, type LandlineHandle, type LandlineKindName } from './handle.ts'

type Bound = {
  readonly binding: LandlineHandle
  readonly numberX: NumberX
  readonly extension: string | null
  readonly requestId: string | undefined
}

const NewLandlineBinding = builder.objectRef<Bound>('NewLandlineBinding').implement({
  access: ['bindings:read', 'bindings:write'],
  description: 'A landline binding that is in force from now on.',
  fields: (t) => ({
    binding: t.field({
      type: LandlineBinding,
      description: 'The binding as a free handle, for asking on. Keep its id: changing and ending it need it.',
      resolve: ({ binding }) => binding,
    }),
    numberX: t.expose('numberX', {
      type: 'NumberX',
      description: 'The lent number that is dialled from now on, whoever chose it.',
    }),
    extension: t.exposeString('extension', {
      nullable: true,
      description: 'Digits to dial after X, for AXN with extension; null for the other kinds.',
    }),
    requestId: requestIdField(t),
  }),
})

export const LandlineBindResult = resultUnion('LandlineBindResult', {
  success: NewLandlineBinding,
  failures: ['NotFound', 'Conflict', 'NumbersExhausted', 'OutcomeUnknown'],
  description:
    'The landline binding that was made, or why there is none. Landlines are by invitation: OperationUnavailableError says that this account has none.',
  findOut: {
    en: 'Ask pool.landlineBindings: AXN and extensions are found by A, an AXB only by its X and one party, so name numberX where that matters. If nothing is found, send the write again under the same idempotencyKey.',
    zh: '查询 pool.landlineBindings：AXN 和分机号绑定可按 A 号码查询，AXB 须同时提供 X 号码和一方号码，因此重要场景请指定 numberX。若查询不到，请使用同一 idempotencyKey 重新提交。',
  },
})

type Answered = {
  readonly subsId: string
  readonly numberX: NumberX
  readonly extension?: string | undefined
  readonly requestId?: string | undefined
}

export const bound =
  (kind: LandlineKindName, { poolKey }: { readonly poolKey: string }) =>
  ({ subsId, numberX, extension, requestId }: Answered): Bound => ({
    binding: { poolKey, kind, subsId },
    numberX,
    extension: extension || null,
    requestId,
  })
