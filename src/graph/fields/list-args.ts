import { builder } from './builder.ts'

/**
 * Lists that come whole, however long they are. Asking on below one costs a call for each item, and what a document costs is
 * reckoned before it is executed: `first` is how a caller says that a few will do.
 */
type First = { readonly first?: number | null | undefined }

export const firstArgs = builder.args((t) => ({
  first: t.int({
    description:
      'Only so many, from the beginning; left out, all there are. Say it where fields below cost upstream calls: these are reckoned for a full list otherwise.',
  }),
}))

export const firstOf = <Item>(items: readonly Item[], { first }: First): Item[] =>
  items.slice(0, first == null ? items.length : Math.max(first, 0))

/** The `listSize` of a list that has `most` items at most, as far as is known. */
export const firstLength =
  (most: number) =>
  ({ first }: First): number =>
    first == null ? most : Math.max(first, 0)
