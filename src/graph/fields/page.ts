import type { ObjectRef } from '@pothos/core'
import { builder, type Types } from './builder.ts'
import type { Access } from './declared.ts'
import type { InputIssue } from './errors.ts'
import { issue, type Path, rangeIssues } from './issues.ts'

/**
 * Lists that come in pages, the way the upstream has them: by number and size. Its lists have no cursors and may shift
 * between two pages, so none are promised here.
 */
export type PageWish = { readonly pageNo: number; readonly pageSize: number }

export type Page<Item extends object> = {
  readonly items: readonly Item[]
  readonly total: number | null
  readonly pageNo: number
  readonly hasNext: boolean
}

const largestPage = 100

/** The `listSize` of a field that answers with a page; a size that will be refused costs no more than the largest. */
export const pageLength = ({ pageSize }: PageWish): number => Math.min(Math.max(pageSize, 1), largestPage)

/** The arguments of a field that answers with a page. */
export const pageArgs = builder.args((t) => ({
  pageNo: t.int({ required: true, defaultValue: 1, description: 'Which page, counted from 1.' }),
  pageSize: t.int({
    required: true,
    defaultValue: 20,
    description: `How many entries a page holds, 1 to ${largestPage}.`,
  }),
}))

/** Integers beyond 32 bits never come this far: GraphQL's own Int refuses them. */
export const pageIssues = ({ pageNo, pageSize }: PageWish, path: Path = []): InputIssue[] => [
  ...(pageNo < 1 ? [issue([...path, 'pageNo'], 'must be 1 or more', '必须大于或等于 1')] : []),
  ...rangeIssues(pageSize, 1, largestPage, [...path, 'pageSize']),
]

/** A page from what the upstream told of it. Without a total, a full page is taken to have a successor. */
export const pageOf = <Item extends object>(
  { pageNo, pageSize }: PageWish,
  items: readonly Item[],
  total: number | null | undefined,
): Page<Item> => ({
  items,
  total: total ?? null,
  pageNo,
  hasNext: typeof total === 'number' ? pageNo * pageSize < total : items.length >= pageSize,
})

/**
 * The type of such a page; `description` says what is listed and in which order. The field that answers with it declares
 * `listSize: pageLength`.
 */
export const pageType = <Item extends object>(
  name: string,
  options: { readonly access: Access; readonly item: ObjectRef<Types, Item>; readonly description: string },
) =>
  builder.objectRef<Page<Item>>(name).implement({
    access: options.access,
    description: options.description,
    fields: (t) => ({
      items: t.field({
        type: [options.item],
        // Counted where the page was asked for, by its size.
        listSize: 1,
        description: 'The entries of this page; empty beyond the last one.',
        resolve: ({ items }) => [...items],
      }),
      total: t.exposeInt('total', {
        nullable: true,
        description: 'How many entries there are on all pages; null when the upstream does not say.',
      }),
      pageNo: t.exposeInt('pageNo', { description: 'The page that this is, counted from 1.' }),
      hasNext: t.exposeBoolean('hasNext', {
        description: 'Whether the next page has entries. Without a total, a full page is taken to have a successor.',
      }),
    }),
  })
