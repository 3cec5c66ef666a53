/** First come, first served, with a way to leave early. */
export type WaitingLine<T> = {
  /** Stands at the end; returns how to leave before the turn has come (once it has, leaving does nothing). */
  readonly join: (item: T) => () => void
  /** The item that has waited longest; undefined when the line is empty. */
  readonly first: () => T | undefined
  /** The same, which leaves. */
  readonly next: () => T | undefined
  readonly size: () => number
}

/** Places that were left are cleared away when there are so many more of them than of those taken. */
const mostEmpty = 64

/**
 * An array with a beginning that moves, and places that are emptied at once: in a Set, finding the first means passing all
 * that have left, and what an outgrown one held stays alive (docs/memory.md).
 */
export const createWaitingLine = <T>(): WaitingLine<T> => {
  let places: { item: T | undefined; taken: boolean }[] = []
  let first = 0
  let size = 0

  const empty = (place: (typeof places)[number]): void => {
    place.item = undefined
    place.taken = false
    size--
    if (places.length <= 2 * size + mostEmpty) return
    places = places.filter(({ taken }) => taken)
    first = 0
  }

  /** Passes the places that were left. */
  const foremost = (): (typeof places)[number] | undefined => {
    while (first < places.length && !places[first]?.taken) first++
    return places[first]
  }

  return {
    join: (item) => {
      const place = { item: item as T | undefined, taken: true }
      places.push(place)
      size++
      return () => {
        if (place.taken) empty(place)
      }
    },
    first: () => foremost()?.item,
    next: () => {
      const place = foremost()
      if (!place) return undefined
      const { item } = place
      first++
      empty(place)
      return item
    },
    size: () => size,
  }
}
