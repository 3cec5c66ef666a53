import fc from 'fast-check'
import { type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql'
import { describe, expect, it } from 'vitest'
import { breachOf, sizeOf } from '../../../src/server/limits/document-size.ts'
import { defaults } from './graph.ts'

type Counts = { depth: number; fields: number; rootFields: number }

/** What a size means, in the plainest way: write every fragment out, then count. */
const expanded = (document: DocumentNode): Counts => {
  const fragment = (name: string): SelectionSetNode | undefined =>
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name ? [each.selectionSet] : [],
    )[0]
  const paths = (set: SelectionSetNode | undefined, depth: number): number[] =>
    (set?.selections ?? []).flatMap((each) => {
      if (each.kind === Kind.FIELD) return [depth, ...paths(each.selectionSet, depth + 1)]
      return paths(each.kind === Kind.FRAGMENT_SPREAD ? fragment(each.name.value) : each.selectionSet, depth)
    })
  const operations = document.definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? [paths(each.selectionSet, 1)] : [],
  )
  return {
    depth: Math.max(...operations.flat()),
    fields: Math.max(...operations.map((each) => each.length)),
    rootFields: Math.max(...operations.map((each) => each.filter((depth) => depth === 1).length)),
  }
}

/** Fragments spread only later ones, so that there is an end. */
const fragments = 4
const setSpreading = (from: number): fc.Arbitrary<string> => {
  const spread = from < fragments ? [fc.integer({ min: from, max: fragments - 1 }).map((index) => `...F${index}`)] : []
  return fc.letrec<{ set: string }>((tie) => ({
    set: fc
      .array(
        fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          fc.constantFrom('a', 'b: a', 'c @skip(if: true)'),
          ...spread,
          tie('set').map((set) => `a ${set}`),
          tie('set').map((set) => `... ${set}`),
        ),
        { minLength: 1, maxLength: 4 },
      )
      .map((all) => `{ ${all.join(' ')} }`),
  })).set
}

const documents = fc
  .tuple(
    fc.array(setSpreading(0), { minLength: 1, maxLength: 3 }),
    ...Array.from({ length: fragments }, (_, index) => setSpreading(index + 1)),
  )
  .map(([operations, ...sets]) => {
    const text = [
      ...operations.map((set, index) => `query Q${index} ${set}`),
      ...sets.map((set, index) => `fragment F${index} on T ${set}`),
    ].join(' ')
    // Fragments that nobody spreads would count as well, which the plain way of counting does not know.
    return parse(`${text} query All { ${sets.map((_, index) => `...F${index}`).join(' ')} }`)
  })

describe('the size of a document', () => {
  it('is what writing out every fragment would give', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(sizeOf(document)).toMatchObject(expanded(document))
      }),
      { numRuns: 500, seed: 7 },
    )
  })

  it('is found whatever circles fragments make', () => {
    const circles = setSpreading(0).chain((one) => setSpreading(0).map((other) => [one, other] as const))
    fc.assert(
      fc.property(circles, ([one, other]) => {
        const rest = ['F0', 'F1', 'F2', 'F3'].map((name, index) => `fragment ${name} on T ${index % 2 ? one : other}`)
        expect(sizeOf(parse(`${one} ${rest.join(' ')}`)).fields).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  it('of a fragment that nobody spreads counts, since rules look at it', () => {
    const unused = `{ free } fragment F on Query { ${'free '.repeat(251)} }`
    expect(breachOf(parse(unused), defaults)?.extensions).toMatchObject({ limit: 'fields', found: 251 })
  })

  it('keeps introspection apart, wherever its parts stand', () => {
    const parts =
      'fragment A on Query { __schema { ...B } free } fragment B on __Schema { types { name fields { name } } }'
    expect(sizeOf(parse(`{ ...A } ${parts}`))).toMatchObject({
      depth: 1,
      fields: 1,
      rootFields: 2,
      introspectionDepth: 4,
      introspectionFields: 5,
      introspectionLists: 2,
    })
  })
})
