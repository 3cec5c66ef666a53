import { readFileSync } from 'node:fs'
import {
  defaultExtractPersistedOperationId as apolloId,
  usePersistedOperations,
} from '@graphql-yoga/plugin-persisted-operations'
import { GraphQLError, parse } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { TrustedParams } from './over-http.ts'

/**
 * Trusted documents: the texts that clients were built with, known by id. `prefer` takes ids beside any text; `only` takes
 * nothing else, so that a stolen page can ask only what the page could ask anyway.
 */
export type Trusted = {
  /** Whether a document may be sent as text. */
  readonly takesText: boolean
  /** The text behind an id; undefined for an unknown id. */
  readonly documentOf: (id: string) => string | undefined
  readonly plugins: readonly Plugin<object>[]
}

export type TrustedOptions = { readonly mode: 'off' | 'prefer' | 'only'; readonly manifest: string }

/** Reads the manifest, once. The fault is for the terminal. */
export const readTrusted = ({ mode, manifest }: TrustedOptions): { value: Trusted } | { fault: string } => {
  if (mode === 'off') return { value: { takesText: true, documentOf: () => undefined, plugins: [] } }
  const read = manifestIn(manifest)
  if ('fault' in read) return { fault: `${manifest} ${read.fault}` }
  const documents = read.value
  const plugin = usePersistedOperations({
    allowArbitraryOperations: mode === 'prefer',
    extractPersistedOperationId: (params, request, context) => {
      const { documentId } = params as TrustedParams
      return typeof documentId === 'string' ? documentId : apolloId(params, request, context)
    },
    getPersistedOperation: (id) => documents.get(id) ?? null,
    customErrors: {
      notFound: refused(404, 'PERSISTED_NOT_FOUND', 'No document has this id.'),
      persistedQueryOnly: refused(403, 'PERSISTED_ONLY', 'Only trusted documents are taken here: send an id.'),
      keyNotFound:
        mode === 'only'
          ? refused(400, 'PERSISTED_ONLY', 'Only trusted documents are taken here: send an id.')
          : refused(400, 'BAD_REQUEST', 'Must provide query string or the id of a document.'),
    },
  })
  return { value: { takesText: mode === 'prefer', documentOf: (id) => documents.get(id), plugins: [plugin] } }
}

const refused = (status: number, code: string, message: string) => () =>
  new GraphQLError(message, { extensions: { code, http: { status } } })

/** A JSON object of texts by id, as GraphQL Code Generator's client preset writes it. */
const manifestIn = (path: string): { value: ReadonlyMap<string, string> } | { fault: string } => {
  let found: unknown
  try {
    found = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    return { fault: error instanceof SyntaxError ? 'is no JSON' : 'cannot be read' }
  }
  if (typeof found !== 'object' || found === null || Array.isArray(found))
    return { fault: 'must be a JSON object of documents by id' }
  const documents = new Map<string, string>()
  for (const [id, text] of Object.entries(found as Record<string, unknown>)) {
    if (typeof text !== 'string' || !isGraphql(text))
      return { fault: `holds no GraphQL document under ${id.slice(0, 80)}` }
    documents.set(id, text)
  }
  return documents.size > 0 ? { value: documents } : { fault: 'holds no document' }
}

const isGraphql = (text: string): boolean => {
  try {
    parse(text, { noLocation: true })
    return true
  } catch {
    return false
  }
}
