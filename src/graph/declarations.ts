import { type GraphQLSchema, isInterfaceType, isIntrospectionType, isObjectType } from 'graphql'
import type { Access, Count, Declared } from './fields/declared.ts'

/** What one field declares, for documents and laws: its own access, else its type's. */
export type Declaration = {
  /** `Type.field`. */
  readonly coordinate: string
  /** Null where neither the field nor its type says a word, which is a defect. */
  readonly access: Access | null
  /** A function where it follows from the arguments; null where it is not said. */
  readonly upstreamCalls: Count | null
  readonly listSize: Count | null
}

/** What a type or field declares about itself alone. */
export const declaredOf = ({ extensions }: { readonly extensions: object }): Declared =>
  (extensions as { readonly declared?: Declared }).declared ?? {}

/** Every field of every type with fields, in the order of the graph. */
export const declarations = (graph: GraphQLSchema): Declaration[] =>
  Object.values(graph.getTypeMap()).flatMap((type) => {
    if (isIntrospectionType(type) || !(isObjectType(type) || isInterfaceType(type))) return []
    return Object.values(type.getFields()).map((field) => {
      const { access, upstreamCalls, listSize } = declaredOf(field)
      return {
        coordinate: `${type.name}.${field.name}`,
        access: access ?? declaredOf(type).access ?? null,
        upstreamCalls: upstreamCalls ?? null,
        listSize: listSize ?? null,
      }
    })
  })
