import type { After } from '../../ground/time.ts'
import type { Cancellation } from '../cancellation.ts'

/** Waits; true when no caller waits for the end of it any more. */
export const createSleep =
  (after: After) =>
  (ms: number, cancellation: Cancellation): Promise<boolean> =>
    ms <= 0
      ? Promise.resolve(cancellation.cancelled)
      : new Promise((resolve) => {
          let stopListening = (): void => {}
          const stopTimer = after(ms, () => {
            stopListening()
            resolve(false)
          })
          stopListening = cancellation.subscribe(() => {
            stopTimer()
            resolve(true)
          })
        })
