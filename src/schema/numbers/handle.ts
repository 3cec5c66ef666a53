import type { NumberX } from '../../dypls/terms/phone.ts'
import { builder } from '../../graph/fields/builder.ts'
import { Pool } from '../pools.ts'

export type PrivateNumberHandle = { readonly poolKey: string; readonly number: NumberX }

export const PrivateNumber = builder.objectRef<PrivateNumberHandle>('PrivateNumber').implement({
  access: 'anyone',
  description: 'A handle on an X number of a pool. Free; its fields say what they cost.',
  fields: (t) => ({
    poolKey: t.exposeID('poolKey', { description: 'Key of the pool that the number belongs to.' }),
    number: t.field({
      type: 'NumberX',
      description: 'The lent number itself, digits only.',
      resolve: ({ number }) => number,
    }),
  }),
})

builder.objectField(Pool, 'privateNumber', (t) =>
  t.field({
    type: PrivateNumber,
    description: 'A handle on one X number of this pool. Free, also for a number that the pool does not own.',
    args: { number: t.arg({ type: 'NumberX', required: true, description: 'The whole number, digits only.' }) },
    resolve: ({ key }, { number }) => ({ poolKey: key, number }),
  }),
)
