import { builder } from '../../graph/fields/builder.ts'
import { Node, nodeOf } from '../../graph/fields/node.ts'
import { foreignPool } from '../../graph/request/pool-guard.ts'
import { mayTouchPool } from '../../graph/request/viewer.ts'

/** Every handle belongs to a pool, and is one itself where it says no other. */
const poolOf = (handle: { readonly poolKey?: string; readonly key?: string }): string =>
  handle.poolKey ?? handle.key ?? ''

builder.queryField('node', (t) =>
  t.field({
    type: Node,
    access: 'anyone',
    nullable: true,
    description:
      'The handle behind a `nodeId`, for clients that ask again for what they hold. Free, also for what does not exist; null for a text that is no id, refused with FORBIDDEN for a pool that the credential does not include.',
    args: { id: t.arg.id({ required: true, description: 'A `nodeId` that an answer brought.' }) },
    resolve: (_root, { id }, { viewer }) => {
      const handle = nodeOf(id)
      if (handle && !mayTouchPool(viewer, poolOf(handle))) throw foreignPool()
      return handle
    },
  }),
)
