import type { DocumentNode } from 'graphql'
import { LRUCache } from 'lru-cache'

/** What Yoga remembers of texts: their documents, and why some are none. */
export type DocumentCaches = {
  readonly documentCache: LRUCache<string, DocumentNode>
  readonly errorCache: LRUCache<string, Error>
}

const cacheBytes = 16 * 1024 * 1024
/** A parsed document keeps its tokens, many times the size of its text. */
const bytesPerCharacter = 60
const leastBytes = 1_024

/** Bounded by bytes: Yoga's own hold a thousand documents of any size, which of 100 KB each is half a gigabyte. */
export const createDocumentCaches = (): DocumentCaches => ({
  documentCache: new LRUCache({
    maxSize: cacheBytes,
    sizeCalculation: (_document, text) => leastBytes + text.length * bytesPerCharacter,
  }),
  errorCache: new LRUCache({
    maxSize: cacheBytes / 8,
    // The error holds the text once more.
    sizeCalculation: (_error, text) => leastBytes + text.length * 4,
  }),
})
