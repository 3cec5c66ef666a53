import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { openViewer, type Viewer } from '../../graph/request/viewer.ts'
import type { Audit } from './audit.ts'

/** The part of a request that a record needs; what Yoga has is more. */
type Asked = {
  readonly request?: object
  readonly viewer?: Viewer
  readonly params?: { readonly query?: unknown; readonly operationName?: unknown }
}

/** Codes by which a document that is in order is not let in. What is wrong with a document is no deed. */
const refusals: ReadonlySet<unknown> = new Set(['FORBIDDEN', 'LIMIT_EXCEEDED', 'INTROSPECTION_OFF'])
const mostFields = 20

/**
 * Records mutations that a scope or a limit refused, which never reach a field (mutations.ts). Where results are settled,
 * because every way of being refused ends there, once. Arguments were not looked at, so there are no objects; names that
 * the graph does not have are the caller's text and stay out.
 */
export const auditRefusals = (
  schema: GraphQLSchema,
  audit: Pick<Audit, 'refused'>,
  { tokens }: { readonly tokens: number },
): Plugin<object> => ({
  onResultProcess: ({ result, serverContext }) => {
    if (Array.isArray(result) || 'data' in result || !('errors' in result)) return
    const code: unknown = result.errors?.[0]?.extensions.code
    if (typeof code !== 'string' || !refusals.has(code)) return
    const { request = {}, viewer = openViewer, params } = serverContext as Asked
    const document = typeof params?.query === 'string' ? params.query : ''
    const wanted = typeof params?.operationName === 'string' ? params.operationName : null
    const { fields, operationName } = mutationIn(schema, document, wanted, tokens)
    for (const field of fields) audit.refused({ request, viewerId: viewer.id, field, operationName, document, code })
  },
})

type Refused = { readonly fields: readonly string[]; readonly operationName: string | null }
const none: Refused = { fields: [], operationName: null }

/** `Mutation.bindAxb` …, or `Mutation` where that cannot be told; nothing for what is no mutation. */
const mutationIn = (schema: GraphQLSchema, text: string, name: string | null, maxTokens: number): Refused => {
  const known = schema.getMutationType()?.getFields() ?? {}
  const document = parsed(text, maxTokens)
  // Too long to be looked at; its first word tells enough.
  if (!document) return beginsAsMutation.test(text) ? { fields: ['Mutation'], operationName: name } : none
  const operation = getOperationAST(document, name)
  if (operation?.operation !== 'mutation') return none
  const names = [...rootNames(document, operation.selectionSet)].filter((field) => Object.hasOwn(known, field))
  return {
    fields: names.length === 0 ? ['Mutation'] : names.slice(0, mostFields).map((field) => `Mutation.${field}`),
    operationName: operation.name?.value ?? null,
  }
}

const parsed = (text: string, maxTokens: number): DocumentNode | null => {
  try {
    return parse(text, { noLocation: true, maxTokens })
  } catch (error) {
    if (error instanceof GraphQLError || error instanceof RangeError) return null
    throw error
  }
}

const beginsAsMutation = /^(?:[\s,\uFEFF]|#[^\n\r]*)*mutation\b/

/** Names of the fields at the top, each once, fragments expanded. */
const rootNames = (document: DocumentNode, selectionSet: SelectionSetNode): ReadonlySet<string> => {
  const names = new Set<string>()
  const spread = new Set<string>()
  const look = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value)
      else if (selection.kind === Kind.INLINE_FRAGMENT) look(selection.selectionSet)
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value)
        for (const part of document.definitions)
          if (part.kind === Kind.FRAGMENT_DEFINITION && part.name.value === selection.name.value)
            look(part.selectionSet)
      }
    }
  }
  look(selectionSet)
  return names
}
