import type { GraphQLSchema } from 'graphql'
import { operations } from '../../dypls/operations.ts'
import { type Access, declarations } from '../../graph/fields/declared.ts'
import type { CallScopes } from '../../graph/request/call-guard.ts'
import type { Scope } from '../../graph/request/viewer.ts'
import { support } from './support.ts'

/** The scopes that open an operation: those of any field that serves it. What no field serves is open to none. */
export const callScopesOf = (schema: GraphQLSchema): CallScopes => {
  const access = new Map(declarations(schema).map(({ coordinate, access }) => [coordinate, access]))
  const openTo = (field: string): Access => {
    const each = field.split(', ').map((coordinate) => access.get(coordinate) ?? [])
    return each.includes('anyone') ? 'anyone' : [...new Set((each as (readonly Scope[])[]).flat())]
  }
  const byAction = new Map(
    (Object.keys(support) as (keyof typeof support)[]).map((name) => [
      operations[name].action,
      openTo(support[name].field),
    ]),
  )
  return (action) => byAction.get(action) ?? []
}
