/** What an issuer publishes is fetched through this: with a pause after a failure, and a word when something else came. */
export type KeyFetch = {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** An issuer that could not be asked is left alone for a while; false where it was left alone already. */
  readonly failed: () => boolean
  /** Counts what was fetched: another number means other keys. */
  readonly generation: () => number
  /** Whether what was fetched is too old, and may be fetched again. */
  readonly isDue: () => boolean
}

export type KeyFetchOptions = {
  readonly pauseMs: number
  readonly maxAgeMs: number
  /** What is rejected with while the issuer is left alone. */
  readonly paused: Error
  readonly now: () => number
}

export const createKeyFetch = ({ pauseMs, maxAgeMs, paused, now }: KeyFetchOptions): KeyFetch => {
  let [askAgainAt, fetchedAt, generation]: [number, number | null, number] = [0, null, 0]
  let last: string | null = null

  return {
    fetch: async (url, init) => {
      if (now() < askAgainAt) throw paused
      const response = await fetch(url, init)
      if (response.status !== 200) return response
      const text = await response.text()
      if (isKeySet(text)) {
        if (text !== last) generation++
        ;[last, fetchedAt] = [text, now()]
      }
      return new Response(text, { status: 200 })
    },
    failed: () => {
      if (now() < askAgainAt) return false
      askAgainAt = now() + pauseMs
      return true
    },
    generation: () => generation,
    isDue: () => fetchedAt !== null && now() >= fetchedAt + maxAgeMs && now() >= askAgainAt,
  }
}

/** A page that some proxy answers in the issuer's place is none, and takes no key away. */
const isKeySet = (text: string): boolean => {
  try {
    const { keys } = JSON.parse(text) as { readonly keys?: unknown }
    return Array.isArray(keys)
  } catch {
    return false
  }
}
