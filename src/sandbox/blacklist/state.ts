/**
 * Who may not call whom, by pool. Entries are kept as the refusals that they amount to, so a pair entered from either
 * side is one and the same.
 */
export type Blacklist = {
  /** Refuses every call of a number, or lifts that. */
  readonly setCaller: (poolKey: string, caller: string, refused: boolean) => void
  /** Refuses calls from one number to another, or lifts that. The other direction is one of its own. */
  readonly setPair: (poolKey: string, caller: string, called: string, refused: boolean) => void
  /** Whether a call would be refused. Nothing in the sandbox makes one: it is for tests, and for simulated calls. */
  readonly refuses: (poolKey: string, caller: string, called: string) => boolean
  readonly clear: () => void
}

const everybody = '*'

export const createBlacklist = (): Blacklist => {
  const refusals = new Set<string>()
  const set = (key: string, refused: boolean): void => void (refused ? refusals.add(key) : refusals.delete(key))
  const key = (poolKey: string, caller: string, called: string): string => JSON.stringify([poolKey, caller, called])
  return {
    setCaller: (poolKey, caller, refused) => set(key(poolKey, caller, everybody), refused),
    setPair: (poolKey, caller, called, refused) => set(key(poolKey, caller, called), refused),
    refuses: (poolKey, caller, called) =>
      refusals.has(key(poolKey, caller, everybody)) || refusals.has(key(poolKey, caller, called)),
    clear: () => refusals.clear(),
  }
}
