import type { NumberX } from '../../dypls/terms/phone.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { keyIssues, type Path, phoneIssues } from '../../graph/fields/issues.ts'
import type { InputFields } from './terms.ts'

/** What the upstream wants to know before it reads, changes or ends a binding: all three, and they must fit together. */
export type BindingKey = { readonly poolKey: string; readonly subsId: string; readonly numberX: NumberX }

export const keyFields = (t: InputFields) => ({
  poolKey: t.id({ required: true, description: 'Key of the pool that owns the X number.' }),
  subsId: t.id({ required: true, description: 'Id of the binding, as binding the numbers answered it.' }),
  numberX: t.field({
    type: 'NumberX',
    required: true,
    description: 'The X number of the binding; the upstream wants it beside the id.',
  }),
})

export const bindingKeyIssues = ({ poolKey, subsId, numberX }: BindingKey, path: Path): InputIssue[] => [
  ...keyIssues(poolKey, [...path, 'poolKey']),
  ...keyIssues(subsId, [...path, 'subsId']),
  ...phoneIssues(numberX, [...path, 'numberX']),
]

export const keyOf = ({ poolKey, subsId, numberX }: BindingKey): BindingKey => ({ poolKey, subsId, numberX })
