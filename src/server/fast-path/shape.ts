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

const mark = '\u0001'
const prefix = '_literal'

const [tab, newline, space, quote, hash, minus, zero, nine, backslash] = [9, 10, 32, 34, 35, 45, 48, 57, 92]

const isDigit = (code: number): boolean => code >= zero && code <= nine
/** Letters and the underscore. */
const startsName = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95

/** Where the name, comment, text or number that begins at `at` ends; -1 for what the fast path leaves alone. */
const endOfName = (query: string, at: number): number => {
  let end = at + 1
  for (let code = query.charCodeAt(end); startsName(code) || isDigit(code); code = query.charCodeAt(end)) end++
  return end
}

const endOfComment = (query: string, at: number): number => {
  const end = query.slice(at).search(/[\n\r]/)
  return end < 0 ? query.length : at + end
}

/** Escapes and block strings need more than a glance. */
const endOfText = (query: string, at: number): number => {
  let end = at + 1
  for (let code = query.charCodeAt(end); code !== quote; code = query.charCodeAt(++end))
    if (code === backslash || !(code >= space || code === tab)) return -1
  return query.charCodeAt(end + 1) === quote ? -1 : end + 1
}

/** A number with a leading zero, or with a name on its heels, is no GraphQL: its refusal is Yoga's to write. */
const number = /-?(?:0|[1-9]\d*)(\.\d+|)([eE][+-]?\d+|)(?![\w.])/y

/**
 * One pass over the text, since it runs for every request that no cache knows by its text. Null for block strings,
 * escapes and names that look like ours.
 */
export const scan = (query: string): Scanned | null => {
  if (query.includes(prefix) || !query.isWellFormed()) return null
  const literals: Literal[] = []
  let shape = ''
  let copied = 0
  const replace = (at: number, end: number, by: string): number => {
    shape += query.slice(copied, at) + by
    copied = end
    return end
  }
  for (let at = 0; at < query.length; ) {
    const code = query.charCodeAt(at)
    if (startsName(code)) at = endOfName(query, at)
    else if (code === hash) at = replace(at, endOfComment(query, at), ' ')
    else if (code === quote) {
      const end = endOfText(query, at)
      if (end < 0) return null
      literals.push(query.slice(at, end))
      at = replace(at, end, `${mark}s`)
    } else if (isDigit(code) || code === minus) {
      number.lastIndex = at
      const [literal, fraction, exponent] = number.exec(query) ?? []
      if (literal === undefined) return null
      literals.push(literal)
      // Text, integers and fractions are told apart, since a place that takes one may refuse another.
      at = replace(at, at + literal.length, fraction || exponent ? `${mark}f` : `${mark}i`)
    } else if (code < space && code !== tab && code !== newline && code !== 13) return null
    else at++
  }
  return { shape: copied === 0 ? query : shape + query.slice(copied), literals }
}

export type Plan = {
  readonly document: DocumentNode
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
  const document = parse(query, { noLocation: true })
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
  return { document: withVariables(rewritten, added), fixed: slots.length === 0, variables: filled(slots) }
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
