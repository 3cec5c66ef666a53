/**
 * A caller may lose interest in an answer. Listened to once per GraphQL request and shared by its calls, because an
 * AbortSignal listener per call is dear (PERFORMANCE §5: about 17 µs).
 */
export type Cancellation = {
  readonly cancelled: boolean
  /** Calls `listener` on cancellation, at once when it has happened already. Returns how to stop listening. */
  readonly subscribe: (listener: () => void) => () => void
}

export type Canceller = Cancellation & { readonly cancel: () => void }

const nothing = (): void => {}

export const never: Cancellation = { cancelled: false, subscribe: () => nothing }

export const createCancellation = (): Canceller => {
  // A list, not a Set: V8 leaves the entries of an outgrown table behind, and whole requests with them (see ambient.ts).
  const listeners: (() => void)[] = []
  // A plain property: V8 makes a hidden class for each object literal with a getter (2 µs a request).
  const canceller = {
    cancelled: false,
    subscribe: (listener: () => void) => {
      if (canceller.cancelled) {
        listener()
        return nothing
      }
      listeners.push(listener)
      return () => {
        const index = listeners.indexOf(listener)
        if (index >= 0) listeners.splice(index, 1)
      }
    },
    cancel: () => {
      canceller.cancelled = true
      for (let listener = listeners.shift(); listener; listener = listeners.shift()) listener()
    },
  }
  return canceller
}

export const cancellationOf = (signal: AbortSignal): Cancellation => {
  const canceller = createCancellation()
  if (signal.aborted) canceller.cancel()
  else signal.addEventListener('abort', canceller.cancel, { once: true })
  return canceller
}
