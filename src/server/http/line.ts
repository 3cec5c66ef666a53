/** Those who wait to be begun, in order of arrival. A list of links: taking the first of an array moves all the others. */
export type Waiting = {
  readonly begin: () => void
  readonly refuse: () => void
  readonly since: number
  /** How many were over when it came. */
  readonly over: number
}

export type Line = {
  readonly first: () => Waiting | null
  readonly join: (one: Waiting) => void
  /** Takes the first out. */
  readonly take: () => Waiting | null
  readonly size: () => number
}

type Link = { readonly one: Waiting; next: Link | null }

export const createLine = (): Line => {
  let first: Link | null = null
  let last: Link | null = null
  let size = 0
  return {
    first: () => first?.one ?? null,
    join: (one) => {
      const link: Link = { one, next: null }
      if (first && last) last.next = link
      else first = link
      last = link
      size++
    },
    take: () => {
      if (!first) return null
      const { one, next } = first
      first = next
      if (!next) last = null
      size--
      return one
    },
    size: () => size,
  }
}
