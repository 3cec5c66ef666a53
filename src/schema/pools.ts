import type { NumberX } from '../dypls/terms/phone.ts'
import { builder } from '../graph/fields/builder.ts'
import { foreignPool } from '../graph/request/pool-guard.ts'
import { mayTouchPool } from '../graph/request/viewer.ts'

/**
 * Handles: they hold keys only, so making one costs no upstream call and proves nothing about what exists. Chapters add
 * the fields that cost a call from outside.
 */
export type PoolHandle = { readonly key: string }
/** The upstream reads and ends a binding by its id and its X number together; some questions need only the id. */
export type BindingHandle = {
  readonly poolKey: string
  readonly subsId: string
  readonly numberX?: NumberX | null | undefined
}

export const Pool = builder.objectRef<PoolHandle>('Pool').implement({
  access: 'anyone',
  description:
    'A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost.',
  fields: (t) => ({
    key: t.exposeID('key', { description: 'The pool key as the console shows it: `FC` and digits.' }),
    binding: t.field({
      type: Binding,
      description: 'A handle on one binding of this pool. Free, also for a binding that does not exist.',
      args: {
        subsId: t.arg.id({ required: true, description: 'The id that binding the numbers answered with.' }),
        numberX: t.arg({
          type: 'NumberX',
          description: 'The X number that it was bound on. Needed for `details`; its call status does without.',
        }),
      },
      resolve: ({ key }, { subsId, numberX }) => ({ poolKey: key, subsId, numberX }),
    }),
  }),
})

export const Binding = builder.objectRef<BindingHandle>('Binding').implement({
  access: 'anyone',
  description:
    'A handle on a binding: real numbers tied to an X number for a while. Free; its fields say what they cost.',
  fields: (t) => ({
    poolKey: t.exposeID('poolKey', { description: 'Key of the pool that owns the X number.' }),
    subsId: t.exposeID('subsId', {
      description: 'The 64-bit id of the binding, as text: a JavaScript number would round it.',
    }),
    numberX: t.expose('numberX', {
      type: 'NumberX',
      nullable: true,
      description:
        'The X number, where whatever gave the handle knew it; null otherwise. Costs nothing, so it is not looked up.',
    }),
  }),
})

builder.queryField('pool', (t) =>
  t.field({
    type: Pool,
    access: 'anyone',
    description:
      'A handle on a pool, the way in to everything that belongs to it. Free, also for a key that does not exist; refused with FORBIDDEN for a pool that the credential does not include.',
    args: { key: t.arg.id({ required: true, description: 'The pool key as the console shows it.' }) },
    resolve: (_root, { key }, { viewer }) => {
      if (!mayTouchPool(viewer, key)) throw foreignPool()
      return { key }
    },
  }),
)
