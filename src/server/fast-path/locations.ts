import { GraphQLError, getLocation, Source, type SourceLocation } from 'graphql'
import { scan } from './shape.ts'

type Cut = { readonly at: number; readonly end: number }

/**
 * Tells errors where their fields stand in the text that was sent. They know where those stand in the text that the plan
 * was made from; the two differ in literals and comments only, so a place moves by what stands before it.
 */
export const relocated = (errors: readonly GraphQLError[], from: string, to: string): GraphQLError[] => {
  if (from === to) return [...errors]
  const [before, after] = [cutsOf(from), cutsOf(to)]
  const lines = lineStarts(from)
  const source = new Source(to)
  const move = ({ line, column }: SourceLocation): SourceLocation => {
    const offset = (lines[line - 1] ?? 0) + column - 1
    let moved = 0
    for (const [index, { at, end }] of before.entries()) {
      if (end > offset) break
      const cut = after[index]
      moved += cut ? cut.end - cut.at - (end - at) : 0
    }
    return getLocation(source, offset + moved)
  }
  return errors.map((error) => withLocations(error, error.locations?.map(move)))
}

/** The same error with other locations. */
export const withLocations = (error: GraphQLError, locations: readonly SourceLocation[] | undefined): GraphQLError => {
  const { message, path, originalError, extensions } = error
  return Object.assign(new GraphQLError(message, { path, originalError, extensions }), { locations })
}

/** Literals and comments, which are what two texts of one shape differ in. */
const cutsOf = (text: string): readonly Cut[] => {
  const cuts: Cut[] = []
  scan(text, (at, end) => cuts.push({ at, end }))
  return cuts
}

/** Lines as GraphQL counts them. */
const lineStarts = (text: string): readonly number[] => [
  0,
  ...Array.from(text.matchAll(/\r\n|[\n\r]/g), ({ index, 0: { length } }) => index + length),
]
