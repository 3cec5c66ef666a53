import { explain } from '../../dypls/rejections/catalogue.ts'
import { builder } from '../../graph/fields/builder.ts'
import { failureTypes } from '../../graph/fields/errors.ts'
import type { Failed } from '../../graph/fields/failed.ts'
import { keyIssues } from '../../graph/fields/issues.ts'
import { invalidInput } from '../../graph/fields/result.ts'
import { Pool } from '../pools.ts'
import { Call } from './call.ts'

/** No upstream call, so none of the failures of one. */
const RecordedCallResult = builder.unionType('RecordedCallResult', {
  description: 'A call that receipts have told of, or why nothing is known of it here.',
  types: [Call, failureTypes.InvalidInput, failureTypes.NotFound, failureTypes.StoreUnavailable, failureTypes.Unknown],
  resolveType: (value) => ('failed' in value ? `${value.failed}Error` : 'Call'),
})

const failed = <K extends 'NotFound' | 'StoreUnavailable'>(kind: K, code: string): Failed<K> => ({
  failed: kind,
  code,
  requestId: null,
  about: explain(code, 0),
})

builder.objectField(Pool, 'recordedCall', (t) =>
  t.field({
    type: RecordedCallResult,
    access: ['receipts:read'],
    upstreamCalls: 0,
    description:
      'A call of this pool as its receipts have told it so far. Known a moment after its first receipt has come, for as long as receipts are kept. Costs no upstream call: the store of this server is asked.',
    args: {
      callId: t.arg.id({ required: true, description: 'The call’s id: `call_id` of its receipts.' }),
    },
    resolve: async ({ key }, { callId }, { recordedCall }) => {
      const issues = callIdIssues(callId)
      if (issues.length > 0) return invalidInput(issues)
      const known = await recordedCall(key, callId)
      if (known === null) return failed('NotFound', 'CALL_NOT_RECORDED')
      if (typeof known === 'string') return failed('StoreUnavailable', known)
      return { poolKey: key, callId, callTime: known.callTime ?? known.firstReceivedAt }
    },
  }),
)

/** Ids that the platform gives are longer than other keys may be. */
const longestCallId = 200
const callIdIssues = (callId: string) =>
  callId.length <= longestCallId && /^[^\s\p{C}]+$/u.test(callId) ? [] : keyIssues(callId.slice(0, 65), ['callId'])
