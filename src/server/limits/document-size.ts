import { type DocumentNode, type GraphQLError, Kind, type SelectionNode, type SelectionSetNode, visit } from 'graphql'
import { countless } from './amounts.ts'
import { type DocumentLimits, fixedLimits, overLimit } from './limit-errors.ts'

/** How large a selection is with its fragments expanded. Introspection is counted apart, by limits of its own. */
type Extent = {
  readonly depth: number
  readonly introspectionDepth: number
  readonly rootFields: number
  readonly fields: number
  readonly introspectionFields: number
  /** Fields whose names are those of lists of introspection, which they are only below `__schema` or `__type`. */
  readonly lists: number
  readonly introspectionLists: number
}
export type Size = Omit<Extent, 'lists'> & Readonly<Record<'aliases' | 'directives' | 'nameLength', number>>

/**
 * The first limit that a document is over, or null. Takes any document that parses, valid or not: it runs before the rules
 * of validation, some of which need quadratic time, so it is linear itself and survives cycles.
 */
export const breachOf = (document: DocumentNode, limits: DocumentLimits): GraphQLError | null => {
  if (document.definitions.length > limits.definitions)
    return overLimit('definitions', limits.definitions, document.definitions.length)
  const most = { ...limits, ...fixedLimits }
  const size = sizeOf(document)
  const over = (Object.keys(size) as (keyof Size)[]).find((limit) => size[limit] > most[limit])
  return over ? overLimit(over, most[over], size[over]) : null
}

/** The most of everything over all operations; a fragment that is never spread counts as well. */
export const sizeOf = (document: DocumentNode): Size => {
  const fragments = new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  )
  const known = new Map<string, Extent>()

  const ofSet = (set: SelectionSetNode | undefined): Extent => {
    let extent = nothing
    for (const selection of set?.selections ?? []) extent = beside(extent, ofSelection(selection))
    return extent
  }
  const ofSelection = (selection: SelectionNode): Extent => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value)
    const below = ofSet(selection.selectionSet)
    return selection.kind === Kind.FIELD ? above(selection.name.value, below) : below
  }
  const ofFragment = (name: string): Extent => {
    const before = known.get(name)
    if (before) return before
    // A cycle adds nothing: validation refuses it in its own words, and nothing before that follows it.
    known.set(name, nothing)
    const extent = ofSet(fragments.get(name)?.selectionSet)
    known.set(name, extent)
    return extent
  }

  let most = nothing
  for (const each of document.definitions)
    if (each.kind === Kind.OPERATION_DEFINITION) most = larger(most, ofSet(each.selectionSet))
  for (const name of fragments.keys()) if (!known.has(name)) most = larger(most, { ...ofFragment(name), rootFields: 0 })
  const { lists: _shadow, ...extent } = most
  return { ...written(document), ...extent }
}

const nothing: Extent = {
  depth: 0,
  introspectionDepth: 0,
  rootFields: 0,
  fields: 0,
  introspectionFields: 0,
  lists: 0,
  introspectionLists: 0,
}
const names = Object.keys(nothing) as (keyof Extent)[]

/** Fragments that spread each other twice double with every step: sums stop where no limit reaches. */
const add = (a: number, b: number): number => Math.min(countless, a + b)
const joined = (a: Extent, b: Extent, how: (name: keyof Extent) => (a: number, b: number) => number): Extent =>
  Object.fromEntries(names.map((name) => [name, how(name)(a[name], b[name])])) as Extent

const larger = (a: Extent, b: Extent): Extent => joined(a, b, () => Math.max)
const beside = (a: Extent, b: Extent): Extent =>
  joined(a, b, (name) => (name === 'depth' || name === 'introspectionDepth' ? Math.max : add))

const listNames: ReadonlySet<string> = new Set([
  ...['types', 'directives', 'fields', 'args'],
  ...['inputFields', 'interfaces', 'enumValues', 'possibleTypes'],
])

/** A field over what is selected below it. */
const above = (name: string, below: Extent): Extent =>
  name === '__schema' || name === '__type'
    ? {
        ...nothing,
        introspectionDepth: 1 + Math.max(below.depth, below.introspectionDepth),
        rootFields: 1,
        introspectionFields: add(1, add(below.fields, below.introspectionFields)),
        introspectionLists: add(below.lists, below.introspectionLists),
      }
    : {
        ...below,
        depth: 1 + below.depth,
        rootFields: 1,
        fields: add(1, below.fields),
        lists: add(listNames.has(name) ? 1 : 0, below.lists),
      }

/** What is counted as it is written. */
const written = (document: DocumentNode): Pick<Size, 'aliases' | 'directives' | 'nameLength'> => {
  let [aliases, directives, nameLength] = [0, 0, 0]
  visit(document, {
    Field: ({ alias }) => {
      if (alias) aliases++
    },
    Directive: () => {
      directives++
    },
    // An alias comes back with every item of a list: a long one makes a huge answer from a small question.
    Name: ({ value }) => {
      nameLength = Math.max(nameLength, value.length)
    },
  })
  return { aliases, directives, nameLength }
}
