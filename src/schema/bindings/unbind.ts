import { unbindSubscription } from '../../dypls/bindings/change.ts'
import { builder } from '../../graph/fields/builder.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { Binding } from '../pools.ts'
import { type BindingKey, bindingKeyIssues, keyFields, keyOf } from './key.ts'

type Ended = { readonly binding: BindingKey; readonly requestId: string | undefined }

const EndedBinding = builder.objectRef<Ended>('EndedBinding').implement({
  access: ['bindings:read', 'bindings:write'],
  description:
    'A binding that is over. Its X number is free again; a call that is under way goes on (documented for 700 numbers).',
  fields: (t) => ({
    binding: t.field({
      type: Binding,
      description: 'What was ended, as a free handle. Asking on is answered with NotFoundError.',
      resolve: ({ binding }) => binding,
    }),
    requestId: requestIdField(t),
  }),
})

const UnbindResult = resultUnion('UnbindResult', {
  success: EndedBinding,
  failures: ['NotFound', 'OutcomeUnknown'],
  description: 'The binding is over, or why that is not certain. NotFoundError: it was over already, or never was.',
  findOut: {
    en: 'Ask pool.binding(subsId, numberX).details: NotFoundError means that the binding is gone. Ending it again is harmless.',
    zh: '查询 pool.binding(subsId, numberX).details：返回 NotFoundError 即表示绑定已解除。重复解绑无副作用。',
  },
})

const UnbindInput = builder.inputType('UnbindInput', {
  description: 'Which binding to end, of whatever kind.',
  fields: keyFields,
})

builder.mutationField('unbind', (t) =>
  t.field({
    type: UnbindResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description: 'Ends a binding before its time, so that its X number is free again. Costs one upstream call.',
    args: { input: t.arg({ type: UnbindInput, required: true, description: 'The binding, with its X number.' }) },
    resolve: (_root, { input }, context) => {
      const issues = bindingKeyIssues(input, ['input'])
      if (issues.length > 0) return invalidInput(issues)
      return UnbindResult.ask(unbindSubscription, keyOf(input), context, ({ requestId }) => ({
        binding: keyOf(input),
        requestId,
      }))
    },
  }),
)
