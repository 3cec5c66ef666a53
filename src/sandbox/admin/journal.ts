import type { SignatureVersion } from '../../aliyun/signing/signature.ts'

/** One call the sandbox saw. Never a parameter, a number or a signature. */
export type JournalEntry = {
  /** The action when it is one the sandbox serves; `unknown` for anything else, since that text is the caller's. */
  readonly action: string
  readonly dialect: SignatureVersion
  /** `OK`, the code of the refusal, or `mischief:<kind>` where scripted trouble left no code. */
  readonly code: string
  /** Null when the connection was reset instead of an answer. */
  readonly httpStatus: number | null
  readonly requestId: string
  /** On the sandbox's clock, in ms. */
  readonly startedAt: number
}

export type Journal = {
  /** The latest entries, oldest first. */
  readonly entries: readonly JournalEntry[]
  readonly record: (entry: JournalEntry) => void
  /** Counts a call as in flight until the returned function is called. */
  readonly enter: () => () => void
  readonly peakInFlight: () => number
  readonly clear: () => void
}

export const createJournal = (limit: number): Journal => {
  const entries: JournalEntry[] = []
  let inFlight = 0
  let peak = 0
  return {
    entries,
    record: (entry) => {
      entries.push(entry)
      if (entries.length > limit) entries.shift()
    },
    enter: () => {
      inFlight += 1
      peak = Math.max(peak, inFlight)
      let left = false
      return () => {
        if (!left) inFlight -= 1
        left = true
      }
    },
    peakInFlight: () => peak,
    clear: () => {
      entries.length = 0
      peak = inFlight
    },
  }
}
