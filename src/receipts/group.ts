import type { After } from '../ground/time.ts'

/** Batches that are committed together; each is told when it is durable, or that it is not. */
export type ReceiptGroup<T> = (batch: readonly T[]) => Promise<void>

export type GroupOptions<T> = {
  readonly commit: (items: readonly T[]) => Promise<unknown>
  readonly after: After
  /** How long a batch waits for others at most. */
  readonly waitMs?: number
  readonly mostBatches?: number
  readonly mostItems?: number
  /** Commits under way; the rest waits, and is committed together. */
  readonly mostCommits?: number
}

type Waiting<T> = {
  readonly batch: readonly T[]
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** A durable commit costs one flush of the disk, whether it holds one batch or many. */
export const createGroup = <T>(options: GroupOptions<T>): ReceiptGroup<T> => {
  const { commit, after, waitMs = 5, mostBatches = 64, mostItems = 1_000, mostCommits = 3 } = options
  let waiting: Waiting<T>[] = []
  let [items, underWay, timed] = [0, 0, false]
  let stopTimer = (): void => {}

  const isFull = (): boolean => waiting.length >= mostBatches || items >= mostItems

  /** As many as belong into one commit; a batch is never torn. */
  const take = (): Waiting<T>[] => {
    const taken: Waiting<T>[] = []
    let count = 0
    for (const each of waiting) {
      if (taken.length > 0 && (taken.length >= mostBatches || count + each.batch.length > mostItems)) break
      taken.push(each)
      count += each.batch.length
    }
    waiting = waiting.slice(taken.length)
    items -= count
    return taken
  }

  const flush = (): void => {
    stopTimer()
    timed = false
    if (waiting.length === 0 || underWay >= mostCommits) return
    const taken = take()
    underWay++
    commit(taken.flatMap(({ batch }) => batch))
      .then(
        () => {
          for (const { resolve } of taken) resolve()
        },
        (error: unknown) => {
          for (const { reject } of taken) reject(error)
        },
      )
      .finally(() => {
        underWay--
        if (waiting.length > 0) flush()
      })
    if (isFull()) flush()
    else plan()
  }

  const plan = (): void => {
    if (timed || waiting.length === 0 || underWay >= mostCommits) return
    timed = true
    stopTimer = after(waitMs, flush)
  }

  return (batch) =>
    new Promise((resolve, reject) => {
      waiting.push({ batch, resolve, reject })
      items += batch.length
      if (isFull()) flush()
      else plan()
    })
}
