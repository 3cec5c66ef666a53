import type { Params } from '../../aliyun/contract/operation.ts'
import { updateSubscription } from '../../dypls/bindings/change.ts'
import { builder, type InputRef } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/failed.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { Binding, type BindingHandle } from '../pools.ts'
import { type BindingKey, bindingKeyIssues, keyOf } from './key.ts'

type Changed = { readonly binding: BindingHandle; readonly requestId: string | undefined }

const BindingChange = builder.objectRef<Changed>('BindingChange').implement({
  access: ['bindings:read', 'bindings:write'],
  description: 'One aspect of a binding was changed, or was so already.',
  fields: (t) => ({
    binding: t.field({
      type: Binding,
      description: 'The binding as a free handle; its `details` show the change.',
      resolve: ({ binding }) => binding,
    }),
    requestId: requestIdField(t),
  }),
})

const BindingChangeResult = resultUnion('BindingChangeResult', {
  success: BindingChange,
  failures: ['NotFound', 'Conflict', 'OutcomeUnknown'],
  description: 'The change that was made, or why it was not. A binding that has expired cannot be changed.',
  hints: {
    'isv.FORBIDDEN_ACTION': {
      en: 'The binding has expired and cannot be revived: bind anew. Should it be in force (see its details), the change does not suit its kind.',
      zh: '绑定已过期且无法恢复，请重新绑定。如果绑定仍有效（见 details），则该修改不适用于此类绑定。',
    },
  },
  findOut: {
    en: 'Ask pool.binding(subsId, numberX).details and compare. The change sets a fixed state, so making it again is harmless unless another one came in between.',
    zh: '查询 pool.binding(subsId, numberX).details 并比较。修改设置的是确定的状态，除非期间另有修改，否则可以重复提交。',
  },
})

type Aspect = Partial<Params<typeof updateSubscription>> & Pick<Params<typeof updateSubscription>, 'operateType'>

/** One mutation per aspect: its input, what is wrong with it, and what it says on the wire. */
export const change = <I extends BindingKey>(
  name: string,
  about: {
    readonly description: string
    readonly input: InputRef<I>
    readonly issues?: (input: I, now: number) => InputIssue[]
    readonly write: (input: I) => Aspect
  },
): void => {
  // Pothos works out the shape of an argument from its ref, which it cannot do for a generic one.
  const anyInput: InputRef<BindingKey> = about.input
  builder.mutationField(name, (t) =>
    t.field({
      type: BindingChangeResult.type,
      access: ['bindings:write'],
      upstreamCalls: 1,
      description: `${about.description} Costs one upstream call.`,
      args: {
        input: t.arg({ type: anyInput, required: true, description: 'Which binding, and what is to hold for it.' }),
      },
      resolve: (_root, args, context) => {
        const input = args.input as I
        const issues = [...bindingKeyIssues(input, ['input']), ...(about.issues?.(input, context.now()) ?? [])]
        if (issues.length > 0) return invalidInput(issues)
        const params = { ...keyOf(input), ...about.write(input) }
        return BindingChangeResult.ask(updateSubscription, params, context, ({ requestId }) => ({
          binding: keyOf(input),
          requestId,
        }))
      },
    }),
  )
}

export const notExpired = 'Refused once the binding has expired.'
