import {
  type GraphQLSchema,
  isAbstractType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql'

/** What a normalising cache wants to know of a graph, as data. `.ci/cache.mjs` makes `dypls-graphql/cache` of it. */
export type CacheHints = {
  /** Members of unions and interfaces. */
  readonly possibleTypes: Readonly<Record<string, readonly string[]>>
  /** Kept under their `nodeId`, where it was selected. */
  readonly nodes: readonly string[]
  /** Kept inside what holds them: there is nothing that names them in the whole graph. */
  readonly values: readonly string[]
  /** How scalars of ours arrive. */
  readonly scalars: Readonly<Record<string, 'string'>>
}

export const cacheHints = (graph: GraphQLSchema): CacheHints => {
  const types = Object.values(graph.getTypeMap())
    .filter((type) => !isIntrospectionType(type))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const roots = new Set([graph.getQueryType(), graph.getMutationType(), graph.getSubscriptionType()])
  const objects = types.filter(isObjectType).filter((type) => !roots.has(type))
  const isNode = (type: (typeof objects)[number]): boolean => type.getInterfaces().some(({ name }) => name === 'Node')
  const possible = types.filter(isAbstractType).map((type): [string, string[]] => [
    type.name,
    graph
      .getPossibleTypes(type)
      .map(({ name }) => name)
      .sort(),
  ])
  const scalars = types.filter((type) => isScalarType(type) && !isSpecifiedScalarType(type))
  return {
    possibleTypes: Object.fromEntries(possible),
    nodes: objects.filter(isNode).map(({ name }) => name),
    values: objects.filter((type) => !isNode(type)).map(({ name }) => name),
    scalars: Object.fromEntries(scalars.map(({ name }): [string, 'string'] => [name, 'string'])),
  }
}
