import type { NumberX } from '../../dypls/terms/phone.ts'
import { builder } from '../../graph/fields/builder.ts'
import { idempotencyIssues, keyIssues, type Path, phoneIssues } from '../../graph/fields/issues.ts'
import type { Context } from '../../graph/request/context.ts'
import { Pool } from '../pools.ts'

export type WorkNumberHandle = { readonly poolKey: string; readonly number: NumberX }

export const WorkNumber = builder.objectRef<WorkNumberHandle>('WorkNumber').implement({
  access: 'anyone',
  description:
    'A handle on a work number: an X that belongs to one employee (B), who calls customers (A) with it. Free; its fields say what they cost.',
  fields: (t) => ({
    poolKey: t.exposeID('poolKey', { description: 'Key of the pool of work numbers that X belongs to.' }),
    number: t.field({
      type: 'NumberX',
      description: 'The lent number itself, digits only: what customers see and call back.',
      resolve: ({ number }) => number,
    }),
  }),
})

builder.objectField(Pool, 'workNumber', (t) =>
  t.field({
    type: WorkNumber,
    description: 'A handle on one work number of this pool. Free, also for a number that the pool does not own.',
    args: { number: t.arg({ type: 'NumberX', required: true, description: 'The whole number, digits only.' }) },
    resolve: ({ key }, { number }) => ({ poolKey: key, number }),
  }),
)

export const numberIssues = ({ poolKey, number }: WorkNumberHandle, path: Path) => [
  ...keyIssues(poolKey, [...path, 'poolKey']),
  ...phoneIssues(number, [...path, 'number']),
]

/** Every message of this family carries an id of at most 20 characters; a write takes the caller's. */
const longestMessageId = 20

export const messageIdIssues = (key: string, path: Path) =>
  idempotencyIssues(key, longestMessageId, [...path, 'idempotencyKey'])

/** The id of a question, which is never repeated; 80 random bits are left. */
export const newMessageId = ({ newId }: Context): string => newId().replaceAll('-', '').slice(0, longestMessageId)

export const idempotencyKeyMeans =
  'An id of yours for this intention, 1 to 20 visible ASCII characters. Take a new one for every new intention and the same one to repeat this one; what the upstream answers to a repeated one is not documented.'
export const poolKeyMeans = 'Which pool of work numbers, by its key in the console: `FC` and more.'
export const outIdMeans =
  'Free text of yours that the receipts of calls bring back. Keep personal data out. Left out, they bring none.'
