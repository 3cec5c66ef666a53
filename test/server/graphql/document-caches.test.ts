import { type DocumentNode, parse } from 'graphql'
import { expect, it } from 'vitest'
import { boundedCaches } from '../../../src/server/graphql/document-caches.ts'

const large = (i: number): string =>
  `{ ${Array.from({ length: 2_000 }, (_each, n) => `a${i}_${n}: __typename`).join(' ')} }`

it('remembers documents and syntax errors, and forgets the oldest before they fill the memory', () => {
  const { documentCache, errorCache } = boundedCaches()
  const document: DocumentNode = parse('{ __typename }')
  documentCache.set('{ __typename }', document)
  expect(documentCache.get('{ __typename }')).toBe(document)
  for (let i = 0; i < 1_000; i++) {
    documentCache.set(large(i), document)
    errorCache.set(large(i), new Error('made up'))
  }
  expect(documentCache.size).toBeLessThan(20)
  expect(errorCache.size).toBeLessThan(40)
  expect(documentCache.get('{ __typename }')).toBeUndefined()
})
