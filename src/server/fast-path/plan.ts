import {
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  parse,
  parseType,
  TypeInfo,
  type ValueNode,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { type Literal, prefix } from './shape.ts'

export type Plan = {
  /** Its nodes say where they stand in `text`: errors tell it. */
  readonly document: DocumentNode
  /** The text it was made from. */
  readonly text: string
  /** Whether it has no literals at all. */
  readonly fixed: boolean
  /** The variables that literals fill, given those of the request; null when a literal that must not vary did. */
  readonly variables: (literals: readonly Literal[]) => Record<string, unknown> | null
}

type Slot = { readonly name: string; readonly read: (literal: Literal) => unknown } | { readonly fixed: Literal }

/**
 * Rewrites a valid document so that its literals become variables. A literal that stands where a variable may not (in a
 * default value, in a directive) stays, and the plan then fits only documents that have the same one there.
 */
export const planOf = (schema: GraphQLSchema, query: string, literals: readonly Literal[]): Plan | null => {
  const document = lightlyLocated(parse(query))
  if (document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length !== 1) return null

  const slots: Slot[] = []
  const added: VariableDefinitionNode[] = []
  const types = new TypeInfo(schema)
  let keeping = 0
  const keep = { enter: () => void keeping++, leave: () => void keeping-- }

  const replace = (node: ValueNode): ValueNode | undefined => {
    const index = slots.length
    const type = types.getInputType()
    const literal = literals[index] ?? ''
    if (keeping > 0 || !type || !isLeafType(getNamedType(type)) || isListType(getNullableType(type))) {
      slots.push({ fixed: literal })
      return undefined
    }
    const name = `${prefix}${index}`
    const asText = node.kind === Kind.STRING || getNamedType(type).name === 'ID'
    slots.push({ name, read: asText ? unquoted : Number })
    added.push({
      kind: Kind.VARIABLE_DEFINITION,
      variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
      type: parseType(String(type), { noLocation: true }),
    })
    return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name }, loc: node.loc }
  }

  const rewritten = visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: keep,
      Directive: keep,
      StringValue: replace,
      IntValue: replace,
      FloatValue: replace,
    }),
  )
  if (slots.length !== literals.length) return null
  return {
    document: withVariables(rewritten, added),
    text: query,
    fixed: slots.length === 0,
    variables: filled(slots),
  }
}

const withVariables = (document: DocumentNode, added: readonly VariableDefinitionNode[]): DocumentNode => ({
  ...document,
  definitions: document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? ({
          ...definition,
          variableDefinitions: [...(definition.variableDefinitions ?? []), ...added],
        } satisfies OperationDefinitionNode)
      : definition,
  ),
})

const filled =
  (slots: readonly Slot[]): Plan['variables'] =>
  (literals) => {
    if (literals.length !== slots.length) return null
    const variables: Record<string, unknown> = {}
    for (const [index, slot] of slots.entries()) {
      const literal = literals[index] ?? ''
      if (!('fixed' in slot)) variables[slot.name] = slot.read(literal)
      else if (slot.fixed !== literal) return null
    }
    return variables
  }

const unquoted = (literal: Literal): string => (literal.startsWith('"') ? literal.slice(1, -1) : literal)

/**
 * A whole location holds the document's tokens, which are many times its size; this is what graphql-js (start, source) and
 * graphql-jit (the token's line and column) make errors from.
 */
const lightlyLocated = (document: DocumentNode): DocumentNode =>
  visit(document, {
    enter: ({ loc, ...bare }: ASTNode) => {
      if (!loc) return bare
      const { start, end, source, startToken } = loc
      return { ...bare, loc: { start, end, source, startToken: { line: startToken.line, column: startToken.column } } }
    },
  })
