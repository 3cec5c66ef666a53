import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql'
import type { Marks } from './planted.ts'

/**
 * One operation per field of the graph that asks for something: read off the schema, so that a new field is tried without
 * a line here. Each input holds a mark; each answer names the field that every text in it comes from.
 */
export type Planted = {
  /** The coordinate that is tried. */
  readonly field: string
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

export type Style = {
  /** Everything that can be given, or only what must be. */
  readonly inputs: 'all' | 'required'
  /** What ids look like: digits get further, texts are odder. */
  readonly ids: 'digits' | 'text'
  /** Stands for every pool key, so that some wishes come true; marked ones where left out. */
  readonly poolKey?: string
}

type Field = GraphQLField<unknown, unknown>
type Step = { readonly owner: GraphQLObjectType; readonly field: Field }
type Way = readonly Step[]

/** `Type__field`, as a response key. */
const keyOf = (owner: GraphQLObjectType, { name }: Field): string => `${owner.name}__${name}`
export const coordinateOf = (key: string): string => key.replace('__', '.')

const objectsIn = (graph: GraphQLSchema, field: Field): readonly GraphQLObjectType[] => {
  const type = getNamedType(field.type)
  return isObjectType(type) ? [type] : isAbstractType(type) ? graph.getPossibleTypes(type) : []
}

/** The shortest way from a root to every field that takes arguments or leads on to more. */
export const waysOf = (graph: GraphQLSchema): Way[] => {
  const ways: Way[] = []
  const roots = [graph.getQueryType(), graph.getMutationType()].filter((type) => type != null)
  const seen = new Set<string>(roots.map(({ name }) => name))
  const queue: { readonly owner: GraphQLObjectType; readonly before: Way }[] = roots.map((owner) => ({
    owner,
    before: [],
  }))
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { owner, before } = next
    for (const field of Object.values(owner.getFields())) {
      const inner = objectsIn(graph, field)
      if (inner.length === 0 && field.args.length === 0) continue
      const way = [...before, { owner, field }]
      ways.push(way)
      for (const type of inner) {
        if (seen.has(type.name)) continue
        seen.add(type.name)
        queue.push({ owner: type, before: way })
      }
    }
  }
  return ways
}

export const plantIn = (graph: GraphQLSchema, way: Way, marks: Marks, style: Style): Planted => {
  const variables: Record<string, unknown> = {}
  const declared: string[] = []

  const value = (name: string, type: GraphQLInputType): unknown => {
    if (isNonNullType(type)) return value(name, type.ofType)
    if (isListType(type)) return [value(name, type.ofType)]
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => style.inputs === 'all' || isRequiredInputField(field),
      )
      const chosen = type.isOneOf ? Object.values(type.getFields()).slice(0, 1) : fields
      return Object.fromEntries(chosen.map((field) => [field.name, value(field.name, field.type)]))
    }
    if (isEnumType(type)) return type.getValues()[0]?.name
    switch (type.name) {
      case 'PhoneNumber':
        return marks.real()
      case 'NumberX':
        return marks.lent()
      case 'DateTime':
        return '2099-01-10T08:00:00+08:00'
      case 'Boolean':
        return true
      case 'Int':
      case 'Float':
        return 1
      case 'ID':
        if (style.poolKey && /^(poolKey|key)$/.test(name)) return style.poolKey
        return style.ids === 'digits' ? marks.text() : marks.text('k#')
      default:
        return marks.text('call # now')
    }
  }

  const call = ({ field }: Step): string => {
    const args = field.args.filter((arg) => style.inputs === 'all' || isRequiredArgument(arg))
    if (args.length === 0) return field.name
    const given = args.map((arg) => {
      const name = `${arg.name}${declared.length}`
      declared.push(`$${name}: ${arg.type}`)
      variables[name] = value(arg.name, arg.type)
      return `${arg.name}: $${name}`
    })
    return `${field.name}(${given.join(', ')})`
  }

  /** All that an answer says by itself, one level down too. */
  const leaves = (type: GraphQLObjectType, depth: number): string =>
    Object.values(type.getFields())
      .filter(({ args }) => !args.some(isRequiredArgument))
      .flatMap((field) => {
        const key = `${keyOf(type, field)}: ${field.name}`
        if (isLeafType(getNamedType(field.type))) return [key]
        const inner = objectsIn(graph, field)
        // What costs a call has a way of its own.
        return depth === 0 || inner.length !== 1 || !inner[0]
          ? []
          : [`${key} { __typename ${leaves(inner[0], depth - 1)} }`]
      })
      .join(' ')

  const select = (steps: Way): string => {
    const [step, ...rest] = steps
    if (!step) return ''
    const key = `${keyOf(step.owner, step.field)}: ${call(step)}`
    const inner = objectsIn(graph, step.field)
    if (inner.length === 0) return key
    const [next] = rest
    const within = next
      ? `... on ${next.owner.name} { ${select(rest)} }`
      : inner.map((type) => `... on ${type.name} { ${leaves(type, 1)} }`).join(' ')
    return `${key} { __typename ${within} }`
  }

  const body = select(way)
  const [root] = way
  const kind = root?.owner === graph.getMutationType() ? 'mutation' : 'query'
  const target = way.at(-1)
  return {
    field: target ? `${target.owner.name}.${target.field.name}` : '',
    query: `${kind} Planted${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${body} }`,
    variables,
  }
}

export const typeAt = (graph: GraphQLSchema, coordinate: string): string => {
  const [owner = '', name = ''] = coordinate.split('.')
  const type = graph.getType(owner)
  const field = isObjectType(type) ? type.getFields()[name] : undefined
  return field ? getNamedType(getNullableType(field.type)).name : ''
}
