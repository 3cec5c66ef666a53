import { type GraphQLSchema, isInterfaceType, isIntrospectionType, isObjectType } from 'graphql'
import type { Scope } from '../request/viewer.ts'

/** Who may select something: a viewer with any one of these scopes. `anyone` needs none beyond being admitted. */
export type Access = 'anyone' | readonly Scope[]

/**
 * What a field or type declares about itself, beside its description. It is kept in `extensions.declared` and read before
 * anything is executed: who may select it and what it costs. A type's `access` holds for every field without its own.
 */
export type Declared = {
  readonly access?: Access
  /** Upstream calls that one selection of the field makes; none when left out. */
  readonly upstreamCalls?: Count
  /**
   * How many items a list can have at most: what is selected below it counts that often. A field whose answer holds a
   * page declares the size of the page itself, since the list inside does not know the arguments.
   */
  readonly listSize?: Count
  /** `false` where no answer can hold a ref of the numbers that the field takes: naming them is not counted. */
  readonly countsNumbers?: boolean
}

/** A number, or how it follows from the field's arguments (coerced, so defaults are in them). */
export type Count = number | ((args: Readonly<Record<string, unknown>>) => number)

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
