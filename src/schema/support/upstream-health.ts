import type { OperationHealth } from '../../aliyun/call-path/upstream.ts'
import { builder } from '../../graph/fields/builder.ts'

/** What an operator at 3 a.m. wants to know of the upstream, from this process's point of view. */

const BreakerState = builder.enumType('BreakerState', {
  description: 'Whether an operation is being asked at all.',
  values: {
    CLOSED: { value: 'closed', description: 'Calls go through.' },
    PROBING: { value: 'probing', description: 'A few calls go through to see whether it works again.' },
    OPEN: {
      value: 'open',
      description: 'It kept failing; calls are refused here with CIRCUIT_OPEN until the pause is over.',
    },
  },
})

const OperationHealthType = builder.objectRef<OperationHealth>('OperationHealth').implement({
  access: ['operator'],
  description: 'How one upstream operation fares in this process.',
  fields: (t) => ({
    action: t.exposeString('action', {
      description: 'The upstream’s name of the operation, such as `QueryCallStatus`.',
    }),
    breaker: t.field({
      type: BreakerState,
      description: 'State of its circuit breaker. Throttling never opens it.',
      resolve: ({ breaker }) => breaker,
    }),
    inFlight: t.exposeInt('inFlight', { description: 'Requests under way.' }),
    queued: t.exposeInt('queued', { description: 'Calls waiting for a place among those in flight.' }),
    ratePerSecond: t.exposeFloat('ratePerSecond', {
      nullable: true,
      description:
        'Calls per second allowed just now; lower than usual after the upstream throttled, null before the first call.',
    }),
    waitingForBudget: t.exposeInt('waitingForBudget', { description: 'Calls waiting for the rate budget.' }),
  }),
})

builder.queryField('upstream', (t) =>
  t.field({
    type: [OperationHealthType],
    access: ['operator'],
    description: 'How each upstream operation called so far fares in this process. Costs no upstream call.',
    resolve: (_root, _args, { upstreamHealth }) => [...upstreamHealth()],
  }),
)
