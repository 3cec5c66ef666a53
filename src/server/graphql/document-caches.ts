import type { DocumentNode } from 'graphql'
import { LRUCache } from 'lru-cache'

/**
 * Yoga keeps the last 1,024 documents and syntax errors it saw, however large: a thousand of 100 KB each hold gigabytes.
 * These are bounded by what they hold. An AST is some 30 times its text; an error keeps the text itself.
 */
export const boundedCaches = () => ({
  documentCache: new LRUCache<string, DocumentNode>({
    maxSize: 16 * megabyte,
    sizeCalculation: (_document, text) => text.length * 30 + 100,
  }),
  errorCache: new LRUCache<string, Error>({
    maxSize: 4 * megabyte,
    sizeCalculation: (_error, text) => text.length * 4 + 1_000,
  }),
})

const megabyte = 1024 * 1024
