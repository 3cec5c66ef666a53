import {
  type ConstValueNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql'
import { type Count, declaredOf } from '../../graph/fields/declared.ts'
import type { Scope } from '../../graph/request/viewer.ts'
import { type Amount, both, type Condition, countless, either, greater, plus, times, where, whole } from './amounts.ts'

/** What is known of an operation before it runs, from its document alone: only variables are open. */
export type OperationDemands = {
  /** Whether it selects `__schema` or `__type`. */
  readonly introspects: Condition
  readonly needs: readonly Need[]
  /** Upstream calls, never fewer than will be made. */
  readonly cost: Amount
  /** The variables that decide any of this; no other is looked at. */
  readonly deciding: readonly VariableDefinitionNode[]
}

/** A field that not every viewer may select: any one of the scopes opens it, and no scope means that none may. */
export type Need = { readonly coordinate: string; readonly scopes: readonly Scope[]; readonly when: Condition }

/** Where a selection stands. */
type Place = {
  /** What the objects there can be. */
  readonly possible: readonly GraphQLObjectType[]
  readonly when: Condition
  /** Whether the field above said how many items the lists in its answer hold. */
  readonly sized: boolean
}

/** Works on valid documents within the limits, so that expanding fragments is affordable. */
export const demandsOf = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationDemands => {
  const fragments = new Map(
    document.definitions.flatMap((each): [string, FragmentDefinitionNode][] =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [],
    ),
  )
  const needs = new Map<string, Need>()
  const deciding = new Set<string>()
  let introspects: Condition = false

  const ofSet = (set: SelectionSetNode | undefined, place: Place): Amount => {
    let cost: Amount = 0
    for (const selection of set?.selections ?? []) cost = plus(cost, ofSelection(selection, place))
    return cost
  }

  const ofSelection = (selection: SelectionNode, place: Place): Amount => {
    const when = both(place.when, executedWhen(selection.directives ?? []))
    if (when === false) return 0
    if (selection.kind === Kind.FIELD) return ofField(selection, { ...place, when })
    const inside = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
    const type = inside?.typeCondition && schema.getType(inside.typeCondition.name.value)
    const possible = type ? place.possible.filter((each) => possibleOf(type).includes(each)) : place.possible
    return ofSet(inside?.selectionSet, { ...place, possible, when })
  }

  const ofField = (node: FieldNode, { possible, when, sized }: Place): Amount => {
    const name = node.name.value
    if (name === '__schema' || name === '__type') introspects = either(introspects, when)
    if (name.startsWith('__')) return 0
    const fields = possible.flatMap((type) => type.getFields()[name] ?? [])
    for (const type of possible) demand(type, name, when)
    const below = ofSet(node.selectionSet, {
      possible: [...new Set(fields.flatMap(({ type }) => possibleOf(getNamedType(type))))],
      when,
      sized: fields.every((field) => declaredOf(field).listSize !== undefined && !isList(field)),
    })
    const calls = most(fields, (field) => counted(declaredOf(field).upstreamCalls ?? 0, field, node))
    const items = below === 0 ? 0 : most(fields, (field) => itemsOf(field, node, sized))
    return plus(where(when, calls), times(items, below))
  }

  const demand = (type: GraphQLObjectType, name: string, when: Condition): void => {
    const field = type.getFields()[name]
    const access = (field && declaredOf(field).access) ?? declaredOf(type).access ?? []
    if (access === 'anyone') return
    const coordinate = `${type.name}.${name}`
    // Fields that need the same ask once, unless what they hang on differs.
    const key = when === true ? access.join() : `${coordinate} ${needs.size}`
    if (!needs.has(key)) needs.set(key, { coordinate, scopes: access, when })
  }

  /** A list of unknown length is countless, unless the field above told the size of the page that holds it. */
  const itemsOf = (field: AnyField, node: FieldNode, sized: boolean): Amount => {
    const { listSize } = declaredOf(field)
    if (listSize !== undefined) return counted(listSize, field, node)
    return isList(field) && !sized ? countless : 1
  }

  const counted = (count: Count, field: AnyField, node: FieldNode): Amount => {
    if (typeof count === 'number') return whole(count)
    const variables = (node.arguments ?? []).flatMap(({ value }) => variablesIn(value))
    for (const variable of variables) deciding.add(variable)
    // No executor agrees with another on what such a variable holds.
    if (variables.includes('__proto__')) return countless
    const amount = (values: Readonly<Record<string, unknown>>): number =>
      outcome(count, getArgumentValues(field, node, values))
    return variables.length === 0 ? amount({}) : amount
  }

  const executedWhen = (directives: readonly DirectiveNode[]): Condition =>
    directives.reduce<Condition>((when, directive) => {
      const [name, value] = [directive.name.value, directive.arguments?.[0]?.value]
      if ((name !== 'skip' && name !== 'include') || !value) return when
      // Only what surely skips does: anything else may be executed.
      const skips = name === 'skip'
      if (value.kind === Kind.BOOLEAN) return both(when, value.value !== skips)
      if (value.kind !== Kind.VARIABLE) return when
      const variable = value.name.value
      deciding.add(variable)
      return both(when, (values) => values[variable] !== skips)
    }, true)

  const possibleOf = (type: unknown): readonly GraphQLObjectType[] =>
    isObjectType(type) ? [type] : isAbstractType(type) ? schema.getPossibleTypes(type) : []

  const root = schema.getRootType(operation.operation)
  const cost = ofSet(operation.selectionSet, { possible: root ? [root] : [], when: true, sized: false })
  return {
    introspects,
    needs: [...needs.values()],
    cost,
    deciding: (operation.variableDefinitions ?? []).filter(({ variable }) => deciding.has(variable.name.value)),
  }
}

type AnyField = GraphQLField<unknown, unknown>

const isList = ({ type }: AnyField): boolean => isListType(getNullableType(type))

const most = (fields: readonly AnyField[], amountOf: (field: AnyField) => Amount): Amount =>
  fields.map(amountOf).reduce(greater, 0)

/** A count that throws is countless: what cannot be counted is not let through. */
const outcome = (count: Exclude<Count, number>, args: Readonly<Record<string, unknown>>): number => {
  try {
    return whole(count(args))
  } catch {
    return countless
  }
}

const variablesIn = (value: ValueNode | ConstValueNode): string[] => {
  if (value.kind === Kind.VARIABLE) return [value.name.value]
  if (value.kind === Kind.LIST) return value.values.flatMap(variablesIn)
  return value.kind === Kind.OBJECT ? value.fields.flatMap((field) => variablesIn(field.value)) : []
}
