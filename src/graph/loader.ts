import { createContextCache } from '@pothos/core'
import DataLoader from 'dataloader'
import type { Context } from './context.ts'

/** Asks for one key. A failed look-up is a value of its own, so it never fails its neighbours. */
export type Load<Key, Value> = (key: Key, context: Context) => Promise<Value>

const alive = createContextCache((_context: Context) => new Set<DataLoader<never, unknown, string>>())

/**
 * A loader per GraphQL request, made on first use: equal keys of one request are asked once, the rest fan out with
 * bounded parallelism (the upstream has no batch call). It lives and dies with the request's context and so with its
 * credential; nothing is kept between requests.
 */
export const perRequest = <Key, Value>(load: Load<Key, Value>, cacheKey: (key: Key) => string) =>
  createContextCache((context: Context) => {
    const loader = new DataLoader<Key, Value, string>(
      (keys) => settleInParallel(keys, context.parallelism, (key) => load(key, context)),
      { cacheKeyFn: cacheKey },
    )
    alive(context).add(loader)
    return loader
  })

/** Makes every loader of this request ask afresh. After each write, so that what follows sees what it did. */
export const forget = (context: Context): void => {
  for (const loader of alive(context)) loader.clearAll()
}

/** Runs `act` over all items, at most `limit` at a time; results in order, a throw becomes that item's Error. */
export const settleInParallel = async <Item, Result>(
  items: readonly Item[],
  limit: number,
  act: (item: Item) => Promise<Result>,
): Promise<(Result | Error)[]> => {
  const results = new Array<Result | Error>(items.length)
  const queue = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      results[index] = await act(item).catch((error: unknown) =>
        error instanceof Error ? error : new Error('a look-up failed', { cause: error }),
      )
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  return results
}
