import {
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

/**
 * People write ids into their queries: `callStatus(poolKey: "FC1", subsId: "42")`. Such documents differ in every request
 * and miss every cache. Their *shape* does not: literals out, variables in (PERFORMANCE §5: the biggest lever found).
 */
export type Literal = string

export type Scanned = {
  /** The document with every string and number replaced by a mark of its kind. */
  readonly shape: string
  /** What was replaced, as written, in order. */
  readonly literals: readonly Literal[]
}

const tokens = /#[^\n\r]*|"(?:[^"\\\n\r]|\\.)*"|[_A-Za-z]\w*|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const mark = '\u0001'

/** Null for what the fast path leaves alone: block strings, escapes, names that look like ours. */
export const scan = (query: string): Scanned | null => {
  if (query.includes('\\') || query.includes('"""') || query.includes(prefix) || query.includes(mark)) return null
  if (!query.isWellFormed()) return null
  const literals: Literal[] = []
  const shape = query.replace(tokens, (token) => {
    const first = token.charCodeAt(0)
    if (first === hash) return ' '
    if (first !== quote && first !== minus && (first < zero || first > nine)) return token
    literals.push(token)
    // Text, integers and fractions are told apart, since a place that takes one may refuse another.
    return first === quote ? `${mark}s` : /^-?\d+$/.test(token) ? `${mark}i` : `${mark}f`
  })
  // A number with a leading zero is no GraphQL: its refusal is Yoga's to write.
  return literals.some((literal) => /^-?0\d/.test(literal)) ? null : { shape, literals }
}

const [hash, quote, minus, zero, nine] = [35, 34, 45, 48, 57]
const prefix = '_literal'

export type Plan = {
  readonly document: DocumentNode
  /** The variables that literals fill, given those of the request; null when a literal that must not vary did. */
  readonly variables: (literals: readonly Literal[]) => Record<string, unknown> | null
}

type Slot = { readonly name: string; readonly read: (literal: Literal) => unknown } | { readonly fixed: Literal }

/**
 * Rewrites a valid document so that its literals become variables. A literal that stands where a variable may not (in a
 * default value, in a directive) stays, and the plan then fits only documents that have the same one there.
 */
export const planOf = (schema: GraphQLSchema, query: string, literals: readonly Literal[]): Plan | null => {
  const document = parse(query, { noLocation: true })
  if (document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length !== 1) return null
  if (document.definitions.some(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)) return planWithout(document, literals)

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
    return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } }
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
  return { document: withVariables(rewritten, added), variables: filled(slots) }
}

/** A document whose literals all stay as they are. */
const planWithout = (document: DocumentNode, literals: readonly Literal[]): Plan => ({
  document,
  variables: filled(literals.map((fixed) => ({ fixed }))),
})

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
