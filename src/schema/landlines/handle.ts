import { builder } from '../../graph/fields/builder.ts'
import { Pool } from '../pools.ts'

/** Bindings on landline X numbers: ids, look-ups and lifetimes of their own, so a handle of their own. */

export const LandlineKind = builder.enumType('LandlineKind', {
  description:
    'Who reaches whom through a landline X. An id belongs to one kind and is unknown to the other two, so every question names the kind.',
  values: {
    AXB: { description: 'A and B reach each other through X, and nobody else reaches either.' },
    AXN: { description: 'Anybody who dials X reaches A.' },
    AXN_EXTENSION: {
      description: 'Anybody who dials X and then the extension reaches A, so that one X serves many A.',
    },
  } as const,
})

export type LandlineKindName = typeof LandlineKind.$inferType

export type LandlineHandle = { readonly poolKey: string; readonly kind: LandlineKindName; readonly subsId: string }

export const LandlineBinding = builder.objectRef<LandlineHandle>('LandlineBinding').implement({
  access: 'anyone',
  description: 'A handle on a binding of a landline X number. Free; its fields say what they cost.',
  fields: (t) => ({
    poolKey: t.exposeID('poolKey', { description: 'Key of the landline pool that owns the X number.' }),
    kind: t.expose('kind', {
      type: LandlineKind,
      description: 'The kind that the handle was made with. Never asked for.',
    }),
    subsId: t.exposeID('subsId', {
      description: 'Letters and digits, as binding answered them; no other chapter knows such an id.',
    }),
  }),
})

builder.objectField(Pool, 'landlineBinding', (t) =>
  t.field({
    type: LandlineBinding,
    description: 'A handle on one binding of this landline pool. Free, also for a binding that does not exist.',
    args: {
      kind: t.arg({ type: LandlineKind, required: true, description: 'The kind that was bound.' }),
      subsId: t.arg.id({ required: true, description: 'The id that binding the numbers answered with.' }),
    },
    resolve: ({ key }, { kind, subsId }) => ({ poolKey: key, kind, subsId }),
  }),
)
