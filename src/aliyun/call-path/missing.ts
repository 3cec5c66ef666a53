import type { Failure, Rejected } from '../failure.ts'

/**
 * Operations the gateway does not know for this account. `QueryCallStatus` left the SDKs in 2023, so this is a fact of
 * the account rather than an outage: remembered for an hour, then asked again.
 */
export type Missing = {
  readonly recall: (action: string) => Rejected | null
  readonly notice: (action: string, failure: Failure) => void
}

const codes: ReadonlySet<string> = new Set(['InvalidAction.NotFound', 'InvalidApi.NotFound'])
const hourMs = 3_600_000

export const createMissing = (now: () => number): Missing => {
  const known = new Map<string, { failure: Rejected; until: number }>()
  return {
    recall: (action) => {
      const entry = known.get(action)
      return entry && now() < entry.until ? entry.failure : null
    },
    notice: (action, failure) => {
      if (failure.kind === 'rejected' && codes.has(failure.code)) known.set(action, { failure, until: now() + hourMs })
    },
  }
}
