import { GraphQLError } from 'graphql'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/failed.ts'
import { keyIssues, momentIssues } from '../../graph/fields/issues.ts'
import { Node, nodeIdMeans, nodeKind } from '../../graph/fields/node.ts'
import { exists } from '../../graph/scalars/moment.ts'
import { Pool } from '../pools.ts'

export type CallHandle = { readonly poolKey: string; readonly callId: string; readonly callTime: Date }

const callNodeId = nodeKind<CallHandle>('Call', {
  keysOf: ({ poolKey, callId, callTime }) => [poolKey, callId, callTime.toISOString()],
  handleOf: ([poolKey, callId, time]) => {
    const callTime = new Date(time ?? Number.NaN)
    return poolKey == null || callId == null || Number.isNaN(callTime.getTime()) ? null : { poolKey, callId, callTime }
  },
})

export const Call = builder.objectRef<CallHandle>('Call').implement({
  access: 'anyone',
  interfaces: [Node],
  description:
    'A handle on a finished call of a pool. Free; its fields say what they cost. What is kept of a call comes minutes after it and is deleted after 30 days.',
  fields: (t) => ({
    nodeId: t.id({ description: nodeIdMeans, resolve: callNodeId }),
    poolKey: t.exposeID('poolKey', { description: 'Key of the pool whose X number was called.' }),
    callId: t.exposeID('callId', { description: 'The id that the call’s receipts and the console show.' }),
    callTime: t.field({
      type: 'DateTime',
      description:
        'When the call was placed: as the handle was made with, or as its receipts tell (until one does, when the first of them came).',
      resolve: ({ callTime }) => {
        if (exists(callTime)) return callTime
        throw new GraphQLError('callTime must be a date and time that exist.', {
          extensions: { code: 'BAD_USER_INPUT' },
        })
      },
    }),
  }),
})

builder.objectField(Pool, 'call', (t) =>
  t.field({
    type: Call,
    description:
      'A handle on one finished call of this pool, the way in to its recording and transcript. Free, also for a call that never was.',
    args: {
      callId: t.arg.id({ required: true, description: 'The call’s id, from its receipt (`call_id`) or the console.' }),
      callTime: t.arg({
        type: 'DateTime',
        required: true,
        description:
          'When it was placed, to the second: `call_time` of its receipt, which is Beijing time. Another moment finds nothing.',
      }),
    },
    resolve: ({ key }, { callId, callTime }) => ({ poolKey: key, callId, callTime }),
  }),
)

export const callKey = ({ poolKey, callId, callTime }: CallHandle): string =>
  JSON.stringify([poolKey, callId, callTime.getTime()])

export const callIssues = ({ poolKey, callId, callTime }: CallHandle): InputIssue[] => [
  ...keyIssues(poolKey, ['key']),
  ...keyIssues(callId, ['callId']),
  ...momentIssues(callTime, ['callTime']),
]
