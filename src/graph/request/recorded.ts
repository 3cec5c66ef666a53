/** What the receipts of a call have told so far. */
export type RecordedCall = {
  /** When it was placed; null until a receipt says so. */
  readonly callTime: Date | null
  readonly firstReceivedAt: Date
}

/** Why nothing can be said. */
export type RecordFault = 'NO_STORE' | 'STORE_UNAVAILABLE'

/** Null for a call of which no receipt has told. Never rejects because of the store. */
export type RecordedCalls = (poolKey: string, callId: string) => Promise<RecordedCall | RecordFault | null>

type Calls = { readonly call: (poolKey: string, callId: string) => Promise<RecordedCall | null> }

export const recordedCalls =
  (calls: Calls | null): RecordedCalls =>
  async (poolKey, callId) => {
    if (!calls) return 'NO_STORE'
    try {
      return await calls.call(poolKey, callId)
    } catch (error) {
      if (error instanceof Error && error.name === 'StoreError') return 'STORE_UNAVAILABLE'
      throw error
    }
  }
